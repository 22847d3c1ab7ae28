"""What is installed fits together, and the lock files say nothing about where it came from."""

import re
import tomllib
from importlib.metadata import requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from config import VERSION, mode
from config.broker import command

LOCKS = [mode.BASE_DIR / "requirements.lock", mode.BASE_DIR / "requirements-dev.lock"]


def pinned(lock: Path) -> dict[str, str]:
    """Name (with its marker) and version of every entry."""
    found = re.findall(r"^([\w.-]+)==(\S+)((?: ;[^\\\n]+)?)", lock.read_text(), flags=re.M)
    return {name + marker.strip(): number for name, number, marker in found}


def test_redis_py_is_one_that_kombu_can_work_with() -> None:
    """pip does not object when ``redis`` is asked for directly; workers would go deaf."""
    wanted = [
        requirement
        for requirement in map(Requirement, requires("kombu") or [])
        if requirement.name == "redis"
    ]
    assert wanted
    assert all(requirement.specifier.contains(version("redis")) for requirement in wanted)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_file_names_no_host(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    assert not re.search(r"index-url|find-links|trusted-host|--extra-index| @ ", text)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_everything_is_pinned_with_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())
    assert len(entries) == len(pinned(lock))
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_tests_run_on_what_is_delivered() -> None:
    delivered, tested = map(pinned, LOCKS)
    assert delivered.items() <= tested.items()


def test_the_embedded_broker_is_there(tmp_path: Path) -> None:
    assert Path(command(tmp_path / "broker.sock", tmp_path)[0]).is_file()


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((mode.BASE_DIR / "pyproject.toml").read_text())["project"]
    assert project["version"] == VERSION

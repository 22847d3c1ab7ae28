"""Each part is the embedded one or a real one, and what the environment may say is written down."""

import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from config import mode

INTERNAL = {"FORTE_POOL", "DJANGO_SETTINGS_MODULE"}
"""Set by Forte itself, not by who runs it."""


def variables_read() -> set[str]:
    """What the code reads from the environment."""
    reads = re.compile(r"""(?:\benv(?:iron)?(?:\.\w+)?[\[(]|environ\.get\()\s*["']([A-Z_]+)["']""")
    files = (mode.BASE_DIR / "config").glob("*.py")
    found = {name for file in files for name in reads.findall(file.read_text())}
    found |= {"SECRET_KEY", "SITE_URL", "EMAIL_URL", *mode._NOT_ON_A_SERVER}
    return found - INTERNAL - set(mode._NOT_ON_A_SERVER)


def settings_with(**environ: str) -> dict[str, Any]:
    """Settings as a process would read them."""
    names = "DATABASES REDIS_URL CELERY_BROKER_URL ALLOWED_HOSTS DEBUG MAIL_FOLDER EMAIL_PORT"
    code = (
        "import json\nfrom django.conf import settings\n"
        f"found = {{name: getattr(settings, name, None) for name in {names.split()}}}\n"
        "print(json.dumps(found, default=str))"
    )
    nothing = dict.fromkeys(("EMAIL_URL", "REDIS_URL", "FORTE_MODE"), "")
    nothing["SITE_URL"] = "http://localhost:8000"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=mode.BASE_DIR,
        env={
            **{k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "FORTE_POOL")},
            **nothing,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            **environ,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


POSTGRESQL = {"FORTE_MODE": "local", "DATABASE_URL": "postgres://forte@127.0.0.1/forte"}


def test_the_web_server_alone_pools_its_connections_one_a_thread() -> None:
    web = settings_with(**POSTGRESQL, FORTE_POOL="6")["DATABASES"]["default"]
    assert web["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 6, "timeout": 5}
    assert web["CONN_HEALTH_CHECKS"] is True
    worker = settings_with(**POSTGRESQL)["DATABASES"]["default"]
    assert "pool" not in worker.get("OPTIONS", {})


def test_gunicorn_says_how_many_threads_share_the_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORTE_POOL", "")
    monkeypatch.setenv("WEB_THREADS", "6")
    told = runpy.run_path(str(mode.BASE_DIR / "config" / "gunicorn.py"))
    assert told["threads"] == 6
    assert os.environ["FORTE_POOL"] == "6"
    assert told["bind"].startswith("127.0.0.1:")
    assert told["control_socket_disable"] is True


def test_sqlite_waits_for_its_turn_instead_of_failing() -> None:
    options = settings_with(FORTE_MODE="local")["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_each_part_is_named_by_itself() -> None:
    redis = settings_with(FORTE_MODE="local", REDIS_URL="redis://127.0.0.1:6399/3")
    assert redis["CELERY_BROKER_URL"] == "redis://127.0.0.1:6399/3"
    assert redis["DATABASES"]["default"]["ENGINE"].endswith("sqlite3")
    assert redis["MAIL_FOLDER"].endswith("mail")
    mail = settings_with(FORTE_MODE="local", EMAIL_URL="smtp://127.0.0.1:2525")
    assert mail["MAIL_FOLDER"] is None
    assert mail["EMAIL_PORT"] == 2525
    assert mail["CELERY_BROKER_URL"].startswith("redis+socket:///")


def test_a_server_answers_to_its_own_name_alone() -> None:
    server = settings_with(
        SECRET_KEY="k" * 64, SITE_URL="https://forte.example", EMAIL_URL="smtp://127.0.0.1:25"
    )
    assert server["ALLOWED_HOSTS"] == ["forte.example"]
    assert server["DEBUG"] is False
    assert server["MAIL_FOLDER"] is None


def test_every_variable_is_in_the_example_and_in_the_manual() -> None:
    example = (mode.BASE_DIR / ".env.example").read_text()
    explained = set(re.findall(r"^#? ?([A-Z_]+)=", example, flags=re.M))
    assert explained == variables_read()
    manual = (mode.BASE_DIR / "docs" / "operations.md").read_text()
    assert not {name for name in explained if f"`{name}" not in manual}


def test_every_command_in_the_manual_exists() -> None:
    manual = (mode.BASE_DIR / "docs" / "operations.md").read_text()
    modules = set(re.findall(r"python -m (config\.\w+)", manual))
    assert modules
    for module in modules:
        assert Path(mode.BASE_DIR, *module.split(".")).with_suffix(".py").is_file()

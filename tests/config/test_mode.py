"""Forte is a server unless told otherwise, and half a server does not start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import mode

SERVER = {
    "SECRET_KEY": "k" * 64,
    "SITE_URL": "https://forte.example",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}


def refusal(**changes: str) -> str:
    with pytest.raises(ImproperlyConfigured) as problem:
        mode.refuse_half_a_server({**SERVER, **changes})
    return str(problem.value)


def test_a_whole_server_is_not_refused() -> None:
    mode.refuse_half_a_server(SERVER)


@pytest.mark.parametrize("name", SERVER)
def test_a_server_without_what_it_needs_says_what(name: str) -> None:
    assert f"{name} is not set." in refusal(**{name: ""})


def test_everything_that_is_missing_is_named_at_once() -> None:
    sentence = refusal(SECRET_KEY="", SITE_URL="", EMAIL_URL="")
    assert all(f"{name} is not set." in sentence for name in SERVER)
    assert "\n" not in sentence


def test_a_short_secret_is_no_secret() -> None:
    assert "SECRET_KEY is shorter than 50 characters" in refusal(SECRET_KEY="changeme")


def test_a_site_needs_an_address() -> None:
    assert "SITE_URL is not an address" in refusal(SITE_URL="forte.example")


@pytest.mark.parametrize("name", ["DEBUG", "FORTE_INBOX", "FORTE_DEMO"])
def test_a_server_has_no_switch_that_opens_it(name: str) -> None:
    assert f"{name} is set, and" in refusal(**{name: "1"})
    mode.refuse_half_a_server({**SERVER, name: "0"})


def test_an_unknown_mode_is_an_error_and_never_a_server_by_chance() -> None:
    with pytest.raises(ImproperlyConfigured, match='FORTE_MODE is "lokal"'):
        mode.is_local({"FORTE_MODE": "lokal"})


@pytest.mark.parametrize(
    "command", [["-m", "config.up"], ["-m", "config.prepare"], ["manage.py", "check"]]
)
def test_whatever_is_started_without_settings_refuses(command: list[str], tmp_path: Path) -> None:
    nothing = dict.fromkeys((*SERVER, "FORTE_MODE"), "")
    environ = {**os.environ, **nothing, "DJANGO_SETTINGS_MODULE": "config.settings"}
    environ["FORTE_VAR"] = str(tmp_path / "var")
    done = subprocess.run(
        [sys.executable, *command],
        cwd=mode.BASE_DIR,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "SECRET_KEY is not set. SITE_URL is not set. EMAIL_URL is not set." in (
        done.stdout + done.stderr
    )
    if command[0] == "-m":
        assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "var").exists()


def test_a_local_forte_is_reached_from_this_machine_alone() -> None:
    assert mode.web_address({"FORTE_MODE": "local"}) == ("127.0.0.1", 8000)
    assert mode.web_address({"FORTE_MODE": "local", "HOST": "0.0.0.0"})[0] == "127.0.0.1"


def test_port_moves_the_web_server() -> None:
    assert mode.web_address({"FORTE_MODE": "local", "PORT": "8001"})[1] == 8001
    with pytest.raises(ImproperlyConfigured, match='PORT is "http"'):
        mode.web_address({"FORTE_MODE": "local", "PORT": "http"})


def test_a_server_listens_to_its_proxy() -> None:
    assert mode.web_address({}) == ("0.0.0.0", 8000)
    assert mode.web_address({"HOST": "10.0.0.1"})[0] == "10.0.0.1"


def test_a_secret_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    secret = mode.local_secret(tmp_path)
    assert len(secret) >= mode.SHORTEST_SECRET
    assert mode.local_secret(tmp_path) == secret
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_deep_folder_still_has_a_socket() -> None:
    deep = Path("/", *["a folder with a long name"] * 6)
    assert len(os.fsencode(mode.socket_path(deep))) <= 100
    assert mode.socket_path(deep) != mode.socket_path(deep / "another")

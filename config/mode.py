"""Which way Forte runs: on somebody's own machine (``FORTE_MODE=local``) or as a server.

One variable says the mode; the addresses of database, broker and mail server only say the parts.
"""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

SHORTEST_SECRET = 50
"""Characters below which Django's own deployment check calls a secret key weak (security.W009)."""

_NOT_ON_A_SERVER = {
    "DEBUG": "a debug switch shows source code and settings to strangers",
    "FORTE_INBOX": "the inbox shows everybody's mail",
    "FORTE_DEMO": "the demo person's password is printed in the documentation",
}


def is_local(environ: Mapping[str, str]) -> bool:
    """Whether this is somebody's own machine.

    Raises:
        ImproperlyConfigured: for an unknown mode, which is never a server by chance.
    """
    mode = environ.get("FORTE_MODE", "")
    if mode not in ("", "local"):
        raise ImproperlyConfigured(
            f'FORTE_MODE is "{mode}". '
            'It is either "local" (your own machine) or not set (a server).'
        )
    return mode == "local"


def refuse_half_a_server(environ: Mapping[str, str]) -> None:
    """Say in one sentence what a server lacks, or what it must not have.

    Raises:
        ImproperlyConfigured: with every problem found, so that one start shows them all.
    """
    problems = [
        f"{name} is not set."
        for name in ("SECRET_KEY", "SITE_URL", "EMAIL_URL")
        if not environ.get(name)
    ]
    if environ.get("SECRET_KEY") and len(environ["SECRET_KEY"]) < SHORTEST_SECRET:
        problems.append(f"SECRET_KEY is shorter than {SHORTEST_SECRET} characters.")
    site = urlsplit(environ.get("SITE_URL", ""))
    if environ.get("SITE_URL") and (
        site.scheme not in ("https", "http") or not site.hostname or site.path.strip("/")
    ):
        problems.append("SITE_URL is not an address such as https://forte.example.")
    if environ.get("EMAIL_URL") and not environ["EMAIL_URL"].startswith("smtp"):
        problems.append(
            "EMAIL_URL is no mail server: it begins with smtp://, smtp+tls:// or smtp+ssl://."
        )
    problems += [
        f"{name} is set, and {why}."
        for name, why in _NOT_ON_A_SERVER.items()
        if environ.get(name, "").lower() not in ("", "0", "false", "no", "off")
    ]
    if problems:
        raise ImproperlyConfigured(
            "Forte does not start as a server: "
            + " ".join(problems)
            + " To try it on your own machine, set FORTE_MODE=local (make run does)."
        )


def web_address(environ: Mapping[str, str]) -> tuple[str, int]:
    """Host and port the web server listens on: nobody but this machine reaches a local one.

    Raises:
        ImproperlyConfigured: when PORT is no port.
    """
    port = environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise ImproperlyConfigured(f'PORT is "{port}". It is a number from 1 to 65535.')
    if is_local(environ):
        return "127.0.0.1", int(port)
    return environ.get("HOST") or "0.0.0.0", int(port)  # noqa: S104 - a server listens to its proxy


def local_secret(var: Path) -> str:
    """The secret key of this machine, made on first use and readable by its owner alone."""
    path = var / "secret_key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        var.mkdir(parents=True, exist_ok=True)
    # Web, worker and beat may all be the first: the one that creates the file decides.
    mine = var / f".secret_key.{os.getpid()}"
    descriptor = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        os.link(mine, path)
    except FileExistsError:
        pass
    finally:
        mine.unlink()
    return path.read_text().strip()


_LONGEST_SOCKET_PATH = 100  # bytes; the kernel allows 108 (Linux) or 104 (macOS)


def socket_path(var: Path) -> Path:
    """Where the embedded broker listens: below ``var/``; too long, then in a private folder."""
    path = var / "broker.sock"
    if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
        return path
    name = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"forte-{os.getuid()}-{name}" / "broker.sock"


def socket_url(var: Path) -> str:
    """The embedded broker's address, as redis-py spells it."""
    return f"unix://{socket_path(var)}"


def celery_address(redis_url: str) -> str:
    """The same address as Celery spells it: it wants ``redis+socket`` for a Unix socket."""
    return redis_url.replace("unix://", "redis+socket://", 1)

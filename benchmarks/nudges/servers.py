"""The servers a measurement starts in order to hurt them: PostgreSQL, Redis, a mail sink, Forte.

All of them listen on 127.0.0.1, on ports nobody had, keep what they keep in a folder of their own,
and end with the process that started them. Nothing here touches Django: it runs in theirs.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg

from config import up
from config.mode import BASE_DIR
from config.processes import Process

START_SECONDS = 60.0
"""How long anything may take to come up; the machine may be busy."""


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody accepts connections there."""
    with socket.socket() as line:
        line.settimeout(1.0)
        return line.connect_ex(("127.0.0.1", port)) == 0


def wait_until_listening(process: Process, port: int) -> None:
    """Until ``process`` takes connections.

    Raises:
        RuntimeError: with its last words, when it ends instead or takes too long.
    """
    until = time.monotonic() + START_SECONDS
    while not listens(port):
        if not process.alive() or time.monotonic() > until:
            raise RuntimeError(
                "\n".join([f"{process.name} does not start.", *process.last_lines()])
            )
        time.sleep(0.05)


# --- PostgreSQL -----------------------------------------------------------------------------------


class Postgres:
    """A cluster of our own, as safe as a real one: fsync is on. Superuser postgres, no password."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._data = folder / "postgres"
        self._data.mkdir(mode=0o700)
        if os.geteuid() == 0:  # it refuses to run as root
            folder.chmod(0o711)
            shutil.chown(self._data, "postgres", "postgres")
        self._call(
            "initdb", "--auth=trust", "--username=postgres", "--no-locale", "--encoding=UTF8"
        )
        options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "on"}
        said = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        self._process = Process(
            "postgres",
            _as_postgres(_program("postgres"), "-D", str(self._data), "-p", str(self.port), *said),
            folder=Path("/"),
            log=folder / "log" / "postgres.log",
        )

    def url(self, name: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgres://postgres@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start it, and wait until it answers: after a crash it reads its log first."""
        self._process.start()
        wait_until_listening(self._process, self.port)
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url()).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def stop(self, how: str = "fast") -> None:
        """``pg_ctl stop``; ``immediate`` is a crash: nothing is written, the log has to do."""
        self._call("pg_ctl", "stop", "-m", how, "-w")
        self._process.wait()

    def close(self) -> None:
        """End it, whatever state it is in."""
        self._process.send(signal.SIGQUIT)
        self._process.wait()

    def _call(self, program: str, *words: str) -> None:
        command = _as_postgres(_program(program), *words, "-D", str(self._data))
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
        if done.returncode:
            raise RuntimeError(f"{program} {' '.join(words)}: {done.stdout}{done.stderr}")


def _as_postgres(*command: str) -> list[str]:
    """As the user postgres where we are root. It still ends when its parent is killed."""
    if os.geteuid() != 0:
        return list(command)
    who = ["--reuid=postgres", "--regid=postgres", "--init-groups", "--pdeathsig=keep"]
    return ["setpriv", *who, "--", *command]


def _program(name: str) -> str:
    """Where a program of PostgreSQL is: Debian keeps the server's apart.

    Raises:
        RuntimeError: when it is not installed.
    """
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
    folders = [*map(str, reversed(versions)), *os.environ.get("PATH", "").split(os.pathsep)]
    found = shutil.which(name, path=os.pathsep.join(folders))
    if found is None:
        raise RuntimeError(f"No {name}: install PostgreSQL's server (apt-get install postgresql).")
    return found


# --- The mail sink --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Receipt:
    """A mail that was accepted: when (seconds since 1970), its row's uuid, and for whom."""

    at: float
    uuid: str
    to: str


class Sink:
    """A mail server in a process of its own that takes everything, and what it took."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._file = folder / f"accepted-{secrets.token_hex(4)}.txt"
        self._file.touch()
        self._receipts: list[Receipt] = []
        self._read = 0
        self._process = Process(
            "sink",
            [sys.executable, "-m", "benchmarks.nudges.sink", str(self.port), str(self._file)],
            folder=BASE_DIR,
            log=folder / "log" / "sink.log",
        )

    def start(self) -> None:
        self._process.start()
        wait_until_listening(self._process, self.port)

    def stop(self) -> None:
        self._process.stop(seconds=1.0)

    def receipts(self) -> list[Receipt]:
        """Everything it accepted so far, in that order."""
        with self._file.open("rb") as file:
            file.seek(self._read)
            new = file.read()
        whole = new[: new.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.decode().splitlines():
            at, name, to = line.split(" ", 2)
            self._receipts.append(Receipt(float(at), name.strip("<>").split("@")[0], to))
        return self._receipts


# --- Forte ----------------------------------------------------------------------------------------


class Forte:
    """Broker, workers and beats under Forte's own supervisor, which restarts what dies as it does
    for ``python -m config.up``. No web server: nobody asks for a page here."""

    def __init__(
        self, folder: Path, environ: Mapping[str, str], *, workers: int = 1, beats: int = 1
    ) -> None:
        self._port = free_port()
        self._supervisor = up.Supervisor()
        self._watching = threading.Thread(target=self._supervisor.watch, daemon=True)
        url = f"redis://127.0.0.1:{self._port}/0"
        logs = folder / "log"
        self._made = [Process("broker", _redis(self._port), folder=folder, log=logs / "broker.log")]
        for process in up.forte_processes(None):
            count = {"worker": workers, "beat": beats}.get(process.name, 0)
            for number in range(1, count + 1):
                name = process.name if number == 1 else f"{process.name}-{number}"
                own = ["-n", f"{name}@%h"] if process.name == "worker" else []
                self._made.append(
                    Process(
                        name,
                        [*process.command, *own],
                        folder=BASE_DIR,
                        log=logs / f"{name}.log",
                        environ={**environ, "REDIS_URL": url},
                    )
                )

    def start(self) -> None:
        """Start all of it; from now on what dies comes back."""
        for process in self._made:
            self._supervisor.start(process)
            if process.name == "broker":
                wait_until_listening(process, self._port)
        self._watching.start()

    def stop(self) -> None:
        self._supervisor.told_to_stop.set()
        if self._watching.ident is not None:
            self._watching.join()
        self._supervisor.stop()

    def process(self, name: str) -> Process:
        return next(process for process in self._made if process.name == name)

    def kill(self, name: str) -> float:
        """``kill -9`` to a process and all it started. Returns when (seconds since 1970)."""
        self.process(name).send(signal.SIGKILL)
        self.process(name).wait()
        return time.time()

    def wait_for_restart(self, name: str, killed: float) -> float:
        """Until the supervisor started it anew. Returns when (seconds since 1970)."""
        until = time.monotonic() + START_SECONDS
        while True:
            process = self.process(name)
            started = time.time() - (time.monotonic() - process.started_at)
            if process.alive() and started > killed:
                return started
            if time.monotonic() > until:
                raise RuntimeError(f"Nobody started {name} again.")
            time.sleep(0.05)


def _redis(port: int) -> list[str]:
    """A Redis that keeps nothing: killed, it comes back empty.

    Raises:
        RuntimeError: when it is not installed.
    """
    program = shutil.which("redis-server")
    if program is None:
        raise RuntimeError("No redis-server: install Redis (apt-get install redis-server).")
    options = {"port": str(port), "bind": "127.0.0.1", "save": "", "appendonly": "no"}
    return [program, *(word for name, value in options.items() for word in (f"--{name}", value))]


def environment(database: str, sink: Sink, folder: Path, *, plain: bool) -> dict[str, str]:
    """A server's environment, with everything said that a shell or a .env might say otherwise.

    ``plain`` mails have a line of their own instead of the composer's words.
    """
    return {
        "DJANGO_SETTINGS_MODULE": (
            "benchmarks.nudges.plain_settings" if plain else "config.settings"
        ),
        "FORTE_MODE": "",
        "FORTE_VAR": str(folder / "var"),
        "FORTE_KEY_PREFIX": "forte:",
        "FORTE_POOL": "0",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": "https://forte.example",
        "MAIL_FROM": "Forte <forte@forte.example>",
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
        "DATABASE_URL": database,
        "LOG_LEVEL": "WARNING",
        "WORKER_PROCESSES": str(PROCESSES),
    }


PROCESSES = 2
"""Sending processes of one worker, so that a kill hits two at once."""


def run_in_django(environ: Mapping[str, str], module: str, *words: str) -> str:
    """``python -m module words``, with Django on that database. Returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=BASE_DIR,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{module} {' '.join(words)}:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()

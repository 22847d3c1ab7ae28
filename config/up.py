"""The one command: ``python -m config.up`` prepares, starts, watches and stops all of Forte.

It is what ``make run`` calls, and runs a server as well: the mode comes from the environment.
"""

import contextlib
import errno
import fcntl
import http.client
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO, Any
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from common.flag import Flag
from config import broker, mode, prepare
from config.processes import Process, stop_all

WEB_SECONDS = 60.0
"""After this long without a first page the start has failed."""
READY_SECONDS = 20.0
"""How long worker and beat may take before the address is printed without them."""
LONGEST_PAUSE = 30.0
STABLE_SECONDS = 60.0
"""A process that ran this long is started again at once; before it, each time a little later."""


QUIET_WORKER = ("--without-mingle", "--without-gossip", "--without-heartbeat")
"""There is one worker, or others that need not hear of it; half a second sooner without."""


class CannotStart(Exception):
    """One sentence that says why, and what to do."""


def say(sentence: str) -> None:
    """A line to whoever started us; nothing when their terminal is gone."""
    with contextlib.suppress(OSError, ValueError):
        print(sentence, flush=True)


@contextlib.contextmanager
def only_one(var: Path) -> Iterator[IO[str]]:
    """Hold this folder for one supervisor; the lock goes with the process, however it ends.

    Raises:
        CannotStart: when another holds it, with its address.
    """
    var.mkdir(parents=True, exist_ok=True)
    with (var / "forte.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            where = lock.read().strip() or str(var)
            raise CannotStart(f"Forte is already running here: {where}") from None
        lock.truncate(0)
        yield lock
        lock.truncate(0)


def refuse_taken_port(host: str, port: int) -> None:
    """Raises CannotStart when we cannot listen there; a server that is just ending may go."""
    for patience in (0.5, 0.5, 0.5, 0.0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
                return
            except OSError as problem:
                if problem.errno != errno.EADDRINUSE:
                    reason = f"Forte cannot listen on {host}, port {port}: {problem.strerror}."
                    raise CannotStart(reason) from None
            time.sleep(patience)
    raise CannotStart(
        f"Port {port} is taken by another program. Choose another one: PORT={port + 1} make run"
    )


def forte_processes(logs: Path | None) -> list[Process]:
    """Web server, worker and beat."""
    celery = [sys.executable, "-m", "celery", "-A", "config"]
    commands = {
        "web": [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py"],
        "worker": [*celery, "worker", "-l", "warning", *QUIET_WORKER],
        "beat": [*celery, "beat", "-l", "warning", "--pidfile="],
    }
    return [
        Process(name, command, folder=mode.BASE_DIR, log=logs and logs / f"{name}.log")
        for name, command in commands.items()
    ]


def ask(path: str) -> dict[str, Any]:
    """What one of our own health addresses says; nothing when nobody answers."""
    host, port = mode.web_address(os.environ)
    line = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=5)  # noqa: S104
    try:
        line.request("GET", path, headers={"Host": urlsplit(settings.SITE_URL).netloc})
        return dict(json.loads(line.getresponse().read()))
    except (OSError, http.client.HTTPException, ValueError):
        return {}
    finally:
        line.close()


class Supervisor:
    """Keeps the processes running until it is told to stop."""

    def __init__(self) -> None:
        self.processes: list[Process] = []
        self.told_to_stop = Flag()
        self._failures: dict[str, int] = {}
        self._start_at: dict[str, float] = {}

    def listen_to_signals(self) -> None:
        """Ctrl+C, ``kill`` and a closed terminal all mean: stop."""

        def stop(number: int, frame: FrameType | None) -> None:
            self.told_to_stop.set()

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, stop)

    def start(self, process: Process) -> None:
        """Start a process and keep it running; not when we were told to stop meanwhile."""
        if not self.told_to_stop.is_set():
            self.processes.append(process)
            process.start()

    def stop(self) -> None:
        """End all; the broker last, since the worker says good-bye to it."""
        stop_all(process for process in self.processes if process.name != "broker")
        stop_all(process for process in self.processes if process.name == "broker")

    def wait_for_a_page(self) -> None:
        """Until the web server answers, or we are told to stop.

        Raises:
            CannotStart: when a process ends, or no page comes.
        """
        until = time.monotonic() + WEB_SECONDS
        while not ask("/healthz") and not self.told_to_stop.wait(0.05):
            self._refuse_dead()
            if time.monotonic() > until:
                raise CannotStart(self._last_words("web", "does not answer"))

    def wait_until_ready(self) -> list[str]:
        """Returns the parts that are not up yet after READY_SECONDS: usually none.

        Raises:
            CannotStart: when a process ends.
        """
        until = time.monotonic() + READY_SECONDS
        missing: list[str] = ["web"]
        while missing and time.monotonic() < until and not self.told_to_stop.wait(0.1):
            self._refuse_dead()
            missing = ask("/readyz").get("waiting_for", ["web"])
        return missing

    def watch(self) -> None:
        """Until told to stop: start again what dies, each time a little later."""
        while not self.told_to_stop.wait(0.5):
            for process in self.processes:
                if not process.alive():
                    self._revive(process)

    def _revive(self, process: Process) -> None:
        now = time.monotonic()
        if process.name not in self._start_at:
            if now - process.started_at > STABLE_SECONDS:
                self._failures[process.name] = 0
            failures = self._failures[process.name] = self._failures.get(process.name, 0) + 1
            pause = min(2.0 ** (failures - 1), LONGEST_PAUSE)
            self._start_at[process.name] = now + pause
            say(
                f"The {process.name} process ended (exit code {process.exit_code}). "
                f"It starts again in {pause:.0f} s{_see(process)}."
            )
        if now >= self._start_at[process.name]:
            del self._start_at[process.name]
            process.send(signal.SIGKILL)  # what it left behind
            process.start()

    def _refuse_dead(self) -> None:
        for process in self.processes:
            if not process.alive():
                ended = f"ended (exit code {process.exit_code})"
                raise CannotStart(self._last_words(process.name, ended))

    def _last_words(self, name: str, what: str) -> str:
        process = next(process for process in self.processes if process.name == name)
        lines = "\n".join(f"  {line}" for line in process.last_lines())
        return f"Forte does not start: its {name} process {what}{_see(process)}.\n{lines}".rstrip()


def _see(process: Process) -> str:
    return f"; see {process.log}" if process.log else ""


def announce(missing: list[str]) -> None:
    """Where Forte is, and what to try."""
    if not settings.LOCAL:
        say(f"Forte is running as a server: {settings.SITE_URL}")
    else:
        say("")
        say(f"  Forte is running:  {settings.SITE_URL}/")
        if settings.MAIL_FOLDER is not None:
            say(f"  The mail it sends: {settings.SITE_URL}/inbox/")
        say("  A demo person:     make demo (in another terminal)")
        say("  To stop:           Ctrl+C")
        say("")
    if missing:
        say(f"Not up yet: {', '.join(missing)}. {settings.SITE_URL}/readyz tells when.")


def broker_process(var: Path, logs: Path | None) -> Process:
    """The embedded broker, once the one of a killed supervisor is gone.

    Raises:
        CannotStart: when that one does not go.
    """
    address = mode.socket_path(var)
    try:
        broker.stop_orphan(address)
    except TimeoutError as problem:
        raise CannotStart(str(problem)) from None
    command = broker.command(address, var / "broker")
    return Process("broker", command, folder=var, log=logs and logs / "broker.log")


def run() -> None:
    """Prepare, start, watch, stop.

    Raises:
        CannotStart, ImproperlyConfigured: with a sentence for whoever started us.
    """
    var: Path = settings.VAR
    with only_one(var) as lock:
        host, port = mode.web_address(os.environ)
        refuse_taken_port(host, port)
        lock.write(f"{settings.SITE_URL} (process {os.getpid()})\n")
        lock.flush()

        logs = var / "log" if settings.LOCAL else None  # a server's logs go to whoever runs it
        supervisor = Supervisor()
        supervisor.listen_to_signals()
        try:
            if not os.environ.get("REDIS_URL"):
                supervisor.start(broker_process(var, logs))
            django.setup()
            prepare.tables_and_static_files()
            web, worker, beat = forte_processes(logs)
            supervisor.start(web)  # alone: somebody waits for it, and there may be two cores
            prepare.facts()
            prepare.due_instants()
            if settings.LOCAL:
                prepare.forget_heartbeats()
            connections.close_all()
            supervisor.wait_for_a_page()
            supervisor.start(worker)
            supervisor.start(beat)
            missing = supervisor.wait_until_ready()
            if not supervisor.told_to_stop.is_set():
                announce(missing)
            supervisor.watch()
            say("Stopping.")
        finally:
            supervisor.stop()


def main() -> int:
    """Run until stopped. Returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        run()
    except (CannotStart, ImproperlyConfigured) as problem:
        say(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

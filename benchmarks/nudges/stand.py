"""A whole Forte to hurt: web server, worker, beat, database, Redis and mail server of its own."""

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from config import mode
from config.processes import Process
from tests.journeys.product import Product, environment, free_port, prepare


class Sink:
    """A mail server that takes everything; black-holed, it takes connections and says nothing."""

    def __init__(self) -> None:
        self.port = free_port()
        self.taken: list[str] = []
        self._server: Controller | None = None
        self._hole: socket.socket | None = None
        self._held: list[socket.socket] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken.append(str(envelope.rcpt_tos[0]))
        return "250 taken"

    def open(self) -> None:
        """Take mail."""
        if self._hole is not None:
            with suppress(OSError):
                self._hole.shutdown(socket.SHUT_RDWR)  # wakes who accepts: until then it listens
            self._hole.close()
            self._hole = None
            for line in self._held:
                line.close()
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)
        self._server.start()

    def fall_silent(self) -> None:
        """Take connections and nothing else."""
        if self._server is not None:
            self._server.stop()
        self._hole = socket.create_server(("127.0.0.1", self.port), backlog=64)
        threading.Thread(target=self._hold, args=(self._hole,), daemon=True).start()

    def _hold(self, hole: socket.socket) -> None:
        with suppress(OSError):
            while True:
                self._held.append(hole.accept()[0])

    def close(self) -> None:
        if self._server is not None:
            with suppress(RuntimeError, OSError):
                self._server.stop()
        if self._hole is not None:
            self._hole.close()


class Insider:
    """The process that answers what is asked of the database (see insider.py)."""

    def __init__(self, product: Product) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.nudges.insider"],
            cwd=mode.BASE_DIR,
            env={**os.environ, **product.environ, "PYTHONTZPATH": ""},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, question: str, *arguments: object) -> Any:
        """One answer.

        Raises:
            RuntimeError: when the process has ended; it said why.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([question, *arguments]) + "\n")
        self._process.stdin.flush()
        if not (line := self._process.stdout.readline()):
            raise RuntimeError(f"Nobody answers {question!r}; see above.")
        return json.loads(line)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


class Stand:
    """All of it, started and ready."""

    def __init__(self, product: Product, redis: Process, sink: Sink, insider: Insider) -> None:
        self.product, self.redis, self.sink, self.insider = product, redis, sink, insider

    def wait_until(self, holds: Any, what: str, seconds: float) -> float:
        """Returns after how many seconds it held; ``seconds`` when it did not."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if holds():
                return time.monotonic() - begun
            time.sleep(0.25)
        print(f"  not within {seconds:.0f} s: {what}", flush=True)
        return seconds


@contextmanager
def forte(*, with_sink: bool) -> Iterator[Stand]:
    """Start everything, and end it afterwards, in whatever state it is. Without a sink mail goes
    into a folder, one file a letter (``product.inbox()``)."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="forte-scorecard-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        for name in ("var", "redis"):
            (folder / name).mkdir()
        redis, address = _redis(folder / "redis")
        redis.start()
        stack.callback(redis.stop, 0.0)
        product = _product(folder / "var", address)
        sink = Sink()
        stack.callback(sink.close)
        if with_sink:
            product.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{sink.port}"
            sink.open()
        stack.callback(product.stop)
        product.start()
        insider = Insider(product)
        stack.callback(insider.close)
        yield Stand(product, redis, sink, insider)


@cache
def _prepared() -> Path:
    """Static files and an empty SQLite database, made once for all measurements of a run."""
    var = Path(tempfile.mkdtemp(prefix="forte-scorecard-"))
    atexit.register(shutil.rmtree, var, ignore_errors=True)
    environ = environment(
        FORTE_VAR=str(var),
        DATABASE_URL=f"sqlite:///{var / 'forte.sqlite3'}",
        PORT="8000",
        SITE_URL="http://localhost:8000",
    )
    prepare(environ)
    return var


def _redis(folder: Path) -> tuple[Process, str]:
    """A Redis that keeps nothing, on a port nobody had.

    Raises:
        RuntimeError: when it is not installed.
    """
    program = shutil.which("redis-server")
    if program is None:
        raise RuntimeError("No redis-server: install Redis (apt-get install redis-server).")
    port = free_port()
    options = {"port": str(port), "bind": "127.0.0.1", "save": "", "appendonly": "no"}
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    process = Process("redis", [program, *words], folder=folder, log=folder / "redis.log")
    return process, f"redis://127.0.0.1:{port}/0"


def _product(var: Path, redis: str) -> Product:
    """Forte on that Redis, and on a new database of the PostgreSQL that DATABASE_URL names."""
    before = os.environ.get("REDIS_URL")
    os.environ["REDIS_URL"] = redis
    try:
        return Product(var, _prepared())
    finally:
        if before is None:
            del os.environ["REDIS_URL"]
        else:
            os.environ["REDIS_URL"] = before

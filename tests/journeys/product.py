"""The whole product for one journey: web server, worker, beat, broker and database of its own."""

import email.policy
import http.client
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis
from psycopg import sql

from config import broker, mode, up
from config.processes import Process, stop_all
from tests.journeys.clock import in_words
from tests.settings import RUN
from tests.sweep import sweep_keys

START_SECONDS = 60.0  # the machine may be busy
MAIL_SECONDS = 40.0


class Product:
    """Forte as somebody would run it, on parts that nobody else uses.

    The database is a new one on the server that DATABASE_URL names, else a SQLite file; the broker
    is the one that REDIS_URL names, below a key prefix of our own, else a Valkey on a socket.
    """

    def __init__(self, folder: Path, prepared: Path) -> None:
        """``prepared`` is a ``var/`` with static files and a migrated SQLite database."""
        self.var = folder
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._prepared = prepared
        self._name = f"{RUN}_{secrets.token_hex(4)}"
        self._prefix = f"forte-test-{RUN}:{self._name}:"
        self._server = os.environ.get("DATABASE_URL", "")
        self._redis = os.environ.get("REDIS_URL", "")
        self.environ = environment(
            FORTE_VAR=str(folder),
            FORTE_KEY_PREFIX=self._prefix,
            PORT=str(self.port),
            SITE_URL=self.url,
            DATABASE_URL=self._database_url(),
            REDIS_URL=self._redis or mode.socket_url(folder),
        )
        self.processes: dict[str, Process] = {}

    # --- Starting and stopping --------------------------------------------------------------

    def start(self) -> None:
        """Start all of it and wait until it is ready."""
        self.prepare()
        if not self._redis:
            command = broker.command(mode.socket_path(self.var), self.var / "broker")
            self._run("broker", command)
        for process in up.forte_processes(None):
            self._run(process.name, process.command)
        self.wait_until_ready()

    def stop(self) -> None:
        """End everything it started, and remove what it left on servers that others use."""
        stop_all(self.processes.values(), seconds=5.0)
        if self._redis:
            sweep_keys(self._redis, self._prefix)
        if not self._on_sqlite:
            self._at_server("DROP DATABASE IF EXISTS {} WITH (FORCE)")

    def restart_worker_and_beat(self, clock: timedelta = timedelta()) -> None:
        """Start both again with their clock moved from now by ``clock``."""
        self._restart(clock, "worker", "beat")

    def restart_everything(self, clock: timedelta = timedelta()) -> None:
        """The same with the web server, so that pages too are read at that time."""
        self._restart(clock, "web", "worker", "beat")
        self.wait_until_ready()

    def kill(self, name: str) -> None:
        """End a process without asking: ``web``, ``worker``, ``beat`` or our own ``broker``."""
        self.processes[name].stop(seconds=0.0)

    def revive(self, name: str) -> None:
        """Start a process again that was killed."""
        self.processes[name].start()

    # --- Looking ----------------------------------------------------------------------------

    def health(self, path: str = "/readyz") -> tuple[int, dict[str, Any]]:
        """Status and content of a health address; 0 when nobody answers."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("GET", path, headers={"Host": f"localhost:{self.port}"})
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return 0, {}
        finally:
            line.close()

    def wait_until_ready(self) -> None:
        """Until ``/readyz`` says so."""

        def ready() -> bool:
            for process in self.processes.values():
                assert process.alive(), f"{process.name} ended:\n" + self.logs()
            return self.health()[0] == 200

        self.wait_for(ready, "everything is up", START_SECONDS)

    def wait_for(
        self, condition: Callable[[], object], what: str, seconds: float = MAIL_SECONDS
    ) -> None:
        """Until the condition holds; the logs are shown when it never does."""
        until = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < until, f"Not within {seconds:.0f} s: {what}\n{self.logs()}"
            time.sleep(0.2)

    def inbox(self, to: str = "") -> list[EmailMessage]:
        """The mail that left, oldest first; all of it, or what went to one address."""
        mails = [
            message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=email.policy.default)
            for file in sorted((self.var / "mail").glob("*.eml"))  # their names sort by time
        ]
        return [mail for mail in mails if to in str(mail["To"])]

    def wait_for_mail(self, to: str, subject: str = "", after: int = 0) -> EmailMessage:
        """The newest mail to an address about ``subject``, leaving out the first ``after``."""
        found: list[EmailMessage] = []

        def arrived() -> bool:
            found[:] = [mail for mail in self.inbox(to)[after:] if subject in str(mail["Subject"])]
            return bool(found)

        self.wait_for(arrived, f"a mail to {to} about {subject!r}")
        return found[-1]

    def shell(self, code: str, clock: timedelta = timedelta()) -> str:
        """What Python code prints that runs beside the product, on its database and its clock."""
        django = ["-m", "tests.journeys.clock", in_words(clock), "django"]
        done = subprocess.run(
            [sys.executable, *django, "shell", "--no-imports", "-c", code],
            cwd=mode.BASE_DIR,
            env=self.environ,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def logs(self) -> str:
        """The last lines of every process."""
        return "\n".join(
            f"--- {process.name} (exit code {process.exit_code})\n"
            + "\n".join(process.last_lines(25))
            for process in self.processes.values()
        )

    # --- Parts ------------------------------------------------------------------------------

    @property
    def _on_sqlite(self) -> bool:
        return not self._server.startswith("postgres")

    def _database_url(self) -> str:
        if self._on_sqlite:
            return f"sqlite:///{self.var / 'forte.sqlite3'}"
        return urlunsplit(urlsplit(self._server)._replace(path=f"/forte_journey_{self._name}"))

    def prepare(self) -> None:
        """Static files, and an empty database with every table and fact in it."""
        (self.var / "static").symlink_to(self._prepared / "static")
        shutil.copyfile(self._prepared / "static.digest", self.var / "static.digest")
        if self._on_sqlite:
            shutil.copyfile(self._prepared / "forte.sqlite3", self.var / "forte.sqlite3")
        else:
            self._at_server("CREATE DATABASE {}")
            prepare(self.environ, "tables")

    def _at_server(self, statement: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            name = sql.Identifier(f"forte_journey_{self._name}")
            connection.execute(sql.SQL(statement).format(name))

    def _run(self, name: str, command: list[str]) -> None:
        log = self.var / "log" / f"{name}.log"
        folder = mode.BASE_DIR
        self.processes[name] = Process(name, command, folder=folder, log=log, environ=self.environ)
        self.processes[name].start()

    def _restart(self, clock: timedelta, *names: str) -> None:
        stop_all([self.processes[name] for name in names], seconds=5.0)
        for process in up.forte_processes(None):
            if process.name in names:
                python, m, module, *arguments = process.command
                moved = [python, m, "tests.journeys.clock", in_words(clock), module, *arguments]
                self._run(process.name, moved if clock else process.command)

    def redis_version(self) -> str:
        """What the broker says it is."""
        with redis.Redis.from_url(self.environ["REDIS_URL"]) as client:
            return str(client.info("server")["redis_version"])


def environment(**added: str) -> dict[str, str]:
    """A local Forte's environment: everything said that a shell or a .env might say otherwise."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "FORTE_MODE": "local",
        "SECRET_KEY": "",
        "EMAIL_URL": "",
        "MAIL_FROM": "Forte <forte@localhost>",
        "LOG_LEVEL": "WARNING",
        "HOST": "",
        "FORTE_POOL": "0",
        **added,
    }


def prepare(environ: dict[str, str], *what: str) -> None:
    """Tables, facts and static files, as ``python -m config.prepare`` makes them."""
    subprocess.run(
        [sys.executable, "-m", "config.prepare", *what],
        cwd=mode.BASE_DIR,
        env={**os.environ, **environ},
        check=True,
    )


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""Where the crash measurements happen: people in a database of our own, a sink, Forte on fire."""

import atexit
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg

from benchmarks.nudges.reckoning import Reckoning, reckon
from benchmarks.nudges.servers import Forte, Postgres, Sink, environment, run_in_django

LONGEST = 300.0
"""Seconds after which a measurement counts what there is, however bad."""

_PEOPLE = "benchmarks.nudges.people"

_OPEN = """
    SELECT (SELECT count(*) FROM roadmap_block WHERE next_due_at <= now())
         + (SELECT count(*) FROM delivery_mail WHERE state IN ('waiting', 'claimed', 'handed'))
"""


@cache
def _postgres() -> tuple[Postgres, Path]:
    """One cluster for all measurements of a run, with its folder; both end with the run."""
    folder = Path(tempfile.mkdtemp(prefix="forte-scorecard-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    postgres = Postgres(folder)
    atexit.register(postgres.close)
    postgres.start()
    return postgres, folder


class Stage:
    """Everything one measurement uses."""

    def __init__(
        self, postgres: Postgres, sink: Sink, forte: Forte, environ: dict[str, str]
    ) -> None:
        self.postgres, self.sink, self.forte = postgres, sink, forte
        self.environ = environ
        self.due = 0

    def make_due(self, count: int, first: float, over: float = 0.0) -> None:
        """``count`` people's study nudge is due between ``first`` and ``over`` seconds later."""
        self.due = count
        run_in_django(self.environ, _PEOPLE, "due", str(count), str(first), str(over))

    def asked(self, query: str) -> int:
        """The one number a query answers; -1 while the database is away."""
        return int(next(iter(self.column(query)), -1))

    def column(self, query: str) -> list[str]:
        """The first column of a query's rows, as text; none while the database is away."""
        try:
            with psycopg.connect(self.environ["DATABASE_URL"], autocommit=True) as connection:
                return [str(row[0]) for row in connection.execute(query.encode())]
        except psycopg.OperationalError:
            return []

    def wait_until_up(self) -> None:
        """Until worker and beat have worked."""
        self.wait_for(lambda: self.asked("SELECT count(*) FROM delivery_heartbeat") == 2)

    def wait_for_received(self, share: float) -> None:
        """Until that share of what is due was accepted."""
        self.wait_for(lambda: len(self.sink.receipts()) >= share * self.due)

    def wait_until_settled(self) -> None:
        """Until nothing is due, waits or is in a sender's hands."""
        self.wait_for(lambda: self.asked(_OPEN) == 0)

    def wait_for(self, condition: Callable[[], bool]) -> bool:
        """Whether it came true within LONGEST; if not, what is there is counted as it is."""
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            if condition():
                return True
            time.sleep(0.1)
        return False

    def reckon(self) -> Reckoning:
        return reckon(self.environ["DATABASE_URL"], self.sink.receipts())


@contextmanager
def stage(people: int, *, plain: bool, workers: int = 1, beats: int = 1) -> Iterator[Stage]:
    """``people`` with nothing due yet, a sink that runs, and Forte, which is yet to be started."""
    postgres, folder = _postgres()
    sink = Sink(folder)
    name = _database(people, plain=plain)
    environ = environment(postgres.url(name), sink, folder, plain=plain)
    forte = Forte(folder, environ, workers=workers, beats=beats)
    try:
        sink.start()
        yield Stage(postgres, sink, forte, environ)
    finally:
        forte.stop()
        sink.stop()


@cache
def _database(people: int, *, plain: bool) -> str:
    """A database with that many people in it; with plans where the mails' words are the real ones.

    Made once for all measurements of a run: each sets up anew what is due.
    """
    postgres, folder = _postgres()
    name = f"people_{people}_{'plain' if plain else 'plans'}"
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    environ = environment(postgres.url(name), Sink(folder), folder, plain=plain)
    run_in_django(environ, "config.prepare", "tables")
    run_in_django(environ, _PEOPLE, "make", str(people))
    if not plain:
        run_in_django(environ, _PEOPLE, "plan")
    with psycopg.connect(postgres.url(name), autocommit=True) as connection:
        connection.execute("ANALYZE")
    return name

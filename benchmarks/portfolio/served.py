"""The editor's save as it is served: gunicorn, PostgreSQL, a connection that stays open

What a browser waits for on the machine itself, over one connection, each save after the one before.
One floor is the UPDATE of such a row alone, committed on the same PostgreSQL; the other is the same
text from somebody who is not signed in, which the same gunicorn reads and refuses. Times pass
while the machine does other work too, so the median stands beside what 95 of 100 keep within.
"""

import http.client
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from benchmarks.database import Database, database
from benchmarks.figures import Figure, main
from benchmarks.nudges.servers import free_port, wait_until_listening
from config import mode, up
from config.processes import Process

ROUNDS, ROUNDS_FAST = 200, 5
SIZES = {"100 words": 100, "10,000 words": 10_000}


def run(fast: bool) -> Sequence[Figure]:
    """On a database and a web server of its own."""
    rounds, port = ROUNDS_FAST if fast else ROUNDS, free_port()
    with database(PORT=str(port), SITE_URL=f"http://localhost:{port}") as ours:
        known = json.loads(ours.run("benchmarks.portfolio.editor").splitlines()[-1])
        [web] = (one for one in up.forte_processes(None) if one.name == "web")
        log = Path(ours.var, "web.log")
        process = Process("web", web.command, folder=mode.BASE_DIR, log=log, environ=ours.environ)
        process.start()
        try:
            wait_until_listening(process, port)
            return measure(ours, Line(port, known), rounds)
        finally:
            process.stop(seconds=5.0)


class Line:
    """One browser's connection, signed in and on one section."""

    def __init__(self, port: int, known: dict[str, str]) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"Host": f"localhost:{port}", "Accept": "application/json"}
        self._headers["Cookie"] = f"session={known['session']}"
        self._address = known["address"]
        said, cookie = self._ask("GET", self._address)
        self._headers["Cookie"] += "; " + cookie.split(";")[0]
        self._headers["X-CSRFToken"] = json.loads(said)["token"]
        self._headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._version = self._turn = 0

    def refused(self, words: int) -> None:
        """The same, signed out."""
        without = self._headers | {"Cookie": self._headers["Cookie"].split("; ")[1]}
        self._ask("POST", self._address, self._fields(words), without, status=401)

    def save(self, words: int) -> None:
        """Each text differs from the one before."""
        said, _ = self._ask("POST", self._address, self._fields(words))
        self._version = json.loads(said)["version"]

    def _fields(self, words: int) -> str:
        self._turn += 1
        fields = {
            "text.problem": text(words, self._turn),
            "version.problem": self._version,
            "tab": "a",
            "turn": self._turn,
        }
        return urlencode(fields)

    def _ask(
        self,
        method: str,
        address: str,
        body: str | None = None,
        headers: dict[str, str] | None = None,
        status: int = 200,
    ) -> tuple[bytes, str]:
        self._line.request(method, address, body, headers or self._headers)
        answer = self._line.getresponse()
        said = answer.read()
        if answer.status != status:
            raise RuntimeError(f"{method} {address}: {answer.status} {said[:200]!r}")
        return said, answer.getheader("Set-Cookie", "")


def text(words: int, turn: int) -> str:
    return "word " * (words - 1) + f"{turn:04}"


def measure(ours: Database, line: Line, rounds: int) -> list[Figure]:
    """At both sizes the floors, then the save."""
    line.save(1)
    with psycopg.connect(ours.url, autocommit=True) as connection:
        return [
            figure
            for said, words in SIZES.items()
            for figure in _at(connection, line, said, words, rounds)
        ]


def _at(
    connection: psycopg.Connection, line: Line, said: str, words: int, rounds: int
) -> list[Figure]:
    def update() -> None:
        connection.execute(
            "UPDATE portfolio_passage SET text = %s WHERE slot = 'question'",
            [text(words, time.perf_counter_ns() % 10_000)],
        )

    alone = _times(update, rounds)
    refused = _times(lambda: line.refused(words), rounds)
    took = _times(lambda: line.save(words), rounds)
    ratio = statistics.median(took) / (statistics.median(alone) + statistics.median(refused))
    return [
        Figure(f"Floor, {said}: the UPDATE alone", _said(alone)),
        Figure(f"Floor, {said}: sent by nobody, and refused", _said(refused)),
        Figure(f"A save of {said}", _said(took), note=f"{ratio:.1f} × both floors"),
    ]


def _times(do: Callable[[], object], rounds: int) -> list[float]:
    """Seconds, sorted."""

    def once() -> float:
        begun = time.perf_counter()
        do()
        return time.perf_counter() - begun

    do()
    return sorted(once() for _ in range(rounds))


def _said(took: list[float]) -> str:
    slow = took[int(len(took) * 0.95) - 1]
    return f"{statistics.median(took) * 1000:.1f} ms, 95 of 100 within {slow * 1000:.1f} ms"


if __name__ == "__main__":
    main(run)

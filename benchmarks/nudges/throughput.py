"""Throughput of one worker process, from claimed to recorded.

The real composer on PostgreSQL, and a mail server of our own (aiosmtpd) in a process of its own.
Beside it a loop that does nothing but render the same mails and hand them to the same server over
one connection: no rows, no claim, no marks, and what it renders from is in memory before it
begins. Both in turn, and the medians.
"""

import json
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.database import database
from benchmarks.figures import Figure, main
from config import mode
from config.processes import Process
from tests.journeys.product import free_port

ROUNDS, PEOPLE = 5, 600
LEAST, AIM = 0.45, 0.80
"""Of what the bare loop reaches."""


def run(fast: bool) -> Sequence[Figure]:
    """Measure. The fast run is there for its counts."""
    people, rounds = (200, 1) if fast else (PEOPLE, ROUNDS)
    port = free_port()
    with database(EMAIL_URL=f"smtp://127.0.0.1:{port}") as ours:
        arrived = Path(ours.var, "arrived")
        with sink(port, arrived):
            said = json.loads(ours.run("benchmarks.nudges.rounds", str(people), str(rounds)))
        return [*counts(said, arrived.read_text().split()), *rates(said, people)]


@contextmanager
def sink(port: int, arrived: Path) -> Iterator[None]:
    """A mail server that writes down what it takes."""
    command = [sys.executable, "-m", "benchmarks.nudges.quiet_sink", str(port), str(arrived)]
    server = Process("sink", command, folder=mode.BASE_DIR)
    server.start()
    try:
        until = time.monotonic() + 20
        while not answers(port):
            if time.monotonic() > until:
                raise TimeoutError("The sink did not come up.")
            time.sleep(0.05)
        yield
    finally:
        server.stop()


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def counts(said: dict[str, Any], arrived: Sequence[str]) -> list[Figure]:
    """What holds on any machine."""
    few, many = said["queries"]["20"], said["queries"]["200"]
    seen = Counter(Counter(arrived).values())
    return [
        Figure(
            "Queries for a batch of 20, and of 200",
            f"{few}, {many}",
            "one more for each mail more",
            met=many - few == 180,
            counted=True,
            note=f"{few - 20} for the batch, and a mark for each mail",
        ),
        Figure(
            "Mails that arrived once each way",
            f"{seen[2]} of {said['sent']}",
            "all",
            met=seen == {2: said["sent"]} and list(said["states"]) == ["sent"],
            counted=True,
        ),
    ]


def rates(said: dict[str, Any], people: int) -> list[Figure]:
    """Mails a second."""
    plan, send, bare = (people / median(said["took"][way]) for way in ("plan", "send", "bare"))
    share = send / bare
    return [
        Figure("Mails a second, claimed to recorded", f"{send:.0f}"),
        Figure("Mails a second, the bare loop", f"{bare:.0f}"),
        Figure("Share of the bare loop", f"{share:.0%}", f"at least {LEAST:.0%}", share >= LEAST),
        Figure("The same against our aim", f"{share:.0%}", f"{AIM:.0%}", share >= AIM),
        Figure("Blocks planned a second, from due to both rows", f"{plan:.0f}"),
    ]


if __name__ == "__main__":
    main(run)

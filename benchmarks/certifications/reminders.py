"""Reminders to renew over a year, with the worker killed again and again

The real planner and the real sender go through the evenings of a year, in a process whose clock is
moved and which is killed with -9 while it sends, on PostgreSQL, against a mail server that takes
everything. Eight planners begin at once on the first evening. Every third person has three blocks a
week, whose days a reminder leaves alone. The leases of the dead are moved to their end by hand.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.database import Database, database
from benchmarks.figures import Figure, main
from benchmarks.nudges.servers import Receipt, Sink
from config import mode

FIRST = date(2026, 12, 1)
CREDENTIALS, PEOPLE, DAYS, KILLS = 10_000, 4_000, 365, 20
FAST = (150, 60, 21, 1)
PLANNERS = 8
MODULE = "benchmarks.certifications.renewing"
LOOK = 0.01
"""Seconds between two looks at what was accepted: a few letters leave in that time."""
LONGEST = 1800.0
"""Seconds without an end after which what there is is counted."""

_END_LEASES = """
    WITH ended AS (
        UPDATE delivery_mail SET lease_until = now() - interval '1 second'
         WHERE state IN ('claimed', 'handed') RETURNING 1)
    SELECT count(*) FROM ended
"""


def run(fast: bool) -> Sequence[Figure]:
    credentials, people, days, kills = FAST if fast else (CREDENTIALS, PEOPLE, DAYS, KILLS)
    with database() as made:
        sink = Sink(Path(made.var))
        sink.start()
        try:
            made.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{sink.port}"
            size = map(str, (credentials, people, FIRST, days, PLANNERS))
            shares = json.loads(made.run(MODULE, "make", *size))
            rows = _asked(made, "SELECT count(*) FROM delivery_mail")
            begun = time.monotonic()
            held = _year(made, sink, days, kills, 2.5 * credentials * days / (days + 200))
            took = time.monotonic() - begun
            found = json.loads(made.run(MODULE, "reckon", str(FIRST), str(days)))
            receipts = list(sink.receipts())
        finally:
            sink.stop()
    return [
        *_accounts(found, receipts, credentials, days, kills),
        Figure(
            f"rows that {PLANNERS} planners made at once on the first evening",
            f"{sum(shares)} of {rows}",
            "each by one",
            sum(shares) == rows and min(shares) >= 0,
            counted=True,
            note=f"shares {shares}",
        ),
        Figure(
            "mails in the hands of the worker when it was killed",
            ", ".join(map(str, held)),
            f"{kills} kills",
            len(held) == kills,
            counted=True,
        ),
        Figure("the year took", f"{took:.0f} s", note=f"{len(receipts) / took:.0f} mails a second"),
    ]


def _year(made: Database, sink: Sink, days: int, kills: int, mails: float) -> list[int]:
    """The worker from its start to the last evening. Returns how many mails it held each time it
    was killed, which is at even shares of the ``mails`` there will be."""
    held: list[int] = []
    until = time.monotonic() + LONGEST
    worker = _start(made, days)
    try:
        while worker.poll() is None and time.monotonic() < until:
            if len(held) < kills and len(sink.receipts()) > (len(held) + 0.5) * mails / (kills + 1):
                worker.kill()
                worker.wait()
                held.append(_asked(made, _END_LEASES))
                worker = _start(made, days)
            time.sleep(LOOK)
    finally:
        worker.kill()
        if worker.wait() not in (0, -9):
            raise RuntimeError(f"The worker ended with {worker.returncode}; see above.")
    return held


def _start(made: Database, days: int) -> subprocess.Popen[bytes]:
    words = ["year", str(FIRST), str(days), str(Path(made.var) / "evening")]
    return subprocess.Popen(
        [sys.executable, "-m", MODULE, *words],
        cwd=mode.BASE_DIR,
        env={**os.environ, **made.environ},
    )


def _asked(made: Database, query: str) -> int:
    with psycopg.connect(made.url, autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    return int(row[0]) if row else -1


def _accounts(
    found: Mapping[str, Any], receipts: Sequence[Receipt], credentials: int, days: int, kills: int
) -> list[Figure]:
    """The counts beside their targets."""
    by_id = Counter(receipt.uuid for receipt in receipts)
    by_reminder = Counter(found["reminder_of"].get(receipt.uuid, "no row") for receipt in receipts)
    unknown = sum(n for said, n in found["outcomes"].items() if said.startswith("unknown"))
    silent = found["silent"]
    outcomes = ", ".join(f"{said} {n:,}" for said, n in sorted(found["outcomes"].items()))
    return [
        Figure(
            f"{credentials:,} credentials, {days} days, worker killed {kills}×: accounted for "
            "(sent, or a reason in the row)",
            f"{found['wanted'] - len(silent):,} of {found['wanted']:,}",
            "all",
            not silent,
            counted=True,
            note="; ".join([outcomes, *silent[:5]]),
        ),
        _none("accepted twice by Message-ID", sum(n > 1 for n in by_id.values())),
        _none(
            "a distance of a credential accepted twice", sum(n > 1 for n in by_reminder.values())
        ),
        _none("accepted without a row", by_reminder["no row"]),
        _none("after the expiry", len(found["after"])),
        _none("people and days with two", found["two_a_day"]),
        Figure("unknown", str(unknown), f"≤ {kills}", unknown <= kills, counted=True),
        Figure("accepted", f"{len(receipts):,}"),
    ]


def _none(name: str, count: int) -> Figure:
    return Figure(name, str(count), "0", count == 0, counted=True)


if __name__ == "__main__":
    main(run)

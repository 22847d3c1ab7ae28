"""What ``claim`` has a process of its own do: many blocks, the planner's claim, a day of advancing.

Prints one line of JSON. ``python -m benchmarks.nudges.day <people>``
"""

import json
import sys
import time as clock
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from statistics import quantiles
from typing import Any

import django
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

CLAIMED = 100
TIMES = 99
"""Each claim; a third of a millisecond is measured no better by fewer."""
REST = 3.0
"""Seconds."""
STEP = timedelta(minutes=10)
DEFAULTS = {"autovacuum_vacuum_threshold": 50.0, "autovacuum_vacuum_scale_factor": 0.2}


def main(people: int) -> dict[str, Any]:
    """The claim's cost among fresh rows, and as a day goes by that advances what is due."""
    from accounts.models import User
    from benchmarks.nudges import many
    from roadmap import demo
    from roadmap.cadence import blocks
    from roadmap.cadence.models import Block, Rhythm

    today = datetime.now(UTC).date()
    begin = datetime.combine(today, time(), tzinfo=UTC)
    blocks.set_up(demo.person("p0@example.org", "UTC"), blocks.DEFAULTS, begin)
    Block.objects.update(next_due_at=begin + timedelta(minutes=1), next_week=today)
    # Spread over a week, as if by chance: neighbours in the table are not due together.
    minute = "((n::bigint * 7919 + id * 3361) % 10080 + 1)"
    spread = f"'{begin.isoformat()}'::timestamptz + {minute} * '1 min'::interval"
    with unchecked():
        many.copy([User, Rhythm, Block], people - 1, next_due_at=spread)
    many.analyze([User, Rhythm, Block])
    found: dict[str, Any] = {"blocks": 3 * people, "fresh": claim(begin + timedelta(hours=1))}
    found["advanced"], found["vacuums"], now = a_day(begin)
    found["day"] = claim(now)
    vacuum()
    found["vacuumed"] = claim(now)
    return found


def claim(now: datetime) -> dict[str, Any]:
    """The planner's claim of 100 due rows: what is due, and its people's rhythms locked; and with
    it the people themselves, whom it loads next. Its statements as the planner makes them, each
    explained: milliseconds and buffers, the lower quartiles, which the rest of the machine has the
    least part in."""
    from roadmap.cadence import nudges
    from roadmap.cadence.models import Block

    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        due = Block.objects.due(now).order_by("next_due_at").values_list("user_id", flat=True)
        people = set(due[:CLAIMED])
        held = nudges._held(people)
        transaction.set_rollback(True)
    settle_down()
    statements = [q["sql"] for q in asked if q["sql"].startswith("SELECT")]
    runs = [[explained(statement) for statement in statements] for _ in range(TIMES)]
    parts = {"": slice(0, 2), " with people": slice(0, 3)}
    return {
        "people": len(held),
        "statements": len(statements),
        "index": "block_due" in json.dumps(runs[0][0]),
        "plans": [_shape(one["Plan"]) for one in runs[-1]],
        **{
            what + name: quantiles(sum(cost(one) for one in run[part]) for run in runs)[0]
            for name, part in parts.items()
            for what, cost in (("ms", _milliseconds), ("buffers", _buffers))
        },
    }


def settle_down() -> None:
    """What was written goes to disk, and the server comes to rest: neither is what we measure."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    clock.sleep(REST)


def explained(statement: str) -> dict[str, Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
        answer = cursor.fetchone()[0]
        transaction.set_rollback(True)
    return dict((json.loads(answer) if isinstance(answer, str) else answer)[0])


def _milliseconds(plan: dict[str, Any]) -> float:
    return float(plan["Execution Time"])


def _buffers(plan: dict[str, Any]) -> int:
    top = plan["Plan"]
    return int(top["Shared Hit Blocks"] + top["Shared Read Blocks"])


def _shape(node: dict[str, Any]) -> str:
    """``Limit(Index Scan block_due)``, to be read."""
    name = " ".join(filter(None, [node["Node Type"], node.get("Index Name", "")]))
    inner = ", ".join(_shape(one) for one in node.get("Plans", []))
    return f"{name}({inner})" if inner else name


def a_day(begin: datetime) -> tuple[int, int, datetime]:
    """Every block that falls due within a day waits for the next week, as the planner writes it.

    A day lasts a minute or two here, so autovacuum, which looks once a minute, is done by hand: by
    its own rule, from the settings of the table. Returns how many, and how often.
    """
    from django.db.models import F

    from roadmap.cadence.models import Block

    limit, dead, advanced, vacuums = vacuum_after(), 0, 0, 0
    now = begin
    while now < begin + timedelta(days=1):
        now += STEP
        week = timedelta(days=7)
        count = Block.objects.due(now).update(
            next_due_at=F("next_due_at") + week, next_week=F("next_week") + week
        )
        advanced += count
        dead += count
        if dead > limit and now < begin + timedelta(days=1):
            vacuum()
            dead, vacuums = 0, vacuums + 1
    return advanced, vacuums, now + timedelta(hours=1)


def vacuum_after() -> float:
    """How many dead rows autovacuum waits for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples, reloptions FROM pg_class WHERE oid = 'roadmap_block'::regclass"
        )
        rows, options = cursor.fetchone()
    said = dict(option.split("=") for option in options or [])
    threshold, share = (float(said.get(name, usual)) for name, usual in DEFAULTS.items())
    return threshold + share * float(rows)


def vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM roadmap_block")


@contextmanager
def unchecked() -> Iterator[None]:
    """Rows are copied with what they point at: the server need not look up each key again."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))

"""The planner's claim of 100 due rows, among few blocks and among many.

Rows are generated on the server, three blocks a person, their moments spread over a week as if by
chance. The claim is what the planner asks first: which blocks are due, and their people's rhythms,
locked. Each of its statements runs under EXPLAIN (ANALYZE, BUFFERS), 99 times, lower quartiles;
buffers are pages found in memory or read. The day advances every block that falls due in it, and
has its VACUUM where autovacuum's own rule for the table asks for one.
"""

import json
from collections.abc import Sequence
from typing import Any

from benchmarks.database import database
from benchmarks.figures import Figure, main

FEW, MANY = 10_000, 1_000_000
"""People; three blocks each."""
MOST = 1.5


def run(fast: bool) -> Sequence[Figure]:
    """Measure. The fast run has fewer rows, and is there for its counts."""
    few, many = (measured(people) for people in ((FEW // 10, FEW) if fast else (FEW, MANY)))
    return counts(few, many) if fast else [*counts(few, many), *costs(few, many)]


def measured(people: int) -> dict[str, Any]:
    """What ``day`` finds among the blocks of so many people, in a database of their own."""
    with database() as ours:
        found: dict[str, Any] = json.loads(ours.run("benchmarks.nudges.day", str(people)))
        return found


def counts(few: dict[str, Any], many: dict[str, Any]) -> list[Figure]:
    """What holds on any machine."""
    asked = [one[when]["statements"] for one in (few, many) for when in ("fresh", "day")]
    return [
        Figure(
            "Statements of a claim, among few and many, fresh and after a day",
            ", ".join(map(str, asked)),
            "the same",
            met=len(set(asked)) == 1,
            counted=True,
        ),
        Figure(
            "The due rows come from their index",
            many["day"]["plans"][0],
            "block_due",
            met=many["fresh"]["index"] and many["day"]["index"],
            counted=True,
        ),
    ]


def costs(few: dict[str, Any], many: dict[str, Any]) -> list[Figure]:
    """Milliseconds and buffers, each against the same claim among few."""
    figures = []
    for when, said in WHEN.items():
        for what, unit in (("ms", "ms"), ("buffers", "buffers")):
            small, large = few["fresh"][what], many[when][what]
            figures.append(
                Figure(
                    f"{said}, {unit}",
                    f"{large:.4g} among {many['blocks']:,}, {small:.4g} among {few['blocks']:,}: "
                    f"{large / small:.2f} times",
                    f"at most {MOST} times",
                    met=large <= MOST * small,
                )
            )
    for what, unit in (("ms with people", "ms"), ("buffers with people", "buffers")):
        figures.append(
            Figure(
                f"After a day, with the people's own rows read, {unit}",
                f"{many['day'][what]:.4g} among many, {few['fresh'][what]:.4g} among few",
            )
        )
    note = f"{many['advanced']:,} blocks advanced, {many['vacuums']} times vacuumed meanwhile"
    return [*figures, Figure("The day", note)]


WHEN = {
    "fresh": "Fresh rows",
    "day": "After a day, before its last vacuum",
    "vacuumed": "After a day, vacuumed",
}


if __name__ == "__main__":
    main(run)

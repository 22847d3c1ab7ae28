"""Ten thousand random life histories keep every rule

What people do (move, skip, pause, change their week, their zone, their mind) and what befalls the
machine (outages, a clock that jumps a day), in an order that Hypothesis chooses, on rows in memory.
"""

import random
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any, cast

from benchmarks import apart
from benchmarks.figures import Figure, main

HISTORIES = 10_000
FAST = 200
PROCESSES = 2


def run(fast: bool) -> Sequence[Figure]:
    """Half of them in each of two processes; whole, with another seed each time. What a new seed
    finds must not be met by somebody who changed something else, so the subset has its own."""
    wanted, begun = FAST if fast else HISTORIES, time.monotonic()
    seeds = [*range(PROCESSES)] if fast else random.sample(range(10**6), PROCESSES)
    each = str(wanted // PROCESSES)
    children = [apart.start("benchmarks.nudges.lived", each, str(seed)) for seed in seeds]
    found = cast(list[dict[str, Any]], apart.answers(children))
    lived: Counter[str] = sum((Counter(one["lived"]) for one in found), Counter())
    broken = [one["broken"] for one in found if one["broken"]]
    return [
        Figure(
            "histories lived to their end",
            f"{lived['histories']:,}",
            f"≥ {wanted:,}",
            lived["histories"] >= wanted,
            counted=True,
            note=f"seeds {seeds}, {time.monotonic() - begun:.0f} s",
        ),
        Figure(
            "rules broken: one nudge a block and week, one mail a day, quiet hours for what is "
            "late and none against a chosen time, nothing after stopping, the reason for each "
            "week without mail, every due week a row",
            f"{len(broken)}",
            "0",
            not broken,
            counted=True,
            note="; ".join(broken),
        ),
        Figure("mails that went", f"{lived['mails sent']:,}", note=_outcomes(lived)),
    ]


def _outcomes(lived: Counter[str]) -> str:
    """What became of the nudges."""
    nudges = {name: n for name, n in lived.items() if name.startswith("nudges")}
    return ", ".join(f"{name} {count:,}" for name, count in sorted(nudges.items()))


if __name__ == "__main__":
    main(run)

"""Ten thousand due within one minute: from due to accepted

People with whole plans in five time zones, nudges by the composer itself, one worker of two
processes. The moments due are spread evenly over the minute.
"""

import time
from collections.abc import Sequence

from benchmarks.figures import Figure, main
from benchmarks.nudges.servers import PROCESSES
from benchmarks.nudges.stage import stage

MAILS = 10_000
OVER = 60.0
HEADSTART = 30.0
"""Seconds until the first is due: the rows take some of them."""
P99_SECONDS = 120.0


def run(fast: bool) -> Sequence[Figure]:
    if fast:
        return []
    with stage(MAILS, plain=False) as on:
        first = time.time() + HEADSTART
        on.make_due(MAILS, first, OVER)
        on.forte.start()
        on.wait_until_up()
        ready = first - time.time()
        on.wait_for(lambda: time.time() > first + OVER)
        on.wait_until_settled()
        found = on.reckon()
        last = max((receipt.at for receipt in on.sink.receipts()), default=first)
    half, p99, most = (_percentile(found.delays, share) for share in (0.5, 0.99, 1.0))
    return [
        *found.figures(f"{MAILS:,} due within a minute", unknown_at_most=0),
        Figure(
            f"From due to accepted, 99 of 100 within ({MAILS:,} in one minute)",
            f"{p99:.1f} s",
            f"≤ {P99_SECONDS:.0f} s",
            p99 <= P99_SECONDS,
            note=f"half within {half:.1f} s, all within {most:.1f} s",
        ),
        Figure(
            f"Mails a second from the first due, one worker of {PROCESSES} processes",
            f"{found.received / max(last - first, 1.0):.0f}",
            note=f"up {ready:.0f} s before the first was due",
        ),
    ]


def _percentile(rising: Sequence[float], share: float) -> float:
    """The value that ``share`` of them do not exceed; infinite when there is none."""
    if not rising:
        return float("inf")
    return rising[max(0, round(share * len(rising)) - 1)]


if __name__ == "__main__":
    main(run)

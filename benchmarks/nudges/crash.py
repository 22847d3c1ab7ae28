"""Workers, Redis and beat killed while mails leave

The worker group is killed with -9, Redis (which keeps nothing) is killed and so comes back empty,
and beat is killed, each at a share of the mails. Forte's supervisor restarts them. Whole, the mails
have plain words: the composer is not what is measured. Fast, they are the composer's own, and the
leases of the dead are moved to their end by hand, so that nobody waits a minute for them.
"""

import time
from collections.abc import Sequence

from benchmarks.figures import Figure, main
from benchmarks.nudges.servers import PROCESSES
from benchmarks.nudges.stage import Stage, stage

MAILS, MAILS_FAST = 10_000, 300
BLOWS = ((0.1, "worker"), (0.3, "broker"), (0.45, "worker"), (0.6, "beat"), (0.75, "worker"))
"""At which share of the mails accepted what is killed."""
BLOWS_FAST = ((0.4, "worker"),)
RESTART_SECONDS = 10.0

_END_LEASES = """
    WITH ended AS (
        UPDATE delivery_mail SET lease_until = now() - interval '1 second'
         WHERE state IN ('claimed', 'handed') RETURNING 1)
    SELECT count(*) FROM ended
"""


def run(fast: bool) -> Sequence[Figure]:
    mails, blows = (MAILS_FAST, BLOWS_FAST) if fast else (MAILS, BLOWS)
    with stage(mails, plain=not fast) as on:
        on.make_due(mails, time.time())
        begun = time.time()
        on.forte.start()
        restarts: list[tuple[float, float]] = []
        for share, name in blows:
            on.wait_for_received(share)
            killed = on.forte.kill(name)
            if fast:
                on.asked(_END_LEASES)
            started = on.forte.wait_for_restart(name, killed)
            if name == "worker":
                on.wait_for(lambda since=started: _mails_after(on, since) > 0)  # type: ignore[misc]
                restarts.append((killed, started))
        on.wait_until_settled()
        took = time.time() - begun
        kills = len(restarts)
        found = on.reckon().figures(
            f"{mails:,} due, {_said(blows)}", unknown_at_most=kills * PROCESSES
        )
        return [*found, *_recovery(on, restarts), Figure("Until all is settled", f"{took:.0f} s")]


def _mails_after(on: Stage, moment: float) -> int:
    return sum(receipt.at > moment for receipt in on.sink.receipts())


def _recovery(on: Stage, restarts: Sequence[tuple[float, float]]) -> list[Figure]:
    """How long after each restart of the worker the first mail was accepted."""
    firsts = [
        (killed, started, min((r.at for r in on.sink.receipts() if r.at > started), default=None))
        for killed, started in restarts
    ]
    waits = [first - started for _, started, first in firsts if first is not None]
    from_kill = [f"{first - killed:.1f}" for killed, _, first in firsts if first is not None]
    is_met = len(waits) == len(restarts) and max(waits) <= RESTART_SECONDS
    return [
        Figure(
            "First mail after the worker is restarted",
            ", ".join(f"{wait:.1f}" for wait in waits) + " s",
            f"≤ {RESTART_SECONDS:.0f} s each",
            is_met,
            note=f"from the kill {', '.join(from_kill)} s",
        )
    ]


def _said(blows: Sequence[tuple[float, str]]) -> str:
    counts = {name: sum(n == name for _, n in blows) for _, name in blows}
    named = {"worker": "worker group", "broker": "Redis", "beat": "beat"}
    return ", ".join(f"{named[name]} killed {count}×" for name, count in counts.items())


if __name__ == "__main__":
    main(run)

"""PostgreSQL stopped immediately while mails leave

``pg_ctl stop -m immediate`` is what a power cut is to the database: nothing is written down, its
log has to do (fsync is on). It starts again by hand; worker and beat must live through it. The
mails have plain words: the composer is not what is measured.
"""

import time
from collections.abc import Sequence

from benchmarks.figures import Figure, main
from benchmarks.nudges.crash import MAILS as PEOPLE
from benchmarks.nudges.servers import PROCESSES
from benchmarks.nudges.stage import stage

MAILS = 6_000
STOPS = (0.15, 0.4, 0.65)
"""At which share of the mails accepted the database stops."""
AWAY_SECONDS = 3.0


def run(fast: bool) -> Sequence[Figure]:
    if fast:
        return []
    with stage(PEOPLE, plain=True) as on:
        on.make_due(MAILS, time.time())
        begun = time.time()
        on.forte.start()
        before = {name: on.forte.process(name).pid for name in ("worker", "beat")}
        for share in STOPS:
            on.wait_for_received(share)
            on.postgres.stop("immediate")
            time.sleep(AWAY_SECONDS)
            on.postgres.start()
        on.wait_until_settled()
        took = time.time() - begun
        lived = [name for name, pid in before.items() if on.forte.process(name).pid == pid]
        what = f"{MAILS:,} due, PostgreSQL stopped immediately {len(STOPS)}×"
        return [
            *on.reckon().figures(what, unknown_at_most=len(STOPS) * PROCESSES),
            Figure(
                "Worker and beat that lived through it",
                f"{len(lived)} of {len(before)}",
                "both",
                len(lived) == len(before),
                counted=True,
            ),
            Figure("Until all is settled", f"{took:.0f} s"),
        ]


if __name__ == "__main__":
    main(run)

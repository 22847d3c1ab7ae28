"""A worker frozen past its lease, two beats, twenty planners at once

Twenty planners in processes of their own begin at the instant the nudges are due; two workers and
two beats join them. One worker is stopped (SIGSTOP) with mails in its hands, and goes on when their
lease is over and the other worker has taken them. The mails have plain words.
"""

import signal
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from benchmarks.figures import Figure, main
from benchmarks.nudges.crash import MAILS as PEOPLE
from benchmarks.nudges.servers import PROCESSES, run_in_django
from benchmarks.nudges.stage import Stage, stage

MAILS = 4_000
PLANNERS = 20
HEADSTART = 30.0
"""Seconds until the nudges are due: the rows and twenty processes take some of them."""
LEASE_SECONDS = 60.0
LOOK_SECONDS = 2.0
"""A worker that runs has changed its batch within this time."""
TRIES = 20

_PLANNED = "SELECT count(*) FROM roadmap_nudge"
_HELD = "SELECT fence::text FROM delivery_mail WHERE state IN ('claimed', 'handed')"


def run(fast: bool) -> Sequence[Figure]:
    if fast:
        return []
    with stage(PEOPLE, plain=True, workers=2, beats=2) as on:
        due = time.time() + HEADSTART
        on.make_due(MAILS, due)
        with ThreadPoolExecutor(1) as beside:
            planners = beside.submit(
                run_in_django,
                on.environ,
                "benchmarks.nudges.people",
                *("planners", str(PLANNERS), str(due)),
            )
            on.wait_for(lambda: on.asked(_PLANNED) > 0)
            on.forte.start()
            on.wait_for_received(0.1)
            held = _freeze(on)
            frozen = time.monotonic()
            on.wait_for(lambda: time.monotonic() - frozen > LEASE_SECONDS + LOOK_SECONDS)
            is_taken_back = on.wait_for(lambda: not set(on.column(_HELD)) & held)
            on.forte.process("worker").send(signal.SIGCONT)
            woken = time.monotonic() - frozen
            taken = f"after {woken:.0f} s" if is_taken_back else f"not within {woken:.0f} s"
            on.wait_until_settled()
            shares = planners.result()
        time.sleep(LOOK_SECONDS)  # what the woken worker still does, it does now
        what = f"{MAILS:,} due, a worker frozen, two beats, {PLANNERS} planners"
        return [
            *on.reckon().figures(what, unknown_at_most=PROCESSES),
            Figure(
                "Batches held by the worker that was frozen",
                str(len(held)),
                "≥ 1",
                len(held) >= 1,
                counted=True,
            ),
            Figure(
                f"Mails of the frozen worker taken back (lease {LEASE_SECONDS:.0f} s)",
                taken,
                "while it is frozen",
                is_taken_back,
            ),
            Figure("Planners that found something to plan", f"{shares} of {PLANNERS}"),
        ]


def _freeze(on: Stage) -> set[str]:
    """Stop the worker at a moment when it holds mails. Returns the fences of its batches."""
    worker = on.forte.process("worker")
    for _ in range(TRIES):
        worker.send(signal.SIGSTOP)
        before = set(on.column(_HELD))
        time.sleep(LOOK_SECONDS)
        if held := before & set(on.column(_HELD)):
            return held
        worker.send(signal.SIGCONT)
        time.sleep(0.3)
    return set()


if __name__ == "__main__":
    main(run)

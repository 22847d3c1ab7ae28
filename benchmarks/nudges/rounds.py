"""What ``throughput`` has a process of its own do: plan, send, and hand the same mails over bare.

Prints one line of JSON. ``python -m benchmarks.nudges.rounds <people> <rounds>``
"""

import json
import smtplib
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from unittest import mock

import django
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext


def main(people: int, rounds: int) -> dict[str, Any]:
    """Seconds for each round and way, counts of queries, and what the rows say at the end."""
    from benchmarks.nudges import many

    many.with_history(people, datetime.now(UTC))
    queries = {size: asked(size) for size in (20, 200)}
    took: dict[str, list[float]] = {"plan": [], "send": [], "bare": []}
    sent = 0
    for _ in range(rounds):
        took["plan"].append(timed(plan))
        mails = waiting()
        sent += len(mails)
        took["bare"].append(bare(mails))
        took["send"].append(timed(send))
    states = Counter(_mail().objects.values_list("state", flat=True))
    return {"queries": queries, "took": took, "sent": sent, "states": states}


def plan() -> None:
    """Everybody's lab is due: rows for the planner, mails for the sender."""
    from roadmap.cadence import nudges

    nudges.plan_due(datetime.now(UTC))


def send() -> None:
    """Ticks of the sender, as the worker runs them, until nothing waits."""
    from delivery import sender

    while sender.send_waiting():
        pass


def waiting() -> list[Any]:
    return list(_mail().objects.filter(state="waiting").select_related("user").order_by("pk"))


def due() -> None:
    """Everybody's lab is due again, and nobody has had a mail today."""
    from benchmarks.nudges import many
    from roadmap.cadence.models import Nudge

    Nudge.objects.all().delete()
    _mail().objects.all().delete()
    many.due_at(datetime.now(UTC))


def timed(do: Callable[[], None]) -> float:
    """Seconds."""
    if do is plan:
        due()
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def bare(mails: Sequence[Any]) -> float:
    """Seconds to do nothing but render these mails and hand them over: what a loop without rows,
    claims and marks would take. What they are rendered from is in memory before it begins."""
    from delivery.letters import letter

    written = rendering(mails)
    begun = time.perf_counter()
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as line:
        for mail, write in zip(mails, written, strict=True):
            ready = letter(mail, write())
            line.sendmail(ready.sender, [ready.recipient], ready.raw)
    return time.perf_counter() - begun


def rendering(mails: Sequence[Any]) -> list[Callable[[], Any]]:
    """For each mail what writes it, with everything it asks the database for answered."""
    from functools import partial

    from roadmap.cadence import compose

    calls: list[Callable[[], Any]] = []
    write = compose._write

    def remember(*given: Any, **named: Any) -> Any:
        calls.append(partial(write, *given, **named))
        return write(*given, **named)

    with mock.patch.object(compose, "_write", remember):
        for begin in range(0, len(mails), 200):
            compose.compose(mails[begin : begin + 200], datetime.now(UTC))
    if len(calls) != len(mails):
        raise SystemExit(f"{len(mails)} mails waited, {len(calls)} were written")
    return calls


class Yes:
    """A way out that takes everything and costs nothing."""

    def send(self, letter: Any, before_final_dot: Callable[[], None]) -> Any:
        from delivery.transport import Answer, Outcome

        before_final_dot()
        return Answer(Outcome.SENT)

    def close(self) -> None:
        """Nothing to say goodbye to."""


def asked(size: int) -> int:
    """How many queries a batch of ``size`` takes from its claim to its last mark."""
    from delivery import leases, sender

    due()
    plan()
    unhurried = mock.patch.multiple(sender, SLOW=float("inf"), LOOK=float("inf"))
    with unhurried, CaptureQueriesContext(connection) as queries:
        batch = leases.claim(datetime.now(UTC), size)
        tick = sender.Tick(Yes())
        tick.deliver(batch, datetime.now(UTC))
    if not len(batch) == sum(tick.counts.values()) == size:
        raise SystemExit(f"{size} were wanted, {len(batch)} claimed, {tick.counts} written")
    return len(queries)


def _mail() -> Any:
    from delivery.models import Mail

    return Mail


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))

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
    marks = marks_of_each()
    took: dict[str, list[float]] = {"plan": [], "send": [], "bare": []}
    sent = 0
    for _ in range(rounds):
        took["plan"].append(timed(plan))
        mails = waiting()
        sent += len(mails)
        took["bare"].append(bare(mails))
        took["send"].append(timed(send))
    states = Counter(_mail().objects.values_list("state", flat=True))
    return {"queries": queries, "marks": marks, "took": took, "sent": sent, "states": states}


def plan() -> None:
    """Everybody's lab is due: rows for the planner, mails for the sender."""
    from roadmap.cadence import nudges

    nudges.plan_due(datetime.now(UTC))


def send() -> None:
    """A tick of the sender, as the worker runs it."""
    from delivery import sender

    sender.send_waiting()


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


def asked(size: int) -> dict[str, int]:
    """How many queries a claimed batch of ``size`` takes, but for the marks of each letter."""
    from delivery import leases, sender

    due()
    plan()
    with CaptureQueriesContext(connection) as claimed:
        batch = leases.claim(datetime.now(UTC), size)
    with CaptureQueriesContext(connection) as written:
        ready = sender.prepare(batch, datetime.now(UTC))
    if not len(batch) == len(ready) == size:
        raise SystemExit(f"{size} were wanted, {len(batch)} claimed, {len(ready)} written")
    leases.release(batch)
    return {"claim": len(claimed), "write": len(written)}


def marks_of_each() -> float:
    """Writes for each letter of a batch, through a way out that takes everything."""
    from delivery import leases, sender
    from delivery.transport import Answer, Outcome

    class Yes:
        def send(self, letter: Any, before_final_dot: Callable[[], None]) -> Answer:
            before_final_dot()
            return Answer(Outcome.SENT)

        def close(self) -> None:
            pass

    due()
    plan()
    batch = leases.claim(datetime.now(UTC))
    with CaptureQueriesContext(connection) as written:
        sender.Tick(Yes()).deliver(batch, datetime.now(UTC))
    marks = [q for q in written if "'handed'" in q["sql"] and q["sql"].startswith("UPDATE")]
    return len(marks) / len(batch)


def _mail() -> Any:
    from delivery.models import Mail

    return Mail


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))

"""Reading notes for the tests."""

from datetime import date, time, timedelta
from typing import Any

from accounts.models import User
from roadmap.cadence.models import Block, CheckIn


def block(user: User, kind: str = "study") -> Block:
    found = Block.objects.filter(user=user, kind=kind).first()
    return found or Block.objects.create(
        user=user, kind=kind, weekday=1, at=time(19), minutes=90, anchor=date(2026, 1, 5)
    )


def note(user: User, on: date, source: str, kind: str = "study", **fields: Any) -> CheckIn:
    """A study block that took place on ``on``, with what was read."""
    monday = on - timedelta(days=on.weekday())
    return CheckIn.objects.create(
        block=block(user, kind), week=monday, planned_on=on, planned_at=time(19),
        state=CheckIn.State.DONE, done_on=on, source=source, **fields,
    )  # fmt: skip

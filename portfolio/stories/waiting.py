"""Which story is to be told aloud next: written to the end, and not told yet, not within the time,
or not for a while. Rows in, one of each person out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from portfolio.stories import spoken
from portfolio.stories.kinds import Part
from portfolio.stories.models import Story

RUSTS = timedelta(days=30)
"""So long a story that was told well stays in the mouth. Our own judgement, November 2026."""


@dataclass(frozen=True, slots=True)
class Rehearsable:
    """One that is worth a rehearsal. ``why`` is a sentence."""

    pk: int
    title: str
    why: str
    path: str


def to_rehearse(users: Mapping[int, date]) -> dict[int, Rehearsable]:
    """Of those who have one, in one query: first what was never told, then what ran over, then what
    was told longest ago. ``users`` is each person's id with their local day."""
    if not users:
        return {}
    rows = Story.objects.filter(user__in=users).with_takes()
    for part in Part:
        rows = rows.exclude(**{part.value: ""})
    columns = ("pk", "title", "user", "user__time_zone", "told_at", "told_in")
    best: dict[int, tuple[tuple[int, float, int], Rehearsable]] = {}
    for pk, title, user, zone, told_at, told_in in rows.values_list(*columns):
        on = told_at.astimezone(ZoneInfo(zone)).date() if told_at else None
        why = _why(on, told_in, users[user])
        if not why:
            continue
        rank = _rank(told_at, told_in, pk)
        if user not in best or rank < best[user][0]:
            best[user] = rank, Rehearsable(pk, title, why, reverse("story-rehearse", args=[pk]))
    return {user: one for user, (_rank_of, one) in best.items()}


def _why(on: date | None, seconds: int | None, today: date) -> str:
    """Empty where it was told well and of late."""
    if on is None or seconds is None:
        return _("It is written, and was never told aloud.")
    if seconds > spoken.MOST:
        said = f"{seconds // 60}:{seconds % 60:02}"
        return _("The last time it took %s; two minutes are listened to.") % said
    if today - on > RUSTS:
        return _("It was told aloud more than a month ago.")
    return ""


def _rank(told_at: datetime | None, seconds: int | None, pk: int) -> tuple[int, float, int]:
    if told_at is None or seconds is None:
        return 0, 0.0, pk
    return (1 if seconds > spoken.MOST else 2), told_at.timestamp(), pk

"""What people have finished of steps and exercises: read from their check-ins, never copied."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Q

from accounts.models import User
from roadmap.cadence.models import CheckIn
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Done

FRESH = timedelta(days=7)
"""How long a lab note is worth telling."""


def of(user: User, today: date) -> Done:
    """What one person has finished."""
    return of_many({user.pk: today})[user.pk]


def of_many(today: Mapping[int, date]) -> dict[int, Done]:
    """What each has finished, in one query. ``today`` is each person's own day."""
    if not today:
        return {}
    since = min(today.values()) - FRESH
    note = ~Q(exists_now="") | ~Q(pick_up="")
    fresh = note & Q(block__kind=BlockKind.LAB, done_on__gte=since)
    told = CheckIn.objects.done().filter(Q(finished=True) | fresh, block__user__in=today)
    steps: defaultdict[int, set[tuple[int, str]]] = defaultdict(set)
    beside: defaultdict[int, set[str]] = defaultdict(set)
    with_note: set[int] = set()
    # Plain values: nothing else of a year's check-ins is read, and mails ask for many people.
    for user, kind, milestone, exercise, finished, on, exists, stopped in told.values_list(
        "block__user", "block__kind", "milestone", "exercise",
        "finished", "done_on", "exists_now", "pick_up",
    ):  # fmt: skip
        if finished and milestone:
            steps[user].add((milestone, exercise))
        elif finished:
            beside[user].add(exercise)
        words = exists or stopped
        if words and kind == BlockKind.LAB and on and on >= today[user] - FRESH:
            with_note.add(user)
    return {
        user: Done(frozenset(steps[user]), frozenset(beside[user]), user in with_note)
        for user in today
    }

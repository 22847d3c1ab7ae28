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
    for check_in in told.select_related("block"):
        user = check_in.block.user_id
        if check_in.finished and check_in.milestone_id:
            steps[user].add((check_in.milestone_id, check_in.exercise))
        elif check_in.finished:
            beside[user].add(check_in.exercise)
        words = check_in.exists_now or check_in.pick_up
        is_lab = check_in.block.kind == BlockKind.LAB
        if words and is_lab and check_in.done_on and check_in.done_on >= today[user] - FRESH:
            with_note.add(user)
    return {
        user: Done(frozenset(steps[user]), frozenset(beside[user]), user in with_note)
        for user in today
    }

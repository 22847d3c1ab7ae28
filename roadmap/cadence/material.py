"""What there is to say about blocks, for many people in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from accounts.models import User
from roadmap.cadence import week
from roadmap.cadence.models import Block, CheckIn
from roadmap.cadence.week import PickUp
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Task
from roadmap.plan.models import Plan
from roadmap.plan.months import Window


@dataclass(frozen=True, slots=True)
class Material:
    """Plans and tasks by person; last words and minutes of the plan's month by block."""

    plans: dict[int, Plan]
    tasks: dict[tuple[int, BlockKind], Task]
    pick_ups: dict[int, PickUp]
    lab_notes: dict[int, PickUp]
    minutes: dict[int, int]
    today: dict[int, date]

    def window(self, user: User) -> Window | None:
        """The days of the plan's month that is under way."""
        plan = self.plans.get(user.pk)
        return plan.calendar.window(plan.month_on(self.today[user.pk])) if plan else None


def gather(users: Iterable[User], blocks: Sequence[Block], now: datetime) -> Material:
    """Everything the mails about ``blocks`` need."""
    today = {user.pk: user.today(now) for user in users}
    plans = {
        plan.user_id: plan
        for plan in Plan.objects.filter(user__in=today, ended_on=None)
        .select_related("choice")
        .prefetch_related("pauses", "milestones")
    }
    tasks = {
        (pk, kind): task
        for pk, plan in plans.items()
        for kind, task in week.tasks_of(plan, today[pk]).items()
    }
    return Material(
        plans=plans,
        tasks=tasks,
        pick_ups=week.pick_ups(blocks),
        lab_notes=_lab_notes(list(today)),
        minutes=_minutes(blocks, plans, today),
        today=today,
    )


def _lab_notes(users: list[int]) -> dict[int, PickUp]:
    """What each person last wrote after a lab block."""
    written = CheckIn.objects.done().filter(
        ~Q(exists_now="") | ~Q(pick_up=""), block__user__in=users, block__kind=BlockKind.LAB
    )
    return {
        note.block.user_id: PickUp(note.exists_now or note.pick_up, note.done_on or note.planned_on)
        for note in written.latest_of_each().select_related("block")
    }


def _minutes(
    blocks: Sequence[Block], plans: dict[int, Plan], today: dict[int, date]
) -> dict[int, int]:
    """Minutes spent on each block in the plan's month."""
    windows = {pk: plan.calendar.window(plan.month_on(today[pk])) for pk, plan in plans.items()}
    if not windows:
        return {}
    found: dict[int, int] = defaultdict(int)
    since = min(window.first for window in windows.values())
    spent = CheckIn.objects.done().filter(block__in=blocks, done_on__gte=since)
    for pk, user, on, minutes in spent.values_list("block", "block__user", "done_on", "minutes"):
        window = windows.get(user)
        if window and on and window.first <= on <= window.last:
            found[pk] += minutes or 0
    return found

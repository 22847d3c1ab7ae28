"""Whether a plan fits the blocks, and the ways out when it does not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from roadmap.plan import building, planner
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Milestone, Plan


@dataclass(frozen=True, slots=True)
class Fit:
    """What each month asks of each block."""

    loads: dict[tuple[int, BlockKind], planner.Load]
    from_month: int

    @property
    def too_much(self) -> list[planner.Load]:
        """The month's blocks that are asked more than they give, from the present month on."""
        return [
            load for load in self.loads.values() if not load.fits and load.month >= self.from_month
        ]

    def of_month(self, month: int) -> tuple[Decimal, Decimal]:
        """Hours asked and hours there are for milestones in ``month``, all blocks together."""
        mine = [load for load in self.loads.values() if load.month == month]
        return sum((m.hours for m in mine), Decimal(0)), sum((m.room for m in mine), Decimal(0))

    def too_much_in(self, month: int) -> list[planner.Load]:
        return [load for load in self.too_much if load.month == month]

    @property
    def minutes_needed(self) -> dict[BlockKind, int]:
        """For each block that is short: the weekly minutes at which every month would fit."""
        short = {load.block for load in self.too_much}
        return {kind: planner.minutes_that_fit(self.too_much, kind) for kind in short}


def fit(plan: Plan, milestones: Iterable[Milestone], today: date) -> Fit:
    """Hours of the kept milestones beside the hours of the blocks."""
    asked = [
        (m.month, BlockKind(m.block), m.asks)
        for m in milestones
        if m.dropped_at is None and not m.already_true
    ]
    return Fit(planner.loads(asked, planner.room_of(plan.hours_a_month)), plan.month_on(today))


@transaction.atomic
def set_minutes(
    user: User, minutes: Mapping[BlockKind, float], today: date
) -> building.Change | None:
    """The blocks give other minutes now: keep them with the plan and plan the open rest anew.

    Called by cadence, which knows the blocks. ``None`` without a plan under way.
    """
    User.objects.hold(user)
    plan = Plan.objects.current(user)
    if plan is None:
        return None
    before = plan.minutes
    month, given = plan.month_on(today), plan.hours_a_month[BlockKind.STUDY]
    if round(minutes.get(BlockKind.STUDY, 0)) != before[BlockKind.STUDY]:
        gone = max(0, month - plan.studied_to)
        plan.studied_hours += Decimal(str(round(gone * given, 2)))
        plan.studied_to = max(month, plan.studied_to)
    plan.study_minutes = round(minutes.get(BlockKind.STUDY, 0))
    plan.lab_minutes = round(minutes.get(BlockKind.LAB, 0))
    plan.story_minutes = round(minutes.get(BlockKind.STORY, 0))
    plan.save(
        update_fields=[
            "study_minutes", "lab_minutes", "story_minutes", "studied_hours", "studied_to"
        ]
    )  # fmt: skip
    return building.again(plan, today) if plan.minutes != before else building.Change()


@transaction.atomic
def take_less(plan: Plan, today: date) -> list[Milestone]:
    """The small version of as many milestones as it takes, where a month asks too much.

    What must be told by an apply-by date keeps its whole form as long as anything else is there.
    """
    milestones = list(plan.milestones.open())
    taken: list[Milestone] = []
    for load in fit(plan, plan.milestones.kept(), today).too_much:
        over = load.hours - load.room
        mine = [m for m in milestones if (m.month, m.block) == (load.month, load.block) and m.small]
        for milestone in sorted(mine, key=lambda m: (m.tellable, m.role != "secondary", -m.hours)):
            if over <= 0:
                break
            if not milestone.reduced:
                over -= milestone.hours
                milestone.reduce(reduced=True)
                over += milestone.asks
                taken.append(milestone)
    return taken

"""A gap becomes a milestone: in a sensible month, with a proof to aim for."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from accounts.models import User
from roadmap.lanes.owners import Owner
from roadmap.plan import fitting
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Milestone, Plan, Role
from roadmap.proof import months, standing
from roadmap.proof.gaps import Gap
from roadmap.proof.models import GapMilestone
from roadmap.proof.proofs import Proof, proofs
from roadmap.proof.wording import why


class PlanIsOver(Exception):
    """The twelve months are over: there is no month left to plan something in."""


@dataclass(frozen=True, slots=True)
class Made:
    """The milestone, and where it stands. ``place`` is None when it was there before."""

    milestone: Milestone
    place: months.Place | None

    @property
    def fits(self) -> bool:
        return self.place is None or self.place.fits


@transaction.atomic
def milestone_from(user: User, skill: str, today: date) -> Made | None:
    """Plan the proof of a skill; a second time finds the first. None without a plan under way.

    Raises:
        PlanIsOver: when the plan's last day is past.
        KeyError: when nothing is known that would prove the skill.
    """
    User.objects.hold(user)
    plan = Plan.objects.current(user)
    if plan is None:
        return None
    if there := standing.planned_on(plan).get(skill):
        return Made(there, None)
    if today > plan.calendar.last_day:
        raise PlanIsOver
    proof = proofs()[skill]
    where = months.place(_left(plan, proof.block, today), proof.hours, _first_month(plan, today))
    milestone = _made(plan, proof, where, _reason(user, skill))
    GapMilestone.objects.create(milestone=milestone, skill=skill)
    return Made(milestone, where)


def _made(plan: Plan, proof: Proof, where: months.Place, because: str) -> Milestone:
    return Milestone.objects.create(
        plan=plan,
        role=Role.OWN,
        block=proof.block,
        month=where.month,
        day=months.DUE,
        title=proof.title,
        why=because,
        done_when=list(proof.done_when),
        hours=proof.hours,
        moved=True,  # re-planning leaves it where it was put
    )


def _reason(user: User, skill: str) -> str:
    """Why it is on the plan: the gap's own sum, as it stands today."""
    found: tuple[Gap, ...] = standing.gaps_of(Owner(user=user)).gaps
    return next((why(gap) for gap in found if gap.slug == skill), "")


def _left(plan: Plan, block: BlockKind, today: date) -> dict[int, Decimal]:
    loads = fitting.fit(plan, plan.milestones.kept(), today).loads
    return {month: load.room - load.hours for (month, kind), load in loads.items() if kind == block}


def _first_month(plan: Plan, today: date) -> int:
    if today < plan.calendar.start:
        return 1
    return months.first_month(*plan.calendar.place(today))


def _length(hours: Decimal) -> str:
    """``1.5 h``; what is less than an hour in minutes."""
    if hours < 1:
        return _("%d min") % max(1, round(hours * 60))
    return _("%s h") % f"{round(hours, 1):f}".rstrip("0").rstrip(".")


def said(made: Made) -> str:
    """What was done, in a sentence or two."""
    month = made.milestone.plan.calendar.window(made.milestone.month)
    words = {"title": made.milestone.title, "month": formats.date_format(month.label, "F")}
    if made.place is None:
        return _("“%(title)s” is on your plan already.") % words
    words["block"] = made.milestone.get_block_display().lower()
    if made.place.fits:
        return (
            _("“%(title)s” is planned for %(month)s, where your %(block)s block has room.") % words
        )
    words["over"] = _length(-made.place.left)
    return (
        _(
            "“%(title)s” is planned for %(month)s. No month has room for all of it; there your "
            "%(block)s block is %(over)s over."
        )
        % words
    )

"""Making the plan from the choice, and making it again when something changed.

Re-planning moves only what must move: what is done, noted, moved by hand, dropped or written by its
person stays where it is, and what changed is said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from certifications import overview
from roadmap.lanes.models import Choice
from roadmap.plan import library, planner
from roadmap.plan.blocks import BlockKind
from roadmap.plan.library import Entry
from roadmap.plan.models import Ending, Milestone, Plan, Role


@dataclass(frozen=True, slots=True)
class Change:
    """What a re-planning did."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    moved: list[tuple[str, int, int]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.moved)


def slots_of(choice: Choice) -> dict[str, str]:
    """What the library's slots stand for in this person's year. Empty means the fallback."""
    exam, next_exam = overview.recommended(choice.lane)
    return {
        "metric": choice.metric.in_sentence,
        "limit": choice.limit_said,
        "baseline": choice.baseline_said,
        "target": choice.target_said,
        "exam": exam,
        "next_exam": next_exam,
        "secondary": choice.second_label,
        "lane": choice.lane.facts.in_sentence,
    }


def done_when(entry: Entry, slots: Mapping[str, str]) -> list[str]:
    """The entry's criteria with their slots filled."""
    return [library.fill(line, slots) for line in entry.done_when]


def sentences(entry: Entry, slots: Mapping[str, str]) -> dict[str, str]:
    """The entry's other sentences with their slots filled, as a milestone's fields."""
    return {
        "title": library.as_title(library.fill(entry.title, slots)),
        "why": library.as_title(library.fill(entry.why, slots)),
        "without_access": library.as_title(library.fill(entry.without_access, slots)),
        "small": library.as_title(library.fill(entry.small, slots)),
    }


def _milestone(plan: Plan, placed: planner.Placed, slots: Mapping[str, str]) -> Milestone:
    entry = placed.entry
    lane = {
        "primary": plan.choice.primary,
        "secondary": plan.choice.secondary,
    }.get(entry.role, "")
    return Milestone(
        plan=plan,
        slug=entry.slug,
        role=Role(entry.role),
        lane=lane,
        block=entry.block,
        month=placed.month,
        day=placed.day,
        hours=entry.hours,
        lab_money=entry.lab_money,
        kept=entry.kept,
        feeds=list(entry.feeds),
        needs=list(entry.needs),
        tellable=entry.tellable,
        done_when=done_when(entry, slots),
        **sentences(entry, slots),
    )


def _apply_month(plan: Plan) -> int | None:
    apply_by = plan.choice.apply_by
    if apply_by is None or apply_by > plan.calendar.last_day:
        return None
    month = plan.month_on(apply_by)
    # What is due at that month's end would come too late: the month before has to do.
    early = (plan.calendar.window(month).last - apply_by).days > 2
    return max(1, month - early)


@transaction.atomic
def begin(choice: Choice, before: Plan | None = None) -> Plan:
    """A new plan from the choice's start month, for the same blocks as the one before."""
    plan = Plan.objects.create(
        user=choice.user,
        choice=choice,
        start_month=choice.start_month,
        study_minutes=before.study_minutes if before else None,
        lab_minutes=before.lab_minutes if before else None,
        story_minutes=before.story_minutes if before else None,
    )
    placed = planner.plan(
        library.entries_for(choice.lane, choice.second_lane),
        planner.room_of(plan.hours_a_month),
        apply_month=_apply_month(plan),
        measure_first=choice.baseline is None,
    )
    slots = slots_of(choice)
    Milestone.objects.bulk_create(_milestone(plan, one, slots) for one in placed)
    return plan


@transaction.atomic
def again(plan: Plan, today: date) -> Change:
    """Plan the rest of the year anew; ``plan.choice`` may have changed. Says what it did."""
    User.objects.hold(plan.user)
    milestones = list(plan.milestones.all())
    fixed = [m for m in milestones if _stays(m)]
    free = {m.slug: m for m in milestones if not _stays(m)}
    taken: dict[tuple[int, BlockKind], Decimal] = {}
    for m in fixed:
        if m.dropped_at is None:
            key = (m.month, BlockKind(m.block))
            taken[key] = taken.get(key, Decimal(0)) + m.asks
    placed = planner.plan(
        library.entries_for(plan.choice.lane, plan.choice.second_lane),
        planner.room_of(plan.hours_a_month),
        apply_month=_apply_month(plan),
        first_month=plan.month_on(today),
        taken=taken,
        settled={m.slug for m in fixed},
        measure_first=plan.choice.baseline is None,
    )
    return _apply(plan, placed, free)


def _stays(milestone: Milestone) -> bool:
    """Whether somebody touched it, so that re-planning leaves it alone."""
    return bool(
        milestone.done_on
        or milestone.dropped_at
        or milestone.moved
        or milestone.note
        or milestone.evidence_url
        or milestone.criteria_met
        or milestone.reduced
        or not milestone.slug
    )


def _apply(plan: Plan, placed: Iterable[planner.Placed], free: dict[str, Milestone]) -> Change:
    change, slots = Change(), slots_of(plan.choice)
    new: list[Milestone] = []
    for one in placed:
        milestone = free.pop(one.entry.slug, None)
        fresh = _milestone(plan, one, slots)
        if milestone is None:
            new.append(fresh)
            change.added.append(fresh.title)
            continue
        planned = {name: getattr(fresh, name) for name in _PLANNED}
        if planned == {name: getattr(milestone, name) for name in _PLANNED}:
            continue
        if milestone.month != one.month:
            change.moved.append((fresh.title, milestone.month, one.month))
        # Only what nobody touched since it was read: a tick of this moment stays.
        Milestone.objects.filter(pk=milestone.pk).untouched().update(**planned)
    for milestone in free.values():
        change.removed.append(milestone.title)
    gone = Milestone.objects.filter(pk__in=[m.pk for m in free.values()])
    gone.untouched().delete()
    Milestone.objects.bulk_create(new)
    return change


_PLANNED = (
    "role", "lane", "block", "month", "day", "hours", "lab_money", "kept", "feeds", "needs",
    "tellable", "done_when", "title", "why", "without_access", "small",
)  # fmt: skip
"""What planning decides of a milestone. The rest is its person's."""


@transaction.atomic
def choose(user: User, choice: Choice, now: datetime) -> tuple[Plan, Change]:
    """Take a choice, the first or another one. What was done stays done.

    With the same start month the plan under way goes on with the new choice; with another, a new
    line of twelve months begins and the old one is kept as it is. The same choice again (a button
    pressed twice) changes nothing.
    """
    User.objects.hold(user)
    under_way = Plan.objects.current(user)
    if under_way is not None and choice.says_the_same_as(under_way.choice):
        return under_way, Change()
    Choice.objects.filter(user=user, ended_at=None).update(ended_at=now)
    choice.user = user
    choice.save()
    today = user.today(now)
    plan = Plan.objects.current(user)
    if plan is not None and plan.start_month == choice.start_month:
        plan.choice = choice
        plan.save(update_fields=["choice"])
        return plan, again(plan, today)
    if plan is not None and plan.milestones.untouched().count() == plan.milestones.count():
        plan.delete()  # nothing happened in it: a first month corrected, not a line that ended
    elif plan is not None:
        plan.ended_on, plan.ending = today, Ending.NEW_LINE
        plan.save(update_fields=["ended_on", "ending"])
    return begin(choice, plan or Plan.objects.latest_of(user)), Change()

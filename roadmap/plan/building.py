"""Making the plan from the choice, and making it again when something changed.

Re-planning moves only what must move: what is done, noted, moved by hand, dropped or written by its
person stays where it is, the rest where it stands as long as it can, and what changed is said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from certifications import overview
from roadmap.lanes.models import Choice
from roadmap.plan import exams, library, planner
from roadmap.plan.blocks import BlockKind
from roadmap.plan.exams import Exams, Study
from roadmap.plan.library import Entry
from roadmap.plan.models import Ending, Milestone, Plan, Role
from roadmap.plan.months import MONTHS
from roadmap.plan.planner import Placed, Terms, Why
from roadmap.plan.slots import slots_of


@dataclass(frozen=True, slots=True)
class Move:
    """A milestone that stands in another month now, and why."""

    title: str
    was: int
    month: int
    why: Why


@dataclass(frozen=True, slots=True)
class Change:
    """What a re-planning did. ``sized``: milestones that became small, or whole again."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    sized: list[tuple[str, bool]] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.moved or self.sized or self.renamed)


def exams_of(plan: Plan) -> Exams:
    """What a plan is built around: as it was last planned, whatever the blocks give since."""
    return exams_for(plan.choice, study_of(plan), plan.built_around or plan.exam)


def study_of(plan: Plan) -> Study:
    """What the study block gives, and gave before its minutes changed."""
    hours = plan.hours_a_month[BlockKind.STUDY]
    return Study(hours, plan.studied_to, float(plan.studied_hours))


def exams_for(choice: Choice, study: Study, wanted: str = "") -> Exams:
    return exams.choose(overview.exams(choice.lane), study, wanted)


def place(
    choice: Choice, hours_a_month: Mapping[BlockKind, float], around: Exams, **terms: object
) -> list[Placed]:
    """The library's milestones for a choice, each in its month. ``terms`` add to what the choice,
    the blocks and the exam say (see :class:`roadmap.plan.planner.Terms`)."""
    return planner.plan(
        library.entries_for(choice.lane, choice.second_lane, choice.metric.family),
        Terms(
            room=planner.room_of(hours_a_month),
            money=choice.lab_money,
            exam_month=around.first.month or MONTHS,
            measure_first=choice.baseline is None,
            **terms,  # type: ignore[arg-type]  # each is one of Terms' fields
        ),
    )


def done_when(entry: Entry, slots: Mapping[str, str]) -> list[str]:
    """The entry's criteria with their slots filled."""
    return [library.fill(line, slots) for line in entry.done_when]


def sentences(entry: Entry, slots: Mapping[str, str]) -> dict[str, str]:
    """The entry's other sentences with their slots filled, as a milestone's fields."""
    return {
        name: library.as_title(library.fill(getattr(entry, name), slots))
        for name in ("title", "why", "without_access", "without_money", "small")
    }


def _milestone(plan: Plan, placed: Placed, slots: Mapping[str, str]) -> Milestone:
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
        reduced=placed.small,
        lab_money=placed.lab_money,
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
    around = _build_around_anew(plan)
    placed = place(choice, plan.hours_a_month, around, apply_month=_apply_month(plan))
    slots = slots_of(choice, around)
    Milestone.objects.bulk_create(_milestone(plan, one, slots) for one in placed)
    return plan


@transaction.atomic
def again(plan: Plan, today: date) -> Change:
    """Plan the rest of the year anew; ``plan.choice`` may have changed. Says what it did."""
    User.objects.hold(plan.user)
    milestones = list(plan.milestones.all())
    fixed = [m for m in milestones if _stays(m)]
    free = {m.slug: m for m in milestones if not _stays(m)}
    kept = [m for m in fixed if m.dropped_at is None]
    taken: dict[tuple[int, BlockKind], Decimal] = {}
    for m in kept:
        key = (m.month, BlockKind(m.block))
        taken[key] = taken.get(key, Decimal(0)) + m.asks
    is_settled = any(m.kept == "credential" and _stays(m) for m in milestones)
    around = exams_of(plan) if is_settled else _build_around_anew(plan)
    placed = place(
        plan.choice,
        plan.hours_a_month,
        around,
        apply_month=_apply_month(plan),
        first_month=_first_open_month(plan, today),
        stands={slug: m.month for slug, m in free.items()},
        settled={m.slug for m in fixed},
        taken=taken,
        spent=sum(m.lab_money for m in kept),
    )
    return _apply(plan, placed, free, slots_of(plan.choice, around))


def _build_around_anew(plan: Plan) -> Exams:
    """Choose the exam by what the blocks give now, and remember which it was."""
    around = exams_for(plan.choice, study_of(plan), plan.exam)
    plan.built_around = around.first.exam.slug
    plan.save(update_fields=["built_around"])
    return around


def _first_open_month(plan: Plan, today: date) -> int:
    """The present month, unless it is closed: nothing comes back into a closed month."""
    month = plan.month_on(today)
    closed = set(plan.closes.values_list("month", flat=True))
    while month in closed and month < MONTHS:
        month += 1
    return month


def _stays(milestone: Milestone) -> bool:
    """Whether somebody touched it, so that re-planning leaves it alone."""
    return bool(
        milestone.done_on
        or milestone.dropped_at
        or milestone.moved
        or milestone.note
        or milestone.evidence_url
        or milestone.criteria_met
        or milestone.sized
        or milestone.begun
        or not milestone.slug
    )


def _apply(
    plan: Plan, placed: Iterable[Placed], free: dict[str, Milestone], slots: Mapping[str, str]
) -> Change:
    change = Change()
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
        if one.why:
            change.moved.append(Move(fresh.title, milestone.month, one.month, one.why))
        if milestone.reduced != one.small:
            change.sized.append((fresh.title, one.small))
        # Only what nobody touched since it was read: a tick of this moment stays.
        Milestone.objects.filter(pk=milestone.pk).untouched().update(**planned)
    for milestone in free.values():
        change.removed.append(milestone.title)
    gone = Milestone.objects.filter(pk__in=[m.pk for m in free.values()])
    gone.untouched().delete()
    Milestone.objects.bulk_create(new)
    return change


_PLANNED = (
    "role", "lane", "block", "month", "day", "hours", "reduced", "lab_money", "kept", "feeds",
    "needs", "tellable", "done_when", "title", "why", "without_access", "without_money", "small",
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


@transaction.atomic
def build_around(user: User, exam: str, today: date) -> Change | None:
    """Build the plan around another exam of its lane (a slug). None when there is no plan under
    way, or its exam is settled.

    A milestone of the exam that somebody noted something at keeps the note and gets the new name.
    """
    User.objects.hold(user)
    plan = Plan.objects.current(user)
    if plan is None or plan.milestones.filter(kept="credential").exclude(done_on=None).exists():
        return None
    plan.exam = plan.built_around = exam
    plan.save(update_fields=["exam", "built_around"])
    change = again(plan, today)
    slots, library_of = slots_of(plan.choice, exams_of(plan)), library.library()
    for milestone in plan.milestones.open().filter(kept="credential", slug__in=library_of):
        entry = library_of[milestone.slug]
        said_anew = {**sentences(entry, slots), "done_when": done_when(entry, slots)}
        plan.milestones.filter(pk=milestone.pk).update(**said_anew)
        if milestone.title != said_anew["title"]:
            change.renamed.append(str(said_anew["title"]))
    return change


SHOWN = 6
"""Milestones of each sort that are named one by one."""


def said(change: Change) -> str:
    """What a re-planning did: how many, then a line for each that came, went, moved and why."""
    if not change:
        return _("Nothing in your plan had to change.")
    lines = [
        *(_("New: “%s”.") % title for title in change.added[:SHOWN]),
        *(_("Gone: “%s”.") % title for title in change.removed[:SHOWN]),
        *(_("Named anew: “%s”.") % title for title in change.renamed[:SHOWN]),
        *(
            _("“%(title)s” is in month %(month)d instead of %(was)d: %(why)s.")
            % {"title": move.title, "month": move.month, "was": move.was, "why": move.why.label}
            for move in change.moved[:SHOWN]
        ),
        *(
            (_("“%s” is small now.") if small else _("“%s” is whole again.")) % title
            for title, small in change.sized[:SHOWN]
        ),
    ]
    sorts = (change.added, change.removed, change.moved, change.sized)
    if more := sum(max(0, len(sort) - SHOWN) for sort in sorts):
        lines.append(ngettext("And %(n)d more.", "And %(n)d more.", more) % {"n": more})
    return "\n".join([said_in_brief(change), *lines])


def said_in_brief(change: Change) -> str:
    """The same as one sentence of counts."""
    counts = (
        ngettext("%(n)d milestone came in", "%(n)d milestones came in", len(change.added)),
        ngettext("%(n)d went out", "%(n)d went out", len(change.removed)),
        ngettext("%(n)d moved", "%(n)d moved", len(change.moved)),
        ngettext("%(n)d changed its size", "%(n)d changed their size", len(change.sized)),
    )
    numbers = (len(change.added), len(change.removed), len(change.moved), len(change.sized))
    did = [text % {"n": n} for text, n in zip(counts, numbers, strict=True) if n]
    if not did:
        return _("Planned anew. What you did, noted or moved yourself stays.")
    return _("Planned anew: %(did)s. What you did, noted or moved yourself stays.") % {
        "did": ", ".join(did)
    }

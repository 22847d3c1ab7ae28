"""What there is to say about blocks, for many people in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from certifications.overview import Exam, Fit
from portfolio import overview as portfolio
from roadmap.cadence import benches, casework, due, telling, toward, week
from roadmap.cadence.casework import Work
from roadmap.cadence.due import Occurrence
from roadmap.cadence.models import Block, CheckIn
from roadmap.cadence.telling import Turn
from roadmap.cadence.toward import Toward
from roadmap.cadence.week import PickUp
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Bench, Task
from roadmap.plan.models import Milestone, MonthClose, Plan
from roadmap.plan.months import Window

Spent = tuple[date, int]
"""A day, and the minutes of a block on it."""


READ = (
    "plan", "slug", "block", "month", "day", "title", "done_when", "criteria_met", "small",
    "reduced", "kept", "feeds", "done_on", "dropped_at",
)  # fmt: skip
"""The columns of a milestone that a mail is written from. Another one costs a query a mail, which
the tests count."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the study for an exam is. ``on`` is the day it is planned for, if it has one;
    ``blocks`` are those until then, this one included; ``hours`` what was studied and they give."""

    exam: Exam
    on: date | None
    blocks: int
    hours: int

    @property
    def fit(self) -> Fit:
        if self.hours < self.exam.hours_min:
            return Fit.BELOW
        middle = (self.exam.hours_min + self.exam.hours_max) / 2
        return Fit.LOW if self.hours < middle else Fit.WELL


@dataclass(frozen=True, slots=True)
class Material:
    """By person: plan, bench (what there is to do), lab note, case studies, what waits to be
    told, the close that wants something of this month. By block: last words, and minutes of each
    day since the plan began."""

    plans: Mapping[int, Plan]
    benches: Mapping[int, Bench]
    pick_ups: Mapping[int, PickUp]
    lab_notes: Mapping[int, PickUp]
    wanted: Mapping[int, MonthClose]
    spent: Mapping[int, Sequence[Spent]]
    today: Mapping[int, date]
    shelves: Mapping[int, portfolio.Shelf]
    waiting: Mapping[int, Turn]

    def work(self, found: Occurrence, task: Task | None) -> Work | None:
        """What a block can do for a case study, besides its task or instead of one."""
        plan = self.plans.get(found.block.user_id)
        month = plan.month_on(max(found.on, self.today[found.block.user_id])) if plan else None
        shelf = self.shelves.get(found.block.user_id)
        return casework.of(shelf, BlockKind(found.block.kind), month, has_task=task is not None)

    def turn(self, found: Occurrence, task: Task | None) -> Turn | None:
        """What a story block can tell, where a case study has no work for it."""
        if found.block.kind != BlockKind.STORY or self.work(found, task):
            return None
        return self.waiting.get(found.block.user_id)

    def task(self, found: Occurrence) -> Task | None:
        """What a block is for on its day."""
        bench = self.benches.get(found.block.user_id)
        return bench.task(BlockKind(found.block.kind), found.on) if bench else None

    def window(self, user: int) -> Window | None:
        """The days of the plan's month that is under way, for the person of that key."""
        plan = self.plans.get(user)
        return plan.calendar.window(plan.month_on(self.today[user])) if plan else None

    def minutes(self, block: Block) -> int:
        """What the block had in the plan's month."""
        window = self.window(block.user_id)
        if window is None:
            return 0
        days = self.spent.get(block.pk, ())
        return sum(minutes for on, minutes in days if window.first <= on <= window.last)

    def toward(self, found: Occurrence, task: Task | None) -> Toward | None:
        """How far the exam of its person's goal is at this block."""
        bench = self.benches.get(found.block.user_id)
        return toward.at(bench, found, task, week.pauses_of(bench.plan if bench else None))

    def standing(self, found: Occurrence, exam: Exam) -> Standing | None:
        """How far the study for ``exam``, the plan's, is at this block."""
        bench = self.benches[found.block.user_id]
        if bench.plan is None or bench.exams is None:
            return None
        sitting = bench.exam_milestone
        is_first = exam == bench.exams.first.exam
        since = bench.plan.start_month if is_first or not sitting else sitting.done_on
        on = sitting.due_on if is_first and sitting and sitting.done_on is None else None
        ahead = due.days_until(found, on, week.pauses_of(bench.plan)) if on else []
        days = self.spent.get(found.block.pk, ())
        studied = sum(minutes for day, minutes in days if since and day >= since)
        hours = (studied + len(ahead) * found.block.minutes) // 60
        return Standing(exam, on if ahead else None, len(ahead), hours)


def gather(users: Iterable[User], blocks: Sequence[Block], now: datetime) -> Material:
    """Everything the mails about ``blocks`` need: of each plan the milestones one of them may be
    for, and the one that holds the exam."""
    people = list(users)
    today = {user.pk: user.today(now) for user in people}
    plans = {
        plan.user_id: plan
        for plan in Plan.objects.filter(user__in=today, ended_on=None)
        .select_related("choice")
        .prefetch_related("pauses", "closes", Prefetch("milestones", _milestones(blocks)))
    }
    return Material(
        plans=plans,
        benches=benches.of_many(people, plans, today),
        pick_ups=week.pick_ups(blocks),
        lab_notes=week.lab_notes([b.user_id for b in blocks if b.kind == BlockKind.STORY]),
        wanted={pk: close for pk, plan in plans.items() if (close := _wanted(plan, today[pk]))},
        spent=_spent(blocks, plans),
        today=today,
        shelves=portfolio.case_studies({b.user_id: today[b.user_id] for b in blocks}),
        waiting=telling.waiting(
            {b.user_id: today[b.user_id] for b in blocks if b.kind == BlockKind.STORY}
        ),
    )


def _milestones(blocks: Sequence[Block]) -> QuerySet[Milestone]:
    """Those that ``blocks`` may be for, with the columns a mail reads: of some thirty-five wide
    rows a plan, most of the reading for a mail, about ten narrow ones."""
    theirs = Block.objects.filter(
        pk__in=[block.pk for block in blocks], user=OuterRef("plan__user"), kind=OuterRef("block")
    )
    is_open = Q(done_on=None, dropped_at=None)
    holds_exam = Q(kept="credential", dropped_at=None)
    return Milestone.objects.filter(holds_exam | (is_open & Exists(theirs))).only(*READ)


def _wanted(plan: Plan, today: date) -> MonthClose | None:
    """What the last close said that this month must have."""
    month = plan.month_on(today)
    return next((c for c in plan.closes.all() if c.month == month - 1 and c.next_first), None)


def _spent(blocks: Sequence[Block], plans: Mapping[int, Plan]) -> dict[int, list[Spent]]:
    """The minutes of each block by day, since its person's plan began."""
    found: dict[int, list[Spent]] = defaultdict(list)
    if not plans:
        return found
    since = min(plan.start_month for plan in plans.values())
    rows = CheckIn.objects.done().filter(block__in=blocks, done_on__gte=since).with_minutes()
    columns = ("block", "block__user", "done_on", "minutes_spent")
    for pk, user, on, minutes in rows.values_list(*columns):
        if on and minutes and user in plans and on >= plans[user].start_month:
            found[pk].append((on, minutes))
    return found

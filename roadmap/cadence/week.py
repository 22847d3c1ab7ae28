"""A person's week: what each block is for and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import weeks
from roadmap.cadence import benches, due
from roadmap.cadence.due import DAY, Occurrence, Pauses
from roadmap.cadence.models import Block, CheckIn
from roadmap.plan import exercises, library
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Bench, Task
from roadmap.plan.models import Milestone, Plan


class State(StrEnum):
    """What is to be said of a block in a week."""

    OPEN = "open"
    MOVED = "moved"
    DONE = "done"
    SKIPPED = "skipped"
    PAUSED = "paused"
    NONE = "none"

    @property
    def label(self) -> str:
        """As a table says it."""
        return str(_LABELS[self])

    @property
    def is_open(self) -> bool:
        return self in (State.OPEN, State.MOVED)

    @property
    def is_answered(self) -> bool:
        return self in (State.DONE, State.SKIPPED)


_LABELS = {
    State.OPEN: _("open"),
    State.MOVED: _("open, moved"),
    State.DONE: _("done"),
    State.SKIPPED: _("skipped"),
    State.PAUSED: _("paused"),
    State.NONE: _("not in that week"),
}


@dataclass(frozen=True, slots=True)
class PickUp:
    """Where somebody stopped, in their words."""

    words: str
    on: date
    source: str = ""
    """What they were reading, if they said so."""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One block in one week."""

    block: Block
    week: date
    on: date
    at: time
    state: State
    check_in: CheckIn | None
    task: Task | None
    pick_up: PickUp | None

    @property
    def is_open(self) -> bool:
        return self.state.is_open

    @property
    def milestone(self) -> Milestone | None:
        """What it went towards; what it is for, as long as it has no answer."""
        if self.check_in is not None and self.state.is_answered:
            return self.check_in.milestone
        return self.task.milestone if self.task else None

    @property
    def title(self) -> str:
        if self.milestone:
            return self.milestone.title
        if self.task and not self.state.is_answered:
            return self.task.title
        if self.check_in and self.state.is_answered:
            exercise = exercises.exercises().get(self.check_in.exercise)
            if exercise:
                return library.as_title(exercise.title)
        written = self.check_in.exists_now if self.check_in and self.state.is_answered else ""
        return written or self.block.get_kind_display()

    @property
    def url(self) -> str:
        return reverse("block", args=[self.week, self.block.kind])


@dataclass(frozen=True, slots=True)
class WeekView:
    """One week of a person, its blocks in order."""

    monday: date
    blocks: Sequence[Card]

    @property
    def sunday(self) -> date:
        return self.monday + 6 * DAY

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def open_count(self) -> int:
        return sum(card.is_open for card in self.blocks)

    @property
    def is_out(self) -> bool:
        """Whether no block has a place in it."""
        return not any(card.is_open or card.state.is_answered for card in self.blocks)

    @property
    def first_open(self) -> Card | None:
        """The one that gets the primary button."""
        opened = [card for card in self.blocks if card.is_open]
        return min(opened, key=lambda card: (card.on, card.at), default=None)


def this_week(user: User, plan: Plan | None, today: date) -> WeekView:
    """The week of ``today``. ``plan`` may be missing, or have ended."""
    return view(user, plan, weeks.week_of(today), today)


def view(user: User, plan: Plan | None, monday: date, today: date) -> WeekView:
    """Any week: eight queries, however many blocks and weeks there are."""
    blocks = list(Block.objects.for_user(user))
    check_ins = {
        check_in.block_id: check_in
        for check_in in CheckIn.objects.filter(block__in=blocks, week=monday).select_related(
            "milestone", "study"
        )
    }
    pauses = pauses_of(plan)
    bench = benches.of(user, plan, today) if blocks else None
    words = pick_ups(blocks)
    cards = [card(block, monday, check_ins.get(block.pk), pauses, bench, words) for block in blocks]
    return WeekView(monday, cards)


def card(
    block: Block,
    monday: date,
    check_in: CheckIn | None,
    pauses: Pauses,
    bench: Bench | None,
    words: Mapping[int, PickUp],
) -> Card:
    """One block in one week, as it is shown."""
    found = due.occurrence(block, monday, check_in)
    on = found.on if found else block.planned_on(monday)
    return Card(
        block=block,
        week=monday,
        on=on,
        at=found.at if found else block.at,
        state=state_of(found, pauses),
        check_in=check_in,
        task=bench.task(BlockKind(block.kind), on) if bench else None,
        pick_up=words.get(block.pk),
    )


def state_of(found: Occurrence | None, pauses: Pauses) -> State:
    """What became of an occurrence; NONE for a week it has no place in."""
    if found is None:
        return State.NONE
    if found.check_in is not None and found.check_in.is_answered:
        return State(found.check_in.state)
    if found.is_paused(pauses):
        return State.PAUSED
    return State.MOVED if found.is_moved else State.OPEN


def pauses_of(plan: Plan | None) -> list[tuple[date, date]]:
    return [] if plan is None else [(p.starts_on, p.ends_on) for p in plan.pauses.all()]


def task_of(user: User, found: Occurrence, today: date) -> Task | None:
    """What one block is for."""
    return task_in(benches.of(user, Plan.objects.current(user), today), found)


def task_in(bench: Bench | None, found: Occurrence) -> Task | None:
    """What one block is for, of what there is."""
    return bench.task(BlockKind(found.block.kind), found.on) if bench else None


def pick_ups(blocks: Sequence[Block]) -> dict[int, PickUp]:
    """The last pick-up line of each block, by its primary key."""
    last = CheckIn.objects.filter(block__in=blocks).with_words().latest_of_each()
    return {
        c.block_id: PickUp(c.pick_up, c.done_on or c.planned_on, c.source, c.source_url)
        for c in last
    }


def lab_notes(users: Sequence[int]) -> dict[int, PickUp]:
    """What each person last wrote after a lab block."""
    written = CheckIn.objects.done().filter(
        ~Q(exists_now="") | ~Q(pick_up=""), block__user__in=users, block__kind=BlockKind.LAB
    )
    return {
        note.block.user_id: PickUp(note.exists_now or note.pick_up, note.done_on or note.planned_on)
        for note in written.latest_of_each().select_related("block")
    }


def is_near(monday: date, today: date) -> bool:
    """Whether a week is one that somebody's page may show: ten years back, one ahead."""
    return today - timedelta(days=3660) < monday < today + timedelta(days=366)

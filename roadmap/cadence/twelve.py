"""Twelve weeks as a picture: a row for each block, a column for each week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from common import weeks
from roadmap.cadence import due, week
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import Block, CheckIn
from roadmap.cadence.week import State
from roadmap.plan.models import Plan

WEEKS = 12
LEFT, TOP, STEP = 66, 36, 28
"""Units of the drawing: where the first cell stands, and how far it is to the next."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One block in one week, at its place in the drawing."""

    x: int
    y: int
    state: State


@dataclass(frozen=True, slots=True)
class Column:
    """One week, with a cell for each block in their order."""

    monday: date
    x: int
    cells: Sequence[Cell]

    @property
    def counts(self) -> bool:
        """Whether any block had a place in it."""
        return any(cell.state not in (State.NONE, State.PAUSED) for cell in self.cells)

    @property
    def is_answered(self) -> bool:
        return not any(cell.state.is_open for cell in self.cells)

    @property
    def begins_month(self) -> bool:
        """Whether a month's name stands above it: its first Monday."""
        return self.monday.day <= 7


@dataclass(frozen=True, slots=True)
class Picture:
    """The weeks, the oldest first. ``now`` is the Monday of the one that is under way."""

    blocks: Sequence[Block]
    columns: Sequence[Column]
    now: date

    @property
    def counted(self) -> list[Column]:
        """The weeks one can speak of. The one under way counts once it is answered."""
        return [
            column
            for column in self.columns
            if column.counts and (column.monday < self.now or column.is_answered)
        ]

    @property
    def answered(self) -> int:
        return sum(column.is_answered for column in self.counted)

    @property
    def width(self) -> int:
        return LEFT + STEP * (WEEKS - 1) + STEP // 2

    @property
    def height(self) -> int:
        return TOP + STEP * (len(self.blocks) - 1) + STEP // 2

    @property
    def rows(self) -> list[tuple[Block, int]]:
        """Each block and the height its name stands at."""
        return [(block, TOP + STEP * n + 4) for n, block in enumerate(self.blocks)]

    @property
    def current(self) -> Column | None:
        """The column of the week under way, if it is shown."""
        return next((column for column in self.columns if column.monday == self.now), None)


def picture(user: User, plan: Plan | None, last: date, today: date) -> Picture:
    """The twelve weeks up to ``last`` (a Monday), in two queries."""
    blocks = list(Block.objects.for_user(user))
    mondays = [last - WEEK * number for number in reversed(range(WEEKS))]
    shown = CheckIn.objects.filter(block__in=blocks, week__range=(mondays[0], mondays[-1]))
    check_ins = {(check_in.block_id, check_in.week): check_in for check_in in shown}
    pauses = week.pauses_of(plan)

    def state(block: Block, monday: date) -> State:
        check_in = check_ins.get((block.pk, monday))
        return week.state_of(due.occurrence(block, monday, check_in), pauses)

    columns = []
    for number, monday in enumerate(mondays):
        x = LEFT + STEP * number
        cells = [Cell(x, TOP + STEP * n, state(block, monday)) for n, block in enumerate(blocks)]
        columns.append(Column(monday, x, cells))
    return Picture(blocks, columns, weeks.week_of(today))


def last_week(monday: date, today: date) -> date:
    """Where the picture beside the week of ``monday`` ends: this week, if both fit in."""
    this = weeks.week_of(today)
    return this if this - (WEEKS - 1) * WEEK <= monday <= this else monday

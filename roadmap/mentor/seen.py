"""What somebody with a mentor's link sees of a plan: values alone, so that a page made of them can
show nothing else."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from roadmap.plan.line import Line, draw
from roadmap.plan.models import Milestone, Plan


class State(enum.StrEnum):
    """Whether there is a month to ask about."""

    NONE = "none"
    """There is no plan."""
    AHEAD = "ahead"
    """It begins later."""
    PAUSED = "paused"
    OVER = "over"
    ASKS = "asks"


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone of the month: no note, no link, no money."""

    pk: int
    title: str
    block: str
    due_on: date
    is_done: bool


@dataclass(frozen=True, slots=True)
class Lanes:
    """What the drawing of the line says in words."""

    get_primary_display: str
    second_label: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Named as the drawing asks for it: see templates/roadmap/plan/_line.html."""

    choice: Lanes


@dataclass(frozen=True, slots=True)
class Seen:
    """The whole of it. ``until`` is the last day of the month, or of the pause."""

    state: State
    owner: str = ""
    lane: str = ""
    second: str = ""
    month: int = 0
    until: date | None = None
    begins: date | None = None
    steps: Sequence[Step] = ()
    line: Line | None = None
    small_line: Line | None = None
    plan: Choice | None = None

    @property
    def is_asking(self) -> bool:
        return self.state is State.ASKS

    @property
    def open_steps(self) -> list[Step]:
        return [step for step in self.steps if not step.is_done]

    @property
    def done(self) -> int:
        return len(self.steps) - len(self.open_steps)


def of(user: User, today: date) -> tuple[Seen, Plan | None]:
    """What is seen of somebody's plan on their own day, and the plan that is asked about."""
    plan = Plan.objects.latest_of(user)
    if plan is None:
        return Seen(State.NONE, user.name), None
    month = plan.month_on(today)
    pause = plan.pause_on(today)
    state = _state(plan, today)
    rows = Milestone.objects.filter(plan=plan, month=month).kept()
    seen = Seen(
        state,
        user.name,
        plan.choice.primary,
        plan.choice.secondary,
        month,
        pause.ends_on if pause else plan.calendar.window(month).last,
        plan.start_month,
        [] if state is State.OVER else [_step(row, plan) for row in rows],
        draw(plan, today, width=960, margin=20, y=30, dip=28),
        draw(plan, today, width=360, margin=14, y=26, dip=20),
        Choice(Lanes(plan.choice.get_primary_display(), plan.choice.second_label)),
    )
    return seen, plan if seen.is_asking else None


def _state(plan: Plan, today: date) -> State:
    if plan.ending or today > plan.calendar.last_day:
        return State.OVER
    if today < plan.start_month:
        return State.AHEAD
    return State.PAUSED if plan.pause_on(today) else State.ASKS


def _step(row: Milestone, plan: Plan) -> Step:
    row.plan = plan  # the calendar is the plan's: one for all
    return Step(row.pk, row.title, row.get_block_display(), row.due_on, row.is_done)

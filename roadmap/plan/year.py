"""A plan read whole, in a constant number of queries, as its pages show it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Self

from roadmap.lanes.decisions.models import Decision
from roadmap.plan import building, fitting
from roadmap.plan.exams import Exams
from roadmap.plan.models import MONTHS, Milestone, MonthClose, Phase, Plan
from roadmap.plan.months import Window
from roadmap.plan.planner import Load


@dataclass(frozen=True)
class Month:
    """One month with its milestones in order of their dates."""

    number: int
    window: Window
    milestones: list[Milestone]
    hours: Decimal
    room: Decimal
    too_much: list[Load]
    is_now: bool
    close: MonthClose | None
    wanted: str

    @property
    def phase(self) -> Phase:
        return Phase.of(self.number)

    @property
    def done(self) -> int:
        return sum(m.is_done for m in self.milestones)

    @property
    def open(self) -> list[Milestone]:
        return [m for m in self.milestones if not m.is_done]

    @property
    def lab_money(self) -> int:
        """Dollars the month's labs cost at most."""
        return sum(m.lab_money for m in self.milestones)


@dataclass(frozen=True)
class Year:
    """The plan on a day: months, what fits, what slipped, what is next."""

    plan: Plan
    today: date
    all_milestones: list[Milestone]
    closes: dict[int, MonthClose]

    @classmethod
    def of(cls, plan: Plan, today: date | None) -> Self:
        """Reads the plan. ``today`` falls back to its last day."""
        milestones = list(plan.milestones.all())
        for milestone in milestones:
            milestone.plan = plan  # the calendar is the plan's: one for all
        return cls(
            plan,
            today or plan.calendar.last_day,
            milestones,
            {close.month: close for close in plan.closes.all()},
        )

    @cached_property
    def milestones(self) -> list[Milestone]:
        return [m for m in self.all_milestones if m.dropped_at is None]

    @property
    def dropped(self) -> list[Milestone]:
        return [m for m in self.all_milestones if m.dropped_at is not None]

    @cached_property
    def fit(self) -> fitting.Fit:
        return fitting.fit(self.plan, self.milestones, self.today)

    @property
    def now(self) -> int:
        return self.plan.month_on(self.today)

    @property
    def has_begun(self) -> bool:
        return self.today >= self.plan.start_month

    @cached_property
    def months(self) -> list[Month]:
        return [self._month(number) for number in range(1, MONTHS + 1)]

    def month(self, number: int) -> Month:
        return self.months[number - 1]

    @property
    def this_month(self) -> Month:
        return self.month(self.now)

    def _month(self, number: int) -> Month:
        hours, room = self.fit.of_month(number)
        return Month(
            number,
            self.plan.calendar.window(number),
            [m for m in self.milestones if m.month == number],
            hours,
            room,
            self.fit.too_much_in(number),
            self.has_begun and number == self.now and not self.plan.ending,
            self.closes.get(number),
            self.wanted_of(number),
        )

    def wanted_of(self, number: int) -> str:
        """What the close of the month before said that this one must have."""
        before = self.closes.get(number - 1)
        return before.next_first if before else ""

    @property
    def done(self) -> int:
        return sum(m.is_done for m in self.milestones)

    @property
    def said_at_closes(self) -> list[tuple[Window, str]]:
        """What existed at the end of each month that was closed, in its person's words."""
        said = [(n, self.closes[n].exists_now) for n in sorted(self.closes)]
        return [(self.plan.calendar.window(n), words) for n, words in said if words]

    @property
    def known_for(self) -> str:
        """What they last said they are known for."""
        said = [self.closes[n].known_for for n in sorted(self.closes)]
        return next((words for words in reversed(said) if words), "")

    @cached_property
    def meant_to_be_known_for(self) -> str:
        """What they wrote when they decided for the plan's lane. Costs a query."""
        return Decision.objects.known_for(self.plan.user, self.plan.choice.lane)

    @property
    def small_by_plan(self) -> list[Milestone]:
        """Open ones that the plan has in their small version, because the blocks give no more."""
        return [m for m in self.milestones if m.reduced and not m.sized and not m.is_done]

    @property
    def can_take_less(self) -> bool:
        """Whether small versions are left where the plan asks too much."""
        short = {(load.month, load.block) for load in self.fit.too_much}
        return any(
            (m.month, m.block) in short and m.small and not m.reduced and not m.is_done
            for m in self.milestones
        )

    @property
    def lab_money(self) -> int:
        """Dollars the labs of the plan cost at most."""
        return sum(m.lab_money for m in self.milestones)

    @property
    def unpaid(self) -> list[Milestone]:
        """Those planned the way that costs nothing."""
        return [m for m in self.milestones if m.is_unpaid and not m.is_done]

    @cached_property
    def exams(self) -> Exams:
        return building.exams_of(self.plan)

    @property
    def exam_is_open(self) -> bool:
        """Whether the plan holds an exam that is not settled yet."""
        return any(m.kept == "credential" and not m.is_done for m in self.milestones)

    @property
    def slipped(self) -> list[Milestone]:
        """Open, and due in a month that is over."""
        return [m for m in self.milestones if not m.is_done and m.month < self.now]

"""The picture of a budget year: month by month what is paid, what is planned, and apart from both
what an employer pays. Values in, values out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from certifications.money.budget_year import BudgetYear
from certifications.money.costs import NOTHING, Cost

WIDTH, HEIGHT, BELOW = 960, 400, 120
"""Of the drawing: own money above the line, the employer's below it."""
STEP = WIDTH // 12
THICK = 44


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of the drawing."""

    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Month:
    """The money of one month."""

    first: date
    paid: Decimal
    planned: Decimal
    employer: Decimal
    so_far: Decimal
    """Own money from the year's beginning up to its end."""

    @property
    def is_empty(self) -> bool:
        return not (self.paid or self.planned or self.employer)


@dataclass(frozen=True, slots=True)
class Picture:
    """A year in figures and as a drawing: each month's bar stands where the one before it ended,
    so that the last one reaches what the whole year costs."""

    year: BudgetYear
    months: tuple[Month, ...]
    yearly: Decimal | None

    @property
    def paid(self) -> Decimal:
        return sum((month.paid for month in self.months), NOTHING)

    @property
    def planned(self) -> Decimal:
        return sum((month.planned for month in self.months), NOTHING)

    @property
    def employer(self) -> Decimal:
        return sum((month.employer for month in self.months), NOTHING)

    @property
    def own(self) -> Decimal:
        return self.paid + self.planned

    @property
    def left(self) -> Decimal | None:
        """What the year has left; less than nothing when it is over."""
        return None if self.yearly is None else self.yearly - self.own

    @property
    def over(self) -> Decimal:
        """By how much the year costs more than it may."""
        return max(NOTHING, -(self.left or NOTHING))

    @property
    def is_empty(self) -> bool:
        return all(month.is_empty for month in self.months)

    @property
    def filled(self) -> list[Month]:
        """The months with money in them."""
        return [month for month in self.months if not month.is_empty]

    @property
    def top(self) -> Decimal:
        """What the drawing's full height stands for."""
        return max(self.yearly or NOTHING, self.own) or Decimal(1)

    def y(self, amount: Decimal) -> int:
        return HEIGHT - round(amount / self.top * (HEIGHT - 8))

    @property
    def budget_y(self) -> int | None:
        return None if self.yearly is None else self.y(self.yearly)

    @property
    def paid_bars(self) -> list[Bar]:
        return self._bars(lambda month: (month.so_far - month.planned, month.paid))

    @property
    def planned_bars(self) -> list[Bar]:
        return self._bars(lambda month: (month.so_far, month.planned))

    @property
    def stairs(self) -> str:
        """The line that joins the months, as a path."""
        parts = [f"M0 {self.y(NOTHING)}"]
        before = NOTHING
        for number, month in enumerate(self.months):
            if month.so_far != before:
                parts.append(f"H{number * STEP + STEP // 2}V{self.y(month.so_far)}")
                before = month.so_far
        return "".join([*parts, f"H{WIDTH}"])

    @property
    def employer_bars(self) -> list[Bar]:
        most = max(month.employer for month in self.months) or Decimal(1)
        high = BELOW - 8
        return [
            Bar(_x(number), 0, max(4, round(month.employer / most * high)))
            for number, month in enumerate(self.months)
            if month.employer
        ]

    def _bars(self, part: Callable[[Month], tuple[Decimal, Decimal]]) -> list[Bar]:
        bars = []
        for number, month in enumerate(self.months):
            end, amount = part(month)
            if amount:
                top, bottom = self.y(end), self.y(end - amount)
                bars.append(Bar(_x(number), top, max(2, bottom - top)))
        return bars


def _x(number: int) -> int:
    return number * STEP + (STEP - THICK) // 2


def draw(
    year: BudgetYear, paid: Iterable[Cost], planned: Iterable[Cost], yearly: Decimal | None
) -> Picture:
    """The picture of ``year``. Costs of other years, and those without a day, are left out."""
    own_paid, own_planned, employer = (dict.fromkeys(year.months, NOTHING) for _ in range(3))
    for costs, own in ((paid, own_paid), (planned, own_planned)):
        for cost in costs:
            if cost.on and year.holds(cost.on):
                into = employer if cost.by_employer else own
                into[cost.on.replace(day=1)] += cost.amount
    months, so_far = [], NOTHING
    for first in year.months:
        so_far += own_paid[first] + own_planned[first]
        months.append(Month(first, own_paid[first], own_planned[first], employer[first], so_far))
    return Picture(year, tuple(months), yearly)

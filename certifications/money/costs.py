"""What an exam costs: what is paid, on which day, and what is still to come. Values in, values out.

"Paid on" is said once for an exam: its fee, its training and its travel count on that day. What is
put aside for a retake is planned until the exam is passed, then it is free again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

NOTHING = Decimal(0)
CENT = Decimal("0.01")
NEARLY = Decimal("0.8")
"""From this part of its cap on, lab money is worth a word."""


class Kind(Enum):
    """What money goes into."""

    FEE = "fee"
    TRAINING = "training"
    TRAVEL = "travel"
    RETAKE = "retake"
    LAB = "lab"


@dataclass(frozen=True, slots=True)
class Money:
    """The money of one goal as values, in its person's currency."""

    key: int
    slug: str
    name: str
    by_employer: bool = False
    is_open: bool = True
    is_passed: bool = False
    fee: Decimal | None = None
    list_fee: Decimal | None = None
    """The list price at the person's rate; None where none is held."""
    training: Decimal | None = None
    travel: Decimal | None = None
    retake: Decimal | None = None
    lab_cap: Decimal | None = None
    paid_on: date | None = None
    exam_on: date | None = None
    sat_on: tuple[date, ...] = ()
    attempts: int = 1
    """How many sittings the fee pays for."""
    labs: tuple[tuple[date, Decimal], ...] = ()

    @property
    def counted_fee(self) -> Decimal:
        """The fee somebody typed, else the list price, else nothing."""
        return self.list_fee or NOTHING if self.fee is None else self.fee

    @property
    def knows_fee(self) -> bool:
        return self.fee is not None or self.list_fee is not None

    @property
    def first_sitting(self) -> Decimal:
        """Fee, training and travel."""
        return self.counted_fee + (self.training or NOTHING) + (self.travel or NOTHING)

    def price_of(self, sitting: int) -> Decimal:
        """What sitting it again costs; ``sitting`` counts from 0, the first one."""
        if self.retake is not None:
            return self.retake
        return NOTHING if sitting < self.attempts else self.counted_fee

    @property
    def paid_day(self) -> date | None:
        """When it was paid, as far as anything says so."""
        if self.paid_on:
            return self.paid_on
        if self.sat_on:
            return self.sat_on[0]
        return self.exam_on if self.is_passed else None

    @property
    def lab_spent(self) -> Decimal:
        return sum((amount for _, amount in self.labs), NOTHING)

    @property
    def lab_left(self) -> Decimal:
        """What may still go into labs; nothing where no cap is set."""
        return max(NOTHING, (self.lab_cap or NOTHING) - self.lab_spent)

    @property
    def is_undated(self) -> bool:
        """Passed and paid for, and nothing says when."""
        return self.is_passed and self.paid_day is None and bool(self.first_sitting)


@dataclass(frozen=True, slots=True)
class Cost:
    """An amount on a day. ``on`` is None while nobody knows when."""

    goal: int
    kind: Kind
    amount: Decimal
    on: date | None
    by_employer: bool = False


def paid(money: Money) -> list[Cost]:
    """What is paid: labs on their days, the exam on the day it was paid or sat."""
    found = [_cost(money, Kind.LAB, amount, day) for day, amount in money.labs]
    day = money.paid_day
    if day:
        parts = ((Kind.FEE, money.counted_fee), (Kind.TRAINING, money.training))
        for kind, amount in (*parts, (Kind.TRAVEL, money.travel)):
            found.append(_cost(money, kind, amount, day))
    for number, again in enumerate(money.sat_on[1:], start=1):
        found.append(_cost(money, Kind.RETAKE, money.price_of(number), again))
    return [cost for cost in found if cost.amount]


def ahead(money: Money) -> list[Cost]:
    """What an open goal still costs. Its day follows from the order."""
    if not money.is_open:
        return []
    found = [_cost(money, Kind.LAB, money.lab_left)]
    if not money.paid_day:
        found.append(_cost(money, Kind.FEE, money.counted_fee))
        found.append(_cost(money, Kind.TRAINING, money.training))
        found.append(_cost(money, Kind.TRAVEL, money.travel))
    again = money.price_of(len(money.sat_on)) if money.sat_on else money.retake
    found.append(_cost(money, Kind.RETAKE, again))
    return [cost for cost in found if cost.amount]


def _cost(money: Money, kind: Kind, amount: Decimal | None, on: date | None = None) -> Cost:
    return Cost(money.key, kind, amount or NOTHING, on, money.by_employer)


def total(costs: Iterable[Cost], *, by_employer: bool = False) -> Decimal:
    """The sum of what one of the two pays."""
    return sum((cost.amount for cost in costs if cost.by_employer is by_employer), NOTHING)


class Cap(Enum):
    """How lab money stands against its cap."""

    NONE = "no cap"
    WELL = "within"
    NEAR = "nearly used up"
    OVER = "over"


def cap(spent: Decimal, most: Decimal | None) -> Cap:
    """How ``spent`` stands against ``most``."""
    if most is None:
        return Cap.NONE
    if spent > most:
        return Cap.OVER
    return Cap.NEAR if most and spent >= most * NEARLY else Cap.WELL


def converted(amount: Decimal, old_rate: Decimal, new_rate: Decimal) -> Decimal:
    """An amount in another currency; the rates are what one US dollar costs in each."""
    return (amount * new_rate / old_rate).quantize(CENT)


def weeks(minutes_left: int, minutes_a_week: int) -> int:
    """How many weeks of study that is, at most ten years."""
    return min(520, -(-max(0, minutes_left) // max(1, minutes_a_week)))


def a_week(sittings: Sequence[tuple[date, int]], in_weeks: int) -> int:
    """Minutes of study a week, on the average of the coming ``in_weeks``."""
    return sum(minutes for _, minutes in sittings) // in_weeks

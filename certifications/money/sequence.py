"""In which order, and when, what somebody wants fits what a year may cost. Values in, values out.

The order is the person's own and strictly serial: nothing is placed before what stands before it.
A planner that let small exams overtake large ones would fill a year better, and then dropping one
could make another late. This one cannot: what stands behind only ever moves forward.

An exam that is booked keeps its date. Its cost is taken from its year before anything else is
placed. A wish that is missed, or a version that ends first, is said and moves nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from certifications.money.budget_year import BudgetYear, year_of

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Item:
    """One exam somebody wants. ``cost`` is what they pay themselves and have not paid yet."""

    key: int
    slug: str
    name: str
    cost: Decimal
    knows_cost: bool = True
    """False where no fee is held or typed, so that ``cost`` lacks it."""
    weeks: int = 0
    """Weeks of study that are left."""
    needs: tuple[tuple[str, ...], ...] = ()
    """Slugs: of each group one must be held, or stand earlier."""
    booked: date | None = None
    wished: date | None = None
    """Not before this day; when it cannot be met, that is said."""
    until: date | None = None
    """The last day its exam can be taken, where one is known."""
    gone: bool = False
    """It cannot be earned any more, or has left the catalogue."""


class Flag(Enum):
    """What is worth saying about a step that stands."""

    WAITS_FOR_MONEY = "waits for money"
    WISH_MISSED = "wish missed"
    EXAM_ENDS = "exam ends"
    EXAM_OVER = "exam over"
    DATE_PASSED = "date passed"
    STUDY_SHORT = "study takes longer than the time to its date"
    BOOKED_WITHOUT = "booked without what it asks for"
    YEAR_OVER = "booked and paid exceed the year"


@dataclass(frozen=True, slots=True)
class Step:
    """An item with its day."""

    item: Item
    on: date
    ready: date
    """When its study is done; the money may come later."""
    flags: tuple[Flag, ...] = ()
    lacks: tuple[tuple[str, ...], ...] = ()
    """Of a booked one: the groups nothing is held of by then."""


class Reason(Enum):
    """Why an item does not fit."""

    GONE = "cannot be earned any more"
    TOO_DEAR = "costs more than a whole year may cost"
    LACKS = "what it asks for is neither held nor in the order"
    LACKS_LATER = "what it asks for stands later in the order"
    LACKS_LEFT_OUT = "what it asks for does not fit either"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that does not fit, and why."""

    item: Item
    reason: Reason
    lacks: tuple[str, ...] = ()
    """The group that is missing."""
    behind: Item | None = None
    """What would have to stand before it, and stands later or does not fit."""


@dataclass(frozen=True, slots=True)
class Order:
    """Everything placed, in the person's order, and what is left out."""

    steps: tuple[Step, ...]
    left_out: tuple[LeftOut, ...]
    used: Mapping[BudgetYear, Decimal]
    """By year what is paid, booked and placed."""

    def day_of(self, key: int) -> date | None:
        return next((step.on for step in self.steps if step.item.key == key), None)


@dataclass(slots=True)
class _Purse:
    """What is used of each year while items are being placed."""

    yearly: Decimal | None
    starts_month: int
    used: dict[BudgetYear, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def take(self, day: date, cost: Decimal) -> None:
        self.used[year_of(day, self.starts_month)] += cost

    def never(self, cost: Decimal) -> bool:
        """Whether not even an untouched year reaches."""
        return self.yearly is not None and cost > self.yearly

    def first_day(self, day: date, cost: Decimal) -> date:
        """The first day from ``day`` on whose year has enough left."""
        if self.yearly is None or not cost:
            return day
        year = year_of(day, self.starts_month)
        while self.used.get(year, NOTHING) + cost > self.yearly:
            year = year.following
        return max(day, year.start)

    def is_over(self, day: date) -> bool:
        used = self.used.get(year_of(day, self.starts_month), NOTHING)
        return self.yearly is not None and used > self.yearly


def place(
    items: Sequence[Item],
    held: Collection[str],
    today: date,
    yearly: Decimal | None = None,
    starts_month: int = 1,
    spent: Mapping[date, Decimal] | None = None,
) -> Order:
    """``items`` in their order, each on the first day at which it is ready and its year has enough
    left. ``spent`` is what is paid already, by day. Without ``yearly`` there is no limit."""
    purse = _Purse(yearly, starts_month)
    for day, amount in (spent or {}).items():
        purse.take(day, amount)
    for item in items:
        if item.booked:
            purse.take(item.booked, item.cost)
    over = {item.key for item in items if item.booked and purse.is_over(item.booked)}
    steps, left = _walk(items, held, today, purse)
    said = tuple(_flagged(step, steps, held, today, over) for step in steps)
    return Order(said, tuple(left), dict(purse.used))


def _walk(
    items: Sequence[Item], held: Collection[str], today: date, purse: _Purse
) -> tuple[list[Step], list[LeftOut]]:
    steps: list[Step] = []
    left: list[LeftOut] = []
    reached = today
    for number, item in enumerate(items):
        if item.booked:
            steps.append(Step(item, item.booked, _studied(item, today)))
            reached = max(reached, item.booked)
            continue
        there = {*held, *(step.item.slug for step in steps)}
        refused = _refused(item, there, items[number + 1 :], left, purse)
        if refused:
            left.append(refused)
            continue
        ready = max(reached + timedelta(weeks=item.weeks), item.wished or today)
        reached = purse.first_day(ready, item.cost)
        purse.take(reached, item.cost)
        flags = (Flag.WAITS_FOR_MONEY,) if reached > ready else ()
        steps.append(Step(item, reached, ready, flags))
    return steps, left


def _refused(
    item: Item,
    there: set[str],
    later: Sequence[Item],
    left: Sequence[LeftOut],
    purse: _Purse,
) -> LeftOut | None:
    if item.gone:
        return LeftOut(item, Reason.GONE)
    for group in item.needs:
        if not there.isdisjoint(group):
            continue
        follows = next((one for one in later if one.slug in group), None)
        if follows:
            return LeftOut(item, Reason.LACKS_LATER, group, follows)
        out = next((one.item for one in left if one.item.slug in group), None)
        return LeftOut(item, Reason.LACKS_LEFT_OUT if out else Reason.LACKS, group, out)
    return LeftOut(item, Reason.TOO_DEAR) if purse.never(item.cost) else None


def _flagged(
    step: Step, steps: Sequence[Step], held: Collection[str], today: date, over: Collection[int]
) -> Step:
    item, lacks = step.item, _lacks(step, steps, held) if step.item.booked else ()
    said = {
        Flag.WISH_MISSED: not item.booked and item.wished is not None and step.on > item.wished,
        Flag.EXAM_ENDS: item.until is not None and today <= item.until < step.on,
        Flag.EXAM_OVER: item.until is not None and item.until < min(today, step.on),
        Flag.DATE_PASSED: item.booked is not None and item.booked < today,
        Flag.STUDY_SHORT: item.booked is not None and today <= item.booked < _studied(item, today),
        Flag.BOOKED_WITHOUT: bool(lacks),
        Flag.YEAR_OVER: item.key in over,
    }
    flags = (*step.flags, *(flag for flag, true in said.items() if true))
    return replace(step, flags=flags, lacks=lacks)


def _studied(item: Item, today: date) -> date:
    """When its study is done if it begins today."""
    return today + timedelta(weeks=item.weeks)


def _lacks(step: Step, steps: Sequence[Step], held: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The groups of a booked exam of which nothing is held and nothing comes before its date."""
    there = {*held, *(one.item.slug for one in steps if one is not step and one.on <= step.on)}
    return tuple(group for group in step.item.needs if not there & set(group))


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of an item when another is dropped. None: it does not fit."""

    item: Item
    was: date | None
    becomes: date | None


def changes(before: Order, after: Order) -> list[Change]:
    """What is different in ``after`` for the items that both orders know."""
    known = {step.item.key: step.item for step in after.steps}
    known |= {left.item.key: left.item for left in after.left_out}
    pairs = ((item, before.day_of(key), after.day_of(key)) for key, item in known.items())
    return [Change(item, was, becomes) for item, was, becomes in pairs if was != becomes]

"""Two numbers that belong together: from 240 to 25, 19 instead of 2, 22 where it used to be 95."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from roadmap.story.same_story.earlier import is_in_order
from roadmap.story.same_story.quantity import Quantity
from roadmap.story.same_story.reading import Reading

FURTHEST = 14
"""Tokens that may stand between the two."""


@dataclass(frozen=True, slots=True)
class Group:
    """One number, or one before and one after. ``is_clear``: words say which is which."""

    before: Quantity | None = None
    after: Quantity | None = None
    alone: Quantity | None = None
    is_clear: bool = True

    figures: tuple[Quantity, ...] = field(init=False, compare=False, repr=False)
    """Those there are, in order."""

    def __post_init__(self) -> None:
        found = [one for one in (self.before, self.after, self.alone) if one]
        found.sort(key=lambda one: one.first)
        object.__setattr__(self, "figures", tuple(found))

    @property
    def first(self) -> int:
        return self.figures[0].first

    @property
    def last(self) -> int:
        return self.figures[-1].last

    @property
    def is_pair(self) -> bool:
        return self.alone is None


def groups(text: Reading, numbers: Sequence[Quantity]) -> list[Group]:
    """All numbers, in pairs where words say so, in order."""
    found: list[Group] = []
    place = 0
    while place < len(numbers):
        one = numbers[place]
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        pair = _pair(text, one, following) if following else None
        found.append(pair or Group(alone=one))
        place += 2 if pair else 1
    return found


def _pair(text: Reading, one: Quantity, two: Quantity) -> Group | None:
    between = text.lows(one.last + 1, two.first - 1)
    if len(between) > FURTHEST or not _same_unit(one, two):
        return None
    order = is_in_order(text, one, two, between)
    if order is None:
        return None
    one, two = (one.like(two) if one.is_bare else one), (two.like(one) if two.is_bare else two)
    before, after = (one, two) if order else (two, one)
    return Group(before, after)


def _same_unit(one: Quantity, two: Quantity) -> bool:
    if one.sign or two.sign or "part" in {one.unit, two.unit}:
        return False
    if one.is_bare or two.is_bare:
        return {one.dimension, two.dimension} <= {"", "USD", "EUR", "GBP", "CHF", "percent", "time",
                                                  "bytes", "count", "energy"}  # fmt: skip
    return one.dimension == two.dimension and (
        not one.period or not two.period or one.period == two.period
    )

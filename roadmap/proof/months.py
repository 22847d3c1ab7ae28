"""In which month a gap's milestone makes sense. Values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from roadmap.plan.months import MONTHS

BUILD_BEGINS, BUILD_ENDS = 4, 8
SMALL = Decimal(2)
"""Hours up to which it fits beside the first months' work."""

DUE = 24
"""The day of its month it is due."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Place:
    """The month, and the hours its block has left once the milestone stands there (less than 0:
    it asks more than there is)."""

    month: int
    left: Decimal

    @property
    def fits(self) -> bool:
        return self.left >= 0


def first_month(month: int, day: int) -> int:
    """The first month with a week to go before the milestone would be due; ``day`` is counted
    within ``month``. In the twelfth there is no later one."""
    return month if day + WEEK <= DUE else min(month + 1, MONTHS)


def place(left: Mapping[int, Decimal], hours: Decimal, first: int) -> Place:
    """The first sensible month that has room, else the one with the most.

    ``left`` has the hours that each month's block has left. What takes longer than two hours waits
    for Build (months 4 to 8); Tell comes after that.
    """
    begins = first if hours <= SMALL else max(first, BUILD_BEGINS)
    candidates = range(begins, MONTHS + 1)
    with_room = [month for month in candidates if left[month] >= hours]
    month = with_room[0] if with_room else max(candidates, key=lambda one: (left[one], -one))
    return Place(month, left[month] - hours)

"""A plan's calendar: twelve months that stretch over the days somebody was away.

A pause takes its days out of the count: the month it falls in lasts as much longer, and what
follows begins as much later. Nothing is stored twice, so taking a pause back puts all dates back.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

MONTHS = 12
DAY = timedelta(days=1)


def add_months(first: date, count: int) -> date:
    """The first of the month ``count`` months after ``first``."""
    index = first.year * 12 + first.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True)
class Window:
    """The days of one month of a plan, both ends included."""

    month: int
    first: date
    last: date
    shifted: bool

    @property
    def label(self) -> date:
        """A day in the calendar month it mostly lies in, to take the name from."""
        return self.first + (self.last - self.first) // 2

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Calendar:
    """Twelve windows from a start and the pauses (first and last day of each)."""

    start: date
    pauses: tuple[tuple[date, date], ...] = ()

    def is_paused(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.pauses)

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """Months 1 to 12."""
        found, first = [], self.start
        for number in range(MONTHS):
            nominal = add_months(self.start, number)
            length = calendar.monthrange(nominal.year, nominal.month)[1]
            last = self._after(first, length - 1)
            found.append(Window(number + 1, first, last, shifted=first != nominal))
            first = last + DAY
        return tuple(found)

    @property
    def last_day(self) -> date:
        return self.windows[-1].last

    def window(self, month: int) -> Window:
        return self.windows[month - 1]

    def month_on(self, day: date) -> int:
        """The month of ``day``: 1 before the plan begins, 12 after it ends."""
        for window in self.windows:
            if day <= window.last:
                return window.month
        return MONTHS

    def date_of(self, month: int, day: int) -> date:
        """The date of a month's n-th counted day, never past the month's end."""
        window = self.window(month)
        return min(self._after(window.first, max(day, 1) - 1), window.last)

    def place(self, on: date) -> tuple[int, int]:
        """The month and counted day of a date within the plan.

        Raises:
            ValueError: for a date outside the twelve months.
        """
        if not self.start <= on <= self.last_day:
            raise ValueError(f"{on} is outside {self.start} to {self.last_day}")
        window = self.window(self.month_on(on))
        counted = sum(
            not self.is_paused(window.first + DAY * n) for n in range((on - window.first).days)
        )
        return window.month, counted + 1

    def _after(self, first: date, count: int) -> date:
        """The day ``count`` counted days after the first counted day from ``first`` on."""
        day = first
        for begins, ends in sorted(self.pauses):
            if ends < day:
                continue
            counted = max((begins - day).days, 0)
            if count < counted:
                break
            day, count = ends + DAY, count - counted
        return day + DAY * count


class MonthConverter:
    """``<month:month>`` in an address: 1 to 12."""

    regex = "1[0-2]|[1-9]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)

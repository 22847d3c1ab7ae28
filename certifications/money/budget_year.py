"""A year of a budget: twelve months from the month its person chose. Values in, values out."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, order=True)
class BudgetYear:
    """Twelve months from ``start``, the first day of a month."""

    start: date

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each month."""
        first = self.start.month - 1
        return tuple(
            date(self.start.year + (first + n) // 12, (first + n) % 12 + 1, 1) for n in range(12)
        )

    @property
    def following(self) -> "BudgetYear":
        return BudgetYear(self.start.replace(year=self.start.year + 1))

    @property
    def last_day(self) -> date:
        return self.following.start - timedelta(days=1)

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.last_day

    @property
    def name(self) -> str:
        """``2027``, or ``April 2027 to March 2028`` where it begins in another month."""
        if self.start.month == 1:
            return str(self.start.year)
        first, last = (formats.date_format(day, "F Y") for day in (self.start, self.last_day))
        return _("%(first)s to %(last)s") % {"first": first, "last": last}

    def __str__(self) -> str:
        return self.name


def year_of(day: date, starts_month: int) -> BudgetYear:
    """The budget year ``day`` lies in."""
    year = day.year - (day.month < starts_month)
    return BudgetYear(date(max(year, 1), starts_month, 1))

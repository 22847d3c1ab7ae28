"""Which days a pack is about. Values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roadmap.plan.months import add_months


class Span(models.TextChoices):
    """What one chooses."""

    QUARTER = "quarter", gettext_lazy("the last three months")
    HALF = "half", gettext_lazy("the last six months")
    YEAR = "year", gettext_lazy("the last twelve months")
    BEGUN = "begun", gettext_lazy("since the plan began")
    DATES = "dates", gettext_lazy("between two days")


_MONTHS = {Span.QUARTER: 3, Span.HALF: 6, Span.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included."""

    first: date
    last: date

    @property
    def said(self) -> str:
        """``1 September to 28 November 2026``; the first day's year where it is another."""
        with_year = "j F" if self.first.year == self.last.year else "j F Y"
        return _("%(first)s to %(last)s") % {
            "first": formats.date_format(self.first, with_year),
            "last": formats.date_format(self.last, "j F Y"),
        }

    def has(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def back(day: date, months: int) -> date:
    """The day after the same day ``months`` months before: three months back from 28 November is
    29 August. A day that its month does not have is its last."""
    month = add_months(day.replace(day=1), -months)
    end = add_months(month, 1) - timedelta(days=1)
    return min(date(month.year, month.month, min(day.day, end.day)), end) + timedelta(days=1)


def span(chosen: Span, today: date, begun: date | None = None) -> Period | None:
    """The days of what was chosen; None for what needs to be said in days, and for a plan that
    there is none of or that begins later."""
    if chosen is Span.DATES:
        return None
    if chosen is Span.BEGUN:
        return Period(begun, today) if begun and begun <= today else None
    return Period(back(today, _MONTHS[chosen]), today)


def holding(day: date, today: date, begun: date | None) -> tuple[Span, Period]:
    """The shortest period to offer that holds ``day``; else three months that end with it."""
    offered: Sequence[Span] = (Span.QUARTER, Span.HALF, Span.YEAR, Span.BEGUN)
    for one in offered:
        found = span(one, today, begun)
        if found is not None and found.has(day):
            return one, found
    return Span.DATES, Period(back(day, 3), day)

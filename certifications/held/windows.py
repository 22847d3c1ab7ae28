"""When a credential can be renewed, and what is to be done about it. Values in, values out."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

SOON = timedelta(days=180)
"""From when on an expiry is worth a word where nobody knows when the renewal opens."""


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or before for a negative number; the last day of a month
    that is too short."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Standing(Enum):
    """Where a credential stands on a day."""

    OPEN = "open"  # it can be renewed
    SOON = "soon"  # it expires soon, and nobody knows when the renewal opens
    EXPIRED = "expired"
    LATER = "later"
    LASTS = "lasts"  # no expiry

    @property
    def is_due(self) -> bool:
        """Whether it is time to renew."""
        return self in (Standing.OPEN, Standing.SOON)


@dataclass(frozen=True, slots=True)
class Window:
    """The last day it holds, and how many months before it the renewal opens."""

    expires_on: date | None
    opens_months: int | None = None

    @property
    def opens_on(self) -> date | None:
        """The first day of the renewal. None where nobody knows it."""
        if self.expires_on is None or self.opens_months is None:
            return None
        return months_later(self.expires_on, -self.opens_months)

    def standing(self, today: date) -> Standing:
        if self.expires_on is None:
            return Standing.LASTS
        if self.expires_on < today:
            return Standing.EXPIRED
        if self.opens_on is not None:
            return Standing.OPEN if self.opens_on <= today else Standing.LATER
        return Standing.SOON if self.expires_on - today <= SOON else Standing.LATER


class Step(Enum):
    """What a credential needs next, the most pressing first."""

    RENEW = "renew"
    EXPIRED = "expired"
    DATE = "date"
    TALK = "talk"
    NOTHING = "nothing"


def next_step(standing: Standing, *, lacks_date: bool, talks: int) -> Step:
    """What to do next about a credential: it must be valid before it is worth talking about."""
    if standing.is_due:
        return Step.RENEW
    if standing is Standing.EXPIRED:
        return Step.EXPIRED
    if lacks_date:
        return Step.DATE
    return Step.NOTHING if talks else Step.TALK

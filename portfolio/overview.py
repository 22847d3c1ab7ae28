"""Portfolio's whole face: what the floors above may read."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from portfolio.wins.models import Win


@dataclass(frozen=True, slots=True)
class WinLine:
    """One kept line."""

    pk: int
    happened_on: date
    line: str


def wins(user: User, first: date, last: date) -> list[WinLine]:
    """What somebody kept from ``first`` to ``last``, the latest first."""
    return [
        WinLine(win.pk, win.happened_on, win.line)
        for win in Win.objects.for_user(user).between(first, last)
    ]

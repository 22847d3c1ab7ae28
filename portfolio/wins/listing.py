"""The list of wins: what is looked for, and what of it is shown, month by month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from accounts.models import User
from portfolio.wins.models import PARTS, Win, WinQuerySet

PAGE = 40
"""Wins of one page."""
DRAFTS = 20
"""Drafts above them."""
MOST_NAMES = 100
"""Of those for whom wins mattered, to choose from."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. All empty: everything."""

    words: tuple[str, ...] = ()
    days: int = 0
    """Back from today; 0: however long ago."""
    figure: str = ""
    """ "with", "without" or either."""
    told: str = ""
    """ "told", "line" or either."""
    for_whom: str = ""
    drafts: bool = False
    """Drafts instead of what is kept."""

    def __bool__(self) -> bool:
        return self != Wanted()

    def rows(self, user: User, today: date) -> WinQuerySet:
        """Theirs that fit, the latest first."""
        found = Win.objects.for_user(user)
        found = found.drafts() if self.drafts else found.kept()
        if self.days:
            found = found.filter(happened_on__gt=today - timedelta(days=self.days))
        if self.figure:
            found = found.with_figure() if self.figure == "with" else found.without_figure()
        if self.told:
            found = found.told() if self.told == "told" else found.untold()
        if self.for_whom:
            found = found.filter(for_whom=self.for_whom)
        return found.saying(self.words)


@dataclass(frozen=True, slots=True)
class Counts:
    """Of somebody's wins."""

    kept: int
    told: int
    drafts: int


def counts(user: User) -> Counts:
    """In one query."""
    kept = Q(is_draft=False)
    told = Q()
    for part in PARTS:
        told |= ~Q(**{part: ""})
    found = Win.objects.for_user(user).aggregate(
        kept=Count("pk", filter=kept),
        told=Count("pk", filter=kept & told),
        drafts=Count("pk", filter=~kept),
    )
    return Counts(**found)


def names(user: User) -> list[str]:
    """For whom their wins mattered."""
    rows = Win.objects.for_user(user).exclude(for_whom="").order_by("for_whom")
    return list(rows.values_list("for_whom", flat=True).distinct()[:MOST_NAMES])


def page(rows: WinQuerySet, number: str | None) -> Page[Win]:
    """One page of them; a number that is none is the first, one beyond the end the last."""
    return Paginator(rows.with_screenshots(), PAGE).get_page(number)


def months(wins: Iterable[Win]) -> list[tuple[date, Sequence[Win]]]:
    """By the month in which they happened, in the order they come in."""
    grouped = groupby(wins, key=lambda win: win.happened_on.replace(day=1))
    return [(month, list(them)) for month, them in grouped]

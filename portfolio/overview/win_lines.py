"""Wins in brief, as those above portfolio read them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from portfolio.wins import saying
from portfolio.wins.models import MOST, Win


@dataclass(frozen=True, slots=True)
class WinLine:
    """One kept win."""

    pk: int
    happened_on: date
    line: str
    figure: str = ""
    """ "Time to restore from 4 h to 25 min (−90 %)"; empty where nothing was counted."""
    for_whom: str = ""
    path: str = ""
    link: str = ""
    """Where it can be seen outside, if anywhere."""
    source: str = ""
    """How it came to be kept: "typed", "capture" and so on."""
    parts: tuple[tuple[str, str], ...] = ()
    """What is told of it, each part with its name, in the order in which it is told."""

    @property
    def is_told(self) -> bool:
        return bool(self.parts)


def wins(user: User, first: date, last: date, most: int = MOST) -> list[WinLine]:
    """What somebody kept from ``first`` to ``last``, the latest first, and no more than ``most``.
    Drafts are not kept yet."""
    return [_win(win) for win in Win.objects.for_user(user).kept().between(first, last)[:most]]


def told_wins(users: Collection[int], first: date, last: date) -> dict[int, list[WinLine]]:
    """What these people kept from ``first`` to ``last`` and told more of than the line, by person,
    the earliest first; one query."""
    found: dict[int, list[WinLine]] = defaultdict(list)
    rows = Win.objects.filter(user__in=users).kept().told().between(first, last)
    for win in rows.order_by("happened_on", "pk"):
        found[win.user_id].append(_win(win))
    return found


def _win(win: Win) -> WinLine:
    return WinLine(
        pk=win.pk,
        happened_on=win.happened_on,
        line=win.line,
        figure=saying.said(win),
        for_whom=win.for_whom,
        path=reverse("win", args=[win.pk]),
        link=win.link,
        source=win.source,
        parts=tuple(win.parts),
    )


def drafts(user: User) -> int:
    """How many captured wins wait for somebody's look."""
    return Win.objects.for_user(user).drafts().count()

"""Which two or three wins are worth the whole story, and why. Values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

MOST = 3
"""So many are suggested at once, and asked for within ``SEASON``."""
RECENT = timedelta(days=180)
"""What is older is not asked for: its limits and its roads not taken are forgotten by then. Our own
judgement, November 2026."""
FRESH = timedelta(days=45)
"""Within it somebody still knows what else could have been done."""
SEASON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a win, as far as it decides."""

    pk: int
    on: date
    line: str
    has_figure: bool
    for_whom: str
    has_before: bool = False
    """Whether the figure stands beside the one before."""
    is_told: bool = False
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """One that is worth it. ``why`` is a sentence."""

    pk: int
    on: date
    line: str
    why: str


def worth(wins: Sequence[Candidate], today: date) -> list[Worth]:
    """At most three, the best first: neither told nor asked for, not older than half a year, and
    with a figure or with somebody who gained."""
    fitting = [win for win in wins if _fits(win, today)]
    ranked = sorted(fitting, key=lambda win: (_points(win, today), win.on, win.pk), reverse=True)
    return [Worth(win.pk, win.on, win.line, _why(win)) for win in ranked[:MOST]]


def to_ask(wins: Sequence[Candidate], today: date) -> Worth | None:
    """The one that a story block asks for. None once three were within a season."""
    asked = [win for win in wins if win.asked_on and today - win.asked_on < SEASON]
    if len(asked) >= MOST:
        return None
    return next(iter(worth(wins, today)), None)


def _fits(win: Candidate, today: date) -> bool:
    if win.is_told or win.asked_on is not None or not today - RECENT <= win.on <= today:
        return False
    return win.has_figure or bool(win.for_whom)


def _points(win: Candidate, today: date) -> int:
    is_fresh = today - win.on <= FRESH
    return 2 * win.has_figure + 2 * win.has_before + 2 * bool(win.for_whom) + is_fresh


def _why(win: Candidate) -> str:
    if win.has_figure and win.for_whom:
        if win.has_before:
            return _("It has a before and an after, and it mattered to %s.") % win.for_whom
        return _("It has a figure, and it mattered to %s.") % win.for_whom
    if win.has_figure:
        if win.has_before:
            return _("It has a before and an after. What it took, and what it gave up?")
        return _("It has a figure. What was it before, and what did it take?")
    return _("It mattered to %s. How much changed is not said yet.") % win.for_whom

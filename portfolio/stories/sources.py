"""What a story may begin from: case studies, and wins that were told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from accounts.http import Request
from accounts.models import User
from common.http import whole_number
from portfolio.casestudies.models import CaseStudy
from portfolio.stories.beginning import Begun, from_case, from_win
from portfolio.stories.forms import NOTHING
from portfolio.stories.models import Story
from portfolio.wins.models import Win

Row = TypeVar("Row", CaseStudy, Win)

SHOWN = 30
"""So many of each are offered, the latest first."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What is offered, and what a page was opened for."""

    cases: Sequence[CaseStudy]
    wins: Sequence[Win]
    asked: str = ""

    @property
    def choices(self) -> Sequence[tuple[str, str]]:
        return [
            *((f"case-{one.pk}", one.title) for one in self.cases),
            *((f"win-{one.pk}", one.line) for one in self.wins),
        ]

    @property
    def at_first(self) -> str:
        """What is chosen before anybody chose: what was asked for, else the only thing there is."""
        refs = [ref for ref, _title in self.choices] or [NOTHING]
        return self.asked or (refs[0] if len(refs) == 1 else "")

    def begun(self, source: str) -> Begun:
        """What stands ready; of "nothing", nothing. ``source`` is one of the choices."""
        for case in self.cases:
            if source == f"case-{case.pk}":
                return from_case(case)
        for win in self.wins:
            if source == f"win-{win.pk}":
                return from_win(win)
        return Begun()


def sources(request: Request) -> Sources:
    """Somebody's own; ``?case=`` and ``?win=`` name one that the page was opened for, which may be
    older, or a win without a told word."""
    cases = CaseStudy.objects.for_user(request.user).with_passages().order_by("-touched_at", "-pk")
    wins = Win.objects.for_user(request.user).kept()
    case, win = (_wanted(request, name) for name in ("case", "win"))
    offered_cases = _with(list(cases[:SHOWN]), cases.filter(pk=case).first() if case else None)
    offered_wins = _with(list(wins.told()[:SHOWN]), wins.filter(pk=win).first() if win else None)
    asked = f"case-{case}" if case else f"win-{win}" if win else ""
    return Sources(offered_cases, offered_wins, asked)


def _wanted(request: Request, name: str) -> int | None:
    """The row that the address names, or the choice that was sent."""
    kind, _sep, number = request.POST.get("source", "").partition("-")
    return whole_number(request.GET.get(name) or (number if kind == name else ""))


def _with(rows: list[Row], one: Row | None) -> list[Row]:
    if one is not None and one not in rows:
        rows.insert(0, one)
    return rows


def untold(user: User) -> Sequence[CaseStudy]:
    """Finished case studies that no story was built from yet, the latest first."""
    used = Story.objects.for_user(user).exclude(case_study=None).values("case_study")
    return list(CaseStudy.objects.for_user(user).finished().exclude(pk__in=used)[:3])


def untold_wins(user: User) -> Sequence[Win]:
    """Wins that were told part by part, and that no story was built from yet, the latest first."""
    used = Story.objects.for_user(user).exclude(win=None).values("win")
    return list(Win.objects.for_user(user).kept().told().exclude(pk__in=used)[:3])

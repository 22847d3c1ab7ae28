"""What can stand behind a line: one's own wins and results, those nearest to its words first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from common.metrics import Direction
from portfolio.bullets.models import Bullet
from portfolio.results import change
from portfolio.results.figures import figure
from portfolio.results.models import Result
from portfolio.wins.models import Win

MOST_READ = 200
"""So many wins, and so many results, are looked at: the latest."""
MOST_SHOWN = 6
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Proof:
    """A win or a result. ``key`` names it in a form: "win-3", "result-7"."""

    key: str
    what: str
    """ "Time to restore", or the line of a win without a figure."""
    said: str
    """ "from 4 h to 25 min (−90 %)"; empty without figures."""
    falls: bool | None
    """Which way it went; None where it did not move, or has no figures."""
    whence: str
    for_whom: str = ""

    @property
    def row(self) -> int:
        return int(self.key.partition("-")[2])

    @property
    def is_win(self) -> bool:
        return self.key.startswith("win-")


def proofs(user: User, bullet: Bullet) -> list[Proof]:
    """Two queries. The one that backs the line already comes first, then those that share words
    with it, then those with figures."""
    found = [*map(_of_win, _wins(user, bullet)), *map(_of_result, _results(user, bullet))]
    words = set(_words([bullet.before, bullet.text]))
    chosen = key_of(bullet)

    def near(proof: Proof) -> tuple[bool, int, bool]:
        shared = len(words & set(_words([proof.what, proof.whence])))
        return proof.key == chosen, shared, bool(proof.said)

    return sorted(found, key=near, reverse=True)


def key_of(bullet: Bullet) -> str:
    """What backs it, as a form names it; empty for nothing."""
    if bullet.win_id is not None:
        return f"win-{bullet.win_id}"
    return f"result-{bullet.case_result_id}" if bullet.case_result_id is not None else ""


def _words(texts: Iterable[str]) -> list[str]:
    return [word.lower() for text in texts for word in _WORD.findall(text)]


def _wins(user: User, bullet: Bullet) -> list[Win]:
    rows = Win.objects.for_user(user).kept()
    latest = list(rows[:MOST_READ])
    if bullet.win_id and all(win.pk != bullet.win_id for win in latest):
        latest += rows.filter(pk=bullet.win_id)
    return latest


def _results(user: User, bullet: Bullet) -> list[Result]:
    rows = Result.objects.for_user(user).select_related("case_study").exclude(after=None)
    latest = list(rows.order_by("-pk")[:MOST_READ])
    if bullet.case_result_id and all(one.pk != bullet.case_result_id for one in latest):
        latest += rows.filter(pk=bullet.case_result_id)
    return latest


def _of_win(win: Win) -> Proof:
    said, falls = "", None
    if win.before is not None and win.after is not None:
        direction = Direction(win.direction or Direction.LOWER)
        said = change.said(win.before, win.after, win.unit, direction)
        falls = _falls(win.before < win.after, win.before == win.after)
    what = win.metric if said else win.line
    return Proof(f"win-{win.pk}", what, said, falls, win.line if said else "", win.for_whom)


def _of_result(result: Result) -> Proof:
    after = result.after or result.before
    falls = _falls(result.before < after, result.before == after)
    title = result.case_study.title
    return Proof(f"result-{result.pk}", result.name, figure(result).said, falls, title)


def _falls(rose: bool, same: bool) -> bool | None:
    return None if same else not rose

"""What case studies prove together. Plain values in, plain values out."""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from common.lanes import Lane
from portfolio.casestudies.models import Category

ENOUGH, MOST = 2, 4
"""So many finished case studies a portfolio wants: one in the main lane, one beside it."""


class Counted(Protocol):
    """What of a case study is counted. ``categories`` are the values of Category."""

    @property
    def lane(self) -> str: ...
    @property
    def categories(self) -> Collection[str]: ...
    @property
    def is_finished(self) -> bool: ...


C = TypeVar("C", bound=Counted)


class Verdict(enum.StrEnum):
    """What the two-to-four rule says, the most pressing first."""

    TOO_MANY_OPEN = "too-many-open"
    """More are begun than a portfolio will ever need: none of them is finished by a further one."""
    NOTHING = "nothing"
    """Nothing is begun."""
    NONE_FINISHED = "none-finished"
    NO_MAIN = "no-main"
    """None that is finished is in the main lane."""
    NO_ADJACENT = "no-adjacent"
    """One in the main lane is finished, none beside it."""
    LEFT_OPEN = "left-open"
    """Enough are finished, and something begun is not: it is finished, or let go."""
    ENOUGH = "enough"
    MANY = "many"
    """More than four are finished: the best four say more."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the three categories, and how many show it."""

    category: Category
    finished: int
    begun: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts, and what they come to."""

    kinds: tuple[Kind, ...]
    finished: int
    unfinished: int
    main: int
    """Finished in the primary lane."""
    adjacent: int
    """Finished beside it: in the secondary lane, or in any other where that is no lane of ours."""
    verdict: Verdict

    @property
    def missing(self) -> Sequence[Category]:
        """Categories that nothing finished proves."""
        return [kind.category for kind in self.kinds if not kind.finished]


def coverage(cases: Sequence[C], primary: Lane | None, secondary: Lane | None) -> Coverage:
    """What ``cases`` prove. Without a primary lane the commonest of them counts as the main one."""
    done = [one for one in cases if one.is_finished]
    main = primary or _commonest(done)
    in_main = sum(one.lane == main for one in done)
    beside = sum(one.lane == secondary if secondary else one.lane != main for one in done)
    return Coverage(
        kinds=tuple(_kind(category, cases) for category in Category),
        finished=len(done),
        unfinished=len(cases) - len(done),
        main=in_main,
        adjacent=beside,
        verdict=_verdict(len(done), len(cases) - len(done), in_main, beside),
    )


def _commonest(cases: Sequence[C]) -> str | None:
    lanes = [one.lane for one in cases]
    return max(lanes, key=lanes.count) if lanes else None


def _kind(category: Category, cases: Sequence[C]) -> Kind:
    shown = [one for one in cases if category.value in one.categories]
    finished = sum(one.is_finished for one in shown)
    return Kind(category, finished=finished, begun=len(shown) - finished)


def _verdict(finished: int, unfinished: int, main: int, beside: int) -> Verdict:
    if unfinished > MOST:
        return Verdict.TOO_MANY_OPEN
    if not finished:
        return Verdict.NONE_FINISHED if unfinished else Verdict.NOTHING
    if not main:
        return Verdict.NO_MAIN
    if not beside:
        return Verdict.NO_ADJACENT
    if unfinished:
        return Verdict.LEFT_OPEN
    return Verdict.MANY if finished > MOST else Verdict.ENOUGH

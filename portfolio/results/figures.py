"""A result as it is read: in words, with a small picture, and no more of it than may be seen."""

from dataclasses import dataclass
from decimal import Decimal

from common.metrics import Direction, Sense
from portfolio.casestudies.models import CaseStudy, Origin
from portfolio.results import change as changing
from portfolio.results.bars import Bar, bars
from portfolio.results.change import Change, Level, Limit, Verdict
from portfolio.results.models import Result

_BAR = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figure:
    """A result in words, as far as it may be seen."""

    name: str
    said: str
    """ "from 4 h to 25 min (−90 %)", or less of it: "−90 %", "from 2–5 h to 20–50 min"; of figures
    that are percentages "from 61 % to 96 % (+35 points)"."""
    verdict: str
    """ "improvement", "no improvement", "baseline"."""
    before: str = ""
    after: str = ""
    percent: Decimal | None = None
    """The change in percent, as exact as it is said; falling is below zero. None where the figures
    are percentages, whose change is said in points."""
    before_share: Decimal | None = None
    """Length of each bar of the small picture, the longer one 1; None where it may not be seen."""
    after_share: Decimal | None = None
    period: str = ""
    how: str = ""
    origin: str = ""
    """ "my own lab"."""
    limit: str = ""
    """ "while p95 latency stays under 900 ms: 820 ms, kept"."""
    limit_kept: bool | None = None
    again: str = ""
    """ "measured again on 3 Nov 2026: 27 min, held"."""
    measured: str = ""
    """ "measured in November 2026": when the figure after was."""
    row: int | None = None
    """The row it is made of: what is published says nothing of one that was deleted."""

    @property
    def is_improvement(self) -> bool:
        return self.verdict == "improvement"

    @property
    def is_none(self) -> bool:
        """Whether it was measured twice and did not improve."""
        return self.verdict == "no improvement"

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The small picture; none where it may not be seen."""
        return bars(self.before_share, self.after_share, self.before, self.after)

    @property
    def limit_broke(self) -> bool:
        return self.limit_kept is False


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What a level lets out of the numbers."""

    said: str
    before: str = ""
    after: str = ""
    percent: Decimal | None = None
    before_share: Decimal | None = None
    after_share: Decimal | None = None


def limit(result: Result) -> Limit | None:
    """The limit of a result; None where it has none."""
    if not result.limit_what or result.limit_value is None:
        return None
    return Limit(
        result.limit_what,
        Sense(result.limit_sense),
        result.limit_value,
        result.limit_unit,
        result.limit_after,
    )


def changed(result: Result) -> Change:
    """What its figures amount to; a limit that broke is part of it."""
    kept = None if (found := limit(result)) is None else found.kept
    return changing.change(
        result.before,
        result.after,
        Direction(result.direction),
        result.wanted,
        kept,
        result.unit,
    )


def figure(
    result: Result,
    level: Level = Level.EXACT,
    *,
    how: bool = True,
    limit_level: Level | None = Level.EXACT,
) -> Figure:
    """The result as far as it may be seen: its numbers at ``level``, how it was measured or not,
    its limit at ``limit_level`` or, with None, not at all."""
    found = changed(result)
    numbers = _numbers(result, found, level)
    kept, limit_said = _limit(result, limit_level)
    return Figure(
        name=result.name,
        said=numbers.said,
        verdict=found.verdict.value,
        before=numbers.before,
        after=numbers.after,
        percent=numbers.percent,
        before_share=numbers.before_share,
        after_share=numbers.after_share,
        period=result.period,
        how=result.how if how else "",
        origin=str(Origin(result.origin).label),
        limit=limit_said,
        limit_kept=kept,
        again=_again(result, level),
        measured=_measured(result),
        row=result.pk,
    )


def listed(case: CaseStudy) -> list[tuple[Result, Figure]]:
    """Its results, each with what is said of it, as templates/portfolio/results/_lines.html lists
    them."""
    return [(row, figure(row)) for row in case.results.all()]


def _numbers(result: Result, found: Change, level: Level) -> _Numbers:
    before, after, unit = result.before, result.after, result.unit
    if level is Level.RANGE:
        return _Numbers(
            changing.said_in_ranges(before, after, unit),
            changing.ranged(before, unit),
            "" if after is None else changing.ranged(after, unit),
        )
    if level is Level.NO_FIGURE:
        return _percent_alone(found)
    direction, wanted = Direction(result.direction), result.wanted
    return _Numbers(
        changing.said(before, after, unit, direction, wanted),
        changing.amount(before, unit),
        "" if after is None else changing.amount(after, unit),
        _percent(found),
        found.before_share,
        found.after_share,
    )


def _percent_alone(found: Change) -> _Numbers:
    """Bars as long as the percentage says, since true lengths are a fraction one can solve. None
    where points are said: points and a fraction together are both figures."""
    said = changing.said_percent(found)
    percent = _percent(found)
    if percent is None or found.verdict is Verdict.BASELINE:
        return _Numbers(said)
    if found.to_wanted or found.before_share is None:
        return _Numbers(said, percent=percent)
    shares = changing.shares(changing.HUNDRED, changing.HUNDRED + percent)
    before, after = (None if one is None else one.quantize(_BAR) for one in shares)
    return _Numbers(said, percent=percent, before_share=before, after_share=after)


def _percent(found: Change) -> Decimal | None:
    if found.percent is None or found.points is not None:
        return None
    return changing.rounded(found.percent)


def _measured(result: Result) -> str:
    if result.after is None or result.measured_on is None:
        return ""
    return changing.said_measured(result.measured_on)


def _limit(result: Result, level: Level | None) -> tuple[bool | None, str]:
    found = limit(result)
    if found is None or level is None:
        return None, ""
    return found.kept, found.said(level)


def _again(result: Result, level: Level) -> str:
    if result.again is None or result.after is None:
        return ""
    standing = changing.standing(
        result.after, result.again, Direction(result.direction), result.wanted
    )
    return changing.said_again(
        standing, result.again, result.unit, result.again_on, result.again_why, level
    )

"""A result as a figure of the document: no more of it than may be seen."""

from dataclasses import dataclass
from decimal import Decimal

from common.metrics import Direction, Sense
from portfolio.casestudies.models import Origin
from portfolio.results import change as changing
from portfolio.results.change import Change, Level, Limit, Verdict
from portfolio.results.models import Result
from portfolio.telling.disclosure import Disclosure, Shown
from portfolio.telling.document import Figure

_LEVELS = {Shown.EXACT: Level.EXACT, Shown.PERCENT: Level.NO_FIGURE, Shown.RANGE: Level.RANGE}
_BAR = Decimal("0.01")


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
        result.before, result.after, Direction(result.direction), result.wanted, kept
    )


def figure(result: Result, disclosure: Disclosure) -> Figure | None:
    """The result as far as ``disclosure`` lets it be seen; None where it is hidden."""
    shown = disclosure.of(f"result.{result.pk}")
    if shown is Shown.HIDDEN:
        return None
    found = changed(result)
    numbers = _numbers(result, found, shown)
    kept, limit_said = _limit(result, disclosure)
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
        how=result.how if disclosure.shows(f"result.{result.pk}.how") else "",
        origin=str(Origin(result.origin).label),
        limit=limit_said,
        limit_kept=kept,
        again=_again(result, _LEVELS[shown]),
    )


def _numbers(result: Result, found: Change, shown: Shown) -> _Numbers:
    before, after, unit = result.before, result.after, result.unit
    if shown is Shown.RANGE:
        return _Numbers(
            changing.said_in_ranges(before, after, unit),
            changing.ranged(before, unit),
            "" if after is None else changing.ranged(after, unit),
        )
    if shown is Shown.PERCENT:
        return _percent_alone(found)
    direction, wanted = Direction(result.direction), result.wanted
    return _Numbers(
        changing.said(before, after, unit, direction, wanted),
        changing.amount(before, unit),
        "" if after is None else changing.amount(after, unit),
        None if found.percent is None else changing.rounded(found.percent),
        found.before_share,
        found.after_share,
    )


def _percent_alone(found: Change) -> _Numbers:
    """Bars as long as the percentage says, since true lengths are a fraction one can solve."""
    said = changing.said_percent(found)
    if found.percent is None or found.verdict is Verdict.BASELINE:
        return _Numbers(said)
    percent = changing.rounded(found.percent)
    if found.to_wanted or found.before_share is None:
        return _Numbers(said, percent=percent)
    shares = changing.shares(changing.HUNDRED, changing.HUNDRED + percent)
    before, after = (None if one is None else one.quantize(_BAR) for one in shares)
    return _Numbers(said, percent=percent, before_share=before, after_share=after)


def _limit(result: Result, disclosure: Disclosure) -> tuple[bool | None, str]:
    shown, found = disclosure.of(f"result.{result.pk}.limit"), limit(result)
    if found is None or shown is Shown.HIDDEN:
        return None, ""
    return found.kept, found.said(_LEVELS[shown])


def _again(result: Result, level: Level) -> str:
    if result.again is None or result.after is None:
        return ""
    standing = changing.standing(
        result.after, result.again, Direction(result.direction), result.wanted
    )
    return changing.said_again(
        standing, result.again, result.unit, result.again_on, result.again_why, level
    )

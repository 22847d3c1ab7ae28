"""Which level of a result a disclosure lets be seen."""

from portfolio.results.change import Level
from portfolio.results.figures import Figure
from portfolio.results.figures import figure as read
from portfolio.results.models import Result
from portfolio.telling.disclosure import Disclosure, Shown

_LEVELS = {
    Shown.EXACT: Level.EXACT,
    Shown.PERCENT: Level.NO_FIGURE,
    Shown.RANGE: Level.RANGE,
}


def figure(result: Result, disclosure: Disclosure) -> Figure | None:
    """The result as far as ``disclosure`` lets it be seen; None where it is hidden."""
    key = f"result.{result.pk}"
    level = _LEVELS.get(disclosure.of(key))
    if level is None:
        return None
    return read(
        result,
        level,
        how=disclosure.shows(f"{key}.how"),
        limit_level=_LEVELS.get(disclosure.of(f"{key}.limit")),
    )

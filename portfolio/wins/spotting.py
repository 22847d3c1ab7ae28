"""The figures that stand in a line already: "from 4 h to 25 min". Text in, values out; what is
found is offered, never kept unasked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from common import facts, figures, metrics
from common.figures import NoFigureError
from common.metrics import Direction

FACTS = Path(__file__).parent / "facts" / "spotting.toml"

_AMOUNT = r"[$€£]?\s?[−-]?\d[\d.,’]*\d|[$€£]?\s?[−-]?\d"
_UNIT = r"%|[^\W\d_]+"
_PAIR = re.compile(
    rf"(?<![\w.,$€£])(?P<before>{_AMOUNT})(?![\d.,]*\d)\s?(?P<first>{_UNIT})?(?:\s+\w+){{0,2}}?"
    rf"\s*(?:\bto\b|\binto\b|→|->|=>)\s*(?:(?:under|about|below|only|just)\s+)?"
    rf"(?P<after>{_AMOUNT})(?![\d.,]*\d)\s?(?P<last>{_UNIT})?",
    re.IGNORECASE,
)
_FIGURE = re.compile(rf"(?<![\w.,/:#-])(?P<amount>{_AMOUNT})(?P<ends>\s?%|\s?[^\W\d_]+|[-/:]\d)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP"}
_PER = re.compile(r"\s*(?:a|per|each|/)\s*(month|week|day|year|quarter|hour)\b", re.IGNORECASE)
_LONG = {
    "ms": Decimal(1),
    "s": Decimal(1000),
    "min": Decimal(60_000),
    "h": Decimal(3_600_000),
    "days": Decimal(86_400_000),
    "weeks": Decimal(604_800_000),
}
"""Milliseconds of each unit of time, in the spelling that is kept."""
_SPELT = {
    "ms": "ms", "millisecond": "ms", "milliseconds": "ms", "s": "s", "sec": "s", "secs": "s",
    "second": "s", "seconds": "s", "min": "min", "mins": "min", "minute": "min", "minutes": "min",
    "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "d": "days", "day": "days",
    "days": "days", "week": "weeks", "weeks": "weeks",
}  # fmt: skip
LONGEST = 500
"""Characters that are looked at: a line has no more."""
LONGEST_NAME = 100
"""Characters of the metric's name."""


@dataclass(frozen=True, slots=True)
class Words:
    """Small words around the name of what was counted."""

    basis: str
    verbs: tuple[str, ...]
    between: tuple[str, ...]
    articles: tuple[str, ...]
    then: tuple[str, ...]


@cache
def words() -> Words:
    """Read once."""
    return facts.read(FACTS, Words)


@dataclass(frozen=True, slots=True)
class Spotted:
    """A before and an after, in one unit, and the metric of the catalogue that the line names."""

    before: Decimal
    after: Decimal
    unit: str
    metric: str = ""
    """Slug; empty where none is named."""
    name: str = ""
    """What the line calls it; empty where the figures come first."""

    @property
    def direction(self) -> Direction:
        """The way it went: whoever keeps it as a win holds it for the better one."""
        return Direction.LOWER if self.after < self.before else Direction.HIGHER


def has_figure(line: str) -> bool:
    """Whether something is counted in it. A year is no figure, nor is a name (k8s, p95, EC2)."""
    for found in _FIGURE.finditer(line[:LONGEST]):
        ends = found["ends"] or ""
        is_date = bool(re.fullmatch(r"[-/:]\d", ends))
        if not is_date and not _YEAR.fullmatch(found["amount"].strip()):
            return True
    return False


def has_pair(line: str) -> bool:
    """Whether a before and an after stand in it."""
    line = line[:LONGEST]
    return any(_pair(found, line) for found in _pairs(line))


def spotted(line: str) -> Spotted | None:
    """The first before and after in it; None where there are none, or their units differ."""
    line = line[:LONGEST]
    for found in _pairs(line):
        pair = _pair(found, line)
        if pair is not None:
            before, after, unit = pair
            metric = _metric(line, unit)
            return Spotted(before, after, unit, metric, _name(line[: found.start()]))
    return None


def _pairs(line: str) -> Iterator[re.Match[str]]:
    """ "From 4 h to 25 min", then "25 min, it was 4 h"."""
    yield from _PAIR.finditer(line)
    yield from _turned().finditer(line)


@cache
def _turned() -> re.Pattern[str]:
    then = "|".join(sorted(map(re.escape, words().then), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,$€£])(?P<after>{_AMOUNT})(?![\d.,]*\d)\s?(?P<last>{_UNIT})?"
        rf"[^\d.;!?]{{0,40}}?\b(?:{then})\s+(?:(?:about|over|almost|still)\s+)?"
        rf"(?P<before>{_AMOUNT})(?![\d.,]*\d)\s?(?P<first>{_UNIT})?",
        re.IGNORECASE,
    )


def _pair(found: re.Match[str], line: str) -> tuple[Decimal, Decimal, str] | None:
    try:
        before = figures.parse(found["before"])
        after = figures.parse(found["after"])
    except NoFigureError:
        return None
    if _is_years(found) or before == after:
        return None
    signs = {sign for sign in _CURRENCY if sign in found["before"] + found["after"]}
    if signs:
        return _money(before, after, signs, line[found.end("after") :])
    first, last = (found["first"] or "").lower(), (found["last"] or "").lower()
    last = last or first
    if last in _SPELT:
        return _times(before, after, first, last) if first in {"", *_SPELT} else None
    if "%" in (first, last):
        return (before, after, "%") if {first, last} <= {"", "%"} else None
    return before, after, ""


def _is_years(found: re.Match[str]) -> bool:
    """Or one of them, where it comes last: "25 minutes, it was 2024"."""
    years = [bool(_YEAR.fullmatch(found[name].strip())) for name in ("before", "after")]
    return all(years) or (found.re is not _PAIR and years[0] and not found["first"])


def _money(
    before: Decimal, after: Decimal, signs: set[str], rest: str
) -> tuple[Decimal, Decimal, str] | None:
    if len(signs) > 1:
        return None
    currency = _CURRENCY[signs.pop()]
    per = _PER.match(rest)
    return before, after, f"{currency} per {per[1].lower()}" if per else currency


def _times(
    before: Decimal, after: Decimal, first: str, last: str
) -> tuple[Decimal, Decimal, str] | None:
    """Both in the shorter of their units."""
    one, other = _SPELT[first or last], _SPELT[last]
    smaller = min(one, other, key=_LONG.__getitem__)
    scaled = [
        value * _LONG[unit] / _LONG[smaller] for value, unit in ((before, one), (after, other))
    ]
    if max(abs(value) for value in scaled) >= figures.LARGEST:
        return None
    return scaled[0], scaled[1], smaller


def _metric(line: str, unit: str) -> str:
    """The metric with the longest name that the line says, if its unit is of the same sort."""
    said = line.casefold()
    named = [
        (len(name), metric.slug)
        for metric in metrics.catalogue().values()
        for name in (metric.name, *metric.aliases)
        if len(name) > 3 and name.casefold() in said and _same_sort(metric.unit, unit)
    ]
    return max(named, default=(0, ""))[1]


def _name(said: str) -> str:
    """What stands before the figures, without the verb it begins with: "Nightly build"."""
    known = words()
    # Of several sentences, the one that leads to the figures.
    left = re.split(r"[.;:!?]\s|,", said.rstrip(" :–—-"))[-1].split()
    while left and left[-1].casefold() in known.between:
        left.pop()
    while left and left[0].casefold() in (*known.verbs, *known.between, *known.articles):
        left.pop(0)
    name = " ".join(left)[:LONGEST_NAME].strip()
    return name[:1].upper() + name[1:]


def _same_sort(one: str, other: str) -> bool:
    if one in _SPELT or other in _SPELT:
        return one in _SPELT and other in _SPELT
    return one[:3] == other[:3]

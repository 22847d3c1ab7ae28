"""Amounts without a number: half, a third, twice a week, doubled, half an hour."""

from decimal import Decimal

from roadmap.story.same_story import vocabulary
from roadmap.story.same_story.longer import longer
from roadmap.story.same_story.numerals import part_of_a_scale
from roadmap.story.same_story.quantity import Quantity, period_behind
from roadmap.story.same_story.reading import Reading


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FRACTIONS = {
    "half": 50,
    "halved": 50,
    "halving": 50,
    "halves": 50,
    "third": 33,
    "thirds": 67,
    "quarter": 25,
    "quarters": 75,
    "fifth": 20,
    "tenth": 10,
}
_TIMES = {"doubled": 2, "doubling": 2, "tripled": 3, "trebled": 3, "quadrupled": 4}
_LASTS = _set("took takes take to from of be after in than needed needs was is")
"""Words between which and "an hour" a length of time is meant."""
BEGINNINGS = _set("a an one two three half halved halving halves once twice thrice") | _TIMES.keys()
"""Words that such an amount begins with."""


def in_words(text: Reading, at: int) -> Quantity | None:
    """ "half", "a third", "twice a week", "doubled", "an hour", "half an hour"."""
    low = text.low(at)
    if low in {"a", "an", "half"} and (found := _one_hour(text, at)) is not None:
        return longer(text, found)
    if low in {"twice", "thrice", "once"}:
        period, last = period_behind(text, at)
        raw = Decimal({"once": 1, "twice": 2, "thrice": 3}[low])
        return Quantity(at, last, raw, raw, Decimal(1), "count", "", period) if period else None
    if low in _TIMES:
        raw = Decimal(_TIMES[low])
        return Quantity(at, at, raw, raw, Decimal(1), "times", "x", is_rough=True)
    return _fraction(text, at)


def _fraction(text: Reading, at: int) -> Quantity | None:
    if part_of_a_scale(text, at):
        return None
    low = text.low(at)
    lead = {"a": 1, "one": 1, "two": 2, "three": 3}.get(low)
    part = text.low(at + 1 + (text.low(at + 1) == "-")) if lead else low
    if part not in _FRACTIONS or ((lead or 1) > 1 and not part.endswith("s")):
        return None
    if lead is None and low not in {"half", "halved", "halving", "halves"}:
        return None
    last = at if lead is None else at + 1 + (text.low(at + 1) == "-")
    raw = Decimal(_FRACTIONS[part])
    return Quantity(at, last, raw, raw, Decimal(1), "percent", "part", is_rough=True)


def _one_hour(text: Reading, at: int) -> Quantity | None:
    """ "an hour", "half an hour", "a day and a half"."""
    half = text.low(at) == "half"
    article = at + half
    unit = vocabulary.units().get(text.low(article + 1))
    if text.low(article) not in {"a", "an"} or unit is None or unit.dimension != "time":
        return None
    if not half and text.low(at - 1) not in _LASTS:
        return None  # "twice a week" and "4,205 a month" are no durations
    raw, last = Decimal("0.5") if half else Decimal(1), article + 1
    if text.lows(last + 1, last + 3) == ["and", "a", "half"]:
        raw, last = raw + Decimal("0.5"), last + 3
    return Quantity(
        at, last, raw, raw * unit.factor, unit.factor / 10, "time", unit.slug, is_rough=True
    )

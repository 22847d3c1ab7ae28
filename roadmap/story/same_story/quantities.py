"""Numbers with what they count: money, time, percent, so many a week. Each in one unit of its
dimension, so that 4 h and 240 min are the same."""

from dataclasses import dataclass, replace
from decimal import Decimal

from roadmap.story.same_story import vocabulary
from roadmap.story.same_story.numerals import BEGINNINGS, Numeral, numeral, part_of_a_scale
from roadmap.story.same_story.reading import Reading

PERIODS = {
    **dict.fromkeys(("second", "seconds", "s", "sec"), "second"),
    **dict.fromkeys(("minute", "min"), "minute"),
    **dict.fromkeys(("hour", "hourly", "h"), "hour"),
    **dict.fromkeys(("day", "daily", "d"), "day"),
    **dict.fromkeys(("week", "weekly", "wk"), "week"),
    **dict.fromkeys(("month", "monthly", "mo"), "month"),
    **dict.fromkeys(("quarter", "quarterly"), "quarter"),
    **dict.fromkeys(("year", "yearly", "annually", "yr"), "year"),
}
_PER = {"per", "a", "an", "each", "every", "/"}
_MINUS, _PLUS = {"−", "-", "–", "↓"}, {"+", "↑"}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ROUGH = _set(
    "about around roughly almost nearly circa ca approximately some over under than least most ~ ≈ "
    "just close barely well approx above below > < ≥ ≤ within say good"
)
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
_BEGINNINGS = BEGINNINGS | _TIMES.keys() | _set("an half halved halving halves once twice thrice")
"""Words that a quantity begins with; most words are none, and are not looked at closely."""
_LASTS = _set("took takes take to from of be after in than needed needs was is")
"""Words between which and "an hour" a length of time is meant."""
MOST_NOUNS = 3


@dataclass(frozen=True, slots=True)
class Quantity:
    """From token ``first`` to ``last``. ``value`` is in the smallest unit of its dimension, ``raw``
    the number as it is written. Dimension "" is a bare number, "count" one of things."""

    first: int
    last: int
    raw: Decimal
    value: Decimal
    step: Decimal
    dimension: str = ""
    unit: str = ""
    period: str = ""
    nouns: tuple[str, ...] = ()
    others: tuple[Decimal, ...] = ()
    is_rough: bool = False
    sign: int = 0

    @property
    def is_bare(self) -> bool:
        return self.dimension == ""

    def like(self, other: "Quantity") -> "Quantity":
        """A bare number with the unit of the one it stands beside."""
        factor = other.value / other.raw if other.raw else Decimal(1)
        return replace(
            self,
            value=self.raw * factor,
            step=self.step * factor,
            others=tuple(one * factor for one in self.others),
            dimension=other.dimension,
            unit=other.unit,
            period=self.period or other.period,
            nouns=self.nouns or other.nouns,
        )


def quantities(text: Reading) -> list[Quantity]:
    """All of them in order, without what something else has been read from, names and versions."""
    found: list[Quantity] = []
    at = 0
    while at < len(text.tokens):
        begins = text.tokens[at].is_number or text.lower[at] in _BEGINNINGS
        one = _quantity(text, at) if begins and at not in text.taken else None
        if one is not None and not _is_a_name(text, one):
            found.append(one)
        at = max(at, one.last if one else at) + 1
    return found


def _quantity(text: Reading, at: int) -> Quantity | None:
    if (whole := _in_words(text, at)) is not None:
        return whole
    number = numeral(text, at)
    if number is None or number.last in text.taken:
        return None
    return _rough(text, _longer(text, _with_unit(text, number)))


def _in_words(text: Reading, at: int) -> Quantity | None:
    """ "half", "a third", "twice a week", "doubled", "an hour", "half an hour"."""
    low = text.low(at)
    if low in {"a", "an", "half"} and (found := _one_hour(text, at)) is not None:
        return _longer(text, found)
    if low in {"twice", "thrice", "once"}:
        period, last = _period(text, at)
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


def _with_unit(text: Reading, number: Numeral) -> Quantity:
    first, sign = _before(text, number.first)
    unit, last = _unit(text, number, first)
    found = Quantity(
        first, last, number.value, number.value, number.step, others=number.others, sign=sign
    )
    if unit is not None:
        factor = unit.factor
        found = replace(
            found,
            value=number.value * factor,
            step=number.step * factor,
            others=tuple(one * factor for one in number.others),
            dimension=unit.dimension,
            unit=unit.slug,
        )
        return _per(text, found)
    return _counted(text, found)


def _before(text: Reading, at: int) -> tuple[int, int]:
    """Where it begins with its sign and its currency, and the sign: -1, 0 or 1."""
    first, sign = at, 0
    name = text.low(first - 1)
    if name in {"$", "€", "£", "usd", "eur", "gbp", "chf", "us$"} and first - 1 not in text.taken:
        first -= 1
        if text.low(first - 1) == "us" and text.touches(first):
            first -= 1
    before = text.low(first - 1)
    if before in _MINUS | _PLUS and text.touches(first) and not _is_dash(text, first - 1):
        first, sign = first - 1, -1 if before in _MINUS else 1
    return first, sign


def _is_dash(text: Reading, at: int) -> bool:
    """Whether this sign joins two things: something touches it on its left."""
    return text.touches(at) and text.tokens[at - 1].text not in {"(", "[", "~", "≈", "|", "·"}


def _unit(text: Reading, number: Numeral, first: int) -> tuple[vocabulary.UnitWord | None, int]:
    """Its unit, and the last token of both."""
    known, last = vocabulary.units(), number.last
    after = last + 1 + (text.low(last + 1) == "-" and text.touches(last + 1))
    low, two = text.low(after), " ".join(text.lows(after, after + 1))
    if " " in two and two in known:
        return known[two], after + 1
    if low in known and not (low in {"d", "w", "m", "s", "h"} and not _is_short(text, after)):
        return known[low], after
    if first < number.first:
        for place in range(first, number.first):
            if text.low(place) in known:
                return known[text.low(place)], last
    return None, last


def _is_short(text: Reading, at: int) -> bool:
    """A single letter is a unit when it is small and not the beginning of something."""
    return text.tokens[at].text.islower() and text.low(at + 1) not in {"'", "&"}


def _per(text: Reading, found: Quantity) -> Quantity:
    """With "per month", "/month", "a week" behind it; "hours of toil per week" too."""
    if found.dimension in {"percent", "points"}:
        return found
    period, last = _period(text, found.last)
    return replace(found, period=period, last=last) if period else found


def _period(text: Reading, last: int) -> tuple[str, int]:
    low, following = text.low(last + 1), text.low(last + 2)
    if low in _PER and following in PERIODS:
        return PERIODS[following], last + 2
    if low.endswith("ly") and low in PERIODS:
        return PERIODS[low], last + 1
    return "", last


def _counted(text: Reading, found: Quantity) -> Quantity:
    """ "19 deployments a week", "2/week", "nineteen times a week", "3x", "40 test environments"."""
    low = text.low(found.last + 1)
    if low in {"x", "×"} or low == "fold":
        return replace(found, last=found.last + 1, dimension="times", unit="x", is_rough=True)
    nouns: list[str] = []
    last = found.last
    for at in range(found.last + 1, min(found.last + 1 + MOST_NOUNS, len(text.tokens))):
        token = text.tokens[at]
        if token.low in _PER or token.low in PERIODS or token.low in vocabulary.small():
            break
        joins = token.text == "-" and text.touches(at)
        if not (token.is_word or joins) or token.sentence != text.tokens[last].sentence:
            break
        nouns.append(token.low)
    nouns = [one for one in nouns if one != "-"]
    period, end = _period(text, last + len(nouns)) if nouns else _period(text, last)
    if period:
        return replace(
            found, last=end, dimension="count", period=period, nouns=tuple(nouns) or ("times",)
        )
    if nouns and nouns[0] == "times":
        return replace(found, last=last + 1, dimension="times", unit="x", is_rough=True)
    if nouns:
        return replace(found, dimension="count", nouns=tuple(nouns))
    return found


def _longer(text: Reading, found: Quantity) -> Quantity:
    """ "1 h 35 min", "an hour and thirty-five": time said in two units."""
    units = vocabulary.units()
    if found.unit in {"USD", "EUR", "GBP"} and not found.period:
        return _with_cents(text, found)
    if found.dimension != "time" or found.period or found.unit not in {"day", "h", "min"}:
        return found
    at = found.last + 1 + (text.low(found.last + 1) == "and")
    if at >= len(text.tokens) or at in text.taken or (number := numeral(text, at)) is None:
        return found
    after = text.low(number.last + 1)
    unit = units.get(after)
    smaller = {"day": 3_600_000, "h": 60_000, "min": 1_000}[found.unit]
    if unit is not None and unit.dimension == "time" and unit.factor == smaller:
        last = number.last + 1
    elif at == found.last + 2 and number.is_spelled and not after[:1].isalpha():
        last = number.last  # an hour and thirty-five
    elif found.unit == "h" and text.touches(at) and number.value < 60:
        last = number.last  # 1h35
    else:
        return found
    value = found.value + number.value * smaller
    return replace(found, last=last, value=value, raw=value / smaller, step=Decimal(smaller))


def _with_cents(text: Reading, found: Quantity) -> Quantity:
    """ "three dollars forty", "five dollars and ten cents"."""
    at = found.last + 1 + (text.low(found.last + 1) == "and")
    is_word = text.tokens[found.last].is_word
    if not is_word or at >= len(text.tokens) or (number := numeral(text, at)) is None:
        return found
    cents = text.low(number.last + 1) in {"cent", "cents"}
    if number.value >= 100 or not (cents or (number.is_spelled and at == found.last + 1)):
        return found
    raw = found.raw + number.value / 100
    value = found.value + number.value
    return replace(found, last=number.last + cents, raw=raw, value=value, step=Decimal(1))


def _rough(text: Reading, found: Quantity) -> Quantity:
    """Whether it is said to be about that much."""
    lead = text.lows(found.first - 2, found.first - 1)
    if found.is_rough or _ROUGH.isdisjoint(lead):
        return found
    return replace(found, is_rough=True)


def _is_a_name(text: Reading, one: Quantity) -> bool:
    """A version, a standard, an ordinal: Kubernetes 1.29, ISO 27001, 24/7, 24th."""
    before, after = text.low(one.first - 1), text.low(one.last + 1)
    if after in {"st", "nd", "rd", "th"} and text.touches(one.last + 1):
        return True
    if ":" in (before, after) and (text.touches(one.first) or text.touches(one.last + 2)):
        return (before == ":" and text.tokens[one.first - 2].is_number) or (
            text.touches(one.last + 1) and one.dimension in {"", "count"}
        )  # 0:22
    if before == "/" and text.tokens[one.first - 2].is_number:
        return True
    if after == "/" and text.tokens[min(one.last + 2, len(text.tokens) - 1)].is_number:
        return True
    if one.dimension in {"", "count"} and not one.period and one.first:
        return _follows_a_name(text, one.first)
    return one.raw == 1 and one.dimension == "count" and not one.period


def _follows_a_name(text: Reading, first: int) -> bool:
    before = text.tokens[first - 1]
    if before.low in {"version", "v", "level", "grade", "chapter", "no", "number", "#", "month"}:
        return True
    begins = first < 2 or text.tokens[first - 2].sentence != before.sentence
    names = before.is_word and before.is_capital and not begins
    return names and before.sentence == text.tokens[first].sentence

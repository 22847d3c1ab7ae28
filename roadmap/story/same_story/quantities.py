"""Numbers with what they count: money, time, percent, so many a week. Each in one unit of its
dimension, so that 4 h and 240 min are the same."""

from dataclasses import replace

from roadmap.story.same_story import in_words, vocabulary
from roadmap.story.same_story.longer import longer
from roadmap.story.same_story.numerals import BEGINNINGS as NUMERALS
from roadmap.story.same_story.numerals import Numeral, numeral
from roadmap.story.same_story.quantity import PER, PERIODS, Quantity, period_behind
from roadmap.story.same_story.reading import Reading

_MINUS, _PLUS = {"−", "-", "–", "↓"}, {"+", "↑"}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ROUGH = _set(
    "about around roughly almost nearly circa ca approximately some over under than least most ~ ≈ "
    "just close barely well approx above below > < ≥ ≤ within say good"
)
_BEGINNINGS = NUMERALS | in_words.BEGINNINGS
"""Words that a quantity begins with; most words are none, and are not looked at closely."""
MOST_NOUNS = 3


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
    if (whole := in_words.in_words(text, at)) is not None:
        return whole
    number = numeral(text, at)
    if number is None or number.last in text.taken:
        return None
    return _rough(text, longer(text, _with_unit(text, number)))


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
    period, last = period_behind(text, found.last)
    return replace(found, period=period, last=last) if period else found


def _counted(text: Reading, found: Quantity) -> Quantity:
    """ "19 deployments a week", "2/week", "nineteen times a week", "3x", "40 test environments"."""
    low = text.low(found.last + 1)
    if low in {"x", "×"} or low == "fold":
        return replace(found, last=found.last + 1, dimension="times", unit="x", is_rough=True)
    nouns: list[str] = []
    last = found.last
    for at in range(found.last + 1, min(found.last + 1 + MOST_NOUNS, len(text.tokens))):
        token = text.tokens[at]
        if token.low in PER or token.low in PERIODS or token.low in vocabulary.small():
            break
        joins = token.text == "-" and text.touches(at)
        if not (token.is_word or joins) or token.sentence != text.tokens[last].sentence:
            break
        nouns.append(token.low)
    nouns = [one for one in nouns if one != "-"]
    period, end = period_behind(text, last + len(nouns)) if nouns else period_behind(text, last)
    if period:
        return replace(
            found, last=end, dimension="count", period=period, nouns=tuple(nouns) or ("times",)
        )
    if nouns and nouns[0] == "times":
        return replace(found, last=last + 1, dimension="times", unit="x", is_rough=True)
    if nouns:
        return replace(found, dimension="count", nouns=tuple(nouns))
    return found


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

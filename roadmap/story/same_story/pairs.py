"""Two numbers that belong together: from 240 to 25, 19 instead of 2, 22 where it used to be 95."""

from collections.abc import Sequence
from dataclasses import dataclass

from roadmap.story.same_story.quantities import Quantity
from roadmap.story.same_story.reading import Reading

FURTHEST = 14
"""Tokens that may stand between the two."""
_ARROWS = {"→", "➜", "⇒", "➔", "⟶"}
_WAS = [
    *(["instead", "of"], ["rather", "than"], ["down", "from"], ["up", "from"], ["used", "to"]),
    *(["was"], ["were"], ["previously"], ["formerly"], ["compared", "with"], ["compared", "to"]),
    *(["before"], ["originally"], ["initially"], ["earlier"], ["had"], ["against"], ["not"]),
    *(["from"], ["in", "place", "of"], ["against"], ["once"], ["started", "at"], ["vs"]),
]
"""What says that the number behind it is the one before."""
_STRONG = [one for one in _WAS if one not in (["from"], ["had"], ["not"], ["once"], ["against"])]
_IS = {"now", "today", "currently", "reached", "nowadays", "it's", "meanwhile", "since", "then"}
_CAME = {"came", "joined", "started", "arrived", "began", "took"}


@dataclass(frozen=True, slots=True)
class Group:
    """One number, or one before and one after. ``is_clear``: words say which is which."""

    before: Quantity | None = None
    after: Quantity | None = None
    alone: Quantity | None = None
    is_clear: bool = True

    @property
    def figures(self) -> list[Quantity]:
        found = (self.before, self.after, self.alone)
        return sorted((one for one in found if one), key=lambda one: one.first)

    @property
    def first(self) -> int:
        return self.figures[0].first

    @property
    def last(self) -> int:
        return self.figures[-1].last

    @property
    def is_pair(self) -> bool:
        return self.alone is None


def groups(text: Reading, numbers: Sequence[Quantity]) -> list[Group]:
    """All numbers, in pairs where words say so, in order."""
    found: list[Group] = []
    place = 0
    while place < len(numbers):
        one = numbers[place]
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        pair = _pair(text, one, following) if following else None
        found.append(pair or Group(alone=one))
        place += 2 if pair else 1
    return found


def _pair(text: Reading, one: Quantity, two: Quantity) -> Group | None:
    between = text.lows(one.last + 1, two.first - 1)
    if len(between) > FURTHEST or not _same_unit(one, two):
        return None
    order = _order(text, one, two, between)
    if order is None:
        return None
    one, two = (one.like(two) if one.is_bare else one), (two.like(one) if two.is_bare else two)
    before, after = (one, two) if order else (two, one)
    return Group(before, after)


def _same_unit(one: Quantity, two: Quantity) -> bool:
    if one.sign or two.sign or "part" in {one.unit, two.unit}:
        return False
    if one.is_bare or two.is_bare:
        return {one.dimension, two.dimension} <= {"", "USD", "EUR", "GBP", "CHF", "percent", "time",
                                                  "bytes", "count", "energy"}  # fmt: skip
    return one.dimension == two.dimension and (
        not one.period or not two.period or one.period == two.period
    )


def _order(text: Reading, one: Quantity, two: Quantity, between: list[str]) -> bool | None:
    """True: the first is the one before. False: the second is. None: nothing says so."""
    same = text.tokens[one.last].sentence == text.tokens[two.first].sentence
    if not same:
        return _across(text, one, two, between)
    if _has_arrow(between):
        return True
    lead = text.lows(one.first - 5, one.first - 1)
    if _ends_in_to(between) and (len(between) <= 3 or "from" in lead):
        return True
    if "before" in lead[-3:] and "after" in between[-2:]:
        return True  # Before: 95 min, after: 22 min
    if _is_of_the_first(between, text.low(two.last + 1)):
        return True
    if (order := _by_words(between)) is not None:
        return order
    then = set(between) & _IS or _ends_in(between, ["down", "to"], 2)
    if (_has(lead, _WAS[:-4]) or _has(lead, [["had"]]) or _CAME & set(between)) and (
        then or _CAME & set(between)
    ):
        return True
    if two.is_bare and then:
        return True  # "310 tokens a second; today it produces 905"
    return True if _has(lead[-3:], [["instead", "of"], ["rather", "than"]]) else None


def _is_of_the_first(between: list[str], behind: str) -> bool:
    """ "Fourteen a week used to fail; three still do": the past belongs to what came before it."""
    for at, low in enumerate(between):
        if low in {"was", "were", "used", "had"}:
            later = between[at + 1 :]
            now = bool({"now", "today", "still"} & {*later, behind})
            return ";" in later or (now and bool({",", "and", "but"} & set(later)))
    return False


def _by_words(between: list[str]) -> bool | None:
    """ "19 a week instead of 2", "94 % (was 61 %)", "to 94 % from 61 %"."""
    tail = between[-5:]
    if _has(tail, _STRONG) or _ends_in(between, ["from"], 2) or "where" in tail:
        return False
    return None


def _across(text: Reading, one: Quantity, two: Quantity, between: list[str]) -> bool | None:
    """ "… a month for nothing. Now it's 1,168": the second may stand in the next sentence, if it
    has no unit of its own."""
    if text.tokens[two.first].sentence != text.tokens[one.last].sentence + 1 or not two.is_bare:
        return None
    behind = text.low(two.last + 1)
    if behind[:1].isalnum():
        return None  # "Today 31 are open" begins something else
    tail = between[-4:]
    if {"now", "today"} & set(tail):
        return True
    return False if _has(tail, [["it", "was"], ["used", "to"], ["it", "had"]]) else None


def _has_arrow(between: list[str]) -> bool:
    joined = "".join(between)
    is_sign = "->" in joined or "=>" in joined or "–>" in joined
    return len(between) <= 8 and (bool(_ARROWS & set(between)) or is_sign)


def _ends_in_to(between: list[str]) -> bool:
    tail = between[-3:]
    return "to" in tail and "used" not in tail and tail[-1] not in {"be", "the"}


def _ends_in(between: list[str], what: list[str], within: int) -> bool:
    return _has(between[-within - len(what) + 1 :], [what])


def _has(lows: list[str], phrases: list[list[str]]) -> bool:
    """Whether one of these phrases stands among the words."""
    return any(
        lows[at : at + len(phrase)] == phrase for phrase in phrases for at in range(len(lows))
    )

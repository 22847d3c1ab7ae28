"""Titles of positions: where a text gives one, and whether two are the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from roadmap.story.same_story import vocabulary
from roadmap.story.same_story.reading import Reading

MOST_BEFORE = 6
"""Words that stand before the noun of a title at most."""
_VERBS_TOO = {"lead", "owner", "coach", "operator", "practitioner", "head", "officer", "advisor"}
"""Nouns that need a word before them to be a title: "I lead", "an owner tag"."""


@dataclass(frozen=True, slots=True)
class Title:
    """From token ``first`` to ``last``; ``words`` as they are compared."""

    first: int
    last: int
    words: frozenset[str]

    @property
    def levels(self) -> frozenset[str]:
        return self.words & _levels()


@cache
def _levels() -> frozenset[str]:
    return frozenset(vocabulary.words().levels) - {"head"}


@cache
def _abbreviations() -> dict[str, list[str]]:
    pairs = (one.split("=") for one in vocabulary.words().abbreviations)
    return {short: meant.split() for short, meant in pairs}


@cache
def _heads() -> frozenset[str]:
    words = vocabulary.words()
    short = {one for one, meant in _abbreviations().items() if meant[-1] in words.heads}
    return frozenset({*words.heads, *short})


@cache
def _modifiers() -> frozenset[str]:
    words = vocabulary.words()
    return frozenset({*words.levels, *words.domains, *_abbreviations(), *words.heads})


@cache
def _heads_of() -> frozenset[str]:
    return frozenset(vocabulary.words().heads_of)


@cache
def _kept() -> frozenset[str]:
    return _modifiers() | _heads() | {"head", "vp"}


def normal(lows: Sequence[str]) -> frozenset[str]:
    """The words of a title that are compared, abbreviations written out."""
    kept = _kept()
    found: list[str] = []
    for low in lows:
        if low in kept:
            # A data engineering lead is a lead data engineer.
            found += _abbreviations().get(low, ["engineer" if low == "engineering" else low])
    return frozenset({"vice", "president"} | set(found) - {"vp"} if "vp" in found else found)


def normal_of(title: str) -> frozenset[str]:
    """The same of a title by itself."""
    cleaned = "".join(sign if sign.isalnum() else " " for sign in title.lower())
    return normal(cleaned.split())


def titles(text: Reading) -> list[Title]:
    """Every title a text gives, in order. Plurals are none: engineers are other people."""
    found: list[Title] = []
    heads = _heads() | _heads_of()
    at = 0
    while at < len(text.tokens):
        is_head = text.lower[at] in heads and at not in text.taken
        one = (_head_of(text, at) or _with_head(text, at)) if is_head else None
        if one is not None:
            found.append(one)
        at = (one.last if one else at) + 1
    return found


def _head_of(text: Reading, at: int) -> Title | None:
    """ "Head of DevOps", "VP of Platform Engineering"."""
    if text.low(at) not in _heads_of():
        return None
    of = text.low(at + 1) == "of"
    if not (of or text.low(at) == "vp"):
        return None
    last = at + of
    while last - at <= MOST_BEFORE and _is_of(text, last + 1):
        last += 1
    if last == at + of:
        return None
    first = _first(text, at)
    return Title(first, last, normal(text.lows(first, last)) | {text.low(at)})


def _is_of(text: Reading, at: int) -> bool:
    return at < len(text.tokens) and text.low(at) in _modifiers() and at not in text.taken


def _with_head(text: Reading, at: int) -> Title | None:
    low = text.low(at)
    if low not in _heads() or text.low(at + 1) == "time":
        return None
    last = at
    while text.low(last + 1) in _heads() and last + 1 not in text.taken and last - at < 2:
        last += 1
    first = _first(text, at)
    if first == last and low in _VERBS_TOO:
        return None
    if text.low(last + 1) in {"'s", "-"} and text.touches(last + 1):
        return None
    return Title(first, last, normal(text.lows(first, last)))


def _first(text: Reading, at: int) -> int:
    """Where a title begins whose noun stands here."""
    first = at
    sentence = text.tokens[at].sentence
    while at - first < MOST_BEFORE and first > 0 and first - 1 not in text.taken:
        before = text.tokens[first - 1]
        joins = before.text in {"-", ".", "/", "&"} and _is_joined(text, first - 1)
        if before.sentence != sentence or not (before.low in _modifiers() or joins):
            break
        first -= 1
    while text.tokens[first].text in {"-", ".", "/", "&"}:
        first += 1
    return first


def _is_joined(text: Reading, at: int) -> bool:
    if text.low(at) == ".":
        return text.low(at - 1) in _abbreviations()
    return text.low(at - 1) in _modifiers()


def is_same(said: frozenset[str], held: frozenset[str], *, exactly: bool) -> bool:
    """Whether one is the other. A domain may be left out, a level only where not ``exactly``."""
    if said == held:
        return True
    if not said <= held:
        return False
    return not exactly or (said & _levels()) == (held & _levels())

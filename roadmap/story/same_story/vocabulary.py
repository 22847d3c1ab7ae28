"""The words the check knows: ways to name a lane, a title, a unit, and what a number is about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from common import facts

FACTS = Path(__file__).parent / "facts"
_STEM = re.compile(r"(?:ments?|ations?|ings?|ies|ers?|ed|es|s)$")


@dataclass(frozen=True, slots=True)
class LaneWords:
    """A lane and the ways people say it."""

    slug: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """Words that mean one thing where results are told. Each is the beginning of a word."""

    slug: str
    begins: tuple[str, ...]
    is_vague: bool = False
    """Whether it says little: time, rate, share."""


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A unit and its names. ``factor`` makes the smallest unit of its dimension of it."""

    slug: str
    dimension: str
    factor: Decimal
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The file as it stands."""

    basis: str
    lane: tuple[LaneWords, ...]
    concept: tuple[Concept, ...]
    unit: tuple[UnitWord, ...]
    heads: tuple[str, ...]
    heads_of: tuple[str, ...]
    levels: tuple[str, ...]
    domains: tuple[str, ...]
    abbreviations: tuple[str, ...]
    small_words: tuple[str, ...]
    lane_primary: tuple[str, ...]
    lane_secondary: tuple[str, ...]
    exam_words: tuple[str, ...]
    issuers: tuple[str, ...]
    short_names: tuple[str, ...]
    credential_levels: tuple[str, ...]
    came: tuple[str, ...]
    stood: tuple[str, ...]
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    fell: tuple[str, ...]


@cache
def words() -> Words:
    """Raises: facts.FactError, naming the entry, when the file is not what it should be."""
    return facts.read(FACTS / "words.toml", Words)


@cache
def units() -> dict[str, UnitWord]:
    """Units by each of their names."""
    return {name: one for one in words().unit for name in one.said}


@cache
def said(name: Literal["came", "stood", "earlier", "later", "fell"]) -> frozenset[str]:
    """One of the lists of what is said beside a figure."""
    return frozenset(getattr(words(), name))


@cache
def small() -> frozenset[str]:
    """Words that say nothing about a subject."""
    return frozenset(words().small_words)


@cache
def exam_words() -> frozenset[str]:
    return frozenset(words().exam_words)


@cache
def issuers() -> frozenset[str]:
    return frozenset(words().issuers)


@cache
def credential_levels() -> frozenset[str]:
    return frozenset(words().credential_levels)


@cache
def vague() -> frozenset[str]:
    return frozenset(one.slug for one in words().concept if one.is_vague)


def stem(word: str) -> str:
    """The beginning that forms of a word share, roughly."""
    bare = word.removesuffix("'s")
    cut = _STEM.sub("", bare) if len(bare) < 40 else bare
    return cut if len(cut) >= 3 else bare


@cache
def _begins() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for one in words().concept:
        for begin in one.begins:
            found.setdefault(begin[:2], []).append((begin, one.slug))
    return found


def meaning(word: str) -> str:
    """What a lower-cased word means, as a concept's slug; else its own stem."""
    for begin, slug in _begins().get(word[:2], ()):
        if word == begin[:-1] if begin.endswith("$") else word.startswith(begin):
            return slug
    return stem(word)


def meanings(all_words: Iterable[str]) -> set[str]:
    """Of those that mean something."""
    return {meaning(one) for one in all_words if one and one[0].isalpha() and one not in small()}

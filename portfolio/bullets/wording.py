"""The words by which a line is judged, as patterns. They stand in ``facts/``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common import facts

FACTS = Path(__file__).parent / "facts"
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    designators: Words
    no_figures: Words
    words: Words
    by_themselves: Words
    also: Words
    units: Words
    rhythms: Words
    differences: Words
    moved: Words
    compared: Words


@dataclass(frozen=True, slots=True)
class Vague:
    words: Words
    names: Words
    comparatives: Words
    not_comparatives: Words


@dataclass(frozen=True, slots=True)
class Change:
    openers: Words
    verbs: Words
    patterns: Words
    not_gifts: Words
    results: Words
    outcomes_ing: Words
    so_not: Words


@dataclass(frozen=True, slots=True)
class People:
    plural: Words
    houses: Words
    singular: Words
    served: Words
    departments: Words
    desks: Words
    desks_for: Words
    places: Words
    acts: Words
    does: Words
    gifts: Words
    dwellings: Words
    theirs: Words
    longer_names: Words
    not_after: Words
    along: Words
    given: Words
    receiving: Words
    trades: Words
    not_trades: Words


@dataclass(frozen=True, slots=True)
class Work:
    generic: Words
    verbs: Words
    function: Words


@dataclass(frozen=True, slots=True)
class Wording:
    basis: str
    figures: Figures
    vague: Vague
    change: Change
    people: People
    work: Work


@dataclass(frozen=True, slots=True)
class Tools:
    basis: str
    names: Words
    not_alone: Words
    standards: Words


@cache
def wording() -> Wording:
    """``facts/words.toml``."""
    return facts.read(FACTS / "words.toml", Wording)


@cache
def tools() -> Tools:
    """``facts/tools.toml``."""
    return facts.read(FACTS / "tools.toml", Tools)


def any_of(words: Iterable[str]) -> str:
    """A pattern of whole words, the longest first. "*" at an end is any ending of a word, "*" as
    a word is up to five words."""
    return "|".join(_one(word) for word in sorted(set(words), key=len, reverse=True))


def whole(words: Iterable[str]) -> re.Pattern[str]:
    """The same, as words that stand alone, in small letters and large."""
    return re.compile(rf"(?<![\w-])(?:{any_of(words)})(?![\w-])", re.IGNORECASE)


def _one(word: str) -> str:
    parts = []
    for part in word.split(" "):
        if part == "*":
            parts.append(r"[^\s.;]+(?: [^\s.;]+){0,5}?")
        else:
            parts.append(re.escape(part).replace(r"\*", r"[\w-]*"))
    return " +".join(parts)


_SAME = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "’": "'",
        "‘": "'",
        "\t": " ",
        "\n": " ",
        "\r": " ",
    }
)
_MARK = re.compile(r"^\s*(?:[-–—•*·▪‣◦●○■□>+]|\(?\d{1,2}[.)])\s+")


def level(text: str) -> str:
    """The text as the rules read it, each character where it was: plain blanks and apostrophes,
    and no mark of a list at its beginning."""
    plain = text.translate(_SAME)
    mark = _MARK.match(plain)
    return " " * mark.end() + plain[mark.end() :] if mark else plain

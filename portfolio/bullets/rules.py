"""The rules that are no lists of words, as patterns. They stand in ``facts/patterns.toml``."""

import re
from dataclasses import dataclass
from functools import cache

from common import facts
from portfolio.bullets.wording import FACTS, any_of, tools, wording

FILE = FACTS / "patterns.toml"
_REFERENCE = re.compile(r"(?<!\?P)<([a-z_]+)>")
_DEEPEST = 4
"""So many times a part may stand in another."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``example`` is something it finds. ``as_written``: small letters and large ones differ."""

    slug: str
    pattern: str
    example: str
    as_written: bool = False


@cache
def hiding() -> tuple[re.Pattern[str], ...]:
    """What has a number in it and measures nothing, in the order in which it is hidden."""
    return tuple(_compiled(rule) for rule in rules("hidden"))


@cache
def comparing() -> tuple[re.Pattern[str], ...]:
    """By what a figure is compared, in a text whose figures are one sign each."""
    return tuple(_compiled(rule) for rule in rules("comparison"))


@cache
def telling() -> tuple[re.Pattern[str], ...]:
    """How a line says that something became different, besides the words that say so alone."""
    return tuple(_compiled(rule) for rule in rules("outcome"))


@cache
def rules(table: str) -> tuple[Rule, ...]:
    """One table of the file.

    Raises:
        FactError: a key too many or too few.
    """
    raw = facts.load(FILE)
    if set(raw) != {"basis", "parts", "hidden", "comparison", "outcome"}:
        raise facts.FactError("patterns.toml: has basis, parts, hidden, comparison and outcome")
    return tuple(facts.entries(raw, table, Rule, FILE.name))


def _compiled(rule: Rule) -> re.Pattern[str]:
    return re.compile(filled(rule.pattern), 0 if rule.as_written else re.IGNORECASE)


def filled(pattern: str) -> str:
    """With the lists and parts that it names."""
    for _depth in range(_DEEPEST):
        pattern = _REFERENCE.sub(lambda match: _parts()[match[1]], pattern)
    return pattern


@cache
def _parts() -> dict[str, str]:
    words = wording()
    exact = {
        name: "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        for name, words in (("names", tools().names), ("standards", tools().standards))
    }
    lists = ("no_figures", "designators", "units", "differences", "moved", "compared")
    return (
        dict(facts.load(FILE)["parts"])
        | {name: any_of(getattr(words.figures, name)) for name in lists}
        | {"outcomes_ing": any_of(words.change.outcomes_ing)}
        | {"comparatives": any_of(words.vague.comparatives)}
        | {"openers": any_of(words.change.openers), "work_verbs": any_of(words.work.verbs)}
        | exact
    )

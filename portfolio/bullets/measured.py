"""The figures of a line, in digits and in words, and whether they are compared with anything."""

import re
from dataclasses import dataclass
from functools import cache

from portfolio.bullets.findings import Span
from portfolio.bullets.named import hidden
from portfolio.bullets.rules import comparing
from portfolio.bullets.wording import any_of, whole, wording

_FIGURE = "#"
_PERCENT = "#%"
_FACTOR = "#x"
_SIGN = r"(?:(?<!\w)[-−–+±])?[<>~≈]?"
_CURRENCY = r"(?:(?:USD|EUR|CHF|GBP) |[€$£] ?)?"
_PERCENTAGE = r"(?: ?%| per ?cent\b| percent\b| percentage points?\b| points?\b|pp\b)"
_TIMES = (
    r"(?: ?[x×](?!\w)|-?fold\b"
    r"| times (?:as|the|more|faster|fewer|less|cheaper|quicker|higher|lower|shorter|what)\b)"
)
_UNIT = "second|minute|hour|day|week|month|year|quarter"
_ONE = (
    rf"one(?= (?:{_UNIT}|percent|of (?:two|three|four|five|ten)|[\w-]+ instead)\b)"
    r"|(?<=instead of on )one\b"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """``spans``: the figures. ``is_compared``: one of them with what was before, or elsewhere."""

    spans: tuple[Span, ...]
    is_compared: bool


def measured(text: str) -> Measured:
    """The figures of a levelled line."""
    clear = hidden(text)
    spans, said = _reduced(clear)
    return Measured(tuple(spans), bool(spans) and _is_compared(said))


def _reduced(text: str) -> tuple[list[Span], str]:
    """Each figure's place, and the text with one sign for each: #, #% or #x, or the word itself
    where it says what it is compared with."""
    spans, parts, end = [], [], 0
    for match in _figures().finditer(text):
        spans.append(match.span())
        parts += [text[end : match.start()], _sign(match)]
        end = match.end()
    return spans, "".join([*parts, text[end:]])


def _sign(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind in ("alone", "rhythms"):
        return "#="
    sign = "−" if match.group()[0] in "-−–+" else ""
    if kind == "factor":
        return sign + _FACTOR
    if kind in ("digits", "words") and re.search(_PERCENTAGE + "$", match.group(), re.IGNORECASE):
        return sign + _PERCENT
    return sign + _FIGURE


@cache
def _figures() -> re.Pattern[str]:
    facts = wording().figures
    number = rf"(?:(?:{any_of(facts.words)})(?:[ -](?:{any_of(facts.words)}))*)"
    digits = r"\d+(?:[.,'’ ]\d{3})*(?:[.,]\d+)?"
    kinds = (
        rf"(?<![\w-])(?P<alone>{any_of(facts.by_themselves)})(?![\w-])",
        rf"(?<![\w.])(?P<factor>(?:{digits}|{number}){_TIMES})",
        rf"(?<![\w~.])(?P<digits>{_SIGN}{_CURRENCY}{digits}{_PERCENTAGE}?)",
        rf"(?<![\w-])(?P<rhythms>{_rhythm(any_of(facts.rhythms))})",
        rf"(?<![\w-])(?P<words>(?:{number}|{any_of(facts.also)}){_PERCENTAGE}?)(?!\w)",
        rf"(?<![\w-])(?P<one>{_ONE})",
        rf"\b(?P<a>{_a_unit()})",
    )
    return re.compile("|".join(kinds), re.IGNORECASE)


def _rhythm(rhythm: str) -> str:
    """ "from monthly to weekly", "weekly instead of monthly", "a monthly one into a weekly one"."""
    return (
        rf"(?<=from )(?:{rhythm})(?= (?:\S+ )?to (?:{rhythm}))"
        rf"|(?:{rhythm})(?= (?:instead of|rather than) (?:{rhythm}))"
        rf"|(?:{rhythm})(?= (?:[\w-]+ )?into (?:an? )?(?:{rhythm}))"
    )


def _a_unit() -> str:
    """ "within a minute", "takes an hour", "a day earlier": the article is a figure there."""
    before = ("within", "takes", "took", "under", "instead of", "less than", "from", "to", "in")
    behind = "earlier|sooner|faster|quicker|shorter|less"
    ahead = [rf"(?<={word} )an?(?= (?:{_UNIT})\b)" for word in before]
    return "|".join([*ahead, rf"an?(?= (?:{_UNIT}) (?:{behind})\b)"])


def _is_compared(said: str) -> bool:
    return any(pattern.search(said) for pattern in comparing())


@cache
def comparative() -> re.Pattern[str]:
    """The words that stand where a figure should, if there is none."""
    return whole(wording().vague.comparatives)

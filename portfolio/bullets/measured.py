"""The figures of a line, in digits and in words, and whether they are compared with anything."""

import re
from dataclasses import dataclass
from functools import cache

from portfolio.bullets.findings import Span
from portfolio.bullets.named import hidden
from portfolio.bullets.wording import any_of, whole, wording

_FIGURE = "#"
_PERCENT = "#%"
_FACTOR = "#x"
_AGO = 60
"""Characters within which both ends of a comparison stand."""


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
    if kind == "digits" and re.search(
        r"%|percent|per cent|pp$|points?$", match.group(), re.IGNORECASE
    ):
        return sign + _PERCENT
    return sign + _FIGURE


@cache
def _figures() -> re.Pattern[str]:
    facts = wording().figures
    word = any_of(facts.words)
    number = rf"(?:(?:{word})(?:[ -](?:{word}))*)"
    digits = r"\d+(?:[.,'’ ]\d{3})*(?:[.,]\d+)?"
    rhythm = any_of(facts.rhythms)
    unit = "second|minute|hour|day|week|month|year|quarter"
    return re.compile(
        rf"(?<![\w-])(?P<alone>{any_of(facts.by_themselves)})(?![\w-])"
        rf"|(?<![\w.])(?P<factor>(?:{digits}|{number})(?: ?[x×](?!\w)|-?fold\b| times (?:as|the|more|faster|fewer|less|cheaper|quicker|higher|lower|shorter|what)\b))"
        rf"|(?<![\w~.])(?P<digits>(?:(?<![\w])[-−–+±])?[<>~≈]?(?:(?:USD|EUR|CHF|GBP) |[€$£] ?)?{digits}(?: ?%| per ?cent\b| percent\b| percentage points?\b| points?\b|pp\b)?)"
        rf"|(?<![\w-])(?P<rhythms>(?<=from )(?:{rhythm})(?= (?:\S+ )?to (?:{rhythm}))|(?:{rhythm})(?= (?:instead of|rather than) (?:{rhythm})))"
        rf"|(?<![\w-])(?P<words>(?:{number}|{any_of(facts.also)})(?: per ?cent\b| percent\b)?)(?![\w])"
        rf"|(?<![\w-])(?P<one>one(?= (?:{unit}|percent|of (?:two|three|four|five|ten)|[\w-]+ instead)\b)|(?<=instead of on )one\b)"
        rf"|\b(?P<a>(?<=within )an?(?= (?:{unit})\b)|(?<=takes )an?(?= (?:{unit})\b)|(?<=took )an?(?= (?:{unit})\b)|(?<=under )an?(?= (?:{unit})\b)|(?<=instead of )an?(?= (?:{unit})\b)|(?<=less than )an?(?= (?:{unit})\b)|(?<=from )an?(?= (?:{unit})\b)|(?<=to )an?(?= (?:{unit})\b)|(?<=in )an?(?= (?:{unit})\b))",
        re.IGNORECASE,
    )


def _is_compared(said: str) -> bool:
    return any(pattern.search(said) for pattern in _comparisons())


@cache
def _comparisons() -> tuple[re.Pattern[str], ...]:
    facts = wording().figures
    some = r"(?:[^\s;]+ ){0,6}?"
    few = r"(?:[^\s;]+ ){0,3}?"
    units, differences, moved = any_of(facts.units), any_of(facts.differences), any_of(facts.moved)
    before = r"was|were|had been|previously|formerly|before|vs\.?|versus|from|instead of|down from|up from|against|compared (?:with|to)|not|rather than|earlier"
    patterns = (
        r"#[=x]",
        r"(?<!\w)[−+]#",
        rf"\bfrom {few}[^\s,;]*#[^,;]{{0,{_AGO}}}?\b(?:to|towards) (?:{few}[^\s;]*#|(?:every|each|once|any)\b)",
        rf"\bto {few}[^\s;]*#.{{0,{_AGO}}}?\bfrom {few}[^\s;]*#",
        r"#[^.;]{0,30}?(?:→|->|=>|⇒|➝|➜|>>)[^.;]{0,30}?#",
        r"#[^.;]{0,30}? (?:down|up) to [^.;]{0,20}?#",
        rf"\bby (?:(?:about|around|almost|nearly|roughly|over|more than|at least|up to|some|approximately|close to|a factor of|an average of|an?|well over|a good) ){{0,2}}[^\w\s]?(?:#%|[^\w\s]?#(?= ?-?(?:{units})\b| ?(?:[.,;)]|$)| (?:a|per|each|for|in|with|through|thanks|after|to|on|since|across|without|and|while|by|of)\b))",
        rf"#%?(?: ?-?(?:{units}))?(?: [\w-]+){{0,2}}? (?:{differences})\b",
        rf"\b(?:{differences})\b by {few}[^\s;]*#",
        rf"\b(?:{moved})\b(?:(?! (?:to|at|under|below|over|above|for|within|in|from)\b) [^\s;]+){{0,8}}? (?:of |by |about |around |almost |nearly |over |some |up to |roughly |more than ){{0,2}}#%",
        rf"\b(?:{moved})\b {few}by (?:about |around |almost |nearly |over |some |up to |roughly |more than )?[^\s;]*#",
        rf"#%?.{{0,{_AGO}}}?(?:[(,;:]|\b) ?\b(?:{before})[: ] ?(?:it was |at |about |around |the |in |on |after |within |a |over |almost |some |only |more than ){{0,2}}[^\s\w]?#",
        rf"(?:instead of|rather than|where it used to) {some}(?:[^\s;]*#|\ba (?:day|week|month|year|quarter|night)|(?:hours|days|weeks|months|years|nights)\b|overnight)",
        rf"\b(?:was|were|took|needed|cost|had)\b {some}[^\s;]*#[^;]{{0,25}}\bbefore\b",
        rf"\bbefore(?:,|:) (?:{some}#|(?:it|they|we|this|that|these|the|a|an|every|each|nobody)\b)",
        rf"#[^.;]{{0,{_AGO}}}? into (?:one|a single|[^\s\w]?#)\b",
        rf"\b(?:consolidated|merged|combined|condensed|collapsed|unified)\b[^.;]{{0,{_AGO}}}?#[^.;]{{0,{_AGO}}}? to (?:one|a single|#)",
        rf"(?<![\w-])(?:{any_of(facts.compared)})(?![\w-])",
    )
    return tuple(re.compile(one, re.IGNORECASE) for one in patterns)


@cache
def comparative() -> re.Pattern[str]:
    """The words that stand where a figure should, if there is none."""
    return whole(wording().vague.comparatives)

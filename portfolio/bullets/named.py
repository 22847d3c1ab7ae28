"""What a line names: technologies, and everything with a number in it that measures nothing.

A version, a standard, a year, a port and the name of a machine are hidden before figures are
looked for, each character by a mark, so that every place stays where it was.
"""

import re
from functools import cache

from portfolio.bullets.findings import Span
from portfolio.bullets.wording import any_of, tools, wording

HIDDEN = "~"
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|winter|fall"
)
_NUMBER = r"\d+(?:[.,]\d+)*(?:\.x)?"
_MORE = (
    rf"(?:(?:,| and| or| to|/|-|–| &|, and) ?(?:v|version )?{_NUMBER}(?![\d.,]*\d| ?%|\w| [a-z]))*"
)
"""What may follow a version: another one, with nothing behind it that it could count."""
_SUFFIXES = (
    "ms|s|sec|m|min|mins|h|hr|hrs|d|k|K|M|B|G|T|bn|mn|mio|KB|MB|GB|TB|PB|GiB|TiB|MiB|GBit|Mbit|Gbps|Mbps"
    "|rps|qps|x|X|pp|pt|fold|USD|EUR|CHF|GBP|kEUR|W|kW|kWh|MW|t|kg|km|year|day|hour|minute|week|month|node|person"
)
_CURRENCIES = "USD|EUR|CHF|GBP|SEK|NOK|DKK|PLN|JPY|INR|AUD|CAD"


def named(text: str) -> list[Span]:
    """The technologies in ``text``, by name and as they are written."""
    return [match.span() for match in _names().finditer(text)]


def hidden(text: str) -> str:
    """``text`` with every number hidden that measures nothing."""
    for pattern in _patterns():
        text = pattern.sub(_hide, text)
    return text


def _hide(match: re.Match[str]) -> str:
    """All of a match, or the versions of it alone."""
    versions = match.groupdict().get("v")
    if versions is None:
        return re.sub(r"\S", HIDDEN, match.group())
    return match.group()[: -len(versions)] + re.sub(r"\S", HIDDEN, versions)


@cache
def _names() -> re.Pattern[str]:
    """The names, as they are written; short and everyday ones too, since the capital tells."""
    names = sorted(tools().names, key=len, reverse=True)
    return re.compile(rf"(?<![\w@-])(?:{'|'.join(map(re.escape, names))})(?![\w@])(?!\.\w)")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    figures = wording().figures
    units = any_of(figures.units)
    names = "|".join(map(re.escape, sorted(tools().names, key=len, reverse=True)))
    standards = "|".join(map(re.escape, tools().standards))
    counts = rf"(?! ?%|\w| ?-?(?:{units})\b)"
    """No version is followed by a unit."""
    plain = (
        rf"(?<![\w-])(?:{any_of(figures.no_figures)})(?![\w-])",
        r"(?<!\w)(?:https?://|www\.)\S+",
        # Months and years.
        rf"\b(?:{_MONTHS})\b\.?,? (?:\d{{1,2}}\.? ?,? )?'?(?:(?:19|20)\d\d)(?:[/–-]\d\d(?:\d\d)?)?(?![\d.,]*\d)",
        rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)? (?:{_MONTHS})\b(?: \d{{4}})?",
        r"\b(?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d\b",
        r"\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b",
        r"\b(?:q[1-4]|h[12]|fy|cy)[ /-]?'?(?:(?:19|20)\d\d|\d\d)?(?![\d.,]*\d)(?!\w)",
        r"(?<![\d.,$€£])\b(?:19[89]|20[0-4])\d\b(?:[/–-](?:19|20)?\d\d\b)?(?! ?%|[.,]\d|\w)(?! [a-z]+s\b(?<!was)(?<!has)(?<!is)(?<!this))",
        r"(?<=\bin the )(?:early |late )?(?:19|20)\d\ds?\b",
    )
    written = (
        # The technology with its version.
        rf"(?<![\w@-])(?:{names})(?:[ -](?:v|version |V)?{_NUMBER}(?:LTS|[a-z](?![\w]))?{counts}{_MORE}|-?\d+(?:\.\d+)*(?!\w))",
        rf"(?<![\w@-])(?:{names})(?![\w@])",
        rf"(?<![\w-])(?:{standards})(?:[ -/]?(?:type |Type )?v?\d[\w./:-]*{_MORE})",
        r"\bISO/IEC \d[\w:-]*" + _MORE,
        # Any other name with a number behind it, unless it begins the line or is a currency.
        rf"(?<=\S )(?!(?:{_CURRENCIES})\b)[A-Z][\w.+-]* v?{_NUMBER}{counts}(?! [a-z]+s\b){_MORE}",
        rf"(?<=\S )(?!(?:{_CURRENCIES})\b)[A-Z][A-Za-z+-]* v?\d+(?:\.\d+)+(?! ?%|\w|,\d| ?(?:{units})\b){_MORE}",
        # Letters with a number in them: A100, m5.large, p95, SEC-4821, 5xx, 19c.
        r"(?<![\w.,])(?!(?:sub|pre|under|mid|to|by|of|from|over|near|non)-)[A-Za-z](?:[\w./+]|-(?=\w))*\d[\w]*(?:[./:-]\w+)*",
        rf"(?<![\w.,$€£])\d+(?:\.\d+)*(?!(?:{_SUFFIXES})(?![A-Za-z]))[A-Za-z]\w*(?:[./]\w+)*",
    )
    designated = (
        rf"\b(?:{any_of(figures.designators)})\.? ?#?(?:{_NUMBER}|one|two|three|four){counts}{_MORE}",
        r"(?<!\w)#\d+\b",
        r"\b\d+\.x\b",
        r"(?<!\w)v\d+(?:\.\d+)*\b" + _MORE,
        r"\b\d+\.\d+\.\d+(?:\.\d+)?\b(?! ?%)",
        r"§+ ?\d+\w?",
        # From one version to the next, where something is brought up to date.
        rf"\b(?:upgrad|updat|migrat)\w+ (?:[^\s.;]+ ){{0,6}}?from (?:~+ )?(?P<v>(?:v|version )?\d+(?:\.\d+)?{counts} (?:over \d\S* )?to (?:v|version )?\d+(?:\.\d+)?{counts})(?! [a-z]+s\b)",
        rf"(?P<w>(?<=~ from )\d+(?:\.\d+)+{counts} to \d+(?:\.\d+)+{counts})",
    )
    return tuple(
        re.compile(one, flag)
        for group, flag in ((plain, re.IGNORECASE), (written, 0), (designated, re.IGNORECASE))
        for one in group
    )

"""The day that stands in a line, as people, git and calendars write it. Values in, values out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_CLOCK = r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, where it stands in the text, and whether the day itself was said or only its month
    or week: the first is taken then."""

    on: date
    start: int
    end: int
    is_whole: bool = True


def _numbers(found: re.Match[str]) -> date:
    return date(int(found["year"]), int(found["mon"]), int(found["day"]))


def _named(found: re.Match[str]) -> date:
    return date(int(found["year"]), _NAMES.index(found["month"][:3].lower()) + 1, int(found["day"]))


def _first_of_month(found: re.Match[str]) -> date:
    return date(int(found["year"]), _NAMES.index(found["month"][:3].lower()) + 1, 1)


def _monday(found: re.Match[str]) -> date:
    return date.fromisocalendar(int(found["year"]), int(found["week"]), 1)


def _slashed(found: re.Match[str]) -> date:
    """03/04/2026 could be two days, and is none; 24/11/2026 is one."""
    one, two = int(found["one"]), int(found["two"])
    if (one > 12) == (two > 12) and one != two:
        raise ValueError("two days")
    day, month = (one, two) if one > 12 else (two, one)
    return date(int(found["year"]), month, day)


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], date], bool], ...] = (
    (r"(?P<year>\d{4})[-/.](?P<mon>\d{1,2})[-/.](?P<day>\d{1,2})" + _CLOCK, _numbers, True),
    (
        _WEEKDAY + _MONTH + r" +(?P<day>\d{1,2}) \d{2}:\d{2}:\d{2} (?P<year>\d{4})"
        r"(?: [+-]\d{4})?",
        _named,
        True,
    ),
    (
        _WEEKDAY + r"(?P<day>\d{1,2})(?:st|nd|rd|th)? " + _MONTH + r",? (?P<year>\d{4})" + _CLOCK,
        _named,
        True,
    ),
    (_WEEKDAY + _MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})", _named, True),
    (r"(?P<day>\d{1,2})\. ?(?P<mon>\d{1,2})\. ?(?P<year>\d{4})", _numbers, True),
    (r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>\d{4})", _slashed, True),
    (r"(?P<year>\d{4})-?W(?P<week>\d{1,2})", _monday, False),
    (r"week (?P<week>\d{1,2}),? (?:of )?(?P<year>\d{4})", _monday, False),
    (_MONTH + r",? (?P<year>\d{4})", _first_of_month, False),
    (r"(?P<year>\d{4})-(?P<mon>\d{2})", lambda m: date(int(m["year"]), int(m["mon"]), 1), False),
)
_COMPILED = tuple(
    (re.compile(rf"(?<![\w./-]){form}(?![\w/-]|\.\d)", re.IGNORECASE), read, is_whole)
    for form, read, is_whole in _FORMS
)
LOOKED_AT = 600
"""Characters of a line."""


def find(text: str) -> Day | None:
    """The first day in ``text``; a month or a week only where there is no day. None for none, and
    for what could be two days."""
    text = text[:LOOKED_AT]
    for whole in (True, False):
        found = [
            Day(on, match.start(), match.end(), is_whole)
            for pattern, read, is_whole in _COMPILED
            if is_whole is whole and (match := pattern.search(text)) and (on := _read(read, match))
        ]
        if found:
            return min(found, key=lambda day: (day.start, -day.end))
    return None


def _read(read: Callable[[re.Match[str]], date], match: re.Match[str]) -> date | None:
    try:
        return read(match)
    except ValueError:
        return None

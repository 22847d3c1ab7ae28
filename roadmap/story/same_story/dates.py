"""Months and years in many forms, spans of them, and "today"."""

from dataclasses import dataclass

from roadmap.story.same_story.numerals import ONES, TENS
from roadmap.story.same_story.reading import Reading

_NAMES = "january february march april may june july august september october november december"
MONTHS = {
    **{name: number for number, name in enumerate(_NAMES.split(), start=1)},
    **{name[:3]: number for number, name in enumerate(_NAMES.split(), start=1)},
    "sept": 9,
}
_BEGINNINGS = MONTHS.keys() | {"two", "twenty"}
"""Words that a date begins with."""
_OPEN = {"present", "today", "now", "current", "currently", "ongoing", "heute"}
_JOINS = {"–", "-", "—", "to", "until", "till", "through", "‑", "→", "thru"}
_EARLIEST, _LATEST = 1970, 2099


@dataclass(frozen=True, slots=True)
class When:
    """A year, a month of one, or a month of a year that is not named. From token to token."""

    first: int
    last: int
    year: int | None
    month: int | None

    def fits(self, partial: str) -> bool:
        """Whether it can be this partial date, as exactly as both are said."""
        year, month = parts(partial)
        if self.year is not None and year is not None and self.year != year:
            return False
        return self.month is None or month is None or self.month == month

    def is_near(self, partial: str) -> bool:
        """Whether only one of year and month differs, the year by two at most."""
        year, month = parts(partial)
        if self.year is None or year is None:
            return self.year is None
        if month is None or self.month is None or self.month == month:
            return abs(self.year - year) <= 2
        return self.year == year


@dataclass(frozen=True, slots=True)
class Span:
    """From one to another; ``until`` None is until now."""

    first: int
    last: int
    since: When
    until: When | None


def parts(partial: str) -> tuple[int | None, int | None]:
    """Year and month of "2024" or "2024-03"."""
    pieces = [int(one) for one in partial.split("-")[:2] if one.isdigit()]
    return (pieces[0] if pieces else None, pieces[1] if len(pieces) > 1 else None)


def dates(text: Reading) -> tuple[list[Span], list[When]]:
    """Spans, and the dates that stand alone. Their tokens are taken."""
    found: list[When] = []
    at = 0
    while at < len(text.tokens):
        begins = text.tokens[at].is_number or text.lower[at] in _BEGINNINGS
        one = _when(text, at) if begins else None
        if one is not None:
            found.append(one)
            text.take(one.first, one.last)
        at = (one.last if one else at) + 1
    return _spans(text, found)


def _when(text: Reading, at: int) -> When | None:
    token = text.tokens[at]
    if token.low in MONTHS:
        return _named(text, at)
    if token.is_number:
        return _numbered(text, at)
    year = _spelled_year(text, at)
    return When(at, year[1], year[0], None) if year else None


def _named(text: Reading, at: int) -> When | None:
    """ "October 2024", "Oct. 24, 2024", "March of this year", "this May", "24 October 2024"."""
    month, last = MONTHS[text.low(at)], at
    first = at - 1 if _is_day(text, at - 1) and at - 1 not in text.taken else at
    following = at + 1 + (text.low(at + 1) in {".", ","})
    if _is_day(text, following) and _year(text, following + 1 + (text.low(following + 1) == ",")):
        following += 1 + (text.low(following + 1) == ",")
    elif text.low(following) == "of":
        following += 1
    year, end = _year_at(text, following)
    if year is not None:
        return When(first, end, year, month)
    relative = text.low(following) in {"this", "last"} and text.low(following + 1) == "year"
    if relative:
        return When(first, following + 1, None, month)
    # "May" and "March" are words, too: without a year a month has to be introduced.
    capital = text.tokens[at].is_capital
    before = {"in", "since", "last", "this", "until", "from", "by", "early", "late", "mid"}
    if capital and len(text.low(at)) >= 3 and text.low(at - 1) in before:
        return When(first, last, None, month)
    return None


def _is_day(text: Reading, at: int) -> bool:
    low = text.low(at)
    return low.isdigit() and len(low) <= 2 and 1 <= int(low) <= 31


def _year(text: Reading, at: int) -> int | None:
    low = text.low(at)
    is_year = len(low) == 4 and low.isascii() and low.isdigit()
    return int(low) if is_year and _EARLIEST <= int(low) <= _LATEST else None


def _year_at(text: Reading, at: int) -> tuple[int | None, int]:
    if (year := _year(text, at)) is not None:
        return year, at
    if text.low(at) in {"'", "’"} and len(text.low(at + 1)) == 2 and text.low(at + 1).isdigit():
        return 2000 + int(text.low(at + 1)), at + 1
    return _spelled_year(text, at) or (None, at)


def _spelled_year(text: Reading, at: int) -> tuple[int, int] | None:
    """ "twenty twenty-four", "two thousand and nineteen", "twenty nineteen"."""
    if text.lows(at, at + 1) == ["two", "thousand"]:
        following = at + 2 + (text.low(at + 2) == "and")
        low = _below_hundred(text, following)
        is_year = low is not None and text.low(at - 1) in {"in", "since", "from", "until", "to"}
        return (2000 + low[0], low[1]) if low is not None and is_year else None
    if text.low(at) != "twenty" or (low := _below_hundred(text, at + 1)) is None or low[0] < 10:
        return None
    return 2000 + low[0], low[1]


def _below_hundred(text: Reading, at: int) -> tuple[int, int] | None:
    low = text.low(at)
    if low in TENS:
        place = at + 1 + (text.low(at + 1) == "-")
        one = ONES.get(text.low(place), 0)
        return (TENS[low] + one, place) if 0 < one < 10 else (TENS[low], at)
    return (ONES[low], at) if low in ONES else None


def _numbered(text: Reading, at: int) -> When | None:
    """ "10/2024", "2024-10", "2024-10-15", "10.2024", "15.10.2024", "2024"."""
    low = text.low(at)
    if low.count(".") in (1, 2) and (found := _dotted(low)):
        return When(at, at, *found)
    if (year := _year(text, at)) is not None:
        return _year_first(text, at, year)
    two, sign = _is_day(text, at), text.low(at + 1)
    if two and sign in {"/", "."} and text.touches(at + 1) and text.touches(at + 2):
        if _is_day(text, at + 2) and text.low(at + 3) == sign and _year(text, at + 4):
            return When(at, at + 4, _year(text, at + 4), None)  # day or month first: nobody knows
        if (year := _year(text, at + 2)) is not None and int(low) <= 12:
            return When(at, at + 2, year, int(low))
    return None


def _year_first(text: Reading, at: int, year: int) -> When | None:
    touching = text.touches(at + 1) and text.touches(at + 2)
    low = text.low(at + 2)
    if touching and text.low(at + 1) in {"-", "/"} and _is_day(text, at + 2) and int(low) <= 12:
        last = at + 2
        if text.low(at + 3) == text.low(at + 1) and text.touches(at + 3) and _is_day(text, at + 4):
            last = at + 4
        return When(at, last, year, int(low))
    before = text.low(at - 1)
    if before in {"$", "€", "£", "/", "#"} or text.low(at + 1) in {"%", "$", "€"}:
        return None
    return When(at, at, year, None)


def _dotted(low: str) -> tuple[int, int] | None:
    pieces = low.split(".")
    if len(pieces[-1]) != 4 or not all(one.isdigit() and len(one) <= 4 for one in pieces):
        return None
    year, month = int(pieces[-1]), int(pieces[-2])
    return (year, month) if _EARLIEST <= year <= _LATEST and 1 <= month <= 12 else None


def _spans(text: Reading, found: list[When]) -> tuple[list[Span], list[When]]:
    spans: list[Span] = []
    alone: list[When] = []
    place = 0
    while place < len(found):
        one, following = found[place], found[place + 1] if place + 1 < len(found) else None
        joins = text.low(one.last + 1) in _JOINS
        if joins and following is not None and following.first == one.last + 2:
            spans.append(Span(one.first, following.last, one, following))
            place += 1
        elif (end := _open_end(text, one)) is not None:
            spans.append(Span(one.first, end, one, None))
            text.take(one.first, end)
        else:
            alone.append(one)
        place += 1
    return spans, alone


def _open_end(text: Reading, one: When) -> int | None:
    """ "– present", "to date", "- heute", "until now"; the last token of it."""
    at = one.last + 1
    if text.low(at) not in _JOINS:
        return None
    if text.low(at + 1) == "the":
        at += 1
    if text.low(at + 1) in _OPEN or text.lows(at, at + 1) == ["to", "date"]:
        return at + 1
    return None

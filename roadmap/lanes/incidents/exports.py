"""The lines of an incident tool's export: any columns, whatever parts them, dates as they come."""

import csv
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo

from django.utils.translation import gettext as _

from roadmap.lanes.incidents.counting import Row

MAX_BYTES = 1_000_000
SAMPLE = 200
"""Lines looked at to tell which column has the dates, and how they are written."""

_DATE_NAMES = re.compile(
    r"creat|open|start|begin|began|detect|report|occur|date|time|when|day|erstellt|beginn|datum|fecha"
    r"|data|début"
)
_LATER_NAMES = re.compile(r"resol|clos|end|updat|modif|due|ack|geschlossen|ende")
_TITLE_NAMES = re.compile(
    r"title|summary|subject|name|short.?desc|headline|titel|betreff|titre|título|asunto"
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:\D|$)")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?:\D|$)")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY_NAMED = re.compile(r"(\d{1,2})[ -]([a-z]{3})[a-z]*\.?,?[ -](\d{4})")
_NAMED_DAY = re.compile(r"([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_EPOCH = re.compile(r"(\d{10})(\d{3})?")


class ExportError(ValueError):
    """The text is no table of incidents. The message says how to mend it."""


def rows(text: str, zone: tzinfo) -> list[Row]:
    """The lines below the head, with their day by the clock of ``zone`` and their title.

    Raises:
        ExportError: for a text without a head, or without a column of dates.
    """
    table = _table(text)
    if len(table) < 2:
        raise ExportError(
            _("This has no lines below a head. Paste the export with its first line, the names.")
        )
    head, lines = [name.strip().lower() for name in table[0]], table[1:]
    when = _column_of_dates(head, lines, zone)
    if when is None:
        raise ExportError(
            _(
                "No column of dates was found. Export it with the day each incident began, such "
                "as 2026-03-31."
            )
        )
    titles = [n for n, name in enumerate(head) if _TITLE_NAMES.search(name) and n != when]
    titles = titles or [n for n in range(len(head)) if n != when]
    day_of = _reader_of(_cells(lines[:SAMPLE], when), zone)
    return [
        Row(day_of(_cell(line, when)), " ".join(_cell(line, n) for n in titles)) for line in lines
    ]


def _table(text: str) -> list[list[str]]:
    first = text.lstrip("\ufeff\r\n").partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    try:
        found = csv.reader(text.lstrip("\ufeff").splitlines(keepends=True), delimiter=delimiter)
        return [line for line in found if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise ExportError(
            _("This cannot be read as a table. Export it as CSV, one incident a line.")
        ) from error


def _cell(line: list[str], column: int) -> str:
    return line[column] if column < len(line) else ""


def _cells(lines: list[list[str]], column: int) -> list[str]:
    return [cell for line in lines if (cell := _cell(line, column).strip())]


def _column_of_dates(head: list[str], lines: list[list[str]], zone: tzinfo) -> int | None:
    """The column whose cells are dates; of several the one that is named for the beginning."""
    candidates = []
    for number, name in enumerate(head):
        cells = _cells(lines[:SAMPLE], number)
        read = _reader_of(cells, zone)
        dates = sum(read(cell) is not None for cell in cells)
        if dates and (dates * 2 >= len(cells) or _rank(name) == 0):
            candidates.append((_rank(name), number))
    return min(candidates)[1] if candidates else None


def _rank(name: str) -> int:
    if _LATER_NAMES.search(name):
        return 2
    return 0 if _DATE_NAMES.search(name) else 1


def _reader_of(cells: list[str], zone: tzinfo) -> Callable[[str], date | None]:
    """How this column's dates are read. 03/04/2026 is the fourth of March, unless another line
    has a figure above twelve in front."""
    slashed = [found for cell in cells if (found := _SLASHED.match(cell.strip()))]
    day_first = any(int(found[1]) > 12 for found in slashed)
    return lambda cell: _day(cell.strip().lower(), zone, day_first)


def _day(cell: str, zone: tzinfo, day_first: bool) -> date | None:
    try:
        return _with_clock(cell, zone) or _written(cell, day_first)
    except (ValueError, OverflowError):
        return None


def _with_clock(cell: str, zone: tzinfo) -> date | None:
    """A moment with its offset, or seconds since 1970, as the day that it was in ``zone``."""
    if epoch := _EPOCH.fullmatch(cell):
        return datetime.fromtimestamp(int(epoch[1]), UTC).astimezone(zone).date()
    try:
        moment = datetime.fromisoformat(cell.upper())
    except ValueError:
        return None
    return moment.astimezone(zone).date() if moment.tzinfo else moment.date()


def _written(cell: str, day_first: bool) -> date | None:
    if iso := _ISO.match(cell):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if dotted := _DOTTED.match(cell):
        return date(_year(dotted[3]), int(dotted[2]), int(dotted[1]))
    if slashed := _SLASHED.match(cell):
        first, second = int(slashed[1]), int(slashed[2])
        day, month = (first, second) if day_first else (second, first)
        return date(_year(slashed[3]), month, day)
    if named := _DAY_NAMED.match(cell):
        return date(int(named[3]), _MONTHS.index(named[2]) + 1, int(named[1]))
    if named := _NAMED_DAY.match(cell):
        return date(int(named[3]), _MONTHS.index(named[1]) + 1, int(named[2]))
    return None


def _year(figure: str) -> int:
    return int(figure) + (2000 if len(figure) == 2 else 0)

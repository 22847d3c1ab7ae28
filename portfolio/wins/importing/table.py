"""A table: CSV with commas, semicolons or tabs, or a Markdown table. The first line names the
columns, in any order and by any of several names; columns that are not known are named."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from common import figures
from portfolio.wins.importing import days
from portfolio.wins.importing.candidates import (
    Candidate,
    Found,
    Unreadable,
    clean,
    cleaned,
    key_of,
    shortened,
)
from portfolio.wins.models import LONGEST_PART, Source

COLUMNS = {
    "on": ("date", "day", "when", "on", "happened on", "happened", "datum", "fecha", "completed"),
    "line": ("win", "what", "line", "title", "what happened", "summary", "achievement",
             "accomplishment", "description", "subject", "name", "entry"),
    "metric": ("metric", "measure", "kpi", "figure"),
    "unit": ("unit",),
    "before": ("before", "from", "baseline", "old"),
    "after": ("after", "to", "now", "new", "value"),
    "for_whom": ("for whom", "for", "whom", "who", "stakeholder", "beneficiary", "team", "customer",
                 "for whom it mattered"),
    "link": ("link", "url", "address", "proof", "evidence"),
    "problem": ("problem", "situation"),
    "constraints": ("constraints", "constraint"),
    "decision": ("decision", "action"),
    "tradeoff": ("tradeoff", "trade-off"),
    "result": ("result", "results", "impact", "outcome", "note", "notes", "details", "detail",
               "comment"),
}  # fmt: skip
"""What a column may be called, by what it says. The first of each is what we call it."""
DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 4 * LONGEST_PART
_RULE = re.compile(r"^\|?[\s|:-]*-[\s|:-]*$")


def is_table(text: str) -> bool:
    """Whether the first two lines have the same number of columns, and the first one names them."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:3]
    if not lines or lines[0].lstrip().startswith(("#", "- ", "* ", "+ ")):
        return False
    head = [_plain(cell) for cell in _split(lines[0])]
    known = {name for names in COLUMNS.values() for name in names}
    if len(head) > 1 and any(name in known for name in head):
        return True
    if lines[0].lstrip().startswith("|") and len(lines) > 1 and _RULE.match(lines[1]):
        return True
    widths = {len(_split(line)) for line in lines}
    short = all(len(name) <= 40 and not days.find(name) for name in head)
    return len(lines) > 1 and widths == {len(head)} and len(head) > 2 and short


def _split(line: str) -> list[str]:
    delimiter = _delimiter(line)
    return line.strip().strip("|" if delimiter == "|" else "").split(delimiter)


def _delimiter(line: str) -> str:
    return max(DELIMITERS, key=line.count)


def _plain(cell: str) -> str:
    return " ".join(cell.strip(" \"'*`").replace("_", " ").casefold().split())


def read(text: str, today: date) -> Found:
    """Each line below the names.

    Raises:
        Unreadable: no table, no column that says what happened, or no line below.
    """
    found = Found(Source.TABLE)
    rows = _rows(text)
    if not rows:
        raise Unreadable(_("There is no line in it."))
    (_at, head), *lines = rows
    columns = _columns(head)
    if "line" not in columns.values():
        ours = ", ".join(names[0] for names in COLUMNS.values())
        raise Unreadable(
            _(
                "No column says what happened. The first line names the columns, such as: "
                "%(ours)s. This one says: %(theirs)s."
            )
            % {"ours": ours, "theirs": _named(head)}
        )
    if not lines:
        raise Unreadable(_("Below the names there is no line."))
    for at, row in lines:
        _take(at, row, columns, len(head), found, today)
    unread = [cell for number, cell in enumerate(head) if cell.strip() and number not in columns]
    if unread:
        found.remarks.append(_("Columns that are not read: %s.") % _named(unread))
    return found


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Each line with its number, the empty ones left out."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = _delimiter(first)
    if delimiter == "|":
        return [
            (at, [cell.strip() for cell in line.strip().strip("|").split("|")])
            for at, line in enumerate(text.splitlines(), start=1)
            if line.strip() and not _RULE.match(line.strip())
        ]
    lines = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
    try:
        return [(lines.line_num, row) for row in lines if any(cell.strip() for cell in row)]
    except csv.Error as error:
        words = {"line": lines.line_num, "why": _("a quoted cell is not closed, or has no end")}
        raise Unreadable(
            _("This is no table we can read, from line %(line)d on: %(why)s.") % words
        ) from error


def _columns(head: list[str]) -> dict[int, str]:
    """Which column says what; of two that say the same the first."""
    known = {also: name for name, every in COLUMNS.items() for also in every}
    columns: dict[int, str] = {}
    for number, cell in enumerate(head):
        name = known.get(_plain(cell))
        if name and name not in columns.values():
            columns[number] = name
    return columns


def _take(
    at: int, row: list[str], columns: dict[int, str], width: int, found: Found, today: date
) -> None:
    cells = {name: row[number].strip() for number, name in columns.items() if number < len(row)}
    said = cells.get("line", "") or " ".join(row)
    if any(cell.strip() for cell in row[width:]):
        found.skip(at, said, _("It has more cells than there are names."))
    elif any(len(cell) > LONGEST_CELL for cell in cells.values()):
        found.skip(at, said, _("A cell has more than %d characters.") % LONGEST_CELL)
    else:
        try:
            found.add(_candidate(at, cells), today)
        except ValueError as error:
            found.skip(at, said, str(error))


def _candidate(at: int, cells: dict[str, str]) -> Candidate:
    """One line.

    Raises:
        ValueError: with the sentence that says what in it is wrong.
    """
    line = clean(cells.get("line", ""))
    on, remarks = _day(cells.get("on", ""))
    others = ("metric", "unit", "for_whom", "link")
    more = {name: clean(cells[name]) for name in others if cells.get(name)}
    for name in ("problem", "constraints", "decision", "tradeoff", "result"):
        if cells.get(name):
            more[name] = cleaned(cells[name].splitlines())
    return Candidate(
        at=at,
        line=line,
        on=on,
        more=more,
        before=_figure(cells.get("before", "")),
        after=_figure(cells.get("after", "")),
        key=key_of(on, line, more),
        remarks=remarks,
    )


def _figure(text: str) -> Decimal | None:
    if text in ("", "-", "–"):
        return None
    try:
        return figures.parse(text[:80])
    except figures.NoFigureError as error:
        words = {"text": shortened(text, 40), "why": str(error)}
        raise ValueError(_("“%(text)s” as a figure: %(why)s") % words) from None


def _day(text: str) -> tuple[date | None, tuple[str, ...]]:
    if text in ("", "-", "–"):
        return None, ()
    day = days.find(text)
    if day is None:
        raise ValueError(
            _("“%s” is no day that can be told. Write it like 2026-01-31.") % shortened(text, 40)
        )
    if not day.is_whole:
        return day.on, (_("“%s” has no day: the first is taken.") % shortened(text, 40),)
    return day.on, ()


def _named(cells: list[str]) -> str:
    """Some names, short: a file may be anything."""
    named = [f"“{shortened(cell, 30)}”" for cell in cells if cell.strip()]
    return ", ".join(named[:8]) + ("…" if len(named) > 8 else "")

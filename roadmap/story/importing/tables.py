"""A table of LinkedIn's data export: its rows by their headings. Values in, values out."""

import codecs
import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

from roadmap.story.importing.found import MOST_READ, IsText, Unreadable
from roadmap.story.importing.report import names, short

SEARCHED = 12
"""So many lines are looked at for the headings: some tables begin with notes."""
LONGEST_CELL = 20_000


@dataclass(frozen=True, slots=True)
class Table:
    """Its headings, and its rows by heading."""

    headings: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def read(data: bytes, name: str, known: frozenset[str]) -> Table:
    """The table in ``data``. ``name`` is the file's, for sentences; ``known`` are headings of which
    the first line of the table has at least one.

    Raises:
        Unreadable: no text, no table, no such headings, or too many rows.
        IsText: it is prose.
    """
    text = _text(data, name)
    if _is_prose(text, known):
        words = _("This is a text, and no table: as a résumé it is read at “Résumé lines”.")
        raise IsText(words)
    rows = _rows(text, name)
    at = next((n for n, row in enumerate(rows[:SEARCHED]) if known & {*map(_plain, row)}), None)
    if at is None:
        said = names(short(cell, 30) for cell in (rows[0] if rows else ())[:20] if cell.strip())
        words = _("%(name)s is no table of LinkedIn’s that we read. Its first line says: %(said)s.")
        raise Unreadable(words % {"name": name, "said": said or _("nothing")})
    headings, below = tuple(map(_plain, rows[at])), rows[at + 1 :]
    if len(below) > MOST_READ:
        words = _("There are %(n)s rows in %(name)s: more than %(most)d are not read at once.")
        raise Unreadable(words % {"n": f"{len(below):,}", "name": name, "most": MOST_READ})
    return Table(headings, tuple(_cells(headings, row) for row in below))


def _is_prose(text: str, known: frozenset[str]) -> bool:
    """Whether its first lines have no commas, or have them as sentences do, with a blank behind,
    and none of them is a line of headings."""
    lines = [line for line in text.splitlines() if line.strip()][:SEARCHED]
    if not lines or any(known & {*map(_plain, line.replace('"', "").split(","))} for line in lines):
        return False
    return not any("," in line for line in lines) or any(", " in line for line in lines)


def _cells(headings: tuple[str, ...], row: list[str]) -> dict[str, str]:
    return {heading: cell[:LONGEST_CELL] for heading, cell in zip(headings, row, strict=False)}


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _text(data: bytes, name: str) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        words = _(
            "%s is no text in UTF-8, as LinkedIn exports it. Take it from the export once more."
        )
        raise Unreadable(words % name)
    return text


def _rows(text: str, name: str) -> list[list[str]]:
    try:
        rows = csv.reader(io.StringIO(text, newline=None), strict=True)
        return [row for row in rows if any(cell.strip() for cell in row)]
    except csv.Error:
        words = _("%s is no table we can read: a quoted cell is not closed.")
        raise Unreadable(words % name) from None

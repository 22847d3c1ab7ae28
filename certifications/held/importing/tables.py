"""Credentials in a table: our own columns in any order, or LinkedIn's Certifications.csv."""

import codecs
import csv
import io

from django.utils.translation import gettext as _

from certifications.held.importing.found import LONGEST_CELL, Found, Raw, Unreadable

MOST_LINES = 200

HEADINGS = {
    "name": "Name",
    "issuer": "Issued by",
    "issued_on": "Issued on",
    "expires_on": "Expires on",
    "number": "Credential ID",
    "url": "Link",
    "renewal_note": "How you renew it",
}
"""Our own columns, as the download has them."""

_ALSO = {
    "name": ("certification", "certificate", "credential", "title"),
    "issuer": ("authority", "issuer", "issuing organization", "organization", "provider", "vendor"),
    "issued_on": ("started on", "issued", "issue date", "issued at", "date", "earned on"),
    "expires_on": ("finished on", "expires", "expiry", "expiry date", "expiration date",
                   "expires at", "valid until"),
    "number": ("license number", "licence number", "certificate number", "credential number",
               "license", "id"),
    "url": ("url", "link to verify it", "credential url", "verification link"),
    "renewal_note": ("renewal", "note"),
}  # fmt: skip
_LINKEDIN = {"name", "authority", "started on", "finished on", "license number"}


def read(data: bytes) -> Found:
    """Each line below the headings.

    Raises:
        Unreadable: no text, no table, no column with the name, no line, or too many.
    """
    rows = _rows(_text(data))
    if not rows:
        raise Unreadable(_("The file is empty."))
    headings, *lines = rows
    columns = _columns(headings)
    if "name" not in columns.values():
        raise Unreadable(
            _(
                "No column is called Name. The first line has to name the columns: %(ours)s. "
                "This one says: %(theirs)s."
            )
            % {"ours": ", ".join(HEADINGS.values()), "theirs": _shown(headings)}
        )
    if not lines:
        raise Unreadable(_("Below the headings there is no line."))
    if len(lines) > MOST_LINES:
        raise Unreadable(
            _("There are %(n)s lines; %(most)d at a time, please.")
            % {"n": f"{len(lines):,}", "most": MOST_LINES}
        )
    linkedin = {heading.strip().casefold() for heading in headings} >= _LINKEDIN
    kind = _("LinkedIn’s list of certifications") if linkedin else _("a table")
    raws = [_raw(number, row, columns, len(headings)) for number, row in enumerate(lines, start=1)]
    return Found(kind, raws, _remarks(headings, columns))


def _text(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Unreadable(
            _("This is no text we can read. Save the table as “CSV UTF-8” and choose it again.")
        )
    return text


def _rows(text: str) -> list[list[str]]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
        return [row for row in lines if any(cell.strip() for cell in row)]
    except csv.Error as error:
        if "limit" in str(error):
            raise Unreadable(_("This is no table we can read: a cell has no end.")) from None
        raise Unreadable(_("This is no table we can read: a quoted cell is not closed.")) from None


def _columns(headings: list[str]) -> dict[int, str]:
    """Which column says what; of two that say the same the first."""
    known = {heading.casefold(): name for name, heading in HEADINGS.items()}
    known |= {also: name for name, every in _ALSO.items() for also in every}
    columns: dict[int, str] = {}
    for number, heading in enumerate(headings):
        name = known.get(" ".join(heading.replace("_", " ").split()).casefold())
        if name and name not in columns.values():
            columns[number] = name
    return columns


def _raw(number: int, row: list[str], columns: dict[int, str], width: int) -> Raw:
    cells = {name: row[at].strip() for at, name in columns.items() if at < len(row)}
    if any(len(cell) > LONGEST_CELL for cell in cells.values()):
        return Raw(number, {}, _("A cell has more than %d characters.") % LONGEST_CELL)
    if any(cell.strip() for cell in row[width:]):
        return Raw(number, cells, _("It has more cells than there are headings."))
    return Raw(number, cells)


def _remarks(headings: list[str], columns: dict[int, str]) -> list[str]:
    unread = [text for at, text in enumerate(headings) if text.strip() and at not in columns]
    return [_("Not read: %s.") % _shown(unread)] if unread else []


def _shown(headings: list[str]) -> str:
    """Some headings, short: a file may be anything."""
    named = [f"“{heading.strip()[:30]}”" for heading in headings if heading.strip()]
    return ", ".join(named[:8]) + ("…" if len(named) > 8 else "")

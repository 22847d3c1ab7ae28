"""Cells as a credential: what was understood, what was not, and why. Values in, values out.

The same is asked when a file is shown and once more when it is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from certifications.catalogue import catalog
from certifications.catalogue.credential import Credential
from certifications.held import checking
from certifications.held.importing import days
from certifications.held.importing.days import Day, Known
from certifications.held.importing.found import Raw
from certifications.held.windows import months_later

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
_LONGEST = {"name": 200, "issuer": 200, "number": 200, "url": 500, "renewal_note": 300}
_is_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Values:
    """A credential to be."""

    name: str = ""
    issuer: str = ""
    issued: Day | None = None
    expires_on: date | None = None
    number: str = ""
    url: str = ""
    renewal_note: str = ""

    def is_same(self, other: "Values", *, alike: bool) -> bool:
        """Whether both are one credential. ``alike``: the catalogue says they are of one kind."""
        if self.number and other.number:
            return self.number.casefold() == other.number.casefold()
        same_name = _plain(self.name) == _plain(other.name)
        if self.issued and other.issued and not self.issued.may_be(other.issued):
            return False
        return alike or same_name

    @property
    def issued_on(self) -> date | None:
        return self.issued.on if self.issued else None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file. What has a problem is not kept."""

    at: int
    values: Values
    match: Credential | None = None
    remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def expiry_by_catalogue(self) -> date | None:
        """The expiry that the catalogue's validity gives, where the file says none."""
        known, issued_on = self.match, self.values.issued_on
        if self.values.expires_on or self.problems or issued_on is None or known is None:
            return None
        if not known.expires or known.validity_months is None:
            return None
        return months_later(issued_on, known.validity_months)


def line(raw: Raw, today: date) -> Line:
    """What the cells of ``raw`` say."""
    if raw.problem:
        return Line(raw.at, Values(name=raw.cells.get("name", "")[:80]), problems=(raw.problem,))
    problems: list[str] = []
    remarks: list[str] = []
    texts = {
        name: _text(raw.cells.get(name, ""), most, problems) for name, most in _LONGEST.items()
    }
    if not texts["name"] and not problems:
        problems.append(_("It has no name."))
    issued = _day(raw.cells.get("issued_on", ""), problems, remarks)
    expires = _day(raw.cells.get("expires_on", ""), problems, remarks)
    issued_on, expires_on = issued.on if issued else None, expires.on if expires else None
    wrong = (checking.issued(issued_on, today), checking.expires(expires_on, issued_on))
    problems += [sentence for sentence in wrong if sentence]
    texts["url"] = _address(texts["url"], remarks)
    match = catalog.match(texts["name"], texts["issuer"])
    values = Values(issued=issued, expires_on=expires_on, **texts)
    return Line(raw.at, values, match, tuple(remarks), tuple(problems))


def _text(cell: str, most: int, problems: list[str]) -> str:
    text = " ".join(cell.replace("\0", "").split())
    if text == "-":
        return ""
    if text.startswith("'") and text[1:].startswith(FORMULA):
        return text[1:]  # as our own download guards it
    if text.startswith(FORMULA):
        problems.append(
            _("“%s” begins like a formula. Write the text without the sign.") % text[:40]
        )
    elif len(text) > most:
        problems.append(
            _("“%(text)s…” has more than %(most)d characters.") % {"text": text[:40], "most": most}
        )
    return text


def _day(cell: str, problems: list[str], remarks: list[str]) -> Day | None:
    text = " ".join(cell.split())
    if text in ("", "-"):
        return None
    found = days.read(text)
    if found is None:
        problems.append(
            _("“%s” is no date that can be told. Write it like 2026-01-31.") % text[:40]
        )
        return None
    if found.known is not Known.DAY:
        remarks.append(_("“%s” has no day: the first is taken. Look it up.") % text[:40])
    return found


def _address(text: str, remarks: list[str]) -> str:
    if not text:
        return ""
    try:
        _is_address(text)
    except ValidationError:
        remarks.append(_("“%s” is no web address and is left out.") % text[:40])
        return ""
    return text


def same(line: Line, others: Sequence[tuple[str, Values]]) -> bool:
    """Whether one of ``others`` (slug in the catalogue, values) is the credential of ``line``."""
    slug = line.match.slug if line.match else ""
    return any(
        line.values.is_same(values, alike=bool(slug) and slug == theirs)
        for theirs, values in others
    )


def _plain(name: str) -> str:
    return " ".join(name.replace("–", "-").casefold().split())

"""A number as people type it: 4,200 · 4.200,50 · $4 200 · −3."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

LARGEST, SMALLEST = Decimal(10) ** 11, Decimal("0.0001")
"""What a figure's column holds (see FigureField)."""

_BLANK = re.compile(r"[\s_\u2009\u202f’']")
_NUMBER = re.compile(r"[+-]?[\d.,]*\d[\d.,]*", re.ASCII)


class NoFigureError(ValueError):
    """It is no number that is kept. The message says how to write it."""


def parse(text: str) -> Decimal:
    """The number, to a ten-thousandth. The last of its commas and points is the decimal one, unless
    it is a comma before exactly three digits and alone.

    Raises:
        NoFigureError: in one sentence.
    """
    cleaned = _BLANK.sub("", text).replace("−", "-").lstrip("$€£")
    if cleaned.startswith("-"):
        cleaned = "-" + cleaned[1:].lstrip("$€£")
    if not _NUMBER.fullmatch(cleaned):
        raise NoFigureError(_why_not(cleaned))
    comma, point = cleaned.rfind(","), cleaned.rfind(".")
    if comma > point and (point >= 0 or len(cleaned) - comma != 4):
        cleaned = cleaned.replace(".", "").replace(",", ".")
    cleaned = cleaned.replace(",", "")
    if cleaned.count(".") > 1:
        raise NoFigureError(_("Which point is the decimal one? Write it like 1234567.89."))
    value = Decimal(cleaned)
    # Rounded, ninety-nine billions and a bit may be a hundred: looked at again.
    if abs(value) >= LARGEST or abs(value := value.quantize(SMALLEST)) >= LARGEST:
        raise NoFigureError(_("That is more than a hundred billion. Choose a larger unit."))
    return value if value else abs(value)


def _why_not(cleaned: str) -> str:
    if re.fullmatch(r"[+-]?[\d.,]+e[+-]?\d+", cleaned, re.IGNORECASE):
        return _("Write the number out: 1000000, not 1e6.")
    if re.match(r"[+-]?[0-9]", cleaned):
        return _("Only the number goes here, like 3000 or 0.97. The unit has a field of its own.")
    return _("This is no number. Write it like 3000 or 0.97.")

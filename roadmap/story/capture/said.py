"""What came in, as values: a number, a line, a picture, or several of them. No row, no clock."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from common import figures

FIELDS = ("value", "text", "image", "on", "limit", "how")
"""What may be named in a form, in JSON, or behind the address."""
LONGEST_HOW, LONGEST_KEY = 200, 200
LONGEST_FIGURE = 80
LONGEST_TEXT = 20_000
"""Characters that are looked at; what may be kept is shorter."""
OLDEST = timedelta(days=3653)
"""So far back a day may lie."""


class Refused(Exception):
    """Nothing of it is kept. ``status`` is HTTP's; ``wait`` says after how many seconds to come
    again; ``str()`` of it is the one line that says why."""

    def __init__(self, status: int, why: str, wait: int = 0) -> None:
        super().__init__(why)
        self.status = status
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Said:
    """One post. At least one of value, text and picture is there."""

    value: Decimal | None = None
    text: str = ""
    picture: bytes = b""
    on: date | None = None
    limit: Decimal | None = None
    how: str = ""
    as_sent: str = ""
    """The number as it was written."""


def plain(text: str) -> dict[str, str]:
    """A text alone: a number is a value, everything else a line."""
    text = text.strip()
    try:
        _parsed(text)
    except figures.NoFigureError:
        return {"text": text}
    return {"value": text}


def said(fields: Mapping[str, str], picture: bytes, today: date) -> Said:
    """What the fields say.

    Raises:
        Refused: a field is not known, says nothing that can be kept, or nothing was sent.
    """
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        raise Refused(
            400,
            _("Not kept: “%(name)s” is not known here. Known: %(all)s.")
            % {"name": _short(unknown[0]), "all": ", ".join(FIELDS)},
        )
    fields = {name: _clean(value) for name, value in fields.items()}
    picture = picture or _picture(fields.get("image", ""))
    if not (picture or fields.get("value") or fields.get("text")):
        raise Refused(400, _("Not kept: nothing was sent. Send a number, a line or a picture."))
    if len(fields.get("how", "")) > LONGEST_HOW:
        raise Refused(400, _("Not kept: “how” has more than %d characters.") % LONGEST_HOW)
    if len(fields.get("text", "")) > LONGEST_TEXT:
        raise Refused(413, too_long())
    return Said(
        value=_figure("value", fields),
        text=fields.get("text", ""),
        picture=picture,
        on=_day(fields.get("on", ""), today),
        limit=_figure("limit", fields),
        how=fields.get("how", ""),
        as_sent=fields.get("value", ""),
    )


def key(text: str) -> str:
    """The key that makes a repeated post one.

    Raises:
        Refused: it is longer than is kept.
    """
    text = _clean(text)
    if len(text) > LONGEST_KEY:
        raise Refused(400, _("Not kept: the key has more than %d characters.") % LONGEST_KEY)
    return text


def too_long() -> str:
    """The sentence for a text that does not fit."""
    return _("Not kept: the text is too long. A line of 500 characters fits, and 2,000 below it.")


def _clean(text: str) -> str:
    """Without what no database takes."""
    return text.replace("\0", "").replace("\r\n", "\n").strip()


def _figure(name: str, fields: Mapping[str, str]) -> Decimal | None:
    text = fields.get(name, "")
    if not text:
        return None
    try:
        return _parsed(text)
    except figures.NoFigureError as error:
        words = {"name": name, "why": str(error)}
        raise Refused(400, _("Not kept: “%(name)s”. %(why)s") % words) from None


def _parsed(text: str) -> Decimal:
    """What is longer than any figure is none."""
    return figures.parse(text if len(text) <= LONGEST_FIGURE else "")


def _day(text: str, today: date) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(400, _("Not kept: “on” is a day like 2026-01-31.")) from None
    if day > today:
        raise Refused(400, _("Not kept: “on” is a day still to come."))
    if day < today - OLDEST:
        raise Refused(400, _("Not kept: “on” lies more than ten years back."))
    return day


def _picture(text: str) -> bytes:
    """Of JSON or a form: base64, as it is or as a data: address."""
    if not text:
        return b""
    text = re.sub(r"^data:[\w./+-]{0,40};base64,", "", text[:80]) + text[80:]
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (ValueError, binascii.Error):
        raise Refused(400, _("Not kept: “image” is no picture in base64.")) from None


def _short(text: str) -> str:
    return " ".join(text.split())[:40]

"""The body of a post, whatever sent it: a shell, a script, a telephone. Curl calls everything a
form unless it is told otherwise, so what a body is, is told by what is in it."""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import unquote_plus

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from portfolio.overview import captured
from roadmap.story.capture import said
from roadmap.story.capture.said import FIELDS, Refused, Said

MOST_BYTES = captured.MOST_PICTURE_BYTES + 1024 * 1024
"""A picture as large as may be, and the fields around it."""
TEXTS = ("", "text/plain", "application/x-www-form-urlencoded", "application/octet-stream")
_ESCAPED = re.compile(r"(?:[\w.~!*'()+-]|%[0-9A-Fa-f]{2})+", re.ASCII)


def read(request: HttpRequest, today: date) -> Said:
    """What was posted, with what stands behind the address (``?on=2026-01-31``).

    Raises:
        Refused: in one line, with the status that says so.
    """
    asked = behind(request)
    kind = (request.content_type or "").lower()
    if kind == "multipart/form-data":
        fields, picture = _parts(request)
    else:
        fields, picture = _whole(kind, _bytes(request), request.encoding or "utf-8")
    named = {name: str(asked[name]) for name in FIELDS if name in asked}
    return said.said({**named, **fields}, picture, today)


def behind(request: HttpRequest) -> QueryDict:
    """What stands behind the address. It is in UTF-8, whatever charset is said of the body."""
    return QueryDict(request.META.get("QUERY_STRING", ""), encoding="utf-8")


def _too_large() -> Refused:
    return Refused(413, _("Not kept: it is larger than 5 MB."))


def check_size(request: HttpRequest) -> None:
    """Before anything of it is read.

    Raises:
        Refused: it is too large.
    """
    try:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise Refused(400, _("Not kept: it does not say how long it is.")) from None
    if size > MOST_BYTES:
        raise _too_large()


def _bytes(request: HttpRequest) -> bytes:
    check_size(request)
    try:
        return bytes(request.read())
    except (OSError, UnreadablePostError):
        raise Refused(400, _("Not kept: it broke off on its way.")) from None


def _parts(request: HttpRequest) -> tuple[dict[str, str], bytes]:
    check_size(request)
    try:
        files = [one for name in request.FILES for one in request.FILES.getlist(name)]
        fields = {name: str(request.POST[name]) for name in request.POST}
    except (MultiPartParserError, BadRequest, SuspiciousOperation, UnreadablePostError, OSError):
        raise Refused(400, _("Not kept: the form is malformed, or broke off.")) from None
    if len(files) > 1:
        raise Refused(400, _("Not kept: one picture at a time."))
    if not files:
        return fields, b""
    if not files[0].size:
        raise Refused(400, _("Not kept: the file is empty."))
    return fields, files[0].read()


def _whole(kind: str, data: bytes, encoding: str) -> tuple[dict[str, str], bytes]:
    if kind.startswith("image/") or captured.is_picture(data):
        return {}, data
    if kind == "application/json":
        return _json(data), b""
    if kind not in TEXTS and not kind.startswith("text/"):
        raise Refused(415, _("Not kept: send a text, a form, JSON, or a PNG, JPEG or WebP."))
    text = _text(data, encoding)
    if kind == "application/x-www-form-urlencoded":
        return _form(text), b""
    return said.plain(text), b""


def _text(data: bytes, encoding: str) -> str:
    try:
        return data.decode("utf-8-sig" if encoding.lower() == "utf-8" else encoding)
    except (UnicodeDecodeError, LookupError):
        raise Refused(415, _("Not kept: this is neither text nor a PNG, JPEG or WebP.")) from None


def _form(text: str) -> dict[str, str]:
    """``value=42&on=2026-01-31``; and a line as ``curl -d`` sends it, whole, with every = and &
    that is in it."""
    pairs = QueryDict(text.strip(), mutable=True) if text.count("&") < len(FIELDS) else QueryDict()
    if pairs and set(pairs) <= set(FIELDS):
        return {name: str(pairs[name]) for name in pairs}
    return said.plain(unquote_plus(text) if _ESCAPED.fullmatch(text) else text)


def _json(data: bytes) -> dict[str, str]:
    try:
        found = json.loads(_text(data, "utf-8"), parse_float=Decimal, parse_int=Decimal)
        if isinstance(found, dict):
            return {_word(name): _word(value) for name, value in _filled(found).items()}
        return said.plain(_word(found))
    except (ValueError, ArithmeticError, RecursionError):
        raise Refused(
            400, _('Not kept: this is no JSON that is understood. Write {"value": 42}.')
        ) from None


def _filled(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value is not None}


def _word(value: Any) -> str:
    """A text or a number.

    Raises:
        ValueError: it is a list, an object, or neither.
    """
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) > 60:
            raise ValueError("no figure")
        return f"{value:f}"
    if not isinstance(value, str):
        raise ValueError("no text")
    return value.encode("utf-8", "replace").decode()  # JSON may have half a character

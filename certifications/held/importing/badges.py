"""Credentials in Open Badges, 2.0 and 3.0: as JSON, signed (JWT), or baked into a PNG or an SVG.

What a badge says is taken down; whether its signature is right is not looked at, and nothing is
fetched: who reads the page follows the link.
"""

import base64
import binascii
import html
import json
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certifications.held.importing.found import LONGEST_CELL, Found, Raw, Unreadable

PNG = b"\x89PNG\r\n\x1a\n"
MOST_BADGES = 200
MALFORMED = gettext_lazy("This is no JSON we can read: it is cut off or malformed.")
LARGEST_TEXT = 1024 * 1024
"""Bytes of a badge taken out of an image."""
_KEYWORDS = (b"openbadgecredential", b"openbadges")
_JWT = re.compile(r"[\w-]{8,}\.[\w-]{8,}\.[\w-]*")
_BAKED = re.compile(r"<openbadges:(?:assertion|credential)\b([^<>]*)>", re.IGNORECASE)
"""No tag holds a ``<``: without it here, many openings that never close would be read to the end
of the file each."""
_VERIFY = re.compile(r"""\bverify\s*=\s*["']([^"']*)["']""")


def read(data: bytes) -> Found:
    """The badges in ``data``.

    Raises:
        Unreadable: there is none in it, or it names an address only.
    """
    if data.startswith(PNG):
        text = _from_png(data)
    else:
        text = data.decode("utf-8-sig", errors="replace")
        if text.lstrip().startswith("<"):
            text = _from_svg(text)
    try:
        badges = list(_badges(_values(text.strip())))
    except RecursionError:  # deep enough to be read, too deep to be walked
        raise Unreadable(MALFORMED) from None
    if not badges:
        raise Unreadable(_("This JSON has no Open Badge in it."))
    if len(badges) > MOST_BADGES:
        raise Unreadable(_("There are more than %d badges in it.") % MOST_BADGES)
    raws = [_raw(number, badge) for number, badge in enumerate(badges, start=1)]
    return Found(_("Open Badges"), raws, [_("The signature of a badge is not checked here.")])


def is_signed(text: str) -> bool:
    """Whether it looks like a signed badge."""
    return _JWT.fullmatch(text.strip()) is not None


# --- Out of its wrapping ------------------------------------------------------------------------


def _values(text: str) -> Any:
    if is_signed(text):
        return _payload(text)
    if re.match(r"https?://", text):
        raise Unreadable(
            _(
                "This badge names only the address where it is kept, and nothing is fetched "
                "from there. Open %s in your browser, save what it shows, and choose that file."
            )
            % text.split()[0][:200]
        )
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable(MALFORMED) from None


def _payload(token: str) -> Any:
    """What a signed badge says. In the older form the credential stands below ``vc``."""
    part = token.split(".")[1]
    try:
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        raise Unreadable(_("This signed badge is cut off or malformed.")) from None
    return claims.get("vc", claims) if isinstance(claims, dict) else claims


def _from_png(data: bytes) -> str:
    for kind, body in _chunks(data):
        keyword, _zero, rest = body.partition(b"\0")
        if kind == b"tEXt" and keyword in _KEYWORDS:
            return rest.decode("utf-8", errors="replace")
        if kind == b"iTXt" and keyword in _KEYWORDS and len(rest) >= 2:
            text = rest[2:].split(b"\0", 2)[-1]
            return (_inflated(text) if rest[0] else text).decode("utf-8", errors="replace")
    raise Unreadable(_("This picture has no Open Badge in it."))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        yield kind, data[at + 8 : at + 8 + length]
        at += 12 + length


def _inflated(data: bytes) -> bytes:
    """Bounded: a small picture may unpack to a large text."""
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, LARGEST_TEXT)
    except zlib.error:
        raise Unreadable(_("The badge in this picture is malformed.")) from None
    if unpacking.unconsumed_tail:
        raise Unreadable(_("The badge in this picture is larger than a megabyte."))
    return text


def _from_svg(text: str) -> str:
    """Found by its tag, so that nothing else in the picture is read."""
    opened = _BAKED.search(text)
    if opened is None:
        raise Unreadable(_("This picture has no Open Badge in it."))
    body = text[opened.end() :].split("</openbadges:", 1)[0].strip()
    if body.startswith("<![CDATA["):
        return body.removeprefix("<![CDATA[").split("]]>", 1)[0]
    verify = _VERIFY.search(opened[1])
    try:
        return html.unescape(body if "{" in body or verify is None else verify[1])
    except ValueError:  # a character with thousands of digits
        raise Unreadable(_("The badge in this picture is malformed.")) from None


# --- What it says -------------------------------------------------------------------------------


def _badges(values: Any) -> Iterator[dict[str, Any]]:
    """Each badge: alone, in a list, or in a collection of some kind."""
    if isinstance(values, list):
        for one in values[: MOST_BADGES + 1]:
            yield from _badges(_payload(one) if isinstance(one, str) and is_signed(one) else one)
    elif isinstance(values, dict):
        if isinstance(values.get("credentialSubject"), dict | list) or "badge" in values:
            yield values
        for name in ("verifiableCredential", "assertions", "badges", "credentials"):
            if isinstance(values.get(name), list):
                yield from _badges(values[name])


def _raw(number: int, badge: dict[str, Any]) -> Raw:
    cells = _third(badge) if "credentialSubject" in badge else _second(badge)
    if not cells["name"]:
        return Raw(number, cells, _("This badge does not say its name, only an address."))
    revoked = _("Its issuer has revoked this badge.") if badge.get("revoked") is True else ""
    return Raw(number, cells, revoked)


def _second(badge: dict[str, Any]) -> dict[str, str]:
    """Open Badges 2.0 (and 1.x, which names its fields alike)."""
    named = _object(badge.get("badge"))
    return _cells(
        name=_said(named.get("name")),
        issuer=_said(_object(named.get("issuer")).get("name")),
        issued_on=_said(badge.get("issuedOn")),
        expires_on=_said(badge.get("expires")),
        url=_said(badge.get("id")) or _said(_object(badge.get("verify")).get("url")),
    )


def _third(badge: dict[str, Any]) -> dict[str, str]:
    """Open Badges 3.0: a verifiable credential."""
    subject = badge["credentialSubject"]
    subject = subject[0] if isinstance(subject, list) and subject else subject
    earned = _object(_object(subject).get("achievement"))
    issuer = _object(badge.get("issuer")) or _object(earned.get("creator"))
    return _cells(
        name=_said(earned.get("name")) or _said(badge.get("name")),
        issuer=_said(issuer.get("name")),
        issued_on=_said(badge.get("validFrom")) or _said(badge.get("issuanceDate")),
        expires_on=_said(badge.get("validUntil")) or _said(badge.get("expirationDate")),
        url=_said(badge.get("id")),
    )


def _cells(**cells: str) -> dict[str, str]:
    if not cells["url"].startswith(("http://", "https://")):
        cells["url"] = ""  # an identifier such as urn:uuid: leads nowhere
    return cells


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _said(value: Any) -> str:
    """A text, in the first of its languages; a number as its digits."""
    if isinstance(value, dict):
        value = next(iter(value.values()), "")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value).strip()[:LONGEST_CELL]
    return text.encode("utf-8", "replace").decode()  # JSON may have half a character

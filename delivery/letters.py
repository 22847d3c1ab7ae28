"""From content to a letter: the headers every mail of ours carries."""

import quopri
import re
from collections.abc import Mapping
from email.utils import format_datetime, formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail.message import forbid_multi_line_headers, sanitize_address

from delivery import unsubscribe
from delivery.content import Content, one_line
from delivery.models import Mail
from delivery.outbox import ACCOUNT
from delivery.transport import Letter

LONGEST_LINE = 998
"""Bytes."""

_LINE_END = re.compile(r"\r\n|\r|\n")


def letter(mail: Mail, content: Content) -> Letter:
    """``mail`` as it travels. The same mail always has the same Message-ID and Date.

    Raises:
        ValueError: for an address or header nobody can send (BadHeaderError is one).
    """
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    headers = _headers(mail) | content.headers
    author = headers.pop("From", "") or formataddr((content.from_name or name, address))
    to = headers.pop("To", "") or mail.to
    first = {"Subject": content.subject, "From": author, "To": to}
    return Letter(
        uuid=mail.uuid,
        sender=sanitize_address(parseaddr(author)[1], "ascii"),
        recipient=sanitize_address(mail.to, "ascii"),
        raw=b"".join([_lines(first | headers), b"MIME-Version: 1.0\r\n", _body(mail, content)]),
    )


def _headers(mail: Mail) -> dict[str, str]:
    domain = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<{mail.uuid}@{domain}>",
        "Date": format_datetime(mail.due_at),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no answering machine answers
        "X-Auto-Response-Suppress": "All",
    }
    if mail.kind != ACCOUNT:
        headers |= unsubscribe.headers(mail.to, mail.kind)
        headers["List-Id"] = f"<{mail.kind}.{domain}>"
    return headers


def _lines(headers: Mapping[str, str]) -> bytes:
    """Each header on a line of its own, however long: folded, a long link would leave a first line
    with nothing on it, which some programs read as an empty header."""
    return b"".join(
        f"{name}: {_spelled(name, v)}\r\n".encode("ascii") for name, v in headers.items()
    )


def _spelled(name: str, value: str) -> str:
    """As a header may say it: letters beyond ASCII are encoded words."""
    value = one_line(str(value))
    if value.isascii():
        return value
    encoded: str = forbid_multi_line_headers(name, value, "utf-8")[1]
    return encoded.replace("\n", "\r\n")


def _body(mail: Mail, content: Content) -> bytes:
    """Text, or text and HTML to choose from. Written here rather than by the email package, which
    takes longer over a letter than everything else about it."""
    if not content.html:
        return _part("plain", content.text)
    edge = f"=_{mail.uuid.hex}"
    between = f"\r\n--{edge}".encode()
    return b"".join(
        [
            f'Content-Type: multipart/alternative; boundary="{edge}"\r\n'.encode(),
            *[between + b"\r\n", _part("plain", content.text)],
            *[between + b"\r\n", _part("html", content.html)],
            between + b"--\r\n",
        ]
    )


def _part(subtype: str, text: str) -> bytes:
    """Plainly as it is, unless a line is longer than a letter may have them (RFC 5322, 2.1.1)."""
    raw = _LINE_END.sub("\n", text).encode()
    encoding = "7bit" if raw.isascii() else "8bit"
    if max(map(len, raw.split(b"\n"))) > LONGEST_LINE:
        raw, encoding = quopri.encodestring(raw), "quoted-printable"
    return (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    ).encode() + raw.replace(b"\n", b"\r\n")

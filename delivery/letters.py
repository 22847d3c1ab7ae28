"""From content to a letter: the headers every mail of ours carries."""

from email.generator import BytesGenerator
from email.message import Message
from email.utils import format_datetime, formataddr, parseaddr
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address

from delivery import providers, unsubscribe
from delivery.content import Content
from delivery.models import Mail
from delivery.outbox import ACCOUNT
from delivery.transport import Letter


def letter(mail: Mail, content: Content) -> Letter:
    """``mail`` as it travels. The same mail always has the same Message-ID and Date.

    Raises:
        ValueError: for an address or header nobody can send (BadHeaderError is one).
    """
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    headers = _headers(mail) | content.headers
    author = headers.setdefault("From", formataddr((content.from_name or name, address)))
    message = EmailMultiAlternatives(
        content.subject, content.text, author, [mail.to], headers=headers
    )
    if content.html:
        message.attach_alternative(content.html, "text/html")
    return Letter(
        uuid=mail.uuid,
        sender=sanitize_address(parseaddr(author)[1], "ascii"),
        recipient=sanitize_address(mail.to, "ascii"),
        raw=_as_bytes(message.message()),
    )


def _headers(mail: Mail) -> dict[str, str]:
    domain = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<{mail.uuid}@{domain}>",
        "Date": format_datetime(mail.due_at),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no answering machine answers
        "X-Auto-Response-Suppress": "All",
    }
    headers |= providers.mark(mail.uuid)
    if mail.kind != ACCOUNT:
        headers |= unsubscribe.headers(mail.to, mail.kind)
        headers["List-Id"] = f"<{mail.kind}.{domain}>"
    return headers


def _as_bytes(message: Message) -> bytes:
    """As it goes over the line. A long link in a header stays on the header's own line: folded, it
    would leave a first line with nothing on it, which some programs read as an empty header."""
    out = BytesIO()
    policy = message.policy.clone(max_line_length=998)
    BytesGenerator(out, mangle_from_=False, policy=policy).flatten(message, linesep="\r\n")
    return out.getvalue()

"""Where mail goes in: rows, in the caller's own transaction. Nothing here knows a network."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.html import strip_tags

from accounts.models import User
from delivery.content import Content, one_line, short
from delivery.models import Mail

ACCOUNT = "account"
"""What accounts and allauth send: it goes first, and is the one kind sent again when unknown."""


class EmailBackend(BaseEmailBackend):
    """Django's ``send_mail`` ends here: the whole message is kept, and a sender takes it along.

    It commits or rolls back with what the caller does, and never publishes a task.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep each message, once for every recipient. Returns how many messages were kept.

        Raises:
            BadHeaderError: for a line break in a header.
            ValueError: for an attachment (no mail of ours has one).
        """
        now = datetime.now(UTC)
        kept = [message for message in email_messages if message.recipients()]
        Mail.objects.bulk_create(row for message in kept for row in _rows(message, now))
        return len(kept)


def queue(kind: str, user: User, key: str, due_at: datetime, now: datetime) -> tuple[Mail, bool]:
    """A mail that its kind's composer writes when it leaves; the same ``key`` twice is one mail.

    Returns the row and whether it is new.

    Raises:
        ValueError: for a kind that has no composer in ``settings.MAIL_KINDS``.
    """
    if kind not in settings.MAIL_KINDS:
        raise ValueError(f"No composer for mails of kind {kind!r}: see MAIL_KINDS in settings.")
    return Mail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "user": user,
            "to": user.email,
            "due_at": due_at,
            "try_at": max(due_at, now),
        },
    )


def queue_message(
    kind: str, user: User, key: str, content: Content, now: datetime
) -> tuple[Mail, bool]:
    """A mail whose words are known already, at once: "send me a test mail" (kind ``test``).

    Returns the row and whether it is new.
    """
    return Mail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "urgency": 0,
            "user": user,
            "to": user.email,
            "stored": asdict(content),
            "subject": content.subject,
            "due_at": now,
            "try_at": now,
        },
    )


def _rows(message: EmailMessage, now: datetime) -> Iterator[Mail]:
    content = _content(message)
    addresses = [one_line(parseaddr(to)[1]) for to in message.recipients()]
    people = {
        user.email: user for user in User.objects.filter(email__in=[to.lower() for to in addresses])
    }
    for to in addresses:
        identity = uuid.uuid4()
        yield Mail(
            uuid=identity,
            kind=ACCOUNT,
            urgency=0,
            key=f"{ACCOUNT}:{identity}",
            user=people.get(to.lower()),
            to=to,
            stored=asdict(content),
            subject=content.subject,
            due_at=now,
            try_at=now,
        )


def _content(message: EmailMessage) -> Content:
    """The message as we keep it. Its own From, To and the like stay as headers."""
    if message.attachments:
        raise ValueError("Mail with attachments is not kept: put a link in it instead.")
    text, html = str(message.body), ""
    if message.content_subtype == "html":
        text, html = strip_tags(text), text
    if isinstance(message, EmailMultiAlternatives):
        for body, mimetype in message.alternatives:
            if mimetype != "text/html":
                raise ValueError(f"Mail is text and HTML, not {mimetype}.")
            html = str(body)
    headers = {str(name): str(value) for name, value in message.extra_headers.items()}
    headers.setdefault("From", message.from_email)
    for name, addresses in (("To", message.to), ("Cc", message.cc), ("Reply-To", message.reply_to)):
        if addresses:
            headers.setdefault(name, ", ".join(map(str, addresses)))
    subject = short(one_line(str(message.subject))) or "Forte"
    return Content(subject=subject, text=text, html=html, headers=headers)

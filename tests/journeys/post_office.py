"""A mail server for journeys: Forte hands its mail over by SMTP, and we read what arrived."""

import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.journeys.product import free_port


class PostOffice:
    """Takes everything and keeps it in the order of its arrival."""

    def __init__(self) -> None:
        self.port = free_port()
        self.letters: list[EmailMessage] = []

    @property
    def url(self) -> str:
        """What EMAIL_URL says."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take it."""
        raw = envelope.original_content or b""
        self.letters.append(
            message_from_bytes(raw, _class=EmailMessage, policy=email.policy.default)
        )
        return "250 taken"

    def about(self, words: str) -> list[EmailMessage]:
        """Those whose subject has ``words`` in it."""
        return [letter for letter in self.letters if words in str(letter["Subject"])]


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """One that is open until the end."""
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def text_of(letter: EmailMessage) -> str:
    """Its plain text, each run of white space one space."""
    body = letter.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())

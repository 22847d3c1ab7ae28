"""The whole way, to a real mail server."""

import socket
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from accounts.models import User
from delivery import sender
from delivery.transport import Outcome
from tests.delivery.makers import states, waiting

pytestmark = pytest.mark.django_db


class Sink:
    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        return "250 taken"


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    sink = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_TIMEOUT = 5
    yield sink
    controller.stop()


def test_what_is_queued_arrives_once_and_in_order(dana: User, sink: Sink) -> None:
    mails = [waiting(dana, ago=30 - n) for n in range(25)]
    assert sender.send_waiting() == {Outcome.SENT: 25}
    assert sender.send_waiting() == {}
    assert states(mails) == ["sent"] * 25
    arrived = [envelope.content.decode() for envelope in sink.envelopes]
    assert len(arrived) == 25
    for mail, content, envelope in zip(mails, arrived, sink.envelopes, strict=True):
        assert f"Message-ID: <{mail.uuid}@localhost>" in content
        assert envelope.rcpt_tos == ["dana@example.org"]

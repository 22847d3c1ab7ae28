"""A worker told to end with a batch in its hands."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.journeys.product import Product, free_port

MAILS = 60
A_LETTER = 0.5
"""Seconds that the mail server thinks about each: sixty would take longer than anybody waits."""

QUEUE = f"""
from django.core.mail import send_mail
for n in range({MAILS}):
    send_mail("Hello", "Hello.", None, [f"p{{n}}@example.org"])
"""
ASK = """
import json
from django.db.models import Count
from delivery.models import Mail
print(json.dumps(dict(Mail.objects.values_list("state").annotate(Count("pk")))))
"""


class Thinking:
    """A mail server that takes its time and counts."""

    def __init__(self) -> None:
        self.taken = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(A_LETTER)
        self.taken += 1
        return "250 taken"


@pytest.fixture
def server() -> Iterator[Controller]:
    controller = Controller(Thinking(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def product(tmp_path: Path, prepared: Path, server: Controller) -> Iterator[Product]:
    product = Product(tmp_path, prepared)
    product.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
    try:
        product.start()
        yield product
    finally:
        product.stop()
        sys.stdout.write(product.logs())


def test_the_letter_in_hand_ends_and_the_rest_waits(product: Product, server: Controller) -> None:
    product.shell(QUEUE)
    product.wait_for(lambda: server.handler.taken >= 2, "the first letters")
    product.processes["worker"].stop(seconds=8.0)
    assert product.processes["worker"].exit_code == 0  # it was not made to
    states = json.loads(product.shell(ASK))
    assert states == {"sent": server.handler.taken, "waiting": MAILS - server.handler.taken}

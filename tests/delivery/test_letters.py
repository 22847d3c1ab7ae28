"""The headers every mail carries."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from pytest_django import Settings

from accounts.models import User
from delivery import outbox
from delivery.content import Content
from delivery.letters import letter
from delivery.models import Mail

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 10, 6, 16, 45, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.SITE_URL = "https://forte.example.org"
    settings.DEFAULT_FROM_EMAIL = "Forte <mail@forte.example.org>"


def read(mail: Mail, content: Content) -> EmailMessage:
    return message_from_bytes(letter(mail, content).raw, policy=policy.default)


def nudge(user: User) -> Mail:
    return outbox.queue("nudge", user, "one", DUE, DUE)[0]


def test_a_nudge_says_who_what_and_how_to_stop_it(dana: User) -> None:
    mail = nudge(dana)
    got = read(mail, Content("Dienstag, für dich", "Hallo\n", "<p>Hallo</p>"))
    assert got["Subject"] == "Dienstag, für dich"
    assert got["From"] == "Forte <mail@forte.example.org>"
    assert got["To"] == "dana@example.org"
    assert got["Message-ID"] == f"<{mail.uuid}@forte.example.org>"
    assert got["Date"].datetime == DUE
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["X-Auto-Response-Suppress"] == "All"
    assert got["List-Id"] == "<nudge.forte.example.org>"
    assert got["List-Unsubscribe"].startswith("<https://forte.example.org/unsubscribe/")
    assert got["List-Unsubscribe"].endswith("/>")
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    parts = [part.get_content_type() for part in got.iter_parts()]
    assert parts == ["text/plain", "text/html"]


def test_the_same_mail_is_the_same_message_each_time(dana: User) -> None:
    mail = nudge(dana)
    first, second = (read(mail, Content("Tuesday", "Hello")) for _ in range(2))
    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])


def test_the_name_of_the_sender_can_be_discreet(dana: User) -> None:
    got = read(nudge(dana), Content("Tuesday, 19:00", "", from_name="Calendar, “Dana”"))
    assert got["From"].addresses[0].display_name == "Calendar, “Dana”"
    assert got["From"].addresses[0].addr_spec == "mail@forte.example.org"


def test_account_mail_is_no_list(dana: User) -> None:
    message = EmailMultiAlternatives("Your code", "1234", None, ["dana@example.org"])
    get_connection("delivery.outbox.EmailBackend").send_messages([message])
    mail = Mail.objects.get()
    got = read(mail, Content(**(mail.stored or {})))
    assert got["To"] == "dana@example.org"
    assert got["Auto-Submitted"] == "auto-generated"
    assert not [name for name in got if name.startswith("List-")]


def test_an_address_with_letters_of_its_own_is_spelled_for_the_envelope(dana: User) -> None:
    dana.email = "dana@bücher.example"
    mail = outbox.queue("nudge", dana, "one", DUE, DUE)[0]
    assert letter(mail, Content("Tuesday", "")).recipient == "dana@xn--bcher-kva.example"


def test_lines_of_a_letter_fit_the_protocol(dana: User) -> None:
    raw = letter(nudge(dana), Content("Tuesday", "x" * 5000, "<p>" + "ü" * 5000)).raw
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998

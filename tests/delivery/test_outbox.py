"""What goes into the outbox."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import (
    BadHeaderError,
    EmailMessage,
    EmailMultiAlternatives,
    get_connection,
    send_mail,
)
from django.db import transaction

from accounts.models import User
from delivery import outbox
from delivery.content import Content
from delivery.models import Mail
from tests.delivery.makers import now

pytestmark = pytest.mark.django_db


def keep(message: EmailMessage) -> int | None:
    return get_connection("delivery.outbox.EmailBackend").send_messages([message])


def test_django_mail_becomes_a_row_with_the_whole_message(dana: User) -> None:
    message = EmailMultiAlternatives(
        "Your code", "Code: 1234", "Forte <forte@localhost>", ["Dana@example.org"]
    )
    message.attach_alternative("<p>1234</p>", "text/html")
    message.extra_headers["X-Reason"] = "sign-up"
    assert keep(message) == 1
    mail = Mail.objects.get()
    assert (mail.kind, mail.urgency, mail.to, mail.user) == ("account", 0, "Dana@example.org", dana)
    assert mail.stored == {
        "subject": "Your code",
        "text": "Code: 1234",
        "html": "<p>1234</p>",
        "from_name": "",
        "headers": {
            "From": "Forte <forte@localhost>",
            "To": "Dana@example.org",
            "X-Reason": "sign-up",
        },
    }


def test_two_of_the_same_are_two_mails() -> None:
    for _ in range(2):
        keep(EmailMessage("Your code", "1234", to=["someone@example.org"]))
    assert Mail.objects.count() == 2


def test_every_recipient_has_a_mail_of_their_own() -> None:
    keep(EmailMessage("Both of you", "Hello", to=["a@example.org"], bcc=["b@example.org"]))
    rows = Mail.objects.order_by("to").values_list("to", flat=True)
    assert list(rows) == ["a@example.org", "b@example.org"]
    assert all("b@example.org" not in str(mail.stored) for mail in Mail.objects.all())


def test_mail_of_an_undone_transaction_was_never_there() -> None:
    with transaction.atomic():
        keep(EmailMessage("Your code", "1234", to=["someone@example.org"]))
        transaction.set_rollback(True)
    assert not Mail.objects.exists()


def test_the_backend_of_the_settings_is_ours(settings) -> None:
    from config import settings as ours

    settings.EMAIL_BACKEND = ours.EMAIL_BACKEND
    send_mail("Your code", "1234", None, ["someone@example.org"])
    assert Mail.objects.get().subject == "Your code"


@pytest.mark.parametrize(
    "message",
    [
        EmailMessage("Hello\nBcc: eve@example.org", "", to=["a@example.org"]),
        EmailMessage("Hello", "", to=["a@example.org"], headers={"X-A": "1\r\nBcc: eve@x.org"}),
        EmailMessage("Hello", "", "Forte <a@b.c>\r\nBcc: eve@x.org", to=["a@example.org"]),
        EmailMessage("Hello", "", to=["a@example.org\r\nBcc: eve@x.org"]),
    ],
    ids=["subject", "header", "from", "to"],
)
def test_nobody_smuggles_a_header_in(message: EmailMessage) -> None:
    with pytest.raises(BadHeaderError):
        keep(message)
    assert not Mail.objects.exists()


def test_an_attachment_is_refused() -> None:
    message = EmailMessage("Hello", "", to=["a@example.org"])
    message.attach("a.txt", "a", "text/plain")
    with pytest.raises(ValueError, match="attachments"):
        keep(message)


def test_the_same_key_twice_is_one_mail(dana: User) -> None:
    due = datetime(2026, 10, 6, 16, 45, tzinfo=UTC)
    first, new = outbox.queue("nudge", dana, "nudge:dana:2026-10-06", due, due)
    second, again = outbox.queue("nudge", dana, "nudge:dana:2026-10-06", due, due)
    assert (new, again) == (True, False)
    assert first == second
    assert (first.due_at, first.try_at, first.to, first.urgency) == (due, due, dana.email, 1)


def test_a_late_mail_keeps_when_it_was_due(dana: User) -> None:
    due = now() - timedelta(hours=3)
    mail, _ = outbox.queue("nudge", dana, "late", due, now())
    assert mail.due_at == due
    assert mail.try_at > due


def test_a_kind_without_a_composer_is_refused(dana: User) -> None:
    with pytest.raises(ValueError, match="MAIL_KINDS"):
        outbox.queue("newsletter", dana, "one", now(), now())


def test_a_test_mail_is_kept_whole_and_goes_first(dana: User) -> None:
    content = Content("Tuesday", "Hello\n", "<p>Hello</p>", {"X-A": "b"}, "Dana's plan")
    mail, new = outbox.queue_message("test", dana, "test:dana:1", content, now())
    again, second = outbox.queue_message("test", dana, "test:dana:1", content, now())
    assert (new, second, again) == (True, False, mail)
    assert Content(**(mail.stored or {})) == content
    assert mail.urgency == 0

"""What staff can do about a mail, and what they cannot."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from playwright.sync_api import BrowserContext

from accounts.models import User
from delivery import leases, sender
from delivery.models import Mail
from tests.accessibility import assert_accessible
from tests.delivery.makers import Told, now, waiting
from tests.people import person

pytestmark = pytest.mark.django_db


def staff(*acts: str) -> Client:
    """Somebody of the staff who may do these to mail."""
    user = person("ops@example.org", name="Ops", is_staff=True)
    names = [f"{act}_mail" for act in acts]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def unknown(user: User, **fields: Any) -> Mail:
    """A mail of which nobody knows whether it arrived."""
    mail = waiting(user)
    fields = {"state": "unknown", "ended_at": now(), "reason": "no answer", **fields}
    Mail.objects.filter(pk=mail.pk).update(**fields)
    mail.refresh_from_db()
    return mail


def resend(mail: Mail) -> str:
    return f"/admin/delivery/mail/{mail.pk}/resend/"


def test_staff_list_the_unknown_ones_without_what_they_say(dana: User) -> None:
    mail = unknown(dana, subject="You stopped at the broken build", stored={"text": "secret"})
    sent = unknown(dana, state="sent")
    client = staff("view")
    page = client.get("/admin/delivery/mail/?state__exact=unknown").content.decode()
    assert f"/{mail.pk}/change/" in page
    assert f"/{sent.pk}/change/" not in page
    detail = client.get(f"/admin/delivery/mail/{mail.pk}/change/").content.decode()
    assert "no answer" in detail
    for words in ("broken build", "secret", "Send once more"):
        assert words not in page + detail


def test_one_is_sent_once_more_after_a_question_and_it_is_noted_who_did_it(dana: User) -> None:
    mail = unknown(dana)
    client = staff("change")
    assert resend(mail) in client.get(f"/admin/delivery/mail/{mail.pk}/change/").content.decode()
    page = client.get(resend(mail)).content.decode()
    assert "arrives twice" in page
    mail.refresh_from_db()
    assert mail.state == "unknown"  # asking changes nothing
    client.post(resend(mail))
    client.post(resend(mail))  # pressed twice
    way = Told()
    sender.send_waiting(way)
    mail.refresh_from_db()
    assert mail.state == "sent"
    assert [letter.uuid for letter in way.carried] == [mail.uuid]  # the same Message-ID
    [entry] = LogEntry.objects.all()
    assert entry.user.email == "ops@example.org"
    assert entry.change_message == "Sent once more; it was Unknown."


def test_what_its_person_stopped_stays_stopped(dana: User) -> None:
    mail = unknown(dana)
    client = staff("change")
    client.post(resend(mail))
    User.objects.filter(pk=dana.pk).update(is_active=False)
    way = Told()
    sender.send_waiting(way)
    mail.refresh_from_db()
    assert (mail.state, way.begun) == ("skipped", [])


@pytest.mark.parametrize("state", ["waiting", "claimed", "handed", "sent", "skipped"])
def test_what_is_under_way_or_has_ended_well_is_left_alone(dana: User, state: str) -> None:
    mail = unknown(dana, state=state)
    client = staff("change")
    assert "cannot be sent once more" in client.get(resend(mail)).content.decode()
    client.post(resend(mail))
    mail.refresh_from_db()
    assert mail.state == state
    assert not LogEntry.objects.exists()


def test_a_failed_account_mail_whose_words_are_forgotten_stays(dana: User) -> None:
    mail = unknown(dana, kind="account", state="failed", stored=None)
    staff("change").post(resend(mail))
    mail.refresh_from_db()
    assert mail.state == "failed"


def test_a_sender_that_wakes_up_late_has_no_say_any_more(dana: User) -> None:
    waiting(dana)
    [held] = leases.claim(now())
    Mail.objects.filter(pk=held.pk).update(state="unknown", lease_until=None)
    staff("change").post(resend(held))
    assert not leases.settle(held, state=Mail.State.SENT)
    assert Mail.objects.get(pk=held.pk).state == "waiting"


def test_who_may_look_may_not_send(dana: User) -> None:
    mail = unknown(dana)
    client = staff("view")
    assert client.get(resend(mail)).status_code == 403
    assert client.post(resend(mail)).status_code == 403
    mail.refresh_from_db()
    assert mail.state == "unknown"


def test_nobody_adds_changes_or_deletes_a_mail_by_hand(dana: User) -> None:
    mail = unknown(dana)
    client = staff("add", "change", "delete", "view")
    assert client.get("/admin/delivery/mail/add/").status_code == 403
    assert client.post(f"/admin/delivery/mail/{mail.pk}/delete/").status_code == 403
    assert client.post(f"/admin/delivery/mail/{mail.pk}/change/", {"to": "x"}).status_code == 403


def test_dana_and_a_visitor_are_sent_to_sign_in_by_the_usual_door(
    dana: User, as_dana: Client, client: Client
) -> None:
    mail = unknown(dana)
    assert client.get(resend(mail), follow=True).redirect_chain[-1][0].startswith("/accounts/login")
    assert as_dana.post(resend(mail), follow=True).status_code == 403
    mail.refresh_from_db()
    assert mail.state == "unknown"


@pytest.mark.django_db(transaction=True)
def test_the_question_is_accessible(context: BrowserContext, live_server: Any, dana: User) -> None:
    mail = unknown(dana)
    cookie = staff("change").cookies["session"].value
    context.add_cookies([{"name": "session", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(live_server.url + resend(mail))
    assert_accessible(page)
    page.get_by_role("button", name="Send it once more").click()
    page.get_by_text("It leaves with the next tick.").wait_for()
    assert not [line for line in said if "404 (Not Found)" not in line]  # an icon it has not

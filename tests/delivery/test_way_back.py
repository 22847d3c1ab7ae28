"""Whose mail came back, or was called spam, is told so and finds the way back."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from delivery import confirming, events, webhooks
from delivery.models import Event, Mail, Suppression
from delivery.suppression import EVERY_KIND, Reason, is_suppressed, standing, suppress
from tests.delivery.makers import change, now, sign_up, sure, waiting
from tests.people import choice
from tests.roadmap.cadence import rows

pytestmark = pytest.mark.django_db
OWN_PAGES = ["/today/", "/settings/nudges/"]


def link(sent: Mail) -> str:
    """The path of the link in a mail."""
    found = re.search(r"http://localhost:8000(/mail/works/\S+)", (sent.stored or {})["text"])
    assert found
    return found[1]


@pytest.fixture
def dana_bounced(dana: User) -> User:
    suppress(dana.email, EVERY_KIND, Reason.BOUNCED)
    Suppression.objects.update(created_at=datetime(2026, 10, 3, 12, tzinfo=UTC))
    return dana


@pytest.mark.parametrize("path", OWN_PAGES)
@pytest.mark.parametrize("has_plan", [True, False])
def test_the_owner_is_told_which_address_since_when_and_what_to_do(
    path: str, has_plan: bool, dana_bounced: User, as_dana: Client
) -> None:
    if has_plan:
        rows.plan(dana_bounced)
        rows.set_up(dana_bounced, now())
    page = as_dana.get(path).text
    assert "Mail to dana@example.org came back on 3 October 2026." in page
    assert f'action="{reverse("mail-again")}"' in page
    assert f'href="{reverse("account_email")}"' in page
    assert reverse("mail-no-spam") not in page
    assert "You stopped these mails" not in page
    assert "Next nudge:" not in page


@pytest.mark.parametrize("path", OWN_PAGES)
def test_a_complaint_is_told_with_a_button_of_its_own(
    path: str, dana: User, as_dana: Client
) -> None:
    suppress(dana.email, EVERY_KIND, Reason.COMPLAINED)
    page = as_dana.get(path).text
    assert "was marked as spam on" in page
    assert f'action="{reverse("mail-no-spam")}"' in page
    assert reverse("mail-again") not in page


@pytest.mark.parametrize("path", OWN_PAGES)
def test_nobody_else_sees_it_and_who_has_nothing_sees_nothing(
    path: str, dana_bounced: User, as_eve: Client
) -> None:
    page = as_eve.get(path).text
    assert "came back" not in page
    assert "spam" not in page


def test_no_other_page_asks_for_it(dana_bounced: User, as_dana: Client) -> None:
    rows.plan(dana_bounced)
    for path in ["/plan/", "/week/", "/settings/", "/settings/profile/", "/lanes/"]:
        with CaptureQueriesContext(connection) as queries:
            assert as_dana.get(path).status_code == 200
        assert not [query for query in queries if "delivery_suppression" in query["sql"]], path


def test_confirming_again_lifts_the_bounce(
    dana_bounced: User, as_dana: Client, client: Client
) -> None:
    assert as_dana.post(reverse("mail-again")).status_code == 302
    sent = Mail.objects.get()
    assert (sent.kind, sent.to, sent.user) == ("account", "dana@example.org", dana_bounced)
    path = link(sent)
    for ask in (client.get, client.head):
        assert ask(path).status_code == 200
    assert is_suppressed(dana_bounced.email, "nudge")
    assert client.post(path).status_code == 200  # signed out, as mail is read on another device
    assert not is_suppressed(dana_bounced.email, "nudge")
    assert client.post(path).status_code == 200
    assert "came back" not in as_dana.get("/settings/nudges/").text


def test_the_link_is_sent_once_an_hour(dana_bounced: User, as_dana: Client, time_machine) -> None:
    time_machine.move_to(datetime(2026, 11, 3, 12, 0, 5, tzinfo=UTC), tick=False)
    first = as_dana.post(reverse("mail-again"), follow=True).text
    again = as_dana.post(reverse("mail-again"), follow=True).text
    assert Mail.objects.count() == 1
    assert "A link is on its way to dana@example.org. It works for a day." in first
    assert "on its way to dana@example.org already" in again
    time_machine.shift(3600)
    as_dana.post(reverse("mail-again"))
    assert Mail.objects.count() == 2


def test_what_one_stopped_oneself_and_a_complaint_stay(dana_bounced: User, client: Client) -> None:
    suppress(dana_bounced.email, "nudge", Reason.UNSUBSCRIBED)
    suppress(dana_bounced.email, EVERY_KIND, Reason.COMPLAINED)
    client.post(confirming.path(dana_bounced.email))
    now_stands = standing(dana_bounced.email, "nudge")
    assert not now_stands.bounced
    assert now_stands.complained
    assert now_stands.unsubscribed


def test_soft_bounces_before_the_confirming_no_longer_count(dana: User, client: Client) -> None:
    def soft() -> None:
        late = waiting(dana)
        told = events.Told(str(late.uuid), events.What.SOFT, dana.email, late.uuid, None, "full")
        webhooks.hear(told, now())

    for _ in range(4):
        soft()
    assert standing(dana.email, "nudge").bounced
    client.post(confirming.path(dana.email))
    for _ in range(3):
        soft()
    assert not is_suppressed(dana.email, "nudge")
    soft()
    assert is_suppressed(dana.email, "nudge")
    assert Event.objects.count() == 8


def test_the_link_lifts_nobody_elses_and_says_nobodys_name(
    dana_bounced: User, eve: User, client: Client
) -> None:
    path = confirming.path(eve.email)
    assert eve.email not in path
    assert client.post(path).status_code == 200
    assert is_suppressed(dana_bounced.email, "nudge")


def test_a_link_that_is_too_old_says_so(dana_bounced: User, client: Client, time_machine) -> None:
    path = confirming.path(dana_bounced.email)
    time_machine.move_to(now() + timedelta(days=1, minutes=1))
    for ask in (client.get, client.post):
        assert ask(path).status_code == 410
    assert is_suppressed(dana_bounced.email, "nudge")


@pytest.mark.parametrize("bend", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "%00"])
def test_a_forged_link_lifts_nothing(bend, dana_bounced: User, client: Client) -> None:
    token = confirming.path(dana_bounced.email).split("/")[-2]
    assert client.post(f"/mail/works/{bend(token)}/").status_code == 404
    stop = suppression_link(dana_bounced)
    assert client.post(f"/mail/works/{stop}/").status_code == 404
    assert is_suppressed(dana_bounced.email, "nudge")


def suppression_link(user: User) -> str:
    """A token of ours that was made for something else."""
    from delivery.unsubscribe import Stop

    return Stop.to(user.email, "nudge").path.split("/")[-2]


def test_the_link_holds_through_a_new_secret_key(
    dana_bounced: User, client: Client, settings: Settings
) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    client.post(confirming.path(dana_bounced.email))
    assert not is_suppressed(dana_bounced.email, "nudge")


def test_a_complaint_is_taken_back_by_its_person_alone(
    dana_bounced: User, as_dana: Client, as_eve: Client, client: Client
) -> None:
    suppress(dana_bounced.email, EVERY_KIND, Reason.COMPLAINED)
    path = reverse("mail-no-spam")
    assert "/accounts/login/" in client.post(path)["Location"]
    as_eve.post(path)
    assert as_dana.get(path).status_code == 405
    assert standing(dana_bounced.email, "nudge").complained
    assert as_dana.post(path).status_code == 302
    assert not standing(dana_bounced.email, "nudge").complained
    assert standing(dana_bounced.email, "nudge").bounced


@pytest.mark.parametrize("name", ["mail-no-spam", "mail-again"])
def test_a_forged_form_does_nothing(name: str, dana_bounced: User) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(dana_bounced, backend="django.contrib.auth.backends.ModelBackend")
    assert careful.post(reverse(name)).status_code == 403
    assert not Mail.objects.exists()


def test_letting_mail_come_again_does_not_lift_a_bounce(
    dana_bounced: User, as_dana: Client
) -> None:
    suppress(dana_bounced.email, "nudge", Reason.UNSUBSCRIBED)
    as_dana.post(reverse("mail-resume", args=["nudge"]))
    stands = standing(dana_bounced.email, "nudge")
    assert stands.bounced
    assert not stands.unsubscribed


# --- Another address ----------------------------------------------------------------------------


@pytest.fixture
def signed_in(dana: User, client: Client) -> Client:
    """Dana, with her password just typed, and a second confirmed address."""
    EmailAddress.objects.create(user=dana, email="dana@work.example", verified=True)
    return sure(client, dana)


def test_what_one_unsubscribed_from_goes_with_a_new_address(dana: User, signed_in: Client) -> None:
    suppress(dana.email, "nudge", Reason.UNSUBSCRIBED)
    change(signed_in, "dana@work.example")
    dana.refresh_from_db()
    assert dana.email == "dana@work.example"
    assert standing(dana.email, "nudge").unsubscribed
    assert is_suppressed("dana@example.org", "nudge")
    signed_in.post(reverse("mail-resume", args=["nudge"]))
    assert not is_suppressed(dana.email, "nudge")


def test_a_bounce_and_a_complaint_stay_with_the_old_address(dana: User, signed_in: Client) -> None:
    suppress(dana.email, EVERY_KIND, Reason.BOUNCED)
    suppress(dana.email, EVERY_KIND, Reason.COMPLAINED)
    change(signed_in, "dana@work.example")
    assert not is_suppressed("dana@work.example", "nudge")
    assert is_suppressed("dana@example.org", "nudge")


def test_who_stopped_nothing_is_not_stopped_by_changing(dana: User, signed_in: Client) -> None:
    change(signed_in, "dana@work.example")
    assert not Suppression.objects.exists()


def test_confirming_an_address_with_a_code_lifts_its_bounce(client: Client) -> None:
    suppress("new@example.org", EVERY_KIND, Reason.BOUNCED)
    suppress("new@example.org", "nudge", Reason.UNSUBSCRIBED)
    sign_up(client, "new@example.org")
    stands = standing("new@example.org", "nudge")
    assert not stands.bounced
    assert stands.unsubscribed


def test_the_banner_costs_no_query_more(dana: User, as_dana: Client) -> None:
    choice(dana)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_dana.get("/settings/nudges/")
        return sum("delivery_suppression" in query["sql"] for query in queries)

    before = count()
    for reason in Reason:
        suppress(dana.email, EVERY_KIND, reason)
    assert (before, count()) == (1, 1)

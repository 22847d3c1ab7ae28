"""Stopping mail: instant, for good, and never by a scanner that opens links."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from common.links import Link
from delivery import events, sender, suppression, unsubscribe, webhooks
from delivery.models import Successor, Suppression
from delivery.suppression import EVERY_KIND, Reason, is_suppressed, suppress
from delivery.unsubscribe import Stop
from tests.delivery.makers import Told, add, change, give_up, sign_up, states, sure, waiting

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def path(dana: User) -> str:
    return Stop.to(dana.email, "nudge").path


@pytest.fixture
def mail_program() -> Client:
    """Posts without cookies and knows no CSRF token."""
    return Client(enforce_csrf_checks=True)


def test_opening_the_link_changes_nothing(path: str, dana: User, client: Client) -> None:
    for ask in (client.get, client.head, client.options):
        for _ in range(3):
            ask(path)
    assert not Suppression.objects.exists()
    page = client.get(path)
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert re.search(r'<form method="post" action="/unsubscribe/[^"]+/">', page.text)


@pytest.mark.parametrize(
    "body",
    [
        {"data": "List-Unsubscribe=One-Click", "content_type": "application/x-www-form-urlencoded"},
        {"data": ONE_CLICK},  # multipart/form-data
    ],
    ids=["urlencoded", "multipart"],
)
def test_one_click_stops_the_next_mail(
    body: dict[str, object], path: str, dana: User, mail_program: Client
) -> None:
    mail = waiting(dana)
    answer = mail_program.post(path, **body)
    assert answer.status_code == 200
    assert "Location" not in answer
    assert not answer.cookies
    assert is_suppressed(dana.email, "nudge")
    way = Told()
    sender.send_waiting(way)
    assert not way.begun
    assert states([mail]) == ["skipped"]


def test_stopping_twice_is_stopping_once(path: str, mail_program: Client) -> None:
    assert [mail_program.post(path).status_code for _ in range(3)] == [200, 200, 200]
    assert Suppression.objects.count() == 1


def test_the_link_works_when_the_account_is_gone(
    path: str, dana: User, mail_program: Client
) -> None:
    email = dana.email
    dana.delete()
    assert mail_program.post(path, ONE_CLICK).status_code == 200
    assert is_suppressed(email, "nudge")


def test_the_link_holds_for_ever_and_through_a_new_secret_key(
    path: str, dana: User, mail_program: Client, settings: Settings, time_machine
) -> None:
    time_machine.move_to(datetime.now(UTC) + timedelta(days=20 * 365))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    assert mail_program.post(path, ONE_CLICK).status_code == 200
    assert is_suppressed(dana.email, "nudge")


def test_what_was_stopped_stays_stopped_under_a_new_secret_key(
    dana: User, settings: Settings
) -> None:
    suppress(dana.email, "nudge", Reason.UNSUBSCRIBED)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    assert is_suppressed(dana.email, "nudge")
    suppression.lift(dana.email, "nudge")
    assert not is_suppressed(dana.email, "nudge")


def test_the_link_says_nobodys_name(dana: User) -> None:
    token = Stop.to(dana.email, "nudge").path.split("/")[-2]
    payload = signing.b64_decode(token.split(":")[0].encode()).decode()
    assert dana.email not in payload
    assert payload == f'["{suppression.address_hash(dana.email)}","nudge"]'


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1],
        lambda token: token[:20],
        lambda token: "x" + token,
        lambda token: token.replace(":", "x", 1),
        lambda token: Link("check-in", None).token(["0" * 32, "nudge"]),
        lambda token: signing.dumps(["0" * 32, "nudge"]),
        lambda token: Link("unsubscribe", None).token({"id": 1}),
        lambda token: Link("unsubscribe", None).token([1, "nudge"]),
        lambda token: "%00",
    ],
    ids=[
        "cut by one",
        "cut short",
        "prefixed",
        "bent",
        "of another purpose",
        "of no purpose",
        "a dict",
        "a number",
        "nul",
    ],
)
def test_a_forged_link_stops_nothing(forge, path: str, mail_program: Client) -> None:
    forged = f"/unsubscribe/{forge(path.split('/')[-2])}/"
    assert mail_program.get(forged).status_code == 404
    assert mail_program.post(forged, ONE_CLICK).status_code == 404
    assert not Suppression.objects.exists()


def test_one_link_stops_nobody_else(path: str, eve: User, mail_program: Client) -> None:
    mail_program.post(path, ONE_CLICK)
    assert not is_suppressed(eve.email, "nudge")


def test_all_mail_is_stopped_by_a_second_press(path: str, dana: User, mail_program: Client) -> None:
    page = mail_program.post(path, ONE_CLICK)
    everything = Stop.to(dana.email, EVERY_KIND)
    assert page.context["everything"] == everything
    mail_program.post(everything.path, ONE_CLICK)
    assert is_suppressed(dana.email, "nudge")
    assert is_suppressed(dana.email, "anything else")


def test_the_owner_switches_it_on_again(dana: User, as_dana: Client) -> None:
    suppress(dana.email, "nudge", Reason.UNSUBSCRIBED)
    suppress(dana.email, EVERY_KIND, Reason.UNSUBSCRIBED)
    answer = as_dana.post(reverse("mail-resume", args=["nudge"]))
    assert answer.status_code == 302
    assert not is_suppressed(dana.email, "nudge")


def test_nobody_else_switches_it_on_again(
    path: str, dana: User, client: Client, as_eve: Client
) -> None:
    suppress(dana.email, "nudge", Reason.UNSUBSCRIBED)
    resume = reverse("mail-resume", args=["nudge"])
    assert "/accounts/login/" in client.post(resume)["Location"]
    as_eve.post(resume)
    assert is_suppressed(dana.email, "nudge")
    assert resume not in as_eve.post(path).text


def test_a_get_switches_nothing_on(dana: User, as_dana: Client) -> None:
    suppress(dana.email, "nudge", Reason.UNSUBSCRIBED)
    assert as_dana.get(reverse("mail-resume", args=["nudge"])).status_code == 405
    assert is_suppressed(dana.email, "nudge")


def test_switching_on_a_kind_there_is_not_is_404(as_dana: Client) -> None:
    assert as_dana.post(reverse("mail-resume", args=["newsletter"])).status_code == 404


def test_switching_on_needs_a_token_against_forged_forms(dana: User) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
    assert careful.post(reverse("mail-resume", args=["nudge"])).status_code == 403


def test_the_owner_is_shown_the_way_back(path: str, as_dana: Client) -> None:
    page = as_dana.post(path)
    assert reverse("mail-resume", args=["nudge"]) in page.text


def test_the_address_in_the_headers_is_the_sites_own(dana: User, settings: Settings) -> None:
    settings.SITE_URL = "https://forte.example.org"
    headers = unsubscribe.headers(dana.email, "nudge")
    link = headers["List-Unsubscribe"].strip("<>")
    assert link.startswith("https://forte.example.org/unsubscribe/")
    assert unsubscribe.read(link.split("/")[-2]) == Stop.to(dana.email, "nudge")


def test_the_hash_is_the_same_however_the_address_is_written() -> None:
    assert suppression.address_hash(" Dana@Example.org ") == suppression.address_hash(
        "dana@example.org"
    )


# --- The link in an older mail ------------------------------------------------------------------

HOME, WORK, CLUB = "dana@example.org", "dana@work.example", "dana@club.example"


def stopped() -> set[str]:
    return {email for email in (HOME, WORK, CLUB) if is_suppressed(email, "nudge")}


@pytest.fixture
def in_settings(dana: User) -> Client:
    """Dana, at her settings, with two more confirmed addresses."""
    for email in (WORK, CLUB):
        EmailAddress.objects.create(user=dana, email=email, verified=True)
    return sure(Client(), dana)


def press(email: str, kind: str = "nudge") -> None:
    """The button that a mail program shows at a mail to that address."""
    answer = Client(enforce_csrf_checks=True).post(Stop.to(email, kind).path, ONE_CLICK)
    assert answer.status_code == 200


def test_it_stops_mail_to_the_address_its_person_has_now(dana: User, in_settings: Client) -> None:
    change(in_settings, WORK)
    mail = waiting(dana)
    press(HOME)
    way = Told()
    sender.send_waiting(way)
    mail.refresh_from_db()
    assert not way.begun
    assert (mail.state, mail.reason) == ("skipped", "you stopped this mail")


def test_it_stops_its_own_kind_alone(in_settings: Client) -> None:
    change(in_settings, WORK)
    press(HOME, "close")
    assert is_suppressed(WORK, "close")
    assert not is_suppressed(WORK, "nudge")


def test_it_stops_after_several_changes(in_settings: Client) -> None:
    change(in_settings, WORK)
    change(in_settings, CLUB)
    press(HOME)
    assert stopped() == {HOME, CLUB}
    change(in_settings, WORK)
    assert stopped() == {HOME, WORK, CLUB}


@pytest.mark.parametrize("pressed", [HOME, WORK])
def test_it_stops_after_going_back_and_forth(pressed: str, in_settings: Client) -> None:
    for email in (WORK, HOME, WORK, HOME):
        change(in_settings, email)
    press(pressed)
    assert is_suppressed(HOME, "nudge")
    assert list(Successor.objects.values_list("address_hash", "next_hash")) == [
        (suppression.address_hash(WORK), suppression.address_hash(HOME))
    ]


def test_making_the_main_address_the_main_one_leads_nowhere(in_settings: Client) -> None:
    change(in_settings, HOME)
    assert not Successor.objects.exists()


def test_it_stops_across_new_secret_keys(in_settings: Client, settings: Settings) -> None:
    before = Stop.to(HOME, "nudge").path
    keys = [settings.SECRET_KEY, "another" * 10, "a third one" * 6]
    for count, email in enumerate([WORK, CLUB], start=1):
        settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS = keys[count::-1]
        suppression.carry(WORK if email == CLUB else HOME, email)
    Client().post(before, ONE_CLICK)
    assert is_suppressed(CLUB, "nudge")


def test_the_owner_is_shown_the_way_back_from_it(in_settings: Client) -> None:
    change(in_settings, WORK)
    resume = reverse("mail-resume", args=["nudge"])
    assert resume in in_settings.post(Stop.to(HOME, "nudge").path).text
    in_settings.post(resume)
    assert not is_suppressed(WORK, "nudge")


def test_it_answers_when_the_account_is_gone(dana: User, in_settings: Client) -> None:
    change(in_settings, WORK)
    User.objects.get(pk=dana.pk).delete()
    press(HOME)
    assert stopped() == {HOME, WORK}


def test_a_bounce_and_a_complaint_at_the_old_address_go_nowhere(in_settings: Client) -> None:
    change(in_settings, WORK)
    suppress(HOME, EVERY_KIND, Reason.BOUNCED)
    suppress(HOME, EVERY_KIND, Reason.COMPLAINED)
    assert stopped() == {HOME}


def test_unsubscribing_at_the_provider_goes_on_as_well(in_settings: Client) -> None:
    change(in_settings, WORK)
    told = events.Told("1", events.What.UNSUBSCRIBED, HOME, None, None, "")
    assert webhooks.hear(told, datetime.now(UTC))
    assert stopped() == {HOME, WORK}


def test_the_new_owner_of_an_address_stops_their_own_mail_alone(in_settings: Client) -> None:
    change(in_settings, WORK)
    give_up(in_settings, HOME)
    sign_up(Client(), HOME)
    press(HOME)
    assert stopped() == {HOME}


def test_an_address_between_that_is_somebody_elses_now_is_left_out(in_settings: Client) -> None:
    change(in_settings, WORK)
    change(in_settings, CLUB)
    give_up(in_settings, WORK)
    sign_up(Client(), WORK)
    press(HOME)
    assert stopped() == {HOME, CLUB}


def test_who_takes_the_address_of_a_closed_account_is_not_stopped_by_its_mails(
    dana: User, in_settings: Client
) -> None:
    change(in_settings, WORK)
    User.objects.get(pk=dana.pk).delete()
    sign_up(Client(), WORK)
    press(HOME)
    assert stopped() == {HOME}


def test_who_adds_an_address_given_up_by_somebody_stops_nobody_else(
    eve: User, in_settings: Client
) -> None:
    change(in_settings, WORK)
    give_up(in_settings, HOME)
    add(sure(Client(), eve), HOME)
    press(HOME)
    assert stopped() == {HOME}


def test_who_confirms_an_old_address_of_their_own_again_is_still_followed(
    in_settings: Client,
) -> None:
    change(in_settings, WORK)
    give_up(in_settings, HOME)
    add(in_settings, HOME)
    press(HOME)
    assert stopped() == {HOME, WORK}

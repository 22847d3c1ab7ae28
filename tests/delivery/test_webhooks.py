"""What a provider tells of bounces and complaints: believed once, from the provider alone."""

import random
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from anymail.signals import tracking
from django.core.checks import run_checks
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from delivery import events, providers, sender, suppression, sweeping, webhooks
from delivery.content import Content
from delivery.letters import letter
from delivery.models import Event, Mail, Suppression
from delivery.suppression import EVERY_KIND, is_suppressed, standing
from tests.delivery import posts
from tests.delivery.makers import Told, now, states, waiting
from tests.delivery.posts import Mailgun, Postmark, basic, days
from tests.people import person

pytestmark = pytest.mark.django_db
Provider = Postmark | Mailgun


def mount(provider: Provider, settings: Settings, secret: str = posts.SECRET, **more: str) -> None:
    settings.ANYMAIL_PROVIDER = provider.name
    settings.ANYMAIL = {
        "WEBHOOK_SECRET": [secret] if secret else [],
        **provider.settings,
        **more,
    }
    settings.ROOT_URLCONF = posts.addresses()


@pytest.fixture(params=[Postmark, Mailgun], ids=["postmark", "mailgun"])
def provider(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Provider]:
    made: Provider = request.param()
    mount(made, settings)
    yield made
    tracking.disconnect(dispatch_uid="delivery.webhooks")


@pytest.fixture
def postmark(settings: Settings) -> Iterator[Postmark]:
    made = Postmark()
    mount(made, settings)
    yield made
    tracking.disconnect(dispatch_uid="delivery.webhooks")


def gone(user: User, state: str = "sent", kind: str = "nudge") -> Mail:
    """A mail that has left."""
    mail = waiting(user)
    ended = now() - timedelta(minutes=5)
    Mail.objects.filter(pk=mail.pk).update(state=state, ended_at=ended, kind=kind)
    return mail


def tell(provider: Provider, client: Client, *told: dict[str, Any]) -> None:
    for one in told:
        assert provider.post(client, one).status_code == 200


# --- What follows -------------------------------------------------------------------------------


def test_a_hard_bounce_stops_every_kind_at_once_and_says_why(
    provider: Provider, dana: User, client: Client
) -> None:
    mail, nudge, other = gone(dana), waiting(dana), waiting(dana)
    Mail.objects.filter(pk=other.pk).update(kind="test", stored={"subject": "x", "text": "x"})
    tell(provider, client, provider.hard(mail, now()))
    mail.refresh_from_db()
    assert mail.state == "failed"
    assert mail.reason.endswith("550 5.1.1 no such user here")
    assert standing(dana.email, "nudge").bounced
    way = Told()
    sender.send_waiting(way)
    assert not way.begun
    assert states([nudge, other]) == ["skipped", "skipped"]
    nudge.refresh_from_db()
    assert nudge.reason == "mail to this address came back"


def test_account_mail_leaves_whatever_came_back(
    provider: Provider, dana: User, client: Client
) -> None:
    tell(provider, client, provider.hard(gone(dana), now()))
    code = waiting(dana)
    Mail.objects.filter(pk=code.pk).update(kind="account", stored={"subject": "x", "text": "x"})
    sender.send_waiting(Told())
    assert states([code]) == ["sent"]


@pytest.mark.parametrize(
    ("what", "reason"),
    [("complained", "complained"), ("rejected", "bounced"), ("unsubscribed", "unsubscribed")],
)
def test_each_other_way_to_say_no_stops_at_once(
    what: str, reason: str, provider: Provider, dana: User, client: Client
) -> None:
    tell(provider, client, getattr(provider, what)(gone(dana), now()))
    assert list(Suppression.objects.values_list("kind", "reason")) == [(EVERY_KIND, reason)]


def test_a_delivery_settles_a_mail_of_which_nothing_was_known(
    provider: Provider, dana: User, client: Client
) -> None:
    unknown, handed, sent = gone(dana, "unknown"), gone(dana, "handed"), gone(dana)
    told = [provider.delivered(mail, now()) for mail in (unknown, handed, sent)]
    tell(provider, client, *told)
    assert states([unknown, handed, sent]) == ["sent"] * 3
    assert not Suppression.objects.exists()


def test_a_code_is_forgotten_once_its_mail_is_known_to_have_arrived(
    provider: Provider, dana: User, client: Client
) -> None:
    mail = gone(dana, "unknown", kind="account")
    Mail.objects.filter(pk=mail.pk).update(stored={"subject": "Your code", "text": "1234"})
    tell(provider, client, provider.delivered(mail, now()))
    mail.refresh_from_db()
    assert (mail.state, mail.stored) == ("sent", None)


def test_a_sender_that_comes_too_late_changes_nothing(
    postmark: Postmark, dana: User, client: Client
) -> None:
    """The provider tells before the sender wrote down the server's answer."""
    mail = waiting(dana)
    way = Told()
    way.while_carrying = lambda: None
    sent_before = sender.leases.hand

    def hand(handed: Mail, subject: str, sent: Mail | None = None) -> bool:
        ours = sent_before(handed, subject, sent)
        tell(postmark, client, postmark.hard(mail, now()))
        return ours

    sender.leases.hand = hand  # type: ignore[assignment]
    try:
        sender.send_waiting(way)
    finally:
        sender.leases.hand = sent_before  # type: ignore[assignment]
    assert states([mail]) == ["failed"]


def test_a_late_delivery_lifts_nothing(provider: Provider, dana: User, client: Client) -> None:
    mail = gone(dana)
    tell(provider, client, provider.hard(mail, now()), provider.delivered(mail, now()))
    assert states([mail]) == ["failed"]
    assert is_suppressed(dana.email, "nudge")


@pytest.mark.parametrize("seed", range(12))
def test_told_twice_and_in_any_order_it_ends_the_same(
    seed: int, provider: Provider, dana: User, eve: User, client: Client
) -> None:
    frank, gina = person("frank@example.org"), person("gina@example.org")
    mails = {
        "arrived": gone(dana, "unknown"),
        "came back": gone(dana, "unknown"),
        "spam": gone(eve, "unknown"),
        "slow": gone(frank, "unknown"),
        "left": gone(gina, "sent"),
    }
    start = now() - timedelta(hours=2)
    told = [
        provider.delivered(mails["arrived"], start),
        provider.hard(mails["came back"], start + timedelta(minutes=1)),
        provider.delivered(mails["came back"], start + timedelta(minutes=2)),
        provider.delivered(mails["spam"], start + timedelta(minutes=3)),
        provider.complained(mails["spam"], start + timedelta(minutes=4)),
        provider.delayed(mails["slow"], start + timedelta(minutes=5)),
        provider.delivered(mails["slow"], start + timedelta(minutes=6)),
        provider.unsubscribed(mails["left"], start + timedelta(minutes=7)),
    ] * 2
    random.Random(seed).shuffle(told)
    tell(provider, client, *told)
    assert states(mails.values()) == ["sent", "failed", "sent", "sent", "sent"]
    assert Event.objects.count() == 8
    found = {
        user.email: standing(user.email, "nudge").is_stopped for user in (dana, eve, frank, gina)
    }
    assert list(found.values()) == [True, True, False, True]
    assert sorted(Suppression.objects.values_list("reason", flat=True)) == [
        "bounced",
        "complained",
        "unsubscribed",
    ]


# --- Softly -------------------------------------------------------------------------------------


def test_the_fourth_soft_bounce_within_thirty_days_stops(
    provider: Provider, dana: User, client: Client
) -> None:
    for day in (29, 20, 10):
        tell(provider, client, provider.soft(gone(dana), now() - days(day)))
    assert not is_suppressed(dana.email, "nudge")
    tell(provider, client, provider.soft(gone(dana), now()))
    assert standing(dana.email, "nudge").bounced


def test_four_in_more_than_thirty_days_stop_nothing(
    provider: Provider, dana: User, client: Client
) -> None:
    for day in (31, 20, 10, 0):
        tell(provider, client, provider.soft(gone(dana), now() - days(day)))
    assert not is_suppressed(dana.email, "nudge")


def test_one_mail_that_is_delayed_again_and_again_counts_once(
    provider: Provider, dana: User, client: Client
) -> None:
    mail = gone(dana)
    for hour in range(8):
        tell(provider, client, provider.delayed(mail, now() - timedelta(hours=hour)))
    assert not is_suppressed(dana.email, "nudge")


def test_a_delay_that_ended_in_a_delivery_does_not_count(
    provider: Provider, dana: User, client: Client
) -> None:
    for day in range(8, 0, -1):
        mail = gone(dana)
        told = [provider.delayed(mail, now() - days(day)), provider.delivered(mail, now())]
        tell(provider, client, *random.Random(day).sample(told, 2))
    assert not is_suppressed(dana.email, "nudge")


def test_soft_bounces_of_others_do_not_add_up(
    provider: Provider, dana: User, eve: User, client: Client
) -> None:
    for user in (dana, eve) * 3:
        tell(provider, client, provider.soft(gone(user), now()))
    assert not Suppression.objects.exists()


def test_a_window_is_one_wherever_it_lies() -> None:
    start = now()
    burst = [start + days(day) for day in (0, 100, 101, 102, 103, 300)]
    assert events.worn_out(burst[::-1])
    assert events.worn_out([start + days(day) for day in (0, 10, 20, 30)])
    assert not events.worn_out([start + days(day) for day in (0, 10, 20, 30.1)])
    assert not events.worn_out([])


@pytest.mark.parametrize(
    ("name", "told", "what"),
    [
        ("Amazon SES", {"bounce": {"bounceType": "Transient"}}, "soft"),
        ("Amazon SES", {"bounce": {"bounceType": "Permanent"}}, "hard"),
        ("Brevo", {"event": "soft_bounce"}, "soft"),
        ("Brevo", {"event": "hard_bounce"}, "hard"),
        ("MailerSend", {"data": {"type": "soft_bounced"}}, "soft"),
        ("Mailjet", {"hard_bounce": False}, "soft"),
        ("Mailjet", {"hard_bounce": True}, "hard"),
        ("Mandrill", {"event": "soft_bounce"}, "soft"),
        ("Resend", {"data": {"bounce": {"type": "Transient"}}}, "soft"),
        ("Resend", {"data": {}}, "hard"),
        ("SendGrid", {"type": "blocked"}, "soft"),
        ("SparkPost", {"msys": {"message_event": {"bounce_class": "22"}}}, "soft"),
        ("SparkPost", {"msys": {"message_event": {"bounce_class": "10"}}}, "hard"),
        ("Another", None, "hard"),
    ],
)
def test_each_provider_has_its_own_word_for_softly(name: str, told: Any, what: str) -> None:
    from anymail.signals import AnymailTrackingEvent

    event = AnymailTrackingEvent(event_type="bounced", esp_event=told, recipient="d@example.org")
    read = events.read(event, name)
    assert read is not None
    assert read.what == what


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite in memory has one connection")
def test_soft_bounces_told_at_the_same_moment_all_count_and_each_once(dana: User) -> None:
    moments = [now() - timedelta(hours=hours) for hours in range(4)]
    told = [
        events.Told(str(mail.uuid), events.What.SOFT, dana.email, mail.uuid, at, "mailbox full")
        for mail, at in zip([gone(dana) for _ in range(4)], moments, strict=True)
    ]
    new: list[bool] = []

    def run(one: events.Told) -> None:
        try:
            new.append(webhooks.hear(one, now()))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in told * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(new) == [False] * 8 + [True] * 4
    assert Event.objects.count() == 4
    assert standing(dana.email, "nudge").bounced


# --- Whom it is about ---------------------------------------------------------------------------


def test_an_event_about_nobody_is_kept_out(provider: Provider, dana: User, client: Client) -> None:
    stranger = Mail(to="nobody@example.net", kind="nudge")
    tell(provider, client, provider.hard(stranger, now()), provider.complained(stranger, now()))
    assert not Event.objects.exists()
    assert not Suppression.objects.exists()


def test_an_event_that_names_no_mail_of_ours_counts_for_the_address(
    provider: Provider, dana: User, client: Client
) -> None:
    swept = Mail(to="Dana@Example.org", kind="nudge")
    tell(provider, client, provider.hard(swept, now()))
    assert standing(dana.email, "nudge").bounced


def test_where_a_mail_was_passed_on_to_is_not_whom_it_stops(
    provider: Provider, dana: User, eve: User, client: Client
) -> None:
    mail = gone(dana)
    passed_on = Mail(uuid=mail.uuid, to=eve.email)
    tell(provider, client, provider.hard(passed_on, now()))
    assert is_suppressed(dana.email, "nudge")
    assert not is_suppressed(eve.email, "nudge")


def test_openings_and_clicks_are_not_looked_at(
    postmark: Postmark, dana: User, client: Client
) -> None:
    opened = postmark.delivered(gone(dana), now()) | {"RecordType": "Open"}
    tell(postmark, client, opened)
    assert not Event.objects.exists()


def test_what_happened_long_ago_is_not_believed_and_not_remembered(
    provider: Provider, dana: User, client: Client
) -> None:
    told = provider.hard(gone(dana), now() - days(61))
    tell(provider, client, told)
    assert not Suppression.objects.exists()
    tell(provider, client, provider.delivered(gone(dana), now() - days(59)))
    assert Event.objects.count() == 1
    sweeping.sweep_events(now() + days(2))
    assert not Event.objects.exists()


def test_all_of_it_happens_or_nothing(
    postmark: Postmark, dana: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the provider is told that it failed, and tells again."""
    mail, told = gone(dana), None
    told = postmark.hard(mail, now())
    client.raise_request_exception = False

    def stumble(*args: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(suppression, "suppress", stumble)
        assert postmark.post(client, told).status_code == 500
    assert states([mail]) == ["sent"]
    assert not Event.objects.exists()
    tell(postmark, client, told)
    assert states([mail]) == ["failed"]


# --- Who may tell -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "*/*"},
        basic("forte:a-secret-of-the-test"),
        basic("a-secret-of-the-tests"),
        basic(""),
        {"Authorization": "Basic !"},
        {"Authorization": "Bearer x"},
    ],
    ids=["none", "cut", "half", "empty", "broken", "another"],
)
def test_a_post_without_the_secret_is_refused(
    headers: dict[str, str], provider: Provider, dana: User, client: Client
) -> None:
    answer = provider.post(client, provider.hard(gone(dana), now()), **headers)
    assert answer.status_code == 401
    assert not Event.objects.exists()


@pytest.mark.parametrize("wrong", ["signature", "token", "timestamp"])
def test_a_post_with_a_wrong_signature_is_refused(
    wrong: str, settings: Settings, dana: User, client: Client
) -> None:
    mailgun = Mailgun()
    mount(mailgun, settings)
    told = mailgun.hard(gone(dana), now())
    told["signature"][wrong] = "1" + str(told["signature"][wrong])[1:][::-1]
    assert mailgun.post(client, told).status_code == 400
    del told["signature"]
    assert mailgun.post(client, told).status_code == 400
    assert not Event.objects.exists()
    tracking.disconnect(dispatch_uid="delivery.webhooks")


def test_a_stranger_gets_no_error_out_of_it(provider: Provider, client: Client) -> None:
    path = f"/webhooks/{provider.name}/"
    assert client.get(path).status_code == 405
    assert client.head(path).status_code == 200
    assert client.post(path, b"\xff{", content_type="application/json").status_code == 401


def test_the_secret_can_be_changed_while_the_old_one_is_still_used(
    settings: Settings, dana: User, client: Client
) -> None:
    postmark = Postmark()
    mount(postmark, settings)
    settings.ANYMAIL = {"WEBHOOK_SECRET": ["forte:another-secret-by-now", posts.SECRET]}
    for secret in settings.ANYMAIL["WEBHOOK_SECRET"]:
        told = postmark.delivered(gone(dana), now())
        assert postmark.post(client, told, **basic(secret)).status_code == 200
    tracking.disconnect(dispatch_uid="delivery.webhooks")


# --- When it is there ---------------------------------------------------------------------------


def ids() -> list[str]:
    return [found.id or "" for found in run_checks(tags=["delivery"])]


def test_without_a_provider_nothing_is_mounted_and_nothing_is_amiss(client: Client) -> None:
    assert providers.mounted() == []
    assert ids() == []
    assert client.post("/webhooks/postmark/", {}).status_code == 404
    assert providers.mark(Mail().uuid) == {}


@pytest.mark.parametrize(
    ("made", "secret", "without", "found"),
    [
        ("postmark", "", "", "delivery.W002"),
        ("", posts.SECRET, "", "delivery.W001"),
        ("pigeon", posts.SECRET, "", "delivery.E002"),
        ("postmark", "nocolonbutlongenoughforit", "", "delivery.E003"),
        ("postmark", "forte:short", "", "delivery.E003"),
        ("mailgun", posts.SECRET, "", "delivery.E004"),
        ("postmark", posts.SECRET, "anymail", "delivery.E001"),
    ],
)
def test_what_is_amiss_is_said_and_nothing_is_mounted(
    made: str,
    secret: str,
    without: str,
    found: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.ANYMAIL_PROVIDER = made
    settings.ANYMAIL = {"WEBHOOK_SECRET": [secret] if secret else []}
    if without:
        monkeypatch.setattr(providers, "find_spec", lambda name: None)
    assert ids() == [found]
    assert providers.mounted() == []
    assert "No bounce is heard." in providers.problems()[0].msg


def test_every_provider_that_can_be_read_can_be_named(settings: Settings) -> None:
    assert {"postmark", "mailgun", "amazon_ses", "brevo", "mailjet"} <= set(providers._known())
    assert set(providers._MARKS) <= set(providers._known())


@pytest.mark.parametrize("name", sorted(providers._MARKS))
def test_a_mail_carries_the_mark_that_its_provider_gives_back(
    name: str, settings: Settings, dana: User
) -> None:
    settings.ANYMAIL_PROVIDER = name
    mail = waiting(dana)
    raw = letter(mail, Content("Tuesday", "Hello")).raw.decode()
    ((header, value),) = providers.mark(mail.uuid).items()
    assert f"{header}: {value}\r\n" in raw
    assert str(mail.uuid) in value


def test_the_manual_says_where_the_provider_posts(settings: Settings) -> None:
    postmark = Postmark()
    settings.SITE_URL = "https://forte.example"
    mount(postmark, settings)
    assert providers.address() == "https://forte.example/webhooks/postmark/"
    tracking.disconnect(dispatch_uid="delivery.webhooks")


def test_an_end_that_is_told_has_words_even_when_none_were_given(dana: User) -> None:
    mail = gone(dana)
    told = events.Told("k", events.What.HARD, dana.email, mail.uuid, None, "")
    assert webhooks.hear(told, now())
    assert not webhooks.hear(told, now())
    mail.refresh_from_db()
    assert mail.reason == webhooks.REFUSED

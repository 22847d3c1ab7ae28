"""One tick of sending."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage, get_connection
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import User
from delivery import leases, outbox, sender, suppression
from delivery.content import Content
from delivery.models import Mail, Pause
from delivery.transport import Answer, Away, Outcome
from tests.delivery.makers import SENT, Told, now, states, waiting

pytestmark = pytest.mark.django_db

RETRY = Answer(Outcome.RETRY, "451 not now")
FAILED = Answer(Outcome.FAILED, "550 no such person")
UNKNOWN = Answer(Outcome.UNKNOWN, "no answer", trouble=True)
TROUBLE = Answer(Outcome.RETRY, "the connection broke off", trouble=True)


@pytest.fixture(autouse=True)
def _not_draining() -> Iterator[None]:
    yield
    sender.draining.clear()


def account_mail(to: str = "dana@example.org") -> Mail:
    message = EmailMessage("Your code", "1234", to=[to])
    get_connection("delivery.outbox.EmailBackend").send_messages([message])
    return Mail.objects.latest("pk")


def test_what_waits_leaves_and_is_written_down_as_sent(dana: User) -> None:
    mails = [waiting(dana) for _ in range(45)]
    way = Told()
    assert sender.send_waiting(way) == {Outcome.SENT: 45}
    assert [letter.uuid for letter in way.carried] == [mail.uuid for mail in mails]
    assert way.closed
    mail = Mail.objects.get(pk=mails[-1].pk)
    assert (mail.state, mail.subject, mail.reason) == ("sent", "Tuesday, Dana", "")
    assert mail.ended_at
    assert mail.lease_until is None
    assert sender.send_waiting(Told()) == {}


def test_the_codes_in_account_mail_are_forgotten_once_it_is_sent() -> None:
    mail = account_mail()
    sender.send_waiting(Told())
    mail.refresh_from_db()
    assert (mail.state, mail.stored) == ("sent", None)


def test_the_mark_is_there_before_the_dot_and_not_before_that(dana: User) -> None:
    first, second = waiting(dana), waiting(dana)
    seen: list[list[str]] = []
    way = Told()
    way.while_carrying = lambda: seen.append(states([first, second]))
    sender.send_waiting(way)
    # The first one's "sent" is written together with the second one's "handed".
    assert seen == [["claimed", "claimed"], ["handed", "claimed"]]
    assert states([first, second]) == ["sent", "sent"]


def test_a_mail_taken_over_by_another_sender_does_not_leave(dana: User) -> None:
    mail, other = waiting(dana), waiting(dana)
    way = Told()

    def freeze() -> None:
        way.while_carrying = lambda: None
        Mail.objects.filter(pk=mail.pk).update(fence="0" * 32)

    way.while_carrying = freeze
    sender.send_waiting(way)
    assert [letter.uuid for letter in way.carried] == [other.uuid]
    assert states([mail, other]) == ["claimed", "sent"]


def test_a_refusal_for_now_is_tried_again_later_and_later(dana: User) -> None:
    mail = waiting(dana)
    for minutes in (1, 5, 30, 120, 360):
        sender.send_waiting(Told(RETRY))
        mail.refresh_from_db()
        wait = (mail.try_at - now()) / timedelta(minutes=1)
        assert mail.state == "waiting"
        assert mail.reason == "451 not now"
        assert minutes * 0.79 < wait < minutes * 1.21
        Mail.objects.filter(pk=mail.pk).update(try_at=now() - timedelta(seconds=1))
    sender.send_waiting(Told(RETRY))
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("failed", 5)


def test_a_refusal_for_good_is_the_end(dana: User) -> None:
    mail, other = waiting(dana), waiting(dana)
    sender.send_waiting(Told(FAILED, SENT))
    mail.refresh_from_db()
    assert (mail.state, mail.reason) == ("failed", "550 no such person")
    assert states([other]) == ["sent"]


def test_no_answer_after_the_dot_holds_a_nudge_and_repeats_account_mail(dana: User) -> None:
    nudge, code = waiting(dana), account_mail()
    sender.send_waiting(Told(UNKNOWN))
    assert states([nudge, code]) == ["unknown", "waiting"]
    code.refresh_from_db()
    assert code.attempts == 1
    assert code.stored


def test_a_server_away_burns_no_attempt_and_is_left_alone_for_a_minute(dana: User) -> None:
    mails = [waiting(dana) for _ in range(3)]
    assert sender.send_waiting(Told(Away("refused"))) == {}
    assert states(mails) == ["waiting"] * 3
    assert not Mail.objects.filter(attempts__gt=0).exists()
    pause = Pause.objects.get()
    assert timedelta(seconds=55) < pause.until - now() < timedelta(seconds=61)
    way = Told()
    sender.send_waiting(way)
    assert not way.begun
    Pause.objects.update(until=now() - timedelta(seconds=1))
    sender.send_waiting(way)
    assert len(way.carried) == 3


def test_a_server_that_goes_away_in_mid_batch_keeps_what_it_took(dana: User) -> None:
    mails = [waiting(dana) for _ in range(3)]
    sender.send_waiting(Told(SENT, Away("refused")))
    assert states(mails) == ["sent", "waiting", "waiting"]


def test_two_broken_dialogues_in_a_row_are_enough(dana: User) -> None:
    mails = [waiting(dana) for _ in range(6)]
    way = Told(TROUBLE, SENT, TROUBLE, TROUBLE)
    sender.send_waiting(way)
    assert len(way.begun) == 4
    assert states(mails[4:]) == ["waiting", "waiting"]
    attempts = list(Mail.objects.order_by("pk").values_list("attempts", flat=True))
    assert attempts == [1, 0, 1, 1, 0, 0]
    assert Pause.objects.exists()


def test_a_refusal_of_one_letter_is_no_reason_to_rest(dana: User) -> None:
    for _ in range(6):
        waiting(dana)
    way = Told(FAILED, FAILED, SENT, FAILED, RETRY, FAILED)
    assert sender.send_waiting(way) == {Outcome.FAILED: 4, Outcome.SENT: 1, Outcome.RETRY: 1}
    assert not Pause.objects.exists()


@pytest.mark.parametrize("between", [RETRY, UNKNOWN, TROUBLE], ids=lambda answer: answer.words)
def test_a_server_that_refuses_everybody_is_left_alone(dana: User, between: Answer) -> None:
    """Its third refusal is not about its address: that letter, and all behind it, are kept."""
    mails = [waiting(dana) for _ in range(6)]
    way = Told(FAILED, between, FAILED, FAILED)
    sender.send_waiting(way)
    assert len(way.begun) == 4
    assert states(mails)[2:] == ["failed", "waiting", "waiting", "waiting"]
    assert Mail.objects.get(pk=mails[3].pk).attempts == 1
    assert Pause.objects.holds([sender.SERVER], now())


def test_account_mail_that_everybody_is_refused_keeps_its_words(dana: User) -> None:
    mails = [account_mail() for _ in range(4)]
    sender.send_waiting(Told(FAILED))
    assert states(mails) == ["failed", "failed", "waiting", "waiting"]
    assert all(mail.stored for mail in Mail.objects.filter(state="waiting"))


def test_who_stopped_between_plan_and_send_gets_nothing(dana: User, eve: User) -> None:
    hers, his = waiting(dana), waiting(eve)
    suppression.suppress("Dana@example.org", "nudge", suppression.Reason.UNSUBSCRIBED)
    way = Told()
    sender.send_waiting(way)
    hers.refresh_from_db()
    assert (hers.state, hers.reason) == ("skipped", "you stopped this mail")
    assert [letter.uuid for letter in way.carried] == [his.uuid]


def test_stopping_everything_stops_nudges_and_no_code(dana: User) -> None:
    nudge, code = waiting(dana), account_mail()
    suppression.suppress(dana.email, suppression.EVERY_KIND, suppression.Reason.UNSUBSCRIBED)
    sender.send_waiting(Told())
    assert states([nudge, code]) == ["skipped", "sent"]


def test_a_closed_account_and_an_unconfirmed_address_get_nothing(dana: User, eve: User) -> None:
    closed, unconfirmed = waiting(dana), waiting(eve)
    User.objects.filter(pk=dana.pk).update(is_active=False)
    EmailAddress.objects.filter(user=eve).update(verified=False)
    way = Told()
    sender.send_waiting(way)
    assert not way.begun
    reasons = list(Mail.objects.order_by("pk").values_list("state", "reason"))
    assert reasons == [("skipped", sender.INACTIVE), ("skipped", sender.UNCONFIRMED)]
    assert states([closed, unconfirmed]) == ["skipped", "skipped"]


def test_a_mail_goes_to_the_address_its_person_has_now(dana: User) -> None:
    mail = waiting(dana)
    User.objects.filter(pk=dana.pk).update(email="new@example.org")
    EmailAddress.objects.filter(user=dana).update(email="new@example.org")
    way = Told()
    sender.send_waiting(way)
    mail.refresh_from_db()
    assert way.carried[0].recipient == mail.to == "new@example.org"


def test_what_its_composer_no_longer_wants_is_skipped_with_the_reason(dana: User) -> None:
    mail = waiting(dana, "paused")
    sender.send_waiting(Told())
    mail.refresh_from_db()
    assert (mail.state, mail.reason) == ("skipped", "you were paused")


def test_a_mail_its_composer_stumbles_over_keeps_no_other_back(dana: User) -> None:
    before, bad, after = waiting(dana, ago=9), waiting(dana, "stumble", ago=8), waiting(dana)
    sender.send_waiting(Told())
    assert states([before, bad, after]) == ["sent", "waiting", "sent"]
    bad.refresh_from_db()
    assert bad.attempts == 1
    assert bad.try_at > now()


def test_a_mail_kept_wrongly_keeps_no_other_back(dana: User) -> None:
    wrong, right = account_mail(), account_mail()
    Mail.objects.filter(pk=wrong.pk).update(stored={"subject": "", "text": "", "more": 1})
    sender.send_waiting(Told())
    assert states([wrong, right]) == ["waiting", "sent"]


def test_an_address_nobody_can_write_to_keeps_no_other_back(
    dana: User, caplog: pytest.LogCaptureFixture
) -> None:
    wrong, right = account_mail(), waiting(dana)
    Mail.objects.filter(pk=wrong.pk).update(to="no@address@all")
    sender.send_waiting(Told())
    assert states([wrong, right]) == ["waiting", "sent"]
    assert "no@address" not in caplog.text


def test_a_test_mail_leaves_as_it_was_kept(dana: User) -> None:
    outbox.queue_message("test", dana, "test:1", Content("As it will be", "Hello\n"), now())
    way = Told()
    sender.send_waiting(way)
    assert b"Subject: As it will be\r\n" in way.carried[0].raw
    assert b"List-Unsubscribe: " in way.carried[0].raw


def test_a_database_lost_before_the_dot_sends_nothing(
    dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = waiting(dana)

    def lost(*args: object) -> bool:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(leases, "hand", lost)
    way = Told()
    with pytest.raises(RuntimeError):
        sender.send_waiting(way)
    assert not way.carried
    assert way.closed
    assert states([mail]) == ["waiting"]


def test_sigterm_lets_the_letter_end_and_puts_the_rest_back(dana: User) -> None:
    mails = [waiting(dana) for _ in range(3)]
    way = Told()
    way.while_carrying = sender.draining.set
    sender.send_waiting(way)
    assert states(mails) == ["sent", "waiting", "waiting"]


def test_a_tick_leaves_the_rest_to_the_next(dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(30):
        waiting(dana)
    monkeypatch.setattr(sender, "CLAIMING_SECONDS", 0.0)
    assert sender.send_waiting(Told()) == {}
    monkeypatch.setattr(sender, "CLAIMING_SECONDS", 0.001)
    assert sender.send_waiting(Told()) == {Outcome.SENT: 20}


def test_a_batch_grows_while_it_is_quick_and_is_small_again_after_a_slow_one(
    dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def claim(at: object, size: int) -> list[Mail]:
        asked.append(size)
        monkeypatch.setattr(sender, "SLOW", 90.0 if len(asked) < 4 else -1.0)
        return [waiting(dana) for _ in range(size)] if len(asked) < 6 else []

    monkeypatch.setattr(leases, "claim", claim)
    monkeypatch.setattr(sender, "QUICK", 60.0)
    monkeypatch.setattr(sender, "LARGEST", 50)
    sender.send_waiting(Told())
    assert asked == [20, 40, 50, 50, 20, 20]


def test_a_large_batch_that_is_slow_is_broken_off_and_put_back(
    dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails = [waiting(dana) for _ in range(25)]
    monkeypatch.setattr(sender, "SLOW", 0.0)
    tick = sender.Tick(Told())
    tick.deliver(leases.claim(now(), 25), now())
    assert states(mails) == ["waiting"] * 25
    tick.deliver(leases.claim(now(), 20), now())
    assert states(mails) == ["sent"] * 20 + ["waiting"] * 5


def at_the_first(way: Told, do: Callable[[], object]) -> None:
    """Let it happen while the first letter is on its way, and a batch look up before the next."""

    def once() -> None:
        way.while_carrying = lambda: None
        do()

    way.while_carrying = once


def test_account_mail_does_not_wait_for_the_end_of_a_batch(
    dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails, way = [waiting(dana) for _ in range(3)], Told()
    monkeypatch.setattr(sender, "LOOK", 0.0)
    at_the_first(way, account_mail)
    sender.send_waiting(way)
    code = Mail.objects.get(kind="account")
    order = [mails[0], code, mails[1], mails[2]]
    assert [letter.uuid for letter in way.carried] == [mail.uuid for mail in order]


@pytest.mark.parametrize("seconds", [0.5, 0.99, 1.4, 2.0])
def test_a_code_is_through_within_five_seconds_at_a_slow_server(
    dana: User, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    clock, way = [100.0], Told()
    for _ in range(20):
        waiting(dana)

    def carry() -> None:
        if clock[0] == 100.0:  # it comes just after the first letter was begun
            account_mail()
        clock[0] += seconds

    way.while_carrying = carry
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    sender.send_waiting(way)
    code = Mail.objects.get(kind="account")
    place = [letter.uuid for letter in way.carried].index(code.uuid)
    assert (place + 1) * seconds < 5


def test_a_batch_does_not_make_way_for_account_mail_before_its_own_has_left(
    dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes, nudge, way = [account_mail() for _ in range(3)], waiting(dana), Told()
    monkeypatch.setattr(sender, "LOOK", 0.0)
    at_the_first(way, account_mail)
    sender.Tick(way).deliver(leases.claim(now()), now())
    assert [letter.uuid for letter in way.carried] == [code.uuid for code in codes]
    assert states([nudge]) == ["waiting"]


@pytest.mark.parametrize("name", [sender.HELD, sender.SERVER])
def test_a_pause_stops_a_batch_after_the_letter_in_hand(
    dana: User, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    mails, way = [waiting(dana) for _ in range(3)], Told()
    monkeypatch.setattr(sender, "LOOK", 0.0)
    at_the_first(way, lambda: Pause.objects.pause(name, now() + timedelta(hours=1), "why"))
    sender.send_waiting(way)
    assert states(mails) == ["sent", "waiting", "waiting"]
    assert not Mail.objects.filter(attempts__gt=0).exists()


def test_a_batch_looks_up_once_a_second(dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[float] = []
    clock, way = [100.0], Told()
    for _ in range(10):
        waiting(dana)
    batch = leases.claim(now())

    def holds(*args: object) -> bool:
        looked.append(clock[0])
        return False

    def pass_time() -> None:
        clock[0] += 0.375

    way.while_carrying = pass_time
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(Pause.objects, "holds", holds)
    sender.Tick(way).deliver(batch, now())
    assert looked == [101.125, 102.25, 103.375]
    assert len(way.carried) == 10


def test_nothing_is_begun_in_the_second_half_of_its_lease(
    dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        waiting(dana)
    monkeypatch.setattr(leases, "LEASE", timedelta(0))
    monkeypatch.setattr(sender, "CLAIMING_SECONDS", 0.001)
    assert sender.send_waiting(Told()) == {}
    assert set(Mail.objects.values_list("state", flat=True)) == {"waiting"}


def test_what_a_batch_asks_does_not_grow_with_it(db: None) -> None:
    people = User.objects.bulk_create(User(email=f"p{n}@example.org") for n in range(20))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, verified=True) for one in people
    )

    def asked(count: int) -> int:
        for one in people[:count]:
            waiting(one)
        with CaptureQueriesContext(connection) as queries:
            sender.send_waiting(Told())
        return sum("SAVEPOINT" not in query["sql"] for query in queries)

    one, twenty = asked(1), asked(20)
    assert twenty - one == 19  # handed, and sent of the one before: one statement


def test_the_way_out_is_the_folder_or_the_server(settings: Settings, tmp_path) -> None:
    assert type(sender.chosen()).__name__ == "Smtp"
    settings.MAIL_FOLDER = tmp_path
    assert type(sender.chosen()).__name__ == "Folder"

"""Who holds which mail."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from accounts.models import User
from delivery import leases, sender
from delivery.models import Mail
from tests.delivery.makers import Told, now, states, waiting

pytestmark = pytest.mark.django_db


def lapse() -> None:
    """Let every lease run out, by the database's clock."""
    Mail.objects.filter(lease_until__isnull=False).update(lease_until=Now() - timedelta(seconds=1))


def test_two_senders_never_hold_the_same_mail(dana: User) -> None:
    for _ in range(25):
        waiting(dana)
    first, second, third = leases.claim(now()), leases.claim(now()), leases.claim(now())
    assert [len(first), len(second), len(third)] == [20, 5, 0]
    assert not {mail.pk for mail in first} & {mail.pk for mail in second}


def test_account_mail_goes_before_everything_else(dana: User) -> None:
    for _ in range(25):
        waiting(dana, ago=600)
    urgent = waiting(dana, ago=1)
    Mail.objects.filter(pk=urgent.pk).update(kind="account", urgency=0)
    assert leases.claim(now())[0] == urgent


def test_what_is_not_due_stays(dana: User) -> None:
    waiting(dana, ago=-60)
    assert leases.claim(now()) == []


def test_a_lease_ends_a_minute_later_by_the_database_clock(dana: User) -> None:
    waiting(dana)
    leases.claim(now())
    assert Mail.objects.filter(lease_until__gt=Now() + timedelta(seconds=55)).exists()
    assert not Mail.objects.filter(lease_until__gt=Now() + timedelta(seconds=61)).exists()


def test_who_lost_the_lease_cannot_hand_over_nor_settle(dana: User) -> None:
    waiting(dana)
    (frozen,) = leases.claim(now())
    lapse()
    assert not leases.hand(frozen, "late")
    leases.reap()
    (mine,) = leases.claim(now())
    assert mine == frozen
    assert not leases.hand(frozen, "late")
    assert not leases.settle(frozen, state=Mail.State.SENT)
    assert leases.hand(mine, "in time")
    assert leases.settle(mine, state=Mail.State.SENT)
    assert states([mine]) == ["sent"]


def test_a_lapsed_claim_goes_back_and_a_lapsed_handing_over_is_unknown(dana: User) -> None:
    for _ in range(3):
        waiting(dana)
    begun, handed, account = leases.claim(now())
    leases.hand(handed, "gone?")
    leases.hand(account, "gone?")
    Mail.objects.filter(pk=account.pk).update(kind="account")
    assert leases.reap() == 0
    lapse()
    assert leases.reap() == 3
    assert states([begun, handed, account]) == ["waiting", "unknown", "waiting"]
    unknown = Mail.objects.get(pk=handed.pk)
    assert unknown.ended_at
    assert unknown.reason


def test_unknown_is_never_claimed_again(dana: User) -> None:
    waiting(dana)
    (mail,) = leases.claim(now())
    leases.hand(mail, "gone?")
    lapse()
    leases.reap()
    assert leases.claim(now() + timedelta(days=400)) == []


def test_who_wakes_up_late_may_still_say_what_the_server_answered(dana: User) -> None:
    waiting(dana)
    (mail,) = leases.claim(now())
    leases.hand(mail, "gone?")
    lapse()
    leases.reap()
    assert leases.settle(mail, state=Mail.State.SENT)


def test_release_puts_back_only_what_was_not_begun(dana: User) -> None:
    for _ in range(3):
        waiting(dana)
    batch = leases.claim(now())
    leases.hand(batch[0], "on its way")
    assert leases.release(batch) == 2
    assert states(batch) == ["handed", "waiting", "waiting"]


def test_an_idle_tick_writes_nothing(dana: User, django_assert_num_queries) -> None:
    with django_assert_num_queries(3) as asked:
        sender.send_waiting(Told())
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite in memory has one connection")
def test_four_senders_at_once_send_each_mail_once(dana: User) -> None:
    for _ in range(200):
        waiting(dana)
    ways = [Told() for _ in range(4)]

    def run(way: Told) -> None:
        try:
            sender.send_waiting(way)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(way,)) for way in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    carried = [letter.uuid for way in ways for letter in way.carried]
    assert len(carried) == len(set(carried)) == 200
    assert sum(1 for way in ways if way.carried) > 1
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite in memory has one connection")
def test_nobody_waits_for_a_sender_frozen_within_its_transaction(dana: User) -> None:
    frozen, gone = waiting(dana), waiting(dana)
    leases.claim(now())
    lapse()
    took_back: list[int] = []

    def run() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '5s'")
            took_back.append(leases.reap())
        finally:
            connection.close()

    with transaction.atomic():
        Mail.objects.select_for_update().get(pk=frozen.pk)
        other = threading.Thread(target=run)
        other.start()
        other.join()
    assert took_back == [1]
    assert states([frozen, gone]) == ["claimed", "waiting"]
    assert leases.reap() == 1


def test_sent_and_handed_are_one_statement(dana: User, django_assert_num_queries) -> None:
    for _ in range(2):
        waiting(dana)
    first, second = leases.claim(now())
    Mail.objects.update(stored={"subject": "Kept", "text": "Kept"})
    leases.hand(first, "the first")
    with django_assert_num_queries(1):
        assert leases.hand(second, "the second", sent=first)
    sent, handed = Mail.objects.order_by("pk")
    assert (sent.state, sent.subject, sent.stored, sent.lease_until) == (
        "sent",
        "the first",
        None,
        None,
    )
    assert Mail.objects.filter(stored__isnull=True).get() == sent
    assert abs(sent.ended_at - now()) < timedelta(seconds=30)
    assert (handed.state, handed.subject, handed.ended_at) == ("handed", "the second", None)
    assert handed.stored
    soon = {"lease_until__gt": Now() + timedelta(seconds=30)}
    assert (
        Mail.objects.filter(**soon, lease_until__lt=Now() + timedelta(seconds=61)).get() == handed
    )


def test_the_mail_before_is_sent_though_the_next_one_is_lost(dana: User) -> None:
    for _ in range(2):
        waiting(dana)
    first, second = leases.claim(now())
    leases.hand(first, "the first")
    Mail.objects.filter(pk=second.pk).update(lease_until=Now() - timedelta(seconds=1))
    assert not leases.hand(second, "the second", sent=first)
    assert states([first, second]) == ["sent", "claimed"]


def test_the_next_one_is_handed_though_the_mail_before_was_lost(dana: User) -> None:
    for _ in range(2):
        waiting(dana)
    first, second = leases.claim(now())
    leases.hand(first, "the first")
    Mail.objects.filter(pk=first.pk).update(fence="0" * 32)
    assert leases.hand(second, "the second", sent=first)
    assert states([first, second]) == ["handed", "handed"]

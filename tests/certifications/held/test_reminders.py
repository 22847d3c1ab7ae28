"""Reminders to renew: each once, on a day of its own, and none that is no longer wanted."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from certifications.held import reminders
from certifications.models import Credential
from common import weeks
from delivery import outbox, sender, suppression
from delivery.content import Content, NotWanted
from delivery.models import Mail
from roadmap.cadence import free_days
from roadmap.cadence.models import Block, Rhythm
from roadmap.plan.models import Pause
from tests.certifications.held.rows import OPENS_EARLY, credential, known
from tests.delivery.scripted import Scripted
from tests.people import person
from tests.roadmap.cadence import rows

pytestmark = pytest.mark.django_db

EXPIRY = date(2027, 7, 9)
DAY = timedelta(days=1)


def evening(day: date) -> datetime:
    """18:00 in Berlin."""
    return weeks.instant(day, time(18), ZoneInfo("Europe/Berlin"))


def before(days: int) -> datetime:
    return evening(EXPIRY - DAY * days)


def year(start: date = date(2026, 12, 1), days: int = 240) -> list[tuple[str, str]]:
    """What became of each mail, with its day, when a tick runs every evening."""
    told = []
    for n in range(days):
        now = evening(start + DAY * n) + timedelta(minutes=5)
        reminders.plan_due(now)
        for mail, answer in said(now).items():
            state, what = Mail.State.SENT, "sent"
            if isinstance(answer, NotWanted):
                state, what = Mail.State.SKIPPED, answer.reason
            Mail.objects.filter(pk=mail.pk).update(state=state, ended_at=now)
            told.append((what, f"{now.date()}"))
    return told


def said(now: datetime) -> dict[Mail, Content | NotWanted]:
    waiting = Mail.objects.filter(kind="renewal", state=Mail.State.WAITING, try_at__lte=now)
    mails = list(waiting.select_related("user").order_by("pk"))
    answers = reminders.compose(mails, now)
    return {mail: answers[mail.pk] for mail in mails}


def one(now: datetime) -> Content | NotWanted:
    [answer] = said(now).values()
    return answer


def queued(user: User, days: int = 30, **fields: Any) -> Credential:
    """A credential whose reminder so many days before waits to leave."""
    made = credential(user, **{"expires_on": EXPIRY, **fields})
    assert reminders.plan_due(before(days)) == 1
    return made


def reason(now: datetime) -> str:
    answer = one(now)
    assert isinstance(answer, NotWanted)
    return answer.reason


# --- When ---------------------------------------------------------------------------------------


def test_four_come_before_an_expiry_each_once(dana: User) -> None:
    credential(dana, expires_on=EXPIRY)
    assert year() == [
        ("sent", "2027-01-10"),
        ("sent", "2027-04-10"),
        ("sent", "2027-06-09"),
        ("sent", "2027-07-02"),
    ]


def test_one_entered_forty_days_before_gets_the_last_two(dana: User) -> None:
    credential(dana, expires_on=EXPIRY, expiry_set_on=EXPIRY - DAY * 40)
    assert [day for _, day in year(EXPIRY - DAY * 40)] == ["2027-06-09", "2027-07-02"]


def test_one_entered_eighty_days_before_is_not_told_of_the_ninety(dana: User) -> None:
    credential(dana, expires_on=EXPIRY, expiry_set_on=EXPIRY - DAY * 80)
    assert reminders.plan_due(before(80)) == 0


def test_a_renewed_one_is_reminded_of_its_new_expiry_alone(dana: User) -> None:
    made = queued(dana, 180)
    made.renew(date(2027, 1, 10), date(2029, 7, 9), date(2027, 1, 10))
    assert reason(before(180)) == "it was renewed, or has another date"
    assert reminders.plan_due(before(90)) == 0
    assert reminders.plan_due(evening(date(2029, 7, 9) - DAY * 90)) == 1


def test_a_renewal_taken_back_brings_no_reminder_twice(dana: User) -> None:
    made = queued(dana, 90)
    Mail.objects.update(state=Mail.State.SENT, ended_at=before(90))
    made.renew(date(2027, 4, 11), date(2029, 7, 9), date(2027, 4, 11))
    made.take_renewal_back(date(2027, 4, 12))
    assert reminders.plan_due(before(87)) == 0
    assert reminders.plan_due(before(30)) == 1


def test_a_planner_that_was_down_for_a_fortnight_still_says_it_later_not(dana: User) -> None:
    credential(dana, expires_on=EXPIRY)
    assert reminders.plan_due(before(75)) == 0
    assert reminders.plan_due(before(76)) == 1


@pytest.mark.parametrize(
    ("fields", "person_is"),
    [
        ({"reminded": False}, {}),
        ({"expires_on": None}, {}),
        ({}, {"is_active": False}),
    ],
)
def test_who_wants_none_gets_none(
    dana: User, fields: dict[str, Any], person_is: dict[str, Any]
) -> None:
    credential(dana, **{"expires_on": EXPIRY, **fields})
    User.objects.filter(pk=dana.pk).update(**person_is)
    assert year() == []


def test_it_comes_in_the_evening_of_the_persons_own_day(dana: User) -> None:
    credential(dana, expires_on=EXPIRY)
    assert reminders.plan_due(before(30) - timedelta(minutes=1)) == 0
    assert reminders.plan_due(before(30)) == 1
    assert Mail.objects.get().due_at == datetime(2027, 6, 9, 16, tzinfo=UTC)


def test_two_that_expire_together_come_on_two_days(dana: User) -> None:
    credential(dana, "First", expires_on=EXPIRY)
    credential(dana, "Second", expires_on=EXPIRY)
    days = [day for what, day in year(EXPIRY - DAY * 31, 5) if what == "sent"]
    assert days == ["2027-06-09", "2027-06-10"]


# --- Days of their own --------------------------------------------------------------------------


@pytest.fixture
def mine(dana: User) -> dict[str, Block]:
    """A plan, and blocks on Tuesday, Thursday and Sunday."""
    rows.plan(dana)
    return rows.set_up(dana)


def test_a_day_with_a_block_is_left_to_it(dana: User, mine: dict[str, Block]) -> None:
    credential(dana, expires_on=date(2027, 2, 4))  # a Tuesday, thirty days before
    assert reminders.plan_due(evening(date(2027, 1, 5))) == 0
    assert reminders.plan_due(evening(date(2027, 1, 6))) == 1


def pause(user: User, first: date, last: date) -> None:
    Pause.objects.create(plan=user.plans.get(), starts_on=first, ends_on=last)


def test_a_pause_is_silent_and_its_reminder_comes_after_it(
    dana: User, mine: dict[str, Block]
) -> None:
    made = credential(dana, expires_on=date(2027, 5, 7))
    first = made.expires_on - DAY * 30
    pause(dana, first - DAY, first + DAY * 5)
    days = [day for what, day in year(first - DAY * 2, 20) if what == "sent"]
    assert days == [f"{first + DAY * 7}"]  # the day after the pause has a block


def test_the_last_one_breaks_a_pause_that_ends_too_late_to_act(
    dana: User, mine: dict[str, Block]
) -> None:
    made = credential(dana, expires_on=date(2027, 5, 7))
    pause(dana, date(2027, 3, 1), date(2027, 6, 30))
    days = [day for what, day in year(date(2027, 3, 1), 90) if what == "sent"]
    assert days == [f"{made.expires_on - DAY * 7}"]


def test_the_last_one_waits_for_a_pause_that_leaves_time_to_act(
    dana: User, mine: dict[str, Block]
) -> None:
    credential(dana, expires_on=date(2027, 5, 7))
    pause(dana, date(2027, 4, 25), date(2027, 5, 2))
    days = [day for what, day in year(date(2027, 4, 25), 20) if what == "sent"]
    assert days == ["2027-05-03"]


def test_it_makes_way_for_the_months_close(dana: User, mine: dict[str, Block]) -> None:
    monday = date(2027, 2, 1)
    credential(dana, expires_on=monday + DAY * 30)
    outbox.queue("close", dana, "close:1:1", evening(monday), evening(monday))
    assert reminders.plan_due(evening(monday)) == 0
    Mail.objects.update(state=Mail.State.SENT, ended_at=evening(monday))
    assert reminders.plan_due(evening(monday)) == 0
    assert reminders.plan_due(evening(monday + DAY * 2)) == 1  # Tuesday is study's


def test_the_months_close_makes_way_for_one_that_has_gone(
    dana: User, mine: dict[str, Block]
) -> None:
    monday = date(2027, 2, 1)
    credential(dana, expires_on=monday + DAY * 30)
    plan = dana.plans.select_related("user").get()
    assert reminders.plan_due(evening(monday)) == 1
    [days] = free_days.load([plan], evening(monday)).values()
    assert days.free_from(monday) == monday
    Mail.objects.update(state=Mail.State.SENT, ended_at=evening(monday))
    [days] = free_days.load([plan], evening(monday)).values()
    assert days.free_from(monday) == monday + DAY * 2


# --- When it leaves -----------------------------------------------------------------------------


def test_deleted_or_switched_off_or_expired_meanwhile_is_not_mailed(dana: User) -> None:
    made = queued(dana)
    assert reason(before(16) + DAY) == "it was too late to be useful"
    assert reason(evening(EXPIRY + DAY)) == "it has expired"
    Credential.objects.update(reminded=False)
    assert reason(before(30)) == "you switched it off"
    made.delete()
    assert reason(before(30)) == "the credential is deleted"


def test_at_night_it_waits_for_the_morning(dana: User) -> None:
    queued(dana)
    assert reason(before(30) + timedelta(hours=4)) == "it comes in the morning instead"
    again = Mail.objects.latest("pk")
    assert again.try_at == datetime(2027, 6, 10, 6, tzinfo=UTC)
    Mail.objects.exclude(pk=again.pk).delete()
    assert isinstance(one(again.try_at), Content)


def test_a_day_taken_meanwhile_puts_it_off(dana: User) -> None:
    queued(dana)
    due = before(30)
    Mail.objects.create(kind="nudge", key="n", user=dana, to=dana.email, due_at=due, try_at=due)
    assert reason(due) == "it comes on the next free day instead"
    assert Mail.objects.latest("pk").try_at == due + DAY


def test_late_as_the_last_one_it_goes_rather_than_not_at_all(
    dana: User, mine: dict[str, Block]
) -> None:
    queued(dana, 7)
    pause(dana, EXPIRY - DAY * 20, EXPIRY + DAY * 20)
    assert isinstance(one(before(2)), Content)


@pytest.mark.parametrize("put_off", [False, True])
def test_many_are_written_with_the_queries_of_one(dana: User, *, put_off: bool) -> None:
    def queries(count: int) -> int:
        several(count)
        assert reminders.plan_due(before(30)) == count
        mails = list(Mail.objects.select_related("user"))
        late = timedelta(hours=5) if put_off else timedelta()
        with CaptureQueriesContext(connection) as asked:
            answers = reminders.compose(mails, before(30) + late)
        assert len(answers) == count
        assert all(isinstance(a, NotWanted if put_off else Content) for a in answers.values())
        Mail.objects.all().delete()
        Credential.objects.all().delete()
        return len(asked)

    assert queries(1) == queries(6) <= (10 if put_off else 8)


def test_many_are_planned_with_the_queries_of_one(dana: User) -> None:
    def queries(count: int) -> int:
        several(count)
        with CaptureQueriesContext(connection) as asked:
            assert reminders.plan_due(before(30) - timedelta(hours=1)) == 0
        return len(asked)

    assert queries(1) == queries(6) <= 8


def several(count: int) -> None:
    """So many people, each with a plan and a credential of the catalogue."""
    for n in range(count):
        somebody = person(f"{count}-{n}@example.org")
        rows.plan(somebody)
        credential(somebody, certification=known(OPENS_EARLY), expires_on=EXPIRY)


def test_one_bad_row_stops_nobody_elses(
    dana: User, eve: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    credential(dana, expires_on=EXPIRY)
    credential(eve, expires_on=EXPIRY)
    queue = outbox.queue

    def stumble(kind: str, user: User, *rest: Any) -> tuple[Mail, bool]:
        if user == dana:
            raise ValueError
        return queue(kind, user, *rest)

    monkeypatch.setattr(outbox, "queue", stumble)
    assert reminders.plan_due(before(30)) == 1
    assert Mail.objects.get().user == eve
    assert "stumbled" in caplog.text


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_is_away_is_said(
    dana: User, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def away(*_: object) -> None:
        raise error

    credential(dana, expires_on=EXPIRY)
    monkeypatch.setattr(outbox, "queue", away)
    with pytest.raises(error):
        reminders.plan_due(before(30))


# --- The words ----------------------------------------------------------------------------------


def test_a_subject_begins_with_a_capital_also_in_the_last_week(dana: User) -> None:
    queued(dana, days=7, name="CKA")
    content = one(before(7))
    assert isinstance(content, Content)
    assert content.subject == "Seven days left: CKA"


def test_it_says_the_day_the_window_the_route_and_has_one_button(dana: User) -> None:
    made = queued(dana, certification=known(OPENS_EARLY), name="Azure Administrator")
    content = one(before(30))
    assert isinstance(content, Content)
    assert content.subject == "30 days left: Azure Administrator"
    assert "Azure Administrator expires on Friday, 9 July 2027, in 30 days." in content.text
    assert "Its renewal has been open since 9 January 2027." in content.text
    assert "The renewal costs nothing by the list." in content.text
    assert content.html.count('class="primary"') == 1
    assert reverse("credential", args=[made.pk]) in content.text
    assert "List-Unsubscribe-Post" in content.headers
    assert "!" not in content.text


def test_what_is_not_known_is_said(dana: User) -> None:
    queued(dana, 7)
    content = one(before(1))
    assert isinstance(content, Content)
    assert content.subject == "One day left: CKA"
    assert "expires on Friday, 9 July 2027, tomorrow." in content.text
    assert "When its renewal opens is not known here." in content.text


def test_discreet_says_nothing_of_it_before_it_is_opened(dana: User) -> None:
    dana.discreet = True
    dana.save()
    queued(dana)
    content = one(before(30))
    assert isinstance(content, Content)
    assert (content.subject, content.from_name) == ("A date is coming up", "Reminder")


def test_the_log_names_it_whatever_became_of_it(dana: User, as_dana: Client) -> None:
    queued(dana)
    Mail.objects.update(state=Mail.State.SKIPPED, reason="it has expired", ended_at=before(30))
    [entry] = as_dana.get(reverse("settings-nudges")).context["entries"]
    assert (entry.what, entry.words) == ("A reminder to renew", "skipped: it has expired")


# --- The way it leaves --------------------------------------------------------------------------


@pytest.fixture
def in_june() -> Iterator[None]:
    with time_machine.travel(before(30) + timedelta(minutes=1), tick=True):
        yield


def send(server: Scripted, settings: Settings) -> Mail:
    """Let the real sender hand over what waits to ``server``."""
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT, settings.MAIL_FOLDER = 0.4, None
    sender.send_waiting()
    return Mail.objects.earliest("pk")


def test_a_server_that_refuses_for_now_gets_it_later_and_once(
    dana: User, settings: Settings, in_june: None
) -> None:
    queued(dana)
    with Scripted(dot=["451 not now", "250 taken"]) as server:
        assert send(server, settings).state == Mail.State.WAITING
        Mail.objects.update(try_at=before(30))
        assert send(server, settings).state == Mail.State.SENT
        sender.send_waiting()
        assert len(server.taken) == 1
    assert reminders.plan_due(before(30) + timedelta(minutes=15)) == 0


def test_an_answer_that_never_came_is_unknown_and_not_sent_again(
    dana: User, settings: Settings, in_june: None
) -> None:
    queued(dana)
    with Scripted(dot="drop") as server:
        assert send(server, settings).state == Mail.State.UNKNOWN
        sender.send_waiting()
    assert reminders.plan_due(before(29)) == 0
    assert Mail.objects.count() == 1


def test_renewed_between_the_queue_and_the_claim_nothing_leaves(
    dana: User, settings: Settings, in_june: None
) -> None:
    queued(dana).renew(date(2027, 6, 9), date(2029, 7, 9), date(2027, 6, 9))
    with Scripted() as server:
        mail = send(server, settings)
        assert (mail.state, server.taken) == (Mail.State.SKIPPED, [])
    assert mail.reason == "it was renewed, or has another date"


def test_who_pressed_the_link_in_one_gets_no_other(
    dana: User, settings: Settings, in_june: None
) -> None:
    queued(dana)
    suppression.suppress(dana.email, "renewal", suppression.Reason.UNSUBSCRIBED)
    with Scripted() as server:
        assert send(server, settings).state == Mail.State.SKIPPED
        assert not server.taken


def test_somebody_without_blocks_or_plan_is_free_every_day(dana: User) -> None:
    assert not Rhythm.objects.exists()
    day = date(2027, 1, 5)
    assert free_days.next_free({dana.pk: day}, evening(day)) == {dana.pk: day}
    assert free_days.next_free({dana.pk + 1: day}, evening(day)) == {dana.pk + 1: None}

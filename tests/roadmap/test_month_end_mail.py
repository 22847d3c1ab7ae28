"""The month's close by mail: once, in the evening of a day without a block, for who asked."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from delivery import outbox
from delivery.content import Content, NotWanted
from delivery.models import Mail
from roadmap import month_end_mail
from roadmap.cadence.models import Block, CheckIn, Rhythm
from roadmap.plan.models import MonthClose, Pause, Plan
from tests.people import person
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import MONDAY, THURSDAY, set_up

# 31 January 2027 is a Sunday, story's day: the mail comes on Monday.
DUE = datetime(2027, 2, 1, 17, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(dana: User) -> Plan:
    return rows.plan(dana)


@pytest.fixture
def mine(dana: User, plan: Plan) -> dict[str, Block]:
    made = set_up(dana)
    Rhythm.objects.filter(user=dana).update(close_mail=True)
    return made


def said(now: datetime = DUE) -> Content | NotWanted:
    [mail] = Mail.objects.filter(state=Mail.State.WAITING).select_related("user")
    return month_end_mail.compose([mail], now)[mail.pk]


def test_it_comes_once_in_the_evening_of_a_day_without_a_block(
    dana: User, mine: dict[str, Block]
) -> None:
    assert month_end_mail.plan_due(DUE - timedelta(minutes=1)) == 0
    assert month_end_mail.plan_due(DUE) == 1
    assert month_end_mail.plan_due(DUE + timedelta(minutes=15)) == 0
    mail = Mail.objects.get()
    assert (mail.kind, mail.due_at) == ("close", DUE)


def test_who_did_not_ask_gets_none(dana: User, plan: Plan) -> None:
    set_up(dana)
    assert month_end_mail.plan_due(DUE) == 0


def test_it_has_what_was_written_and_one_button(mine: dict[str, Block]) -> None:
    rows.done(mine["lab"], MONDAY, THURSDAY, exists_now="A query that counts.")
    month_end_mail.plan_due(DUE)
    content = said()
    assert isinstance(content, Content)
    assert content.subject == "January: none of three are done. Close the month?"
    assert "- Lab, 7 Jan: A query that counts." in content.text
    assert content.html.count('class="primary"') == 1
    assert reverse("plan-close", args=[1]) in content.text
    assert "List-Unsubscribe-Post" in content.headers
    assert not re.search(r"[{}]|!", content.text)


def test_a_quiet_month_is_asked_one_thing(mine: dict[str, Block]) -> None:
    month_end_mail.plan_due(DUE)
    content = said()
    assert isinstance(content, Content)
    assert content.subject == "January: one line is enough"
    words = content.text.split("--\n")[0]
    assert words.count("?") == 1
    assert "stands ready" not in words


def test_discreet_says_nothing_of_it(dana: User, mine: dict[str, Block]) -> None:
    dana.discreet = True
    dana.save()
    month_end_mail.plan_due(DUE)
    content = said()
    assert isinstance(content, Content)
    assert content.subject == "The month is over"


def test_a_month_closed_meanwhile_is_not_mailed(plan: Plan, mine: dict[str, Block]) -> None:
    month_end_mail.plan_due(DUE)
    MonthClose.objects.create(plan=plan, month=1, closed_at=DUE)
    answer = said()
    assert isinstance(answer, NotWanted)
    assert answer.reason == "the month is closed"
    assert month_end_mail.plan_due(DUE) == 0


def test_a_pause_and_a_day_with_a_block_put_it_off(plan: Plan, mine: dict[str, Block]) -> None:
    Pause.objects.create(plan=plan, starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 1))
    assert month_end_mail.plan_due(DUE) == 0
    assert month_end_mail.plan_due(DUE + timedelta(days=2)) == 1  # Tuesday is study's


def test_a_pause_is_silent_however_long(plan: Plan, mine: dict[str, Block]) -> None:
    Pause.objects.create(plan=plan, starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 28))
    for n in range(28):
        assert month_end_mail.plan_due(DUE + timedelta(days=n)) == 0
    assert month_end_mail.plan_due(DUE + timedelta(days=28)) == 1
    assert Mail.objects.get().due_at == datetime(2027, 3, 1, 17, tzinfo=UTC)


def test_a_pause_that_began_meanwhile_puts_it_after_the_pause(
    plan: Plan, mine: dict[str, Block]
) -> None:
    month_end_mail.plan_due(DUE)
    Pause.objects.create(plan=plan, starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 28))
    answer = said()
    assert isinstance(answer, NotWanted)
    assert answer.reason == "you were paused"
    assert Mail.objects.latest("pk").try_at == datetime(2027, 3, 1, 17, tzinfo=UTC)


@pytest.mark.parametrize(("first", "close"), [(28, date(2027, 2, 5)), (18, date(2027, 2, 15))])
def test_a_month_that_grew_by_days_away_is_not_over(
    plan: Plan, mine: dict[str, Block], first: int, close: date
) -> None:
    month_end_mail.plan_due(DUE)
    Pause.objects.create(plan=plan, starts_on=date(2027, 1, first), ends_on=date(2027, 1, 31))
    assert isinstance(said(), NotWanted)
    assert Mail.objects.latest("pk").try_at == datetime.combine(close, time(17), UTC)


def test_a_pause_that_begins_on_the_morrow_does_not_make_it_late(
    plan: Plan, mine: dict[str, Block]
) -> None:
    month_end_mail.plan_due(DUE)
    moved_to_monday(mine["lab"])
    Pause.objects.create(plan=plan, starts_on=date(2027, 2, 2), ends_on=date(2027, 2, 28))
    assert isinstance(said(), NotWanted)
    assert Mail.objects.latest("pk").try_at == datetime(2027, 3, 1, 17, tzinfo=UTC)


def test_who_does_not_want_it_any_more_gets_none(dana: User, mine: dict[str, Block]) -> None:
    month_end_mail.plan_due(DUE)
    Rhythm.objects.filter(user=dana).update(close_mail=False)
    answer = said()
    assert isinstance(answer, NotWanted)
    assert answer.reason == "you switched it off"
    assert Mail.objects.count() == 1


def moved_to_monday(block: Block) -> CheckIn:
    """Last week's block, put on the day on which the close would come."""
    week = date(2027, 1, 25)
    return CheckIn.objects.create(
        block=block, week=week, planned_on=DUE.date(), planned_at=time(20)
    )


def nudge(user: User, due_at: datetime, **fields: Any) -> Mail:
    """A nudge as the planner queues it."""
    fields = {"kind": "nudge", "key": f"nudge:{user.pk}", "try_at": due_at, **fields}
    return Mail.objects.create(user=user, to=user.email, due_at=due_at, **fields)


def a_moved_block(block: Block) -> None:
    moved_to_monday(block)


def a_nudge_that_waits_for_the_morning(block: Block) -> None:
    morning = datetime(2027, 2, 1, 7, tzinfo=UTC)
    Block.objects.filter(pk=block.pk).update(next_week=date(2027, 2, 1), next_due_at=morning)


def a_nudge_that_went(block: Block) -> None:
    morning = datetime(2027, 2, 1, 7, tzinfo=UTC)
    nudge(block.user, morning, state=Mail.State.SENT, ended_at=morning)


def a_nudge_of_yesterday_that_leaves_now(block: Block) -> None:
    nudge(block.user, DUE - timedelta(hours=20), state=Mail.State.CLAIMED)


one_a_day = pytest.mark.parametrize(
    "takes_the_day",
    [
        a_moved_block,
        a_nudge_that_waits_for_the_morning,
        a_nudge_that_went,
        a_nudge_of_yesterday_that_leaves_now,
    ],
)
WEDNESDAY = DUE + timedelta(days=2)
"""The next day without a block: Tuesday is study's."""


@one_a_day
def test_it_is_planned_for_a_day_of_its_own(
    mine: dict[str, Block], takes_the_day: Callable[[Block], None]
) -> None:
    takes_the_day(mine["lab"])
    assert month_end_mail.plan_due(DUE) == 0
    Mail.objects.update(state=Mail.State.SENT, ended_at=DUE)
    assert month_end_mail.plan_due(WEDNESDAY) == 1
    assert Mail.objects.get(kind="close").due_at == WEDNESDAY


@one_a_day
def test_a_day_taken_meanwhile_puts_it_off(
    mine: dict[str, Block], takes_the_day: Callable[[Block], None]
) -> None:
    month_end_mail.plan_due(DUE)
    mail = Mail.objects.select_related("user").get()
    takes_the_day(mine["lab"])
    answer = month_end_mail.compose([mail], DUE)[mail.pk]
    assert isinstance(answer, NotWanted)
    assert answer.reason == "it comes on the next free day instead"
    again = Mail.objects.select_related("user").filter(kind="close").latest("pk")
    assert again.try_at == WEDNESDAY
    Mail.objects.filter(kind="nudge").update(state=Mail.State.SENT, ended_at=DUE)
    assert isinstance(month_end_mail.compose([again], WEDNESDAY)[again.pk], Content)


@pytest.mark.parametrize("state", [Mail.State.SKIPPED, Mail.State.FAILED])
def test_a_nudge_that_did_not_go_takes_no_day(
    dana: User, mine: dict[str, Block], state: Mail.State
) -> None:
    nudge(dana, DUE - timedelta(hours=10), state=state, ended_at=DUE)
    assert month_end_mail.plan_due(DUE) == 1


def test_a_block_moved_away_leaves_its_day_free(mine: dict[str, Block]) -> None:
    CheckIn.objects.create(
        block=mine["story"],
        week=date(2027, 1, 25),
        planned_on=date(2027, 1, 30),
        planned_at=time(10),
    )
    assert month_end_mail.plan_due(DUE - timedelta(days=1)) == 1


def test_a_nudge_before_midnight_takes_the_day_before_its_block(mine: dict[str, Block]) -> None:
    Block.objects.filter(pk=mine["study"].pk).update(at=time(0, 5))
    assert month_end_mail.plan_due(DUE) == 0


def test_put_off_beyond_its_use_it_is_dropped(dana: User, mine: dict[str, Block]) -> None:
    month_end_mail.plan_due(DUE)
    mail = Mail.objects.select_related("user").get()
    answer = month_end_mail.compose([mail], DUE + timedelta(days=5, hours=-3))[mail.pk]
    assert isinstance(answer, Content)  # Saturday afternoon
    nudge(dana, DUE + timedelta(days=5, hours=-4))
    answer = month_end_mail.compose([mail], DUE + timedelta(days=5, hours=-3))[mail.pk]
    assert isinstance(answer, NotWanted)
    assert answer.reason == "it was too late to be useful"


def test_a_mail_server_back_at_night_is_waited_out(dana: User, mine: dict[str, Block]) -> None:
    Block.objects.filter(pk=mine["study"].pk).update(active=False)
    month_end_mail.plan_due(DUE)
    night = DUE + timedelta(hours=8)
    answer = said(night)
    assert isinstance(answer, NotWanted)
    assert answer.reason == "it comes in the morning instead"
    morning = Mail.objects.latest("pk")
    assert morning.try_at == datetime(2027, 2, 2, 7, tzinfo=UTC)


def test_the_morning_after_a_night_is_no_blocks_day(mine: dict[str, Block]) -> None:
    month_end_mail.plan_due(DUE)
    answer = said(DUE + timedelta(hours=8))
    assert isinstance(answer, NotWanted)
    assert answer.reason == "it comes on the next free day instead"
    assert Mail.objects.latest("pk").try_at == WEDNESDAY


def test_one_bad_plan_stops_nobody_elses_close(
    dana: User, eve: User, mine: dict[str, Block], caplog: pytest.LogCaptureFixture
) -> None:
    rows.plan(eve)
    set_up(eve)
    Rhythm.objects.filter(user=eve).update(close_mail=True)
    Plan.objects.filter(user=dana).update(start_month=date(9999, 6, 1))  # its year never ends
    assert month_end_mail.plan_due(DUE) == 1
    assert Mail.objects.get().user == eve
    assert "stumbled" in caplog.text


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_is_away_is_said(
    mine: dict[str, Block], monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def away(*_: object) -> None:
        raise error

    monkeypatch.setattr(outbox, "queue", away)
    with pytest.raises(error):
        month_end_mail.plan_due(DUE)


@pytest.mark.parametrize("put_off", [False, True])
def test_many_are_written_with_the_queries_of_one(
    dana: User, mine: dict[str, Block], *, put_off: bool
) -> None:
    def queries(count: int) -> int:
        for n in range(count):
            one = person(f"{count}-{n}@example.org")
            rows.plan(one)
            lab = set_up(one)["lab"]
            rows.done(lab, MONDAY, THURSDAY, exists_now="it stands")
            Rhythm.objects.filter(user=one).update(close_mail=True)
        month_end_mail.plan_due(DUE)
        mails = list(Mail.objects.filter(state=Mail.State.WAITING).select_related("user"))
        if put_off:
            for lab in Block.objects.filter(kind="lab"):
                CheckIn.objects.filter(block=lab, week=date(2027, 1, 25)).delete()
                moved_to_monday(lab)
        with CaptureQueriesContext(connection) as asked:
            answers = month_end_mail.compose(mails, DUE)
        assert all(isinstance(one, NotWanted if put_off else Content) for one in answers.values())
        Mail.objects.all().delete()
        Rhythm.objects.update(close_mail=False)
        return len(asked)

    assert queries(1) == queries(6) <= (11 if put_off else 9)


def test_many_are_planned_with_the_queries_of_one(dana: User) -> None:
    def queries(count: int) -> int:
        for n in range(count):
            one = person(f"{count}-{n}@example.org")
            rows.plan(one)
            moved_to_monday(set_up(one)["lab"])
            Rhythm.objects.filter(user=one).update(close_mail=True)
        with CaptureQueriesContext(connection) as asked:
            assert month_end_mail.plan_due(DUE) == 0
        return len(asked)

    assert queries(1) == queries(6) <= 7


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "failed", "reason": "550 no"}, "not delivered: 550 no"),
        ({"state": "unknown", "ended_at": DUE}, "may have been sent 18:00:00"),
        ({"state": "skipped", "reason": "the month is closed"}, "skipped: the month is closed"),
        ({"state": "sent", "ended_at": DUE, "subject": "January"}, "sent 18:00:00"),
    ],
)
def test_the_log_says_what_became_of_it(
    dana: User, as_dana: Client, fields: dict[str, Any], words: str
) -> None:
    nudge(dana, DUE, kind="close", **fields)
    page = as_dana.get(reverse("settings-nudges"))
    [entry] = page.context["entries"]
    assert entry.what == "The month's close"
    assert entry.words.startswith(words)


def test_it_is_asked_for_in_the_settings(dana: User, plan: Plan, as_dana: Client) -> None:
    set_up(dana)
    as_dana.post(
        reverse("settings-nudges-change"), {"lead": "15min", "backs_off": "on", "close_mail": "on"}
    )
    assert Rhythm.objects.get(user=dana).close_mail

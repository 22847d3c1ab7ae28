"""The month's close by mail: once, in the evening of a day without a block, for who asked."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from delivery.content import Content, NotWanted
from delivery.models import Mail
from roadmap import month_end_mail
from roadmap.cadence.models import Block, Rhythm
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


def test_a_mail_server_back_at_night_is_waited_out(dana: User, mine: dict[str, Block]) -> None:
    month_end_mail.plan_due(DUE)
    night = DUE + timedelta(hours=8)
    answer = said(night)
    assert isinstance(answer, NotWanted)
    assert answer.reason == "it comes in the morning instead"
    morning = Mail.objects.latest("pk")
    assert morning.try_at == datetime(2027, 2, 2, 7, tzinfo=UTC)


def test_many_are_written_with_the_queries_of_one(dana: User, mine: dict[str, Block]) -> None:
    def queries(count: int) -> int:
        for n in range(count):
            one = person(f"{count}-{n}@example.org")
            rows.plan(one)
            lab = set_up(one)["lab"]
            rows.done(lab, MONDAY, THURSDAY, exists_now="it stands")
            Rhythm.objects.filter(user=one).update(close_mail=True)
        month_end_mail.plan_due(DUE)
        mails = list(Mail.objects.filter(state=Mail.State.WAITING).select_related("user"))
        with CaptureQueriesContext(connection) as asked:
            answers = month_end_mail.compose(mails, DUE)
        assert all(isinstance(one, Content) for one in answers.values())
        Mail.objects.all().delete()
        return len(asked)

    assert queries(1) == queries(6) <= 8


def test_it_is_asked_for_in_the_settings(dana: User, plan: Plan, as_dana: Client) -> None:
    set_up(dana)
    as_dana.post(
        reverse("settings-nudges-change"), {"lead": "15min", "backs_off": "on", "close_mail": "on"}
    )
    assert Rhythm.objects.get(user=dana).close_mail

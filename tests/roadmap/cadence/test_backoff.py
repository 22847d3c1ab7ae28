"""Mails that go unanswered become fewer, say goodbye, and come back at any sign of life."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from delivery.content import Content
from delivery.models import Mail
from roadmap.cadence import checkins, clocks, compose, nudges
from roadmap.cadence.answers import WAKE
from roadmap.cadence.backoff import Silence, Stage
from roadmap.cadence.due import DAY, WEEK
from roadmap.cadence.models import Block, Nudge, Reason, Rhythm, SkipReason, Words
from roadmap.plan.models import Milestone, Pause, Plan
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import MONDAY, set_up

TICK = timedelta(seconds=4)
pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(dana: User) -> Plan:
    return rows.plan(dana)


@pytest.fixture
def mine(dana: User, plan: Plan) -> dict[str, Block]:
    return set_up(dana)


def live(user: User, count: int, first: int = 0) -> list[tuple[int, Content]]:
    """So many weeks without an answer: the mails that came, each with its week's number."""
    got = []
    end = datetime(2027, 1, 4, tzinfo=UTC) + WEEK * (first + count)
    while (at := Block.objects.filter(user=user).earliest("next_due_at").next_due_at + TICK) < end:
        nudges.plan_due(at)
        for mail in Mail.objects.filter(state=Mail.State.WAITING).select_related("user"):
            said = compose.compose([mail], at)[mail.pk]
            assert isinstance(said, Content), said
            got.append((1 + (at.date() - MONDAY).days // 7, said))
        Mail.objects.filter(state=Mail.State.WAITING).update(state=Mail.State.SENT, ended_at=at)
    return got


def per_week(got: list[tuple[int, Content]]) -> dict[int, int]:
    return dict(Counter(week for week, _ in got))


def silence_of(user: User, week: int) -> Silence:
    [clock] = clocks.load([user], datetime(2027, 1, 4, 12, tzinfo=UTC) + WEEK * week)
    return clock.silence


# --- Forty weeks --------------------------------------------------------------------------------


def test_forty_weeks_of_silence_come_to_fourteen_mails(dana: User, mine: dict[str, Block]) -> None:
    got = live(dana, 40)
    assert per_week(got) == {1: 3, 2: 3, 3: 3, 4: 1, 5: 1, 6: 1, 10: 1, 11: 1}
    assert "stop" in got[-1][1].subject
    assert Mail.objects.count() == 14
    kept_back = Nudge.objects.filter(reason=Reason.BACKED_OFF)
    assert Nudge.objects.count() == 40 * 3, "every block and week has its row"
    assert kept_back.count() == 3 * 3 + 29 * 3


def test_the_weekly_mail_is_about_the_whole_week(dana: User, mine: dict[str, Block]) -> None:
    [(_, said)] = live(dana, 4)[9:]
    assert said.subject == "This week, 3 blocks: Study Tue 19:00, Lab Thu 19:00, Story Sun 10:00"
    assert len(said.subject) <= 70
    assert said.text.count("Open this block:") == 3
    assert said.html.count('class="primary"') == 1
    assert "One mail for the whole week, as long as none is answered." in said.text
    assert WAKE.path(dana).split("/nudge/wake/")[1].split(":")[0] in said.text


def test_the_weekly_mail_keeps_to_itself_what_it_is_about(
    dana: User, mine: dict[str, Block]
) -> None:
    dana.discreet = True
    dana.save()
    assert live(dana, 4)[9][1].subject == "This week, 255 minutes"


def test_only_what_is_open_is_in_the_weekly_mail(dana: User, mine: dict[str, Block]) -> None:
    live(dana, 3)
    mine["lab"].hush(silenced=True)
    [(_, said)] = live(dana, 1, first=3)
    assert said.subject == "This week, 2 blocks: Study Tue 19:00, Story Sun 10:00"


def test_the_goodbye_has_their_words_and_a_way_back_and_blames_nobody(
    dana: User, mine: dict[str, Block]
) -> None:
    rows.done(mine["study"], MONDAY - WEEK, date(2026, 12, 29), pick_up="who pays for an idle GPU?")
    said = live(dana, 11)[-1][1]
    assert "You stopped here: “who pays for an idle GPU?”" in said.text
    assert "/nudge/wake/" in said.text
    assert said.headers["List-Unsubscribe-Post"]
    assert not re.search(r"missed|overdue|failed|sorry|!", said.text)


# --- Signs of life ------------------------------------------------------------------------------


def answer(user: User, week: int) -> None:
    found = checkins.find(user, MONDAY + WEEK * week, "study")
    assert found
    checkins.done(found, Words(on=found.on), datetime(2027, 1, 6, tzinfo=UTC) + WEEK * week)


def test_an_answer_brings_every_mail_back(dana: User, mine: dict[str, Block]) -> None:
    live(dana, 5)
    answer(dana, 4)
    live(dana, 1, first=5)
    assert silence_of(dana, 6).stage is Stage.EACH
    assert per_week(live(dana, 1, first=6)) == {7: 3}


def test_so_do_a_skip_a_tick_and_a_sign_in(dana: User, mine: dict[str, Block]) -> None:
    live(dana, 8)
    assert silence_of(dana, 8).stage is Stage.MONTHLY
    Milestone.objects.filter(block="lab").update(done_on=date(2027, 2, 28))
    assert silence_of(dana, 8).stage is Stage.EACH
    Milestone.objects.update(done_on=None)
    dana.last_login = datetime(2027, 2, 28, 20, tzinfo=UTC)
    assert silence_of(dana, 8).stage is Stage.EACH
    dana.last_login = None
    found = checkins.find(dana, MONDAY + WEEK * 7, "lab")
    assert found
    checkins.skip(found, SkipReason.WORK, datetime(2027, 2, 28, 20, tzinfo=UTC))
    assert silence_of(dana, 8).stage is Stage.EACH


def test_so_does_a_move_and_the_moved_block_gets_its_mail(
    dana: User, mine: dict[str, Block]
) -> None:
    live(dana, 4)
    assert silence_of(dana, 4).stage is Stage.WEEKLY
    at = datetime(2027, 2, 3, 12, tzinfo=UTC)  # a Wednesday; the week's mail went on Tuesday
    nudges.plan_due(at)
    Mail.objects.filter(state=Mail.State.WAITING).update(state=Mail.State.SENT)
    study = checkins.find(dana, date(2027, 2, 1), "study")
    assert study
    checkins.move(study, date(2027, 2, 6), time(10), at)
    assert silence_of(dana, 5).stage is Stage.EACH
    nudges.plan_due(datetime(2027, 2, 6, 8, 45, 4, tzinfo=UTC))
    assert Nudge.objects.get(block=mine["study"], week=date(2027, 2, 1)).mail is not None
    assert Mail.objects.filter(due_at__date=date(2027, 2, 6)).count() == 1


def test_a_goodbye_that_was_refused_is_said_again(dana: User, mine: dict[str, Block]) -> None:
    live(dana, 11)
    assert silence_of(dana, 11).said_goodbye
    goodbye = Mail.objects.latest("due_at")
    Mail.objects.filter(pk=goodbye.pk).update(state=Mail.State.FAILED)
    assert not silence_of(dana, 11).said_goodbye
    assert len(live(dana, 1, first=11)) == 1
    assert silence_of(dana, 12).said_goodbye
    assert live(dana, 30, first=12) == []


def test_weeks_before_the_sign_of_life_do_not_count_again(
    dana: User, mine: dict[str, Block]
) -> None:
    live(dana, 12)
    assert silence_of(dana, 12).stage is Stage.OFF
    nudges.wake(dana, datetime(2027, 3, 29, 6, tzinfo=UTC))
    assert per_week(live(dana, 4, first=12)) == {13: 3, 14: 3, 15: 3, 16: 1}


def test_a_pause_is_silent_and_counts_for_nothing(
    dana: User, plan: Plan, mine: dict[str, Block]
) -> None:
    Pause.objects.create(plan=plan, starts_on=MONDAY + WEEK, ends_on=MONDAY + 9 * WEEK + 6 * DAY)
    assert per_week(live(dana, 11)) == {1: 3, 11: 3}


def test_it_can_be_switched_off(dana: User, mine: dict[str, Block]) -> None:
    Rhythm.objects.filter(user=dana).update(backs_off=False)
    assert per_week(live(dana, 12)) == dict.fromkeys(range(1, 13), 3)


def test_a_mail_that_did_not_leave_is_nothing_to_answer(dana: User, mine: dict[str, Block]) -> None:
    live(dana, 5)
    Mail.objects.update(state=Mail.State.FAILED)
    assert silence_of(dana, 5).stage is Stage.EACH


# --- Pages --------------------------------------------------------------------------------------


@pytest.fixture
def in_april() -> Iterator[Any]:
    with time_machine.travel("2027-04-05T06:00:00Z", tick=False) as clock:
        yield clock


def test_settings_say_the_rules_the_stage_and_the_way_back(
    in_april: Any, dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    User.objects.update(last_login=None)  # signing in is a sign of life
    live(dana, 13)
    html = as_dana.get(reverse("settings-nudges")).content.decode()
    assert "After three weeks without an answer one mail a week" in html
    assert "13 weeks went by without an answer, so there is no mail." in html
    assert "No mail is to come." in html
    as_dana.post(reverse("settings-nudges-wake"))
    html = as_dana.get(reverse("settings-nudges")).content.decode()
    assert "went by without an answer" not in html
    assert "Next mail: Tuesday, 6 April" in html


def test_an_answer_to_coming_back_is_a_sign_of_life_too(
    in_april: Any, dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    Plan.objects.update(created_at=datetime(2027, 1, 1, tzinfo=UTC))
    User.objects.update(last_login=None)  # the session of weeks ago still holds
    dana.refresh_from_db()
    live(dana, 13)
    assert silence_of(dana, 13).stage is Stage.OFF
    as_dana.post(reverse("return"), {"answer": "shift"})
    assert silence_of(dana, 13).stage is Stage.EACH


def test_the_next_mail_that_is_shown_is_the_one_that_comes(
    dana: User, mine: dict[str, Block]
) -> None:
    live(dana, 4)
    [clock] = clocks.load([dana], datetime(2027, 2, 1, 6, tzinfo=UTC))
    coming = clock.next_mail()
    assert coming
    assert [found.block.kind for found in coming[1]] == ["study", "lab", "story"]
    live(dana, 2, first=4)
    [clock] = clocks.load([dana], datetime(2027, 2, 15, 6, tzinfo=UTC))
    coming = clock.next_mail()
    assert coming
    assert coming[0].date() == date(2027, 3, 9)


def test_the_way_back_is_a_button_that_works_signed_out(
    dana: User, mine: dict[str, Block], client: Client, in_april: Any
) -> None:
    live(dana, 13)
    path = WAKE.path(dana)
    for method in (client.get, client.head):
        assert method(path).status_code == 200
    assert silence_of(dana, 13).stage is Stage.OFF
    html = client.post(path).content.decode()
    assert "A mail comes before each block again." in html
    assert silence_of(dana, 13).stage is Stage.EACH
    assert client.post(path[:-3] + "/").status_code == 404
    assert Client(enforce_csrf_checks=True).post(path).status_code == 403


def test_the_way_back_of_an_account_that_is_gone_says_so(dana: User, client: Client) -> None:
    path = WAKE.path(dana)
    dana.delete()
    assert client.get(path).status_code == 410


def test_switching_it_off_is_a_box_in_the_settings(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    as_dana.post(reverse("settings-nudges-change"), {"lead": "15min"})
    assert not Rhythm.objects.get(user=dana).backs_off
    as_dana.post(reverse("settings-nudges-change"), {"lead": "15min", "backs_off": "on"})
    assert Rhythm.objects.get(user=dana).backs_off

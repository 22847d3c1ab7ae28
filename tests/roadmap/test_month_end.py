"""A month's close: what was written at check-ins stands ready, and a note says where it is used."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from delivery.models import Mail
from portfolio.models import Win
from roadmap.cadence import checkins, drafts, nudges, returns
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import Block, CheckIn, Nudge, SkipReason
from roadmap.plan.models import MonthClose, Pause, Plan
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import MONDAY, SUNDAY, THURSDAY, TUESDAY, set_up

CLOSE = reverse("plan-close", args=[1])
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def last_of_january() -> Any:
    with time_machine.travel("2027-01-30T12:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def plan(dana: User) -> Plan:
    return rows.plan(dana)


@pytest.fixture
def mine(dana: User, plan: Plan) -> dict[str, Block]:
    return set_up(dana)


def page(client: Client, path: str = CLOSE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


# --- The draft ----------------------------------------------------------------------------------


def test_what_was_written_this_month_stands_ready_in_the_answers(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    rows.done(mine["study"], MONDAY, TUESDAY, exists_now="Twelve lines explained.")
    rows.done(mine["lab"], MONDAY, THURSDAY, exists_now="A query.", pick_up="credits are missing")
    rows.done(mine["lab"], MONDAY + WEEK, THURSDAY + WEEK, pick_up="ask Tomas to run it")
    rows.done(mine["story"], MONDAY - 2 * WEEK, date(2026, 12, 27), exists_now="Not of January.")
    found = checkins.find(dana, MONDAY + WEEK, "study")
    assert found
    checkins.skip(found, SkipReason.AWAY, datetime(2027, 1, 12, tzinfo=UTC))
    html = page(as_dana)
    assert "Study, 5 Jan: Twelve lines explained.\nLab, 7 Jan: A query." in html
    assert "Travelling or away: one block." in html
    assert "One thing. Your blocks stopped here:" in html
    assert "Lab stopped here: ask Tomas to run it" in html
    assert re.search(r'<textarea name="next_first"[^>]*>\s*</textarea>', html), "offered, not said"
    assert "credits are missing" not in html
    assert "Not of January." not in html
    assert "From your check-ins this month. Change it as you like." in html


def test_the_draft_is_not_kept_until_the_month_is_closed(
    mine: dict[str, Block], as_dana: Client
) -> None:
    rows.done(mine["lab"], MONDAY, THURSDAY, exists_now="A query.")
    page(as_dana)
    assert not MonthClose.objects.exists()
    as_dana.post(CLOSE, {"exists_now": "One query that counts.", "keep": "1"})
    html = page(as_dana)
    assert "One query that counts." in html
    assert "Lab, 7 Jan" not in html, "what was kept is shown, not the draft again"
    assert "At its close you wrote:" in page(as_dana, reverse("plan-month", args=[1]))


def test_a_month_without_a_word_has_empty_answers(as_dana: Client, plan: Plan) -> None:
    html = page(as_dana)
    assert "From your check-ins" not in html


def test_a_long_month_keeps_its_latest_lines_whole() -> None:
    block = Block(kind="lab", weekday=3, minutes=120)
    many = [
        CheckIn(block=block, done_on=date(2027, 1, 1) + timedelta(days=n), exists_now="x" * 900)
        for n in range(9)
    ]
    written = drafts.draft(many, Counter())["exists_now"]
    assert len(written) <= drafts.LONGEST
    assert written.startswith("Lab, 6 Jan: x")
    assert written.count("\n") == 3
    assert len(written.replace("\n", "\r\n")) <= drafts.LONGEST


def test_what_one_is_known_for_comes_back_at_the_next_phases_end(
    plan: Plan, as_dana: Client
) -> None:
    def close(month: int, **said: str) -> None:
        MonthClose.objects.create(
            plan=plan, month=month, closed_at=datetime(2027, 4, 1, tzinfo=UTC), **said
        )

    close(3, known_for="I am known for what an answer costs.", exists_now="A baseline.")
    with time_machine.travel("2027-08-30T12:00:00Z", tick=False):
        as_dana.force_login(plan.user, backend="django.contrib.auth.backends.ModelBackend")
        assert "I am known for what an answer costs." in page(
            as_dana, reverse("plan-close", args=[8])
        )
        assert "I am known for" not in page(as_dana, reverse("plan-close", args=[7]))
        ending = page(as_dana, reverse("plan-end"))
    assert "I am known for what an answer costs." in ending
    assert "A baseline." in ending


def test_what_next_month_must_have_comes_back_in_it(
    dana: User, plan: Plan, mine: dict[str, Block], as_dana: Client
) -> None:
    as_dana.post(CLOSE, {"next_first": "Every dollar has an owner.", "in_the_way": "An audit."})
    with time_machine.travel("2027-02-06T12:00:00Z", tick=False):
        wanted = "What you wanted of this month: “Every dollar has an owner.”"
        assert wanted in page(as_dana, reverse("plan-month", args=[2]))
        assert wanted in page(as_dana, reverse("today"))
        closing = page(as_dana, reverse("plan-close", args=[2]))
    assert wanted in closing
    assert "What got in the way the month before: “An audit.”" in closing


def test_a_block_without_words_opens_with_what_the_month_must_have(
    dana: User, plan: Plan, mine: dict[str, Block]
) -> None:
    from roadmap.cadence import compose

    MonthClose.objects.create(
        plan=plan, month=1, closed_at=datetime(2027, 1, 31, tzinfo=UTC), next_first="An owner each."
    )
    due = datetime(2027, 2, 2, 17, 45, 4, tzinfo=UTC)
    with time_machine.travel(due, tick=False):
        nudges.plan_due(due)
        mail = Mail.objects.select_related("user").order_by("-due_at")[0]
        said = compose.compose([mail], due)[mail.pk]
    assert getattr(said, "text", "").startswith("What you wanted of this month: “An owner each.”")


def test_a_draft_can_be_kept_as_it_is_offered(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    for number in range(4):
        day = THURSDAY + WEEK * number
        rows.done(mine["lab"], MONDAY + WEEK * number, day, exists_now="x" * 2000)
    html = page(as_dana)
    offered = re.search(r'name="exists_now"[^>]*>\s*(.*?)</textarea>', html, re.DOTALL)
    assert offered
    typed = offered[1].replace("\n", "\r\n")
    as_dana.post(CLOSE, {"exists_now": typed, "keep": "1"})
    assert MonthClose.objects.get().exists_now.count("Lab, ") >= 3


# --- Where a note is used -----------------------------------------------------------------------


def said(check_in: CheckIn, plan: Plan | None) -> list[str]:
    return [one.said for one in returns.of(check_in, plan)]


def test_a_note_says_which_mails_it_will_open_and_which_close_it_is_in(
    dana: User, plan: Plan, mine: dict[str, Block]
) -> None:
    current = Plan.objects.current(dana)
    lab = rows.done(
        mine["lab"], MONDAY, THURSDAY, exists_now="A query.", pick_up="credits are missing"
    )
    assert said(lab, current) == [
        "It opens the lab mail of Thursday, 14 January.",
        "It opens the story mail of Sunday, 10 January.",
        "It stands in the draft of January’s close.",
    ]
    study = rows.done(mine["study"], MONDAY, TUESDAY, exists_now="Twelve lines.")
    assert said(study, current) == ["It stands in the draft of January’s close."]
    assert said(rows.done(mine["story"], MONDAY, SUNDAY), current) == []


def test_a_note_says_which_mail_it_opened(dana: User, plan: Plan, mine: dict[str, Block]) -> None:
    lab = rows.done(mine["lab"], MONDAY, THURSDAY, pick_up="credits are missing")
    lab.answered_at = datetime(2027, 1, 7, 20, tzinfo=UTC)
    lab.save()
    sent = Mail.objects.create(
        kind="nudge", key="k", user=dana, to=dana.email, state=Mail.State.SENT,
        due_at=datetime(2027, 1, 14, 17, 45, tzinfo=UTC),
        try_at=datetime(2027, 1, 14, 17, 45, tzinfo=UTC),
    )  # fmt: skip
    Nudge.objects.create(
        block=mine["lab"], week=MONDAY + WEEK, due_at=sent.due_at, state="mailed", mail=sent
    )
    assert said(lab, None)[0] == "It opened the lab mail of 14 January."


def test_newer_words_a_pause_and_a_closed_month_are_minded(
    dana: User, plan: Plan, mine: dict[str, Block]
) -> None:
    Pause.objects.create(plan=plan, starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 17))
    current = Plan.objects.current(dana)
    lab = rows.done(mine["lab"], MONDAY, THURSDAY, pick_up="credits are missing")
    assert said(lab, current)[0] == "It opens the lab mail of Thursday, 21 January."
    rows.done(mine["lab"], MONDAY + 2 * WEEK, THURSDAY + 2 * WEEK, pick_up="newer")
    assert said(lab, current) == ["It stands in the draft of January’s close."]
    MonthClose.objects.create(plan=plan, month=1, closed_at=datetime(2027, 1, 6, tzinfo=UTC))
    assert said(lab, Plan.objects.current(dana)) == []


def test_a_silenced_block_promises_no_mail(dana: User, plan: Plan, mine: dict[str, Block]) -> None:
    mine["lab"].hush(silenced=True)
    lab = rows.done(Block.objects.get(pk=mine["lab"].pk), MONDAY, THURSDAY, pick_up="here")
    assert said(lab, None) == ["It opens the story mail of Sunday, 10 January."]


def test_a_done_block_shows_where_its_words_come_back(
    mine: dict[str, Block], as_dana: Client
) -> None:
    rows.done(mine["lab"], MONDAY, THURSDAY, exists_now="A query.", pick_up="credits")
    html = page(as_dana, "/week/2027-W01/lab/")
    assert "Where your words come back" in html
    assert f'<a href="{CLOSE}">It stands in the draft of January’s close.</a>' in html


def test_a_win_that_was_told_stands_ready_in_the_close_and_a_line_stays_a_line(
    as_dana: Client, dana: User, plan: Plan
) -> None:
    on = plan.start_month + timedelta(days=2)
    told = {"problem": "The restore stalled.", "for_whom": "Ines"}
    Win.objects.create(user=dana, happened_on=on, line="Restores run again", **told)
    Win.objects.create(user=dana, happened_on=on, line="Paid the invoice")
    Win.objects.create(user=dana, happened_on=on, line="A draft", problem="x", is_draft=True)
    found = drafts.of_month(dana, plan.start_month, plan.start_month + timedelta(days=27))
    assert found["exists_now"] == f"Win, {on.day} {on:%b}: Restores run again (for Ines)."

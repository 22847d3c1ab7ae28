"""The week, its blocks and their settings, in the person's own hands."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from delivery.models import Mail
from roadmap.cadence import blocks, nudges, twelve, week
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import Block, CheckIn, Lead, Nudge, Rhythm
from roadmap.cadence.week import State
from roadmap.plan.models import Pause, Plan
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import (
    LAB_DUE,
    MONDAY,
    STUDY_DUE,
    THURSDAY,
    TUESDAY,
    milestone,
    set_up,
)

NOW = LAB_DUE + timedelta(hours=1)
"""Thursday evening."""
BLOCK = "/week/2027-W01/lab/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_evening() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def mine(dana: User) -> dict[str, Block]:
    rows.plan(dana)
    return set_up(dana)


def lab(block: dict[str, Block]) -> CheckIn:
    return CheckIn.objects.get(block=block["lab"], week=MONDAY)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer
    return answer.content.decode()


# --- Who ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/week/",
        "/week/2027-W01/",
        BLOCK,
        "/week/calendar.ics",
        "/settings/blocks/",
        "/settings/nudges/",
    ],
)
def test_a_visitor_is_asked_to_sign_in(client: Client, path: str) -> None:
    assert "/accounts/login/" in client.get(path).headers["Location"]


@pytest.mark.parametrize("action", ["", "done/", "skip/", "move/", "reopen/"])
def test_somebody_without_that_block_gets_no_such_page(
    mine: dict[str, Block], as_eve: Client, action: str
) -> None:
    ask = as_eve.post if action else as_eve.get
    assert ask(BLOCK + action, {"reason": "work"}).status_code == 404
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        "/week/2025-W53/",
        "/week/2026-W54/",
        "/week/0001-W01/",
        "/week/9999-W52/",
        "/week/2027-W01/sleep/",
        "/week/1999-W01/lab/",
    ],
)
def test_there_is_no_such_week_or_block(mine: dict[str, Block], as_dana: Client, path: str) -> None:
    assert as_dana.get(path).status_code == 404


@pytest.mark.parametrize("action", ["done/", "skip/", "move/", "reopen/"])
def test_looking_at_an_action_changes_nothing(
    mine: dict[str, Block], as_dana: Client, action: str
) -> None:
    assert as_dana.get(BLOCK + action).status_code == 405
    assert not CheckIn.objects.exists()


# --- The week -----------------------------------------------------------------------------------


def test_the_week_shows_each_block_with_what_it_is_for(
    mine: dict[str, Block], as_dana: Client
) -> None:
    rows.done(mine["study"], MONDAY, TUESDAY, minutes=80, exists_now="ten lines hold")
    rows.done(mine["lab"], MONDAY - WEEK, date(2026, 12, 31), pick_up="rollback is by hand")
    html = page(as_dana, "/week/")
    assert "Two blocks are open." in html
    assert "Done Tuesday, 80 min" in html.replace("\n", "")
    assert "You stopped here: “rollback is by hand”" in html
    assert "Two people who pay, one number each" in html
    assert html.count("button primary") == 1


def test_before_the_blocks_are_set_the_week_says_so_and_offers_it(as_dana: Client) -> None:
    html = page(as_dana, "/week/")
    assert "no mail comes" in html
    assert 'href="/settings/blocks/"' in html


def test_without_a_plan_the_blocks_stand_and_a_lane_is_offered(dana: User, as_dana: Client) -> None:
    set_up(dana)
    html = page(as_dana, "/week/")
    assert "No milestone for this block yet." in html
    assert 'href="/lanes/choose/"' in html


def test_other_weeks_are_a_link_away(mine: dict[str, Block], as_dana: Client) -> None:
    html = page(as_dana, "/week/2027-W01/")
    assert 'href="/week/2026-W53/"' in html
    assert 'href="/week/2027-W02/"' in html
    assert "Week 53" in page(as_dana, "/week/2026-W53/")


def test_twelve_weeks_are_counted_and_a_skip_breaks_nothing(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    Block.objects.update(since=MONDAY - 11 * WEEK, anchor=MONDAY - 11 * WEEK)
    for n in range(1, 12):
        for block in mine.values():
            week_of = MONDAY - n * WEEK
            if n == 4 and block.kind == "lab":
                continue  # left open
            made = rows.done(block, week_of, block.planned_on(week_of))
            if n == 2:
                made.reopen()
                made.skip("work", NOW)
    html = page(as_dana, "/week/")
    assert "Ten of eleven weeks have every block answered." in html
    assert html.count('class="cell is-done"') - 1 == 29  # one is in the key
    assert html.count('class="cell is-skipped"') - 1 == 3
    assert html.count('class="cell is-open"') - 1 == 1 + 3


def test_a_pause_is_neither_open_nor_counted(dana: User, mine: dict[str, Block]) -> None:
    plan = Plan.objects.get()
    Pause.objects.create(plan=plan, starts_on=MONDAY, ends_on=MONDAY + 2 * WEEK)
    shown = week.this_week(dana, Plan.objects.current(dana), THURSDAY)
    assert [card.state for card in shown.blocks] == [State.PAUSED] * 3
    assert shown.first_open is None
    drawn = twelve.picture(dana, Plan.objects.current(dana), MONDAY, THURSDAY)
    assert drawn.counted == []


def test_the_first_open_block_is_the_one_that_comes_first(
    dana: User, mine: dict[str, Block]
) -> None:
    shown = week.this_week(dana, None, THURSDAY)
    assert shown.first_open is not None
    assert shown.first_open.block.kind == "study"
    assert shown.open_count == 3


def test_a_week_costs_the_same_queries_with_a_year_of_history(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    as_dana.get("/week/")
    with CaptureQueriesContext(connection) as before:
        as_dana.get("/week/")
    for n in range(1, 30):
        for block in mine.values():
            rows.done(block, MONDAY - n * WEEK, block.planned_on(MONDAY - n * WEEK), pick_up="x")
    for n in range(10):
        milestone(Plan.objects.get(), "lab", f"{n} more of it")
    with CaptureQueriesContext(connection) as after:
        as_dana.get("/week/")
    assert len(after) == len(before)


# --- A block ------------------------------------------------------------------------------------


def test_a_block_shows_its_task_and_where_it_stopped(
    mine: dict[str, Block], as_dana: Client
) -> None:
    rows.done(mine["lab"], MONDAY - WEEK, date(2026, 12, 31), pick_up="rollback is by hand")
    html = page(as_dana, BLOCK)
    assert "Your cloud spend today, counted twice" in html
    assert "rollback is by hand" in html
    assert "The numerator only." in html
    assert "Take a sample bill." in html
    assert 'value="120"' in html
    assert 'value="2027-01-07"' in html


def test_checking_in_keeps_the_two_lines(mine: dict[str, Block], as_dana: Client) -> None:
    answer = as_dana.post(
        BLOCK + "done/",
        {"exists_now": "a page", "pick_up": "row 7", "minutes": "95", "done_on": "2027-01-07"},
    )
    assert answer.headers["Location"] == "/week/2027-W01/"
    made = lab(mine)
    assert (made.state, made.exists_now, made.pick_up, made.minutes) == (
        "done",
        "a page",
        "row 7",
        95,
    )


def test_a_check_in_needs_no_words_and_no_minutes(mine: dict[str, Block], as_dana: Client) -> None:
    as_dana.post(BLOCK + "done/", {"done_on": "2027-01-07"})
    assert (lab(mine).state, lab(mine).minutes) == ("done", None)


def test_back_dating_is_a_matter_of_the_date(mine: dict[str, Block], as_dana: Client) -> None:
    as_dana.post("/week/2026-W53/lab/done/", {"done_on": "2026-12-30"})
    assert not CheckIn.objects.exists()  # the blocks began the week after
    as_dana.post(BLOCK + "done/", {"done_on": "2027-01-04"})
    assert lab(mine).done_on == MONDAY


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"done_on": "2027-01-08"}, "This day is still to come."),
        ({"done_on": "2026-12-01"}, "is the earliest."),
        ({"done_on": "soon"}, "Write the day like 2027-04-29."),
        ({"done_on": ""}, "Write the day like 2027-04-29."),
        ({"done_on": "2027-01-07", "minutes": "-5"}, "A number of minutes"),
        ({"done_on": "2027-01-07", "pick_up": "x" * 2001}, "2000"),
    ],
)
def test_wrong_input_is_said_beside_the_field_and_nothing_is_lost(
    mine: dict[str, Block], as_dana: Client, typed: dict[str, str], said: str
) -> None:
    html = as_dana.post(BLOCK + "done/", {"exists_now": "kept words", **typed}).content.decode()
    assert said in html
    assert "kept words" in html
    assert not CheckIn.objects.exists()


def test_a_criterion_can_be_met_with_the_check_in(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    html = page(as_dana, BLOCK)
    about = re.search(r'name="about" value="([^"]+)"', html)
    assert about
    as_dana.post(BLOCK + "done/", {"done_on": "2027-01-07", "finished": "on", "about": about[1]})
    found = Plan.objects.get().milestones.get(block="lab")
    assert found.criteria_met == [0]
    assert "a second route agrees within 5 %" in page(as_dana, "/week/2027-W02/lab/")


def test_nobody_meets_a_criterion_of_somebody_else(
    dana: User, mine: dict[str, Block], eve: User, as_eve: Client
) -> None:
    hers = Plan.objects.get().milestones.get(block="lab")
    set_up(eve)
    plan = rows.plan(eve)
    assert plan
    as_eve.post(
        BLOCK + "done/", {"done_on": "2027-01-07", "finished": "on", "about": f":{hers.pk}:0"}
    )
    hers.refresh_from_db()
    assert hers.criteria_met == []


@pytest.mark.parametrize("reason", ["work", "away", "unwell", "stuck", "rest"])
def test_a_skip_has_one_of_five_reasons(
    mine: dict[str, Block], as_dana: Client, reason: str
) -> None:
    as_dana.post(BLOCK + "skip/", {"reason": reason})
    assert (lab(mine).state, lab(mine).skip_reason) == ("skipped", reason)


def test_a_skip_without_a_reason_is_asked_again(mine: dict[str, Block], as_dana: Client) -> None:
    for typed in ({}, {"reason": "laziness"}):
        html = as_dana.post(BLOCK + "skip/", typed).content.decode()
        assert "Choose one of the five reasons." in html
    assert not CheckIn.objects.exists()


def test_what_is_done_cannot_be_skipped_or_moved_by_an_old_page(
    mine: dict[str, Block], as_dana: Client
) -> None:
    rows.done(mine["lab"], MONDAY, THURSDAY)
    as_dana.post(BLOCK + "skip/", {"reason": "work"})
    as_dana.post(BLOCK + "move/", {"on": "2027-01-09", "at": "10:00"})
    assert (lab(mine).state, lab(mine).planned_on) == ("done", THURSDAY)


def test_a_block_moves_to_another_day_and_its_nudge_with_it(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    nudges.plan_due(LAB_DUE)
    Mail.objects.update(state=Mail.State.SENT)
    as_dana.post(BLOCK + "move/", {"on": "2027-01-09", "at": "10:00"})
    assert (lab(mine).planned_on, lab(mine).planned_at) == (date(2027, 1, 9), time(10))
    assert Block.objects.get(kind="lab").next_due_at == datetime(2027, 1, 9, 8, 45, tzinfo=UTC)
    assert "Moved to Saturday, 9 January, 10:00." in page(as_dana, "/week/")


def test_an_answer_can_be_taken_back_and_the_words_stay(
    mine: dict[str, Block], as_dana: Client
) -> None:
    as_dana.post(BLOCK + "done/", {"done_on": "2027-01-07", "pick_up": "row 7"})
    html = page(as_dana, BLOCK)
    assert "Open it again" in html
    assert "row 7" in html
    as_dana.post(BLOCK + "reopen/")
    assert (lab(mine).state, lab(mine).done_on, lab(mine).pick_up) == ("open", None, "row 7")


def test_words_can_be_changed_afterwards(mine: dict[str, Block], as_dana: Client) -> None:
    as_dana.post(BLOCK + "done/", {"done_on": "2027-01-07", "pick_up": "row 7"})
    as_dana.post(BLOCK + "done/", {"done_on": "2027-01-06", "pick_up": "row 8"})
    assert (lab(mine).pick_up, lab(mine).done_on) == ("row 8", date(2027, 1, 6))


def test_after_an_answer_one_is_back_where_one_came_from(
    mine: dict[str, Block], as_dana: Client
) -> None:
    answer = as_dana.post(BLOCK + "skip/", {"reason": "work", "next": "/today/"})
    assert answer.headers["Location"] == "/today/"
    as_dana.post(BLOCK + "reopen/")
    answer = as_dana.post(BLOCK + "skip/", {"reason": "work", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/week/2027-W01/"


# --- Setting up and changing --------------------------------------------------------------------

EVENINGS = {
    f"{kind}_{name}": value
    for kind, values in {
        "study": (0, "18:30", 60),
        "lab": (2, "20:00", 120),
        "story": (5, "09:00", 45),
    }.items()
    for name, value in zip(("weekday", "at", "minutes"), values, strict=True)
}


def test_one_question_sets_the_three_blocks_up(dana: User, as_dana: Client) -> None:
    html = page(as_dana, "/settings/blocks/")
    assert "Which evenings?" in html
    assert html.count('value="19:00"') == 2
    answer = as_dana.post("/settings/blocks/", EVENINGS)
    assert answer.headers["Location"] == "/week/"
    made = [(b.kind, b.weekday, b.at, b.minutes) for b in Block.objects.for_user(dana)]
    assert made == [
        ("study", 0, time(18, 30), 60),
        ("lab", 2, time(20), 120),
        ("story", 5, time(9), 45),
    ]
    assert all(block.next_due_at for block in Block.objects.all())


def test_setting_up_goes_back_to_where_one_came_from(as_dana: Client) -> None:
    answer = as_dana.post("/settings/blocks/?next=/today/", EVENINGS)
    assert answer.headers["Location"] == "/today/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"lab_at": "noon"}, "Write a time like 19:00."),
        ({"lab_weekday": "9"}, "Choose a day of the week."),
        ({"lab_minutes": "5"}, "Between 15 and 600 minutes."),
        ({"lab_minutes": ""}, "Between 15 and 600 minutes."),
    ],
)
def test_a_wrong_hour_is_said_and_the_others_stay(
    as_dana: Client, typed: dict[str, str], said: str
) -> None:
    html = as_dana.post("/settings/blocks/", EVENINGS | typed).content.decode()
    assert html.count(said) == 1
    assert 'value="18:30"' in html
    assert not Block.objects.exists()


def test_the_plan_learns_the_minutes(dana: User, as_dana: Client) -> None:
    rows.plan(dana)
    as_dana.post("/settings/blocks/", EVENINGS)
    plan = Plan.objects.get()
    assert (plan.study_minutes, plan.lab_minutes, plan.story_minutes) == (60, 120, 45)


def lab_form(**typed: str) -> dict[str, str]:
    form = {"weekday": "4", "at": "07:15", "minutes": "90", "how_often": "week"}
    form |= {"active": "on", "mailed": "on"} | typed
    return {f"lab-{name}": value for name, value in form.items() if value}


def test_each_block_can_be_changed_alone(mine: dict[str, Block], as_dana: Client) -> None:
    assert "Your blocks" in page(as_dana, "/settings/blocks/")
    as_dana.post("/settings/blocks/lab/", lab_form())
    changed = Block.objects.get(kind="lab")
    assert (changed.weekday, changed.at, changed.minutes) == (4, time(7, 15), 90)
    assert changed.next_due_at == datetime(2027, 1, 8, 6, tzinfo=UTC)
    assert Block.objects.get(kind="study").weekday == 1


def test_a_block_can_be_off_without_mail_or_every_second_week(
    mine: dict[str, Block], as_dana: Client
) -> None:
    as_dana.post("/settings/blocks/lab/", lab_form(mailed="", how_often="next"))
    changed = Block.objects.get(kind="lab")
    assert (changed.silenced, changed.every, changed.anchor) == (True, 2, MONDAY + WEEK)
    as_dana.post("/settings/blocks/lab/", lab_form(active="", how_often="next"))
    changed = Block.objects.get(kind="lab")
    assert (changed.active, changed.silenced, changed.next_due_at) == (False, False, None)
    assert changed.anchor == MONDAY + WEEK
    assert "This block is off." in page(as_dana, "/week/")


def test_a_wrong_change_is_said_beside_its_field_in_its_form(
    mine: dict[str, Block], as_dana: Client
) -> None:
    html = as_dana.post("/settings/blocks/lab/", lab_form(at="late")).content.decode()
    assert html.count("Write a time like 19:00.") == 1
    assert 'value="late"' in html
    assert Block.objects.get(kind="lab").at == time(19)


def test_nobody_changes_somebody_elses_block(mine: dict[str, Block], as_eve: Client) -> None:
    assert as_eve.post("/settings/blocks/lab/", lab_form()).status_code == 404
    assert as_eve.post("/settings/nudges/lab/off/").status_code == 404
    assert Block.objects.get(kind="lab").weekday == 3


# --- How the mail comes -------------------------------------------------------------------------


def test_settings_show_the_next_mail_itself(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    nudges.plan_due(STUDY_DUE)
    nudges.plan_due(NOW)
    html = page(as_dana, "/settings/nudges/")
    assert "Next mail: Sunday, 10 January, 09:45" in html
    assert "Story, Sun 10:00: Two people who pay, one number each" in html
    assert dana.email in html
    assert "Europe/Berlin" in html


def test_settings_change_lead_and_discreet(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    nudges.plan_due(STUDY_DUE)
    nudges.plan_due(NOW)
    as_dana.post("/settings/nudges/change/", {"lead": "morning", "discreet": "on"})
    dana.refresh_from_db()
    assert dana.discreet
    assert Rhythm.objects.get(user=dana).lead == Lead.MORNING
    assert Block.objects.get(kind="story").next_due_at == datetime(2027, 1, 10, 7, tzinfo=UTC)
    assert "Sunday, 10:00, 45 minutes" in page(as_dana, "/settings/nudges/")


def test_each_block_is_silenced_and_heard_again(mine: dict[str, Block], as_dana: Client) -> None:
    nudges.plan_due(STUDY_DUE)
    nudges.plan_due(NOW)
    as_dana.post("/settings/nudges/story/off/")
    assert Block.objects.get(kind="story").silenced
    assert "Next mail: Tuesday, 12 January, 18:45" in page(as_dana, "/settings/nudges/")
    as_dana.post("/settings/nudges/story/on/")
    assert not Block.objects.get(kind="story").silenced


def test_the_log_says_what_became_of_each(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    mine["study"].hush(silenced=True)
    nudges.plan_due(STUDY_DUE)
    nudges.plan_due(LAB_DUE)
    Mail.objects.update(state=Mail.State.SENT, ended_at=LAB_DUE, subject="Lab, Thu 19:00")
    html = page(as_dana, "/settings/nudges/")
    assert "sent 18:45:00" in html
    assert "skipped: this block is without mail" in html
    assert Nudge.objects.count() == 2


def test_a_test_mail_is_queued_once_a_minute(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    nudges.plan_due(STUDY_DUE)
    nudges.plan_due(NOW)
    for _ in range(3):
        as_dana.post("/settings/nudges/test/")
    queued = Mail.objects.get(kind="test")
    assert queued.subject.startswith("[Test] Story, Sun 10:00")
    assert queued.to == dana.email


def test_a_mail_that_is_overdue_is_said_to_be(mine: dict[str, Block], as_dana: Client) -> None:
    assert "A mail is due now." in page(as_dana, "/settings/nudges/")


def test_without_blocks_the_settings_say_why_no_mail_comes(as_dana: Client) -> None:
    html = page(as_dana, "/settings/nudges/")
    assert "No mail is to come." in html
    assert 'href="/settings/blocks/"' in html


def test_a_plan_made_after_the_blocks_can_be_told_their_minutes(
    dana: User, as_dana: Client
) -> None:
    as_dana.post("/settings/blocks/", EVENINGS)
    rows.plan(dana)
    blocks.tell_the_plan(dana, NOW)
    assert Plan.objects.get().lab_minutes == 120


def test_a_done_block_goes_on_naming_what_it_went_towards(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    as_dana.post(BLOCK + "done/", {"done_on": "2027-01-07", "exists_now": "a page"})
    Plan.objects.get().milestones.get(block="lab").tick(THURSDAY)
    milestone(Plan.objects.get(), "lab", "The next thing altogether")
    html = page(as_dana, "/week/")
    assert "Your cloud spend today, counted twice" in html
    assert "The next thing altogether" not in html

"""The coming weeks in a calendar of one's own."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
import time_machine
from django.test import Client

from accounts.models import User
from roadmap.cadence import blocks, checkins
from roadmap.cadence.models import Block
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import MONDAY, START, TUESDAY, set_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_morning() -> Any:
    with time_machine.travel(START, tick=False):
        yield


def events(client: Client) -> dict[str, icalendar.Event]:
    answer = client.get("/week/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"\r\n" in answer.content
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def uid(block: Block, week: str = "2027-W01") -> str:
    return f"block-{block.pk}-{week}@localhost"


def test_four_weeks_of_blocks_one_event_each_in_utc_with_an_alarm(
    dana: User, as_dana: Client
) -> None:
    rows.plan(dana)
    mine = set_up(dana)
    found = events(as_dana)
    assert len(found) == 12
    event = found[uid(mine["study"])]
    assert event.decoded("dtstart") == datetime(2027, 1, 5, 18, tzinfo=UTC)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=90)
    assert event["summary"] == "Study: Twelve lines of a real bill, explained"
    assert "RRULE" not in event
    [alarm] = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(minutes=-15)


def test_answered_blocks_are_left_out(dana: User, as_dana: Client) -> None:
    mine = set_up(dana)
    rows.done(mine["study"], MONDAY, MONDAY)
    assert uid(mine["study"]) not in events(as_dana)


def test_a_moved_block_is_the_same_event_with_a_larger_sequence(
    dana: User, as_dana: Client
) -> None:
    mine = set_up(dana)
    assert events(as_dana)[uid(mine["study"])]["sequence"] == 0
    found = checkins.find(dana, MONDAY, "study")
    assert found
    checkins.move(found, date(2027, 1, 6), time(7), START)
    event = events(as_dana)[uid(mine["study"])]
    assert event["sequence"] == 1
    assert event.decoded("dtstart") == datetime(2027, 1, 6, 6, tzinfo=UTC)
    lab = Block.objects.select_related("user").get(kind="lab")
    lab.weekday = TUESDAY.weekday()
    blocks.change(lab, START)
    assert events(as_dana)[uid(lab)]["sequence"] == 1


def test_discreet_titles_say_only_the_length(dana: User, as_dana: Client) -> None:
    rows.plan(dana)
    set_up(dana)
    dana.discreet = True
    dana.save()
    assert {str(event["summary"]) for event in events(as_dana).values()} == {
        "90 minutes",
        "120 minutes",
        "45 minutes",
    }


def test_words_with_line_breaks_do_not_write_a_calendar_of_their_own(
    dana: User, as_dana: Client
) -> None:
    plan = rows.plan(dana)
    plan.milestones.filter(block="study").update(title="a\r\nEND:VEVENT\r\nBEGIN:VEVENT, b; c")
    set_up(dana)
    assert len(events(as_dana)) == 12

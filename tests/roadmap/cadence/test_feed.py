"""A calendar that subscribed: what it hears, and who else does not."""

import logging
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

import icalendar
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import moving
from accounts.models import User
from roadmap.cadence import blocks, checkins, feed
from roadmap.cadence.models import Block, CalendarFeed, SkipReason, Weekday
from roadmap.plan.models import Pause
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import MONDAY, START, set_up

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
LATER = START + timedelta(hours=3)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def subscribe(user: User) -> str:
    """The path a calendar polls."""
    address = feed.address(feed.make(user, timezone.now()))
    assert address
    return urlsplit(address).path


def poll(path: str, **headers: str) -> Any:
    """As a calendar does it: signed out, without cookies."""
    return Client().get(path, headers=headers)


def events(path: str) -> dict[str, icalendar.Event]:
    answer = poll(path)
    assert answer.status_code == 200
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def uid(block: Block, week: str = "2027-W01") -> str:
    return f"block-{block.pk}-{week}@localhost"


def move(user: User, on: date, at: time, kind: str = "study") -> None:
    found = checkins.find(user, MONDAY, kind)
    assert found
    checkins.move(found, on, at, timezone.now())


def skip(user: User, kind: str = "study") -> None:
    found = checkins.find(user, MONDAY, kind)
    assert found
    checkins.skip(found, SkipReason.WORK, timezone.now())


def change(kind: str, **fields: Any) -> Block:
    block = Block.objects.select_related("user").get(kind=kind)
    for name, value in fields.items():
        setattr(block, name, value)
    blocks.change(block, timezone.now())
    return block


# --- What it hears ------------------------------------------------------------------------------


def test_it_reads_the_coming_weeks_in_utc_and_the_plans_dates_as_whole_days(dana: User) -> None:
    plan = rows.plan(dana)
    mine = set_up(dana)
    found = events(subscribe(dana))
    assert len([name for name in found if name.startswith("block-")]) == 8 * 3
    study = found[uid(mine["study"])]
    assert study.decoded("dtstart") == datetime(2027, 1, 5, 18, tzinfo=UTC)
    assert study.decoded("dtend") == datetime(2027, 1, 5, 19, 30, tzinfo=UTC)
    assert study["summary"] == "Study: Twelve lines of a real bill, explained"
    assert study["status"] == "CONFIRMED"
    assert study["sequence"] == 0
    assert found[uid(mine["study"], "2027-W02")]["summary"] == "Study"  # not known yet
    milestone = plan.milestones.get(block="lab")
    day = found[f"milestone-{milestone.pk}@localhost"]
    assert day.decoded("dtstart") == date(2027, 1, 28)
    assert day.decoded("dtend") == date(2027, 1, 29)
    assert day["summary"] == milestone.title
    assert day["transp"] == "TRANSPARENT"


def test_there_is_no_rule_no_zone_and_no_alarm_in_it(dana: User) -> None:
    rows.plan(dana)
    set_up(dana)
    body = poll(subscribe(dana)).content
    for part in (b"RRULE", b"VTIMEZONE", b"TZID", b"VALARM"):
        assert part not in body
    assert b"METHOD:PUBLISH" in body
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in body
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


def test_an_exam_stands_on_its_day(dana: User) -> None:
    plan = rows.plan(dana)
    exam = rows.milestone(plan, "study", "FOCP: the score report", kept="credential")
    exam.move_to(3, 28)
    event = events(subscribe(dana))[f"milestone-{exam.pk}@localhost"]
    assert event.decoded("dtstart") == date(2027, 3, 28)
    assert event["summary"] == "FOCP: the score report"


def test_the_hour_on_the_wall_stays_across_the_change_of_clocks(dana: User, clock: Any) -> None:
    mine = set_up(dana)
    clock.move_to(datetime(2027, 3, 22, 8, tzinfo=UTC))
    found = events(subscribe(dana))
    hours = {
        week: found[uid(mine["study"], week)].decoded("dtstart")
        for week in ("2027-W12", "2027-W13")
    }
    assert hours["2027-W12"] == datetime(2027, 3, 23, 18, tzinfo=UTC)
    assert hours["2027-W13"] == datetime(2027, 3, 30, 17, tzinfo=UTC)


def test_a_moved_block_keeps_its_uid_and_has_a_larger_sequence(dana: User) -> None:
    mine = set_up(dana)
    path = subscribe(dana)
    before = events(path)
    move(dana, date(2027, 1, 6), time(7))
    after = events(path)
    assert after.keys() == before.keys()
    assert after[uid(mine["study"])]["sequence"] > before[uid(mine["study"])]["sequence"]
    assert after[uid(mine["study"])].decoded("dtstart") == datetime(2027, 1, 6, 6, tzinfo=UTC)
    assert after[uid(mine["lab"])].to_ical() == before[uid(mine["lab"])].to_ical()


@pytest.mark.parametrize(
    "changed", [{"weekday": Weekday.FRIDAY}, {"at": time(20)}, {"minutes": 60}]
)
def test_a_changed_hour_or_length_has_a_larger_sequence_in_every_week(
    dana: User, changed: dict[str, Any]
) -> None:
    set_up(dana)
    path = subscribe(dana)
    before = events(path)
    lab = change("lab", **changed)
    after = events(path)
    assert after.keys() == before.keys()
    for name, event in after.items():
        is_lab = name.startswith(f"block-{lab.pk}-")
        assert (event["sequence"] > before[name]["sequence"]) is is_lab


def test_another_zone_moves_what_is_to_come(dana: User) -> None:
    mine = set_up(dana)
    path = subscribe(dana)
    before = events(path)[uid(mine["study"])]
    moving.move(dana, "America/New_York")
    after = events(path)[uid(mine["study"])]
    assert after.decoded("dtstart") - before.decoded("dtstart") == timedelta(hours=6)
    assert after["sequence"] > before["sequence"]


def test_a_skipped_block_is_cancelled_and_comes_back_when_it_is_reopened(dana: User) -> None:
    mine = set_up(dana)
    path = subscribe(dana)
    events(path)
    skip(dana)
    cancelled = events(path)[uid(mine["study"])]
    assert (cancelled["status"], cancelled["sequence"]) == ("CANCELLED", 1)
    found = checkins.find(dana, MONDAY, "study")
    assert found
    checkins.reopen(found)
    again = events(path)[uid(mine["study"])]
    assert (again["status"], again["sequence"]) == ("CONFIRMED", 2)


def test_what_a_calendar_never_knew_is_not_cancelled(dana: User) -> None:
    mine = set_up(dana)
    skip(dana)
    assert uid(mine["study"]) not in events(subscribe(dana))


def test_a_pause_cancels_its_days_and_moves_the_dates(dana: User) -> None:
    plan = rows.plan(dana)
    mine = set_up(dana)
    path = subscribe(dana)
    events(path)
    pause = Pause.objects.create(plan=plan, starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 24))
    found = events(path)
    off = {name for name, event in found.items() if event["status"] == "CANCELLED"}
    assert off == {uid(block, week) for block in mine.values() for week in ("2027-W02", "2027-W03")}
    name = f"milestone-{plan.milestones.get(block='lab').pk}@localhost"
    assert found[name].decoded("dtstart") == date(2027, 2, 11)
    assert found[name]["sequence"] == 1
    pause.delete()
    back = events(path)
    assert {event["status"] for event in back.values()} == {"CONFIRMED"}
    assert {back[name]["sequence"] for name in off} == {2}
    assert back[name].decoded("dtstart") == date(2027, 1, 28)
    assert back[name]["sequence"] == 2


def test_a_done_block_says_so_and_stays_where_it_was(dana: User) -> None:
    plan = rows.plan(dana)
    mine = set_up(dana)
    path = subscribe(dana)
    before = events(path)[uid(mine["study"])]
    rows.done(mine["study"], MONDAY, MONDAY, milestone=plan.milestones.get(block="study"))
    after = events(path)[uid(mine["study"])]
    assert after["summary"] == "Study: Twelve lines of a real bill, explained (done)"
    assert after["status"] == "CONFIRMED"
    assert after["sequence"] == before["sequence"]
    assert after["dtstart"] == before["dtstart"]


def test_a_dropped_milestone_and_a_block_that_is_off_are_cancelled(dana: User) -> None:
    plan = rows.plan(dana)
    mine = set_up(dana)
    path = subscribe(dana)
    events(path)
    milestone = plan.milestones.get(block="lab")
    milestone.drop(START)
    change("story", active=False)
    found = events(path)
    assert found[f"milestone-{milestone.pk}@localhost"]["status"] == "CANCELLED"
    assert found[uid(mine["story"], "2027-W04")]["status"] == "CANCELLED"
    assert found[uid(mine["lab"], "2027-W04")]["status"] == "CONFIRMED"


def test_the_weeks_behind_keep_the_hour_they_had(dana: User, clock: Any) -> None:
    mine = set_up(dana)
    path = subscribe(dana)
    before = events(path)[uid(mine["lab"])]
    clock.move_to(START + WEEK)
    change("lab", weekday=Weekday.FRIDAY)
    found = events(path)
    assert found[uid(mine["lab"])].decoded("dtstart") == before.decoded("dtstart")
    assert found[uid(mine["lab"], "2027-W02")].decoded("dtstart").weekday() == Weekday.FRIDAY


def test_only_the_last_four_weeks_stay(dana: User, clock: Any) -> None:
    mine = set_up(dana)
    path = subscribe(dana)
    events(path)
    clock.move_to(START + 4 * WEEK)
    assert uid(mine["study"]) in events(path)
    clock.move_to(START + 5 * WEEK)
    assert uid(mine["study"]) not in events(path)


def test_discreet_titles_say_nothing_of_what_it_is_for(dana: User) -> None:
    rows.plan(dana)
    mine = set_up(dana)
    path = subscribe(dana)
    before = events(path)
    dana.discreet = True
    dana.save()
    after = events(path)
    titles = {str(event["summary"]) for event in after.values()}
    assert titles == {"90 minutes", "120 minutes", "45 minutes", "All day"}
    assert not any("url" in event for event in after.values())
    assert {str(event["class"]) for event in after.values()} == {"PRIVATE"}
    body = poll(path).content
    for word in (b"study", b"Study", b"bill", b"X-WR-CALNAME:Forte"):
        assert word not in body
    name = uid(mine["study"])
    assert after[name]["sequence"] == before[name]["sequence"]


def test_words_with_line_breaks_do_not_write_events_of_their_own(dana: User) -> None:
    plan = rows.plan(dana)
    plan.milestones.filter(block="lab").update(title="a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX:1, b; c")
    assert len(events(subscribe(dana))) == 3


# --- How it is read -----------------------------------------------------------------------------


def test_nothing_new_is_304_and_writes_nothing(dana: User, clock: Any) -> None:
    rows.plan(dana)
    set_up(dana)
    path = subscribe(dana)
    first = poll(path)
    clock.move_to(LATER)
    for headers in (
        {"if-none-match": first.headers["ETag"]},
        {"if-modified-since": first.headers["Last-Modified"]},
    ):
        with CaptureQueriesContext(connection) as queries:
            answer = poll(path, **headers)
        assert answer.status_code == 304
        assert answer.content == b""
        assert answer.headers["ETag"] == first.headers["ETag"]
        assert len(queries) <= 11
        assert all(query["sql"].startswith("SELECT") for query in queries)
    assert poll(path).content == first.content


def test_something_new_is_200_with_another_tag_and_a_later_date(dana: User, clock: Any) -> None:
    set_up(dana)
    path = subscribe(dana)
    first = poll(path)
    clock.move_to(LATER)
    move(dana, date(2027, 1, 6), time(7))
    second = poll(path, **{"if-none-match": first.headers["ETag"]})
    assert second.status_code == 200
    assert second.headers["ETag"] != first.headers["ETag"]
    assert first.headers["Last-Modified"] == "Mon, 04 Jan 2027 08:00:00 GMT"
    assert second.headers["Last-Modified"] == "Mon, 04 Jan 2027 11:00:00 GMT"
    late = poll(path, **{"if-modified-since": first.headers["Last-Modified"]})
    assert late.status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_weeks(
    dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.plan(dana)
    mine = set_up(dana)
    path = subscribe(dana)

    def count() -> int:
        poll(path)
        with CaptureQueriesContext(connection) as queries:
            poll(path)
        return len(queries)

    few = count()
    for number in range(12):
        week = MONDAY + number * WEEK
        rows.done(mine["lab"], week, week)
    monkeypatch.setattr(feed, "AHEAD", 52)
    assert count() == few


def test_it_may_be_kept_for_minutes_sets_no_cookie_and_tells_nobody(dana: User) -> None:
    set_up(dana)
    answer = poll(subscribe(dana))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert not answer.cookies


def test_head_says_the_same_without_the_body_and_nothing_is_posted(dana: User) -> None:
    set_up(dana)
    path = subscribe(dana)
    whole, head = poll(path), Client().head(path)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]
    assert Client().post(path).status_code == 405


# --- Who else does not --------------------------------------------------------------------------


def test_a_wrong_address_is_404_and_tells_nobody(dana: User) -> None:
    set_up(dana)
    path = subscribe(dana)
    for wrong in ("/calendar/x.ics", path.replace(".ics", "0.ics"), f"/calendar/{'0' * 48}.ics"):
        answer = poll(wrong)
        assert answer.status_code == 404
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies


def test_revoked_means_gone(dana: User, as_dana: Client) -> None:
    set_up(dana)
    path = subscribe(dana)
    etag = poll(path).headers["ETag"]
    assert as_dana.get("/settings/calendar/revoke/").status_code == 405
    as_dana.post("/settings/calendar/revoke/")
    assert poll(path, **{"if-none-match": etag}).status_code == 404


def test_a_new_address_ends_the_old_one_and_numbers_go_on(dana: User, as_dana: Client) -> None:
    mine = set_up(dana)
    path = subscribe(dana)
    events(path)
    move(dana, date(2027, 1, 6), time(7))
    as_dana.post("/settings/calendar/make/")
    assert poll(path).status_code == 404
    address = feed.address(CalendarFeed.objects.get())
    assert address
    assert events(urlsplit(address).path)[uid(mine["study"])]["sequence"] == 1


def test_an_account_that_is_closed_has_no_feed(dana: User) -> None:
    path = subscribe(dana)
    User.objects.filter(pk=dana.pk).update(is_active=False)
    assert poll(path).status_code == 404


def test_eve_reads_her_own_and_nothing_of_danas(dana: User, eve: User, as_eve: Client) -> None:
    rows.plan(dana)
    mine = set_up(dana)
    path = subscribe(dana)
    set_up(eve)
    assert uid(mine["study"]) not in events(subscribe(eve))
    assert path not in as_eve.get("/settings/calendar/").content.decode()
    as_eve.post("/settings/calendar/revoke/")
    assert uid(mine["study"]) in events(path)


def test_the_table_does_not_give_the_address_away(dana: User, settings: Any) -> None:
    token = subscribe(dana).removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) * 4 >= 128
    row = CalendarFeed.objects.values().get()
    assert token not in repr(row)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key " * 5
    assert feed.address(CalendarFeed.objects.get()) is None
    assert poll(f"/calendar/{token}.ics").status_code == 200
    settings.SECRET_KEY_FALLBACKS = [old]
    assert (feed.address(CalendarFeed.objects.get()) or "").endswith(f"/calendar/{token}.ics")


def test_the_log_does_not_give_the_address_away(
    dana: User, caplog: pytest.LogCaptureFixture
) -> None:
    path = subscribe(dana)
    feed.revoke(dana)
    with caplog.at_level(logging.DEBUG):
        poll(path)
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    said = [record.getMessage() for record in caplog.records]
    assert not [line for line in said if token in line]
    assert "Not Found: /calendar/…" in said


# --- The page -----------------------------------------------------------------------------------


def test_dana_makes_an_address_and_subscribes(dana: User, as_dana: Client) -> None:
    set_up(dana)
    assert "Make an address" in as_dana.get("/settings/calendar/").content.decode()
    assert as_dana.get("/settings/calendar/make/").status_code == 405
    page = as_dana.post("/settings/calendar/make/", follow=True).content.decode()
    address = feed.address(CalendarFeed.objects.get(user=dana))
    assert address
    assert f'value="{address}"' in page
    assert f'href="webcal://{address.partition("://")[2]}"' in page
    for name in ("Google Calendar", "Apple Calendar", "Outlook"):
        assert name in page
    assert address in as_dana.get("/settings/calendar/").content.decode()
    assert len(events(urlsplit(address).path)) == 24


def test_the_page_says_so_when_the_address_cannot_be_shown(
    dana: User, as_dana: Client, settings: Any
) -> None:
    subscribe(dana)
    CalendarFeed.objects.update(seed="0" * 32)
    page = as_dana.get("/settings/calendar/").content.decode()
    assert "can no longer be shown" in page
    assert "webcal:" not in page


def test_it_stands_in_settings_and_is_for_who_signed_in(as_dana: Client, client: Client) -> None:
    assert 'href="/settings/calendar/"' in as_dana.get("/settings/").content.decode()
    answer = client.get("/settings/calendar/")
    assert answer.url == "/accounts/login/?next=/settings/calendar/"
    assert client.post("/settings/calendar/make/").status_code == 302
    assert not CalendarFeed.objects.exists()

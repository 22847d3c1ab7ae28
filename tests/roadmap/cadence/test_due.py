"""When a block takes place and its nudge is due: values only, no database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import weeks
from roadmap.cadence import due
from roadmap.cadence.due import WEEK, Occurrence, Verdict, next_due, verdict
from roadmap.cadence.models import Block, CheckIn, Every, Lead

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
MONDAY = date(2027, 1, 4)


def block(weekday: int = 1, at: time = time(19), **fields: object) -> Block:
    return Block(kind="study", weekday=weekday, at=at, minutes=90, **{"anchor": MONDAY, **fields})


@given(
    st.dates(date(2026, 12, 1), date(2027, 3, 1)),
    st.integers(-10, 90),
    st.sampled_from(list(Every)),
    st.integers(0, 6),
    st.lists(
        st.tuples(st.dates(date(2027, 1, 1), date(2027, 3, 1)), st.integers(0, 20)), max_size=2
    ),
    st.sets(st.dates(date(2027, 1, 1), date(2027, 3, 1)), max_size=3),
)
def test_what_lies_ahead_is_every_open_block_between_two_days_and_no_other(
    first: date,
    days: int,
    every: Every,
    weekday: int,
    away: list[tuple[date, int]],
    answered: set[date],
) -> None:
    study = block(weekday, every=every)
    last = first + timedelta(days=days)
    pauses = [(start, start + timedelta(days=n)) for start, n in away]
    said = {
        weeks.week_of(day): CheckIn(
            planned_on=study.planned_on(weeks.week_of(day)), planned_at=study.at, state="done"
        )
        for day in answered
    }
    found = [one.on for one in due.ahead(study, first, last, said, pauses)]
    assert found == [
        day
        for n in range(max(0, days + 1))
        if (day := first + timedelta(days=n)).weekday() == weekday
        and study.takes_place(weeks.week_of(day))
        and weeks.week_of(day) not in said
        and not any(start <= day <= end for start, end in pauses)
    ]


def due_at(on: date, at: time, zone: ZoneInfo, lead: Lead = Lead.QUARTER) -> datetime:
    return lead.due(on, at, zone)


@pytest.mark.parametrize(
    ("zone", "on", "at", "expected"),
    [
        # Berlin: 28 March 2027 skips 02:00 to 03:00, 31 October repeats it.
        (BERLIN, date(2027, 3, 27), time(19), "2027-03-27T17:45"),
        (BERLIN, date(2027, 3, 28), time(19), "2027-03-28T16:45"),
        (BERLIN, date(2027, 3, 28), time(2, 30), "2027-03-28T01:15"),  # 03:30, nudge 03:15
        (BERLIN, date(2027, 3, 28), time(3, 5), "2027-03-28T00:50"),  # 01:50 by the old clock
        (BERLIN, date(2027, 10, 31), time(2, 30), "2027-10-31T00:15"),  # the first 02:30
        (BERLIN, date(2027, 10, 31), time(3, 5), "2027-10-31T01:50"),  # the second 02:50
        (BERLIN, date(2027, 10, 31), time(19), "2027-10-31T17:45"),
        (NEW_YORK, date(2027, 3, 13), time(19), "2027-03-13T23:45"),
        (NEW_YORK, date(2027, 3, 14), time(19), "2027-03-14T22:45"),
        (NEW_YORK, date(2027, 3, 14), time(2, 30), "2027-03-14T07:15"),
        (NEW_YORK, date(2027, 11, 7), time(1, 30), "2027-11-07T05:15"),  # the first 01:30
        # Lord Howe moves by half an hour: 3 October 2027 skips 02:00 to 02:30.
        (LORD_HOWE, date(2027, 10, 2), time(19), "2027-10-02T08:15"),
        (LORD_HOWE, date(2027, 10, 3), time(19), "2027-10-03T07:45"),
        (LORD_HOWE, date(2027, 10, 3), time(2, 15), "2027-10-02T15:30"),
        (LORD_HOWE, date(2027, 4, 4), time(1, 45), "2027-04-03T14:30"),  # comes twice
    ],
)
def test_a_nudge_keeps_the_local_hour_across_clock_changes(
    zone: ZoneInfo, on: date, at: time, expected: str
) -> None:
    assert due_at(on, at, zone).isoformat(timespec="minutes") == f"{expected}+00:00"


@pytest.mark.parametrize(
    ("zone", "on"),
    [("Africa/Cairo", date(2027, 4, 30)), ("America/Santiago", date(2027, 9, 5))],
)
def test_a_midnight_that_does_not_exist_is_an_hour_later(zone: str, on: date) -> None:
    there = ZoneInfo(zone)
    starts = weeks.instant(on, time(0, 15), there)
    assert starts.astimezone(there).time() == time(1, 15)
    assert due_at(on, time(0, 15), there) == starts - timedelta(minutes=15)


def test_a_block_whose_hour_falls_on_the_next_date_keeps_its_week() -> None:
    nuuk = ZoneInfo("America/Nuuk")
    saturday_before_the_change = date(2027, 3, 27)
    found = due.occurrence(block(5, time(23, 45), anchor=date(2027, 3, 22)), date(2027, 3, 22))
    assert found is not None
    assert found.on == saturday_before_the_change
    assert found.starts(nuuk).astimezone(nuuk).date() == date(2027, 3, 28)
    assert found.week == date(2027, 3, 22)


def test_the_morning_nudge_comes_at_eight_or_with_an_earlier_block() -> None:
    at_eight = datetime(2027, 1, 5, 7, tzinfo=UTC)
    assert due_at(date(2027, 1, 5), time(19), BERLIN, Lead.MORNING) == at_eight
    assert due_at(date(2027, 1, 5), time(6), BERLIN, Lead.MORNING) == at_eight - timedelta(hours=2)


def test_week_53_is_one_week_and_the_one_after_it_another() -> None:
    last = weeks.week_of(date(2026, 12, 28))
    assert {weeks.week_name(weeks.week_of(last + timedelta(days=n))) for n in range(7)} == {
        "2026-W53"
    }
    assert due.following(block(), last) == date(2027, 1, 4)


def test_every_second_week_counts_from_its_monday_across_week_53() -> None:
    mine = block(every=Every.SECOND_WEEK, anchor=date(2026, 12, 21))
    found = [week for week in due.weeks_of(mine, date(2026, 12, 21)) if week < date(2027, 2, 1)]
    assert found == [date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18)]


def test_it_counts_from_the_week_it_began() -> None:
    mine = block(since=date(2027, 1, 11))
    assert due.occurrence(mine, date(2027, 1, 4)) is None
    assert due.following(mine, date(2026, 1, 5)) == date(2027, 1, 11)


def test_a_block_that_is_off_has_no_next_nudge() -> None:
    after = datetime(2027, 1, 4, tzinfo=UTC)
    assert next_due(block(active=False), after, Lead.QUARTER, BERLIN, {}) is None
    assert due.following(block(active=False), MONDAY) is None


def answered(mine: Block, week: date, state: str) -> CheckIn:
    return CheckIn(
        block=mine, week=week, planned_on=mine.planned_on(week), planned_at=mine.at, state=state
    )


@pytest.mark.parametrize("state", ["done", "skipped"])
def test_an_answered_week_asks_for_no_nudge(state: str) -> None:
    mine, after = block(), datetime(2027, 1, 4, tzinfo=UTC)
    found = next_due(mine, after, Lead.QUARTER, BERLIN, {MONDAY: answered(mine, MONDAY, state)})
    assert found is not None
    assert found[1].week == MONDAY + WEEK


def test_a_moved_block_is_due_at_its_new_hour_and_keeps_its_week() -> None:
    mine = block()
    moved = CheckIn(
        block=mine, week=MONDAY, planned_on=date(2027, 1, 11), planned_at=time(7, 30), state="open"
    )
    after = datetime(2027, 1, 11, tzinfo=UTC)
    found = next_due(mine, after, Lead.QUARTER, BERLIN, {MONDAY: moved})
    assert found is not None
    assert found[0] == datetime(2027, 1, 11, 6, 15, tzinfo=UTC)
    assert found[1].week == MONDAY


def test_paused_days_are_passed_over() -> None:
    after = datetime(2027, 1, 4, tzinfo=UTC)
    pauses = [(date(2027, 1, 5), date(2027, 1, 18))]
    found = next_due(block(), after, Lead.QUARTER, BERLIN, {}, pauses)
    assert found is not None
    assert found[1].on == date(2027, 1, 19)


def test_a_change_of_zone_from_one_end_of_the_world_to_the_other() -> None:
    """Kiritimati and Niue are 25 hours apart: at one instant they can be in different weeks."""
    kiritimati, niue = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Niue")
    now = datetime(2027, 1, 10, 10, 30, tzinfo=UTC)
    assert weeks.week_of(now.astimezone(kiritimati).date()) == date(2027, 1, 11)
    assert weeks.week_of(now.astimezone(niue).date()) == date(2027, 1, 4)
    found = due.occurrence(block(6, time(10)), MONDAY)
    assert found is not None
    assert found.starts(niue) - found.starts(kiritimati) == timedelta(hours=25)


# --- Late ---------------------------------------------------------------------------------------

TUESDAY = Occurrence(block(), MONDAY, date(2027, 1, 5), time(19))
DUE = datetime(2027, 1, 5, 17, 45, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 1, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "expected", "moment"),
    [
        (at(5, 18, 45), Verdict.SEND, DUE),
        (at(5, 18, 59), Verdict.SEND, DUE),
        (at(5, 20, 30), Verdict.SEND, at(5, 20, 30)),
        (at(5, 21, 30), Verdict.WAIT, at(6, 8)),
        (at(6, 3), Verdict.WAIT, at(6, 8)),
        (at(6, 15), Verdict.WAIT, at(7, 8)),
        (at(9, 23), Verdict.WAIT, at(10, 8)),
        (at(10, 9), Verdict.LATE, at(10, 9)),
        (at(11, 3), Verdict.LATE, at(11, 3)),
    ],
)
def test_late_goes_by_day_waits_for_a_morning_or_is_too_late(
    now: datetime, expected: Verdict, moment: datetime
) -> None:
    assert verdict(TUESDAY, DUE, now, BERLIN, date(2027, 1, 12)) == (expected, moment)


def test_quiet_hours_do_not_hold_against_an_hour_the_person_chose() -> None:
    night = Occurrence(block(at=time(4)), MONDAY, date(2027, 1, 5), time(4))
    on_time = weeks.instant(date(2027, 1, 5), time(3, 45), BERLIN)
    later = on_time + timedelta(minutes=5)
    assert verdict(night, on_time, later, BERLIN, None)[0] is Verdict.SEND


def test_a_nudge_that_is_late_but_before_its_block_goes_at_any_hour() -> None:
    evening = Occurrence(block(at=time(23, 30)), MONDAY, date(2027, 1, 5), time(23, 30))
    assert verdict(evening, at(5, 8), at(5, 22), BERLIN, None)[0] is Verdict.SEND


def test_a_nudge_does_not_wait_into_the_day_of_the_next_one() -> None:
    moved = Occurrence(block(), MONDAY, date(2027, 1, 13), time(19))
    due_then = weeks.instant(moved.on, time(18, 45), BERLIN)
    answer, _ = verdict(moved, due_then, at(13, 22), BERLIN, date(2027, 1, 14))
    assert answer is Verdict.LATE


# --- Any zone, any hour -------------------------------------------------------------------------


@given(
    zone=st.sampled_from(weeks.zone_names()),
    weekday=st.integers(0, 6),
    minute=st.integers(0, 24 * 60 - 1),
    lead=st.sampled_from(Lead),
    every=st.sampled_from(Every),
    start=st.dates(date(2025, 1, 1), date(2028, 12, 31)),
)
def test_in_every_zone_each_week_has_one_nudge_before_its_block(
    zone: str, weekday: int, minute: int, lead: Lead, every: Every, start: date
) -> None:
    there, first = ZoneInfo(zone), weeks.week_of(start)
    mine = block(weekday, time(minute // 60, minute % 60), every=every, anchor=first)
    # A step back in time first: next_due says what comes after a moment, so it can be walked.
    after = weeks.instant(first, time(0), there) - timedelta(days=2)
    seen: list[date] = []
    for _ in range(8):
        found = next_due(mine, after, lead, there, {})
        assert found is not None
        moment, one = found
        assert moment <= one.starts(there) or lead is Lead.MORNING
        assert moment > after
        if lead is Lead.QUARTER:
            assert one.starts(there) - moment == timedelta(minutes=15)
        seen.append(one.week)
        after = moment
    assert seen == [seen[0] + WEEK * (every * n) for n in range(8)]

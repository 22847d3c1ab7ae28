from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.plan.months import Calendar, add_months


def test_without_pauses_a_month_is_the_calendars_month() -> None:
    calendar = Calendar(date(2026, 10, 1))
    assert calendar.window(1).first == date(2026, 10, 1)
    assert calendar.window(5).last == date(2027, 2, 28)
    assert calendar.last_day == date(2027, 9, 30)
    assert not any(window.shifted for window in calendar.windows)


def test_ten_days_away_move_what_follows_by_ten_days() -> None:
    calendar = Calendar(date(2026, 10, 1), ((date(2026, 12, 20), date(2026, 12, 29)),))
    assert calendar.window(3).last == date(2027, 1, 10)
    assert calendar.window(4).first == date(2027, 1, 11)
    assert calendar.date_of(3, 10) == date(2026, 12, 10)  # before the pause: where it was
    assert calendar.date_of(3, 25) == date(2027, 1, 4)
    assert calendar.date_of(4, 1) == date(2027, 1, 11)


def test_a_day_that_a_short_month_lacks_is_its_last_day() -> None:
    assert Calendar(date(2027, 2, 1)).date_of(1, 31) == date(2027, 2, 28)


def test_a_date_outside_the_twelve_months_has_no_place() -> None:
    with pytest.raises(ValueError, match="outside"):
        Calendar(date(2026, 10, 1)).place(date(2027, 10, 1))


def test_before_the_plan_is_month_one_and_after_it_month_twelve() -> None:
    calendar = Calendar(date(2026, 10, 1))
    assert calendar.month_on(date(2026, 1, 1)) == 1
    assert calendar.month_on(date(2030, 1, 1)) == 12


pauses = st.lists(st.tuples(st.integers(0, 360), st.integers(0, 40)), max_size=4)


@given(start=st.integers(0, 60), raw=pauses, day=st.integers(0, 400))
def test_windows_touch_and_every_counted_day_finds_its_way_back(
    start: int, raw: list[tuple[int, int]], day: int
) -> None:
    first = add_months(date(2024, 1, 1), start)
    from_day = first.toordinal()
    found = tuple(
        (date.fromordinal(from_day + at), date.fromordinal(from_day + at + length))
        for at, length in raw
    )
    calendar = Calendar(first, found)
    for one, next_one in zip(calendar.windows, calendar.windows[1:], strict=False):
        assert (next_one.first - one.last).days == 1
    on = date.fromordinal(from_day + day)
    if on <= calendar.last_day and not calendar.is_paused(on):
        month, counted = calendar.place(on)
        assert calendar.date_of(month, counted) == on

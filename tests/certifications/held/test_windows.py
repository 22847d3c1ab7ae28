"""When a renewal opens, and what is next about a credential."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications.held.windows import Standing, Step, Window, months_later, next_step

EXPIRY = date(2027, 5, 31)


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2026, 11, 29), Standing.LATER),
        (date(2026, 11, 30), Standing.OPEN),
        (date(2027, 5, 31), Standing.OPEN),
        (date(2027, 6, 1), Standing.EXPIRED),
    ],
)
def test_a_window_opens_so_many_months_before(today: date, standing: Standing) -> None:
    assert Window(EXPIRY, 6).opens_on == date(2026, 11, 30)
    assert Window(EXPIRY, 6).standing(today) is standing


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2026, 12, 1), Standing.LATER),
        (date(2026, 12, 2), Standing.SOON),
        (date(2027, 6, 1), Standing.EXPIRED),
    ],
)
def test_without_a_known_window_half_a_year_before_is_soon(today: date, standing: Standing) -> None:
    assert Window(EXPIRY).opens_on is None
    assert Window(EXPIRY).standing(today) is standing


def test_what_has_no_expiry_lasts() -> None:
    assert Window(None, 6).standing(date(2090, 1, 1)) is Standing.LASTS


def test_it_must_be_valid_before_it_is_worth_talking_about() -> None:
    assert next_step(Standing.SOON, lacks_date=False, talks=0) is Step.RENEW
    assert next_step(Standing.EXPIRED, lacks_date=False, talks=0) is Step.EXPIRED
    assert next_step(Standing.LASTS, lacks_date=True, talks=0) is Step.DATE
    assert next_step(Standing.LATER, lacks_date=False, talks=0) is Step.TALK
    assert next_step(Standing.LATER, lacks_date=False, talks=1) is Step.NOTHING


@given(st.dates(date(1980, 1, 1), date(2100, 1, 1)), st.integers(0, 120))
def test_months_there_and_back_never_lead_beyond_the_day(day: date, months: int) -> None:
    there = months_later(day, months)
    assert (there.year - day.year) * 12 + there.month - day.month == months
    assert months_later(there, -months) <= day

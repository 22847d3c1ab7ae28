"""Which days a pack is about."""

from datetime import date

import pytest

from roadmap.story.review.period import Period, Span, back, holding, span

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("chosen", "first"),
    [
        (Span.QUARTER, date(2026, 8, 29)),
        (Span.HALF, date(2026, 5, 29)),
        (Span.YEAR, date(2025, 11, 29)),
    ],
)
def test_whole_months_back_from_today(chosen: Span, first: date) -> None:
    assert span(chosen, TODAY) == Period(first, TODAY)


def test_a_day_that_a_month_does_not_have_is_its_last() -> None:
    assert back(date(2027, 5, 31), 3) == date(2027, 3, 1)
    assert back(date(2028, 2, 29), 12) == date(2027, 3, 1)


def test_the_plan_gives_its_days_once_it_began() -> None:
    assert span(Span.BEGUN, TODAY, date(2026, 9, 1)) == Period(date(2026, 9, 1), TODAY)
    assert span(Span.BEGUN, TODAY, date(2026, 12, 1)) is None
    assert span(Span.BEGUN, TODAY) is None


@pytest.mark.parametrize(
    ("day", "chosen"),
    [
        (date(2026, 10, 1), Span.QUARTER),
        (date(2026, 6, 1), Span.HALF),
        (date(2026, 1, 1), Span.YEAR),
        (date(2025, 6, 1), Span.BEGUN),
        (date(2024, 6, 1), Span.DATES),
    ],
)
def test_the_shortest_that_holds_a_day_is_offered(day: date, chosen: Span) -> None:
    found, period = holding(day, TODAY, date(2025, 5, 1))
    assert found is chosen
    assert period.has(day)


def test_it_is_said_with_one_year_or_two() -> None:
    assert Period(date(2026, 9, 1), TODAY).said == "1 September to 28 November 2026"
    assert Period(date(2025, 9, 1), TODAY).said == "1 September 2025 to 28 November 2026"

"""Partial dates are read as a reader says them, and stay as exact as they were kept."""

import pytest

from portfolio.bullets.dates import said, span


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("2023", "2023"),
        ("2023-04", "April 2023"),
        ("2023-04-07", "7 April 2023"),
        ("2023-02-31", "2023-02-31"),
        ("spring", "spring"),
        ("", ""),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_kept(kept: str, words: str) -> None:
    assert said(kept) == words


def test_a_span_ends_now_or_then_or_begins_nowhere() -> None:
    assert span("2023-04", "") == "April 2023 to now"
    assert span("2016", "2019-03") == "2016 to March 2019"
    assert span("", "2019") == "2019"
    assert span("", "") == ""

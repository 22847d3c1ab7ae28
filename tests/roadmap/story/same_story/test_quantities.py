"""Numbers, units and dates, in many ways of writing them."""

from decimal import Decimal

import pytest

from roadmap.story.same_story.dates import dates
from roadmap.story.same_story.pairs import groups
from roadmap.story.same_story.quantities import quantities
from roadmap.story.same_story.quantity import Quantity
from roadmap.story.same_story.reading import read
from roadmap.story.same_story.statements import Text


def only(words: str) -> Quantity:
    text = read(Text("t", words))
    dates(text)
    (one,) = quantities(text)
    return one


@pytest.mark.parametrize(
    ("words", "value", "dimension"),
    [
        ("$0.97", 97, "USD"),
        ("0,97 €", 97, "EUR"),
        ("97 cents", 97, "USD"),
        ("USD 4,205", 420500, "USD"),
        ("4 205 USD", 420500, "USD"),
        ("$4.2k", 420000, "USD"),
        ("1.2 million dollars", 120000000, "USD"),
        ("three dollars forty", 340, "USD"),
        ("four thousand two hundred and five dollars", 420500, "USD"),
        ("ninety-four percent", 94, "percent"),
        ("99.2 %", "99.2", "percent"),
        ("14 percentage points", 14, "points"),
        ("8,400 ms", 8400, "time"),
        ("8.4 s", 8400, "time"),
        ("1 h 35 min", 5700000, "time"),
        ("took an hour and thirty-five", 5700000, "time"),
        ("half an hour", 1800000, "time"),
        ("two and a half hours", 9000000, "time"),
        ("4½ days", 388800000, "time"),
        ("twice a week", 2, "count"),
        ("19 deployments per week", 19, "count"),
        ("eight point four seconds", 8400, "time"),
        ("zero point nine five seconds", 950, "time"),
        ("nought point four nine dollars", 49, "USD"),
        ("ninety-nine point nine five percent", "99.95", "percent"),
        ("ninety-nine point ninety-five percent", "99.95", "percent"),
        ("four point oh hours", 14400000, "time"),
        ("one hundred and twelve point five minutes", 6750000, "time"),
        ("8 point 4 seconds", 8400, "time"),
        ("two point five million euros", 250000000, "EUR"),
        ("one and a half thousand euros", 150000, "EUR"),
        ("a million and a half dollars", 150000000, "USD"),
        ("half a million dollars", 50000000, "USD"),
        ("a quarter of a million dollars", 25000000, "USD"),
        ("two and three quarter hours", 9900000, "time"),
        ("three and a quarter days", 280800000, "time"),
        ("six point three percentage points", "6.3", "points"),
        ("3x", 3, "times"),
        ("a third", 33, "percent"),
        ("two dozen servers", 24, "count"),
    ],
)
def test_a_number_is_read_with_its_unit(words: str, value: object, dimension: str) -> None:
    one = only(words)
    assert (one.value, one.dimension) == (Decimal(str(value)), dimension)


@pytest.mark.parametrize(
    "words",
    [
        "clusters on Kubernetes 1.29",
        "an ISO 27001 audit",
        "version 4.0",
        "24/7",
        "the 24th",
        "March 2026",
        "10/2024 – today",
        "at 9:30",
        "12345678901234567890",
        "one of them",
    ],
)
def test_a_name_or_a_date_is_no_number(words: str) -> None:
    text = read(Text("t", words))
    dates(text)
    assert [one for one in quantities(text) if one.dimension not in {"", "count"}] == []
    assert not [one for one in quantities(text) if one.raw > 1]


@pytest.mark.parametrize(
    "words",
    [
        "from 240 to 25 minutes",
        "25 minutes instead of 240",
        "25 minutes rather than 240",
        "25 minutes, down from 240",
        "240 → 25 minutes",
        "240 -> 25 minutes",
        "25 minutes (it was 240)",
        "used to take 240 minutes and now takes 25",
        "25 minutes where it used to be 240",
        "Before: 240 minutes, after: 25 minutes",
        "240 minutes when I came, and 25 since then",
        "instead of 240 minutes we need 25",
        "We were waiting 240 minutes for a build. In January it was 25",
        "We were waiting 240 minutes for a build, and by March it was 25",
        "A build took 240 minutes. A year later it was 25",
        "It was 240 minutes when I looked first; in May 2026 it was 25",
        "A build took 25 minutes in May; before that it was 240",
        "A build takes 25 minutes. It was 240",
        "A build was cut to 25 minutes; it was 240",
        "The wait was 25 minutes (it was 240)",
        "We started at 240 minutes a build. Last month it was 25",
        "The restore drill took 25 minutes, it was 240 minutes",
        "A drill took 25 minutes; it was 240",
        "The restore drill took 25 minutes, it used to be 240",
        "The restore drill took 25 minutes, it took 240 minutes before",
        "The restore drill took 240 minutes, a year later it was 25",
    ],
)
def test_which_of_two_numbers_came_first(words: str) -> None:
    text = read(Text("t", words))
    dates(text)
    (pair,) = groups(text, quantities(text))
    assert pair.before is not None
    assert pair.after is not None
    assert (pair.before.raw, pair.after.raw) == (240, 25)
    assert pair.before.unit == pair.after.unit == "min"


@pytest.mark.parametrize(
    "words",
    [
        "In May it was 240 minutes. In June it was 25",
        "The build took 25 minutes. It was 240",
    ],
)
def test_two_of_the_past_are_no_pair_where_no_word_orders_them(words: str) -> None:
    text = read(Text("t", words))
    dates(text)
    assert not any(one.is_pair for one in groups(text, quantities(text)))


@pytest.mark.parametrize(
    ("words", "year", "month"),
    [
        ("October 2024", 2024, 10),
        ("Oct. 2024", 2024, 10),
        ("Oct ’24", 2024, 10),
        ("24 October 2024", 2024, 10),
        ("October 24, 2024", 2024, 10),
        ("10/2024", 2024, 10),
        ("10.2024", 2024, 10),
        ("24.10.2024", 2024, 10),
        ("2024-10", 2024, 10),
        ("2024-10-24", 2024, 10),
        ("October twenty twenty-four", 2024, 10),
        ("in two thousand and nineteen", 2019, None),
        ("2024", 2024, None),
        ("March of this year", None, 3),
        ("since May", None, 5),
    ],
)
def test_a_date_is_read(words: str, year: int | None, month: int | None) -> None:
    spans, (one,) = dates(read(Text("t", words)))
    assert not spans
    assert (one.year, one.month) == (year, month)


@pytest.mark.parametrize(
    "words", ["Oct 2024 – present", "10/2024 - today", "2024-10 to date", "October 2024 until now"]
)
def test_until_now(words: str) -> None:
    (span,), _ = dates(read(Text("t", words)))
    assert (span.since.year, span.since.month, span.until) == (2024, 10, None)


def test_may_and_march_are_words_too() -> None:
    assert dates(read(Text("t", "They may march on. It may be so."))) == ([], [])

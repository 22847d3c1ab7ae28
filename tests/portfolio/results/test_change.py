"""What a metric's figures amount to, and how that is said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.metrics import NO_BREAK, Direction, Sense
from portfolio.results import change as changing
from portfolio.results.change import Level, Limit, Standing, Verdict

figures = st.decimals(-(10**10), 10**10, places=4)
some = figures.filter(bool)


def said(
    before: str,
    after: str | None,
    unit: str,
    direction: Direction = Direction.LOWER,
    wanted: Decimal | None = None,
) -> str:
    """With plain spaces, which are easier to compare."""
    found = changing.said(
        Decimal(before), None if after is None else Decimal(after), unit, direction, wanted
    )
    return found.replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("before", "after", "unit", "expected"),
    [
        ("240", "25", "min", "from 4 h to 25 min (−90 %)"),
        ("0.4167", "0.5", "hours", "from 25 min to 30 min (+20 %)"),
        ("125", "5", "minutes", "from 125 min to 5 min (−96 %)"),
        ("1500", "820", "ms", "from 1.5 s to 820 ms (−45 %)"),
        ("48", "24", "hours", "from 2 days to 24 h (−50 %)"),
        ("1168", "588", "USD per month", "from $1,168 to $588 per month (−50 %)"),
        (
            "0.97",
            "0.49",
            "USD per 1,000 requests",
            "from $0.97 to $0.49 per 1,000 requests (−49 %)",
        ),
        ("40", "38", "%", "from 40 % to 38 % (−2 points)"),
        ("61", "96", "%", "from 61 % to 96 % (+35 points)"),
        ("61", "62", "% of requests", "from 61 % to 62 % of requests (+1 point)"),
        ("99.95", "99.99", "%", "from 99.95 % to 99.99 % (+0.04 points)"),
        ("0", "96", "%", "from 0 % to 96 % (+96 points)"),
        ("250", "249", "", "from 250 to 249 (−0.4 %)"),
        ("10000", "1", "count", "from 10,000 to 1 (−99.99 %)"),
        ("3", "3", "h", "3 h, before and after"),
        ("0", "5", "count", "from 0 to 5 (no percentage: it began at 0)"),
        ("-40", "-10", "", "from −40 to −10 (+75 %)"),
        ("-5", "5", "USD", "from −$5 to $5 (+200 %)"),
        ("240", None, "min", "4 h"),
    ],
)
def test_a_change_is_said_in_figures(
    before: str, after: str | None, unit: str, expected: str
) -> None:
    assert said(before, after, unit) == expected


def test_where_a_value_is_wanted_the_distance_counts() -> None:
    told = said("40", "62", "%", direction=Direction.TARGET, wanted=Decimal(70))
    assert told == "from 40 % to 62 % (22 points closer to the wanted value)"
    past = changing.change(Decimal(60), Decimal(90), Direction.TARGET, Decimal(70))
    assert past.verdict is Verdict.NONE
    assert "farther" in changing.said_percent(past)
    left = said("70", "60", "%", direction=Direction.TARGET, wanted=Decimal(70))
    assert left == "from 70 % to 60 % (10 points farther from the wanted value)"
    hours = said("40", "62", "h", direction=Direction.TARGET, wanted=Decimal(70))
    assert hours == "from 40 h to 62 h (73 % closer to the wanted value)"
    left = said("70", "60", "h", direction=Direction.TARGET, wanted=Decimal(70))
    assert "so no percentage" in left


@given(figures, figures)
def test_percentages_are_never_said_to_change_by_a_percentage(
    before: Decimal, after: Decimal
) -> None:
    found = changing.change(before, after, Direction.LOWER, unit="%")
    told = changing.said_percent(found)
    assert "%" not in told
    assert (told == "unchanged") == (before == after)


@pytest.mark.parametrize(
    ("before", "after", "direction", "verdict"),
    [
        (240, 25, Direction.LOWER, Verdict.IMPROVEMENT),
        (240, 25, Direction.HIGHER, Verdict.NONE),
        (25, 240, Direction.HIGHER, Verdict.IMPROVEMENT),
        (25, 25, Direction.LOWER, Verdict.NONE),
        (25, 20, Direction.TARGET, Verdict.NONE),
    ],
)
def test_it_is_an_improvement_only_in_the_right_direction(
    before: int, after: int, direction: Direction, verdict: Verdict
) -> None:
    assert changing.change(Decimal(before), Decimal(after), direction).verdict is verdict


def test_a_limit_that_broke_allows_no_improvement() -> None:
    limit = Limit("p95 latency", Sense.UNDER, Decimal(900), "ms", Decimal(950))
    found = changing.change(Decimal(2), Decimal(1), Direction.LOWER, kept=limit.kept)
    assert found.verdict is Verdict.NONE


@pytest.mark.parametrize(
    ("after", "sense", "expected"),
    [
        (820, Sense.UNDER, "while p95 stays under 900 ms: 820 ms, kept"),
        (900, Sense.UNDER, "while p95 stays under 900 ms: 900 ms, broken"),
        (None, Sense.UNDER, "while p95 stays under 900 ms: not measured"),
        (950, Sense.OVER, "while p95 stays over 900 ms: 950 ms, kept"),
    ],
)
def test_a_limit_is_kept_broken_or_not_known(
    after: int | None, sense: Sense, expected: str
) -> None:
    value = None if after is None else Decimal(after)
    limit = Limit("p95", sense, Decimal(900), "ms", value)
    assert limit.said().replace(NO_BREAK, " ") == expected
    assert "900" not in limit.said(Level.NO_FIGURE)
    assert "900" not in limit.said(Level.RANGE)


@pytest.mark.parametrize(
    ("again", "standing"),
    [(27, Standing.HELD), (22.5, Standing.HELD), (28, Standing.DRIFTED), (10, Standing.BETTER)],
)
def test_a_claim_holds_within_ten_percent(again: float, standing: Standing) -> None:
    found = changing.standing(Decimal(25), Decimal(str(again)), Direction.LOWER)
    assert found is standing


@given(some, figures)
def test_what_moved_is_never_rounded_to_nothing(before: Decimal, after: Decimal) -> None:
    found = changing.change(before, after, Direction.LOWER)
    assert found.percent is not None
    rounded = changing.rounded(found.percent)
    assert (rounded == 0) == (before == after)
    assert (rounded < 0) == (after < before)
    assert (rounded == -100) <= (found.percent == -100)


@given(figures)
def test_a_bracket_holds_its_figure(value: Decimal) -> None:
    low, high = changing.as_range(value)
    assert low <= value <= high
    assert low < high
    assert (value == 0) or str(abs(low).normalize().as_tuple().digits[0]) in "0125"


@given(
    st.decimals("1000.5", 10**10, places=4), st.decimals("1000.5", 10**10, places=4),
    st.sampled_from(["USD per month", "count", "tokens per second", "min", "%"]),
)  # fmt: skip
def test_a_percentage_or_a_range_tells_neither_figure(
    before: Decimal, after: Decimal, unit: str
) -> None:
    found = changing.change(before, after, Direction.LOWER, unit=unit)
    for told in (changing.said_percent(found), changing.said_in_ranges(before, after, unit)):
        for value in (before, after):
            if int(value * 10000) % 10:  # a round one may stand at the end of a bracket
                assert changing.amount(value, unit) not in told
                assert f"{value:,f}" not in told


@given(figures, figures)
def test_bars_are_shares_of_the_longer_one(before: Decimal, after: Decimal) -> None:
    found = changing.shares(before, after)
    if found == (None, None):
        assert before * after < 0 or before == after == 0
        return
    first, last = found
    assert first is not None
    assert last is not None
    assert max(first, last) == 1
    assert min(first, last) >= 0

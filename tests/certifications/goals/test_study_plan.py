"""The hours of an exam shared between its domains and the blocks until then."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from certifications.catalogue.credential import Domain
from certifications.goals import study_plan
from certifications.goals.outlook import MOST_MORE, outlook
from certifications.goals.progress import Progress
from certifications.goals.study_plan import Estimate, Fit, Sitting

START = date(2027, 1, 5)
HAIR = Decimal("1e-20")
"""What dividing may lose."""

weights = st.one_of(st.none(), st.integers(1, 60).map(Decimal))
exams = st.lists(weights, min_size=1, max_size=12).map(
    lambda found: tuple(Domain(f"Domain {n}", weight) for n, weight in enumerate(found))
)
sure = st.dictionaries(st.integers(0, 11).map(lambda n: f"Domain {n}"), st.integers(1, 4))
studied = st.dictionaries(
    st.integers(-1, 11).map(lambda n: f"Domain {n}" if n >= 0 else ""), st.integers(0, 3000)
)
minutes = st.integers(0, 20_000)
blocks = st.lists(st.integers(15, 240), max_size=60).map(
    lambda lengths: [(START + timedelta(weeks=n), length) for n, length in enumerate(lengths)]
)


@given(exams, sure)
def test_the_shares_add_up_to_one(exam: tuple[Domain, ...], confidence: dict[str, int]) -> None:
    found = study_plan.shares(exam, confidence)
    assert abs(sum(found.values()) - 1) < HAIR
    assert all(share >= 0 for share in found.values())


@given(exams, sure, minutes)
def test_more_weight_never_gets_less_at_equal_confidence(
    exam: tuple[Domain, ...], confidence: dict[str, int], total: int
) -> None:
    parts = study_plan.plan(exam, confidence, total, {})
    for one in parts:
        for other in parts:
            equal = confidence.get(one.name, 0) == confidence.get(other.name, 0)
            if equal and (one.weight or 0) >= (other.weight or 0):
                assert one.wanted >= other.wanted


@given(exams, sure, minutes, st.integers(1, 3))
def test_who_is_surer_of_a_domain_never_gets_more_of_it(
    exam: tuple[Domain, ...], confidence: dict[str, int], total: int, level: int
) -> None:
    name = exam[0].name
    less = study_plan.plan(exam, {**confidence, name: level}, total, {})[0]
    more = study_plan.plan(exam, {**confidence, name: level + 1}, total, {})[0]
    assert more.wanted <= less.wanted


@given(exams, sure, minutes, studied, st.integers(0, 11), st.integers(0, 600))
def test_studying_more_of_a_domain_never_leaves_more_of_it(
    exam: tuple[Domain, ...],
    confidence: dict[str, int],
    total: int,
    done: dict[str, int],
    number: int,
    more: int,
) -> None:
    assume(number < len(exam))
    name = exam[number].name
    before = study_plan.plan(exam, confidence, total, done)[number]
    after = study_plan.plan(exam, confidence, total, {**done, name: done.get(name, 0) + more})
    assert after[number].left <= before.left


@given(exams, sure, minutes, studied, blocks)
def test_every_block_is_planned_and_none_is_made_up(
    exam: tuple[Domain, ...],
    confidence: dict[str, int],
    total: int,
    done: dict[str, int],
    sittings: list[Sitting],
) -> None:
    parts = study_plan.plan(exam, confidence, total, done)
    coming = study_plan.ahead(parts, sittings)
    assert [(one.on, one.minutes) for one in coming] == sittings
    left = {part.name: part.left for part in parts}
    for one in coming:
        if one.domain is None:
            assert not any(minutes > 0 for minutes in left.values())
        else:
            assert left[one.domain] > 0
            left[one.domain] -= one.minutes


def test_without_published_weights_every_domain_is_the_same_size() -> None:
    parts = study_plan.plan([Domain("A"), Domain("B")], {}, 600, {})
    assert [part.wanted for part in parts] == [300, 300]


def test_minutes_of_no_domain_in_particular_are_spread() -> None:
    exam = [Domain("A", Decimal(75)), Domain("B", Decimal(25))]
    parts = study_plan.plan(exam, {}, 600, {"": 200, "A": 10})
    assert [part.studied for part in parts] == [160, 50]


def test_the_domain_furthest_behind_comes_first_and_the_heavier_among_equals() -> None:
    exam = [Domain("Small", Decimal(20)), Domain("Large", Decimal(80))]
    coming = study_plan.ahead(
        study_plan.plan(exam, {}, 300, {}), [(START + timedelta(days=n), 60) for n in range(6)]
    )
    assert [one.domain for one in coming] == ["Large", "Small", "Large", "Large", "Large", None]


# --- Whether it fits ----------------------------------------------------------------------------


def progress(estimate: Estimate, done: int = 0) -> Progress:
    return Progress(None, estimate, done, (), None)


def weekly(number: int, length: int = 60) -> list[Sitting]:
    return [(START + timedelta(weeks=week), length) for week in range(number)]


@pytest.mark.parametrize(
    ("done", "number", "fit"),
    [(0, 19, Fit.BELOW), (0, 20, Fit.LOW), (60, 19, Fit.LOW), (0, 30, Fit.WELL)],
)
def test_below_the_estimate_at_its_low_end_or_well(done: int, number: int, fit: Fit) -> None:
    view = outlook(progress(Estimate(20, 40), done), weekly(number), date(2028, 1, 1))
    assert view.fit is fit


def test_ones_own_estimate_counts_before_the_catalogues() -> None:
    own = progress(Estimate(20, 40, own=10))
    assert outlook(own, weekly(10), date(2028, 1, 1)).fit is Fit.WELL
    assert outlook(own, weekly(9), date(2028, 1, 1)).fit is Fit.BELOW


def test_without_any_estimate_nothing_is_claimed() -> None:
    assert outlook(progress(Estimate(None, None)), weekly(9), date(2028, 1, 1)).fit is Fit.UNKNOWN


def test_a_block_on_the_day_of_the_exam_does_not_count() -> None:
    view = outlook(progress(Estimate(2, 4)), weekly(3), START + timedelta(weeks=2))
    assert view.blocks == 2


def test_what_is_missing_is_said_in_hours_dates_and_longer_blocks() -> None:
    view = outlook(progress(Estimate(20, 40)), weekly(30), START + timedelta(weeks=16))
    assert (view.hours_short, view.more_each) == (Decimal(4), 15)
    assert view.least_on == START + timedelta(weeks=19)
    assert view.wanted_on == START + timedelta(weeks=29)


def test_blocks_longer_than_an_evening_are_no_way_out() -> None:
    view = outlook(progress(Estimate(100, 160)), weekly(3), START + timedelta(weeks=3))
    assert view.short > 3 * MOST_MORE
    assert view.more_each is None


def test_without_a_date_the_blocks_end_where_the_hours_are_reached() -> None:
    view = outlook(progress(Estimate(4, 6), 120), weekly(50), None)
    assert view.blocks == 3
    assert view.wanted_on == START + timedelta(weeks=2)
    assert view.fit is Fit.UNKNOWN


@given(blocks, st.integers(0, 5000), st.integers(0, 80), st.integers(0, 120))
def test_another_block_never_makes_it_fit_less(
    sittings: list[Sitting], done: int, low: int, width: int
) -> None:
    order = [Fit.BELOW, Fit.LOW, Fit.WELL]
    estimate = Estimate(low, low + width)
    assume(estimate.minutes)
    exam_on = START + timedelta(weeks=100)
    before = outlook(progress(estimate, done), sittings, exam_on)
    after = outlook(progress(estimate, done), [*sittings, (exam_on - timedelta(1), 30)], exam_on)
    assert order.index(after.fit) >= order.index(before.fit)
    assert after.short <= before.short

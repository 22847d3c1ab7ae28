"""How far the exam is when a study block begins: values only, no database."""

from datetime import date, time, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from certifications.goals.study_plan import DomainPlan, Estimate
from certifications.overview import Aim, Exam, Fit
from roadmap.cadence import toward
from roadmap.cadence.due import Occurrence
from roadmap.cadence.models import Block
from roadmap.cadence.toward import Toward

MONDAY, TUESDAY = date(2027, 1, 4), date(2027, 1, 5)


def at(
    on: date | None,
    *,
    studied: int = 0,
    wanted: int = 50,
    minutes: int = 90,
    pauses: list[tuple[date, date]] | None = None,
    booked: bool = True,
    own: int | None = None,
) -> Toward:
    exam = Exam("cka", "CKA", hours_min=20, hours_max=40, domains=())
    part = DomainPlan("Storage", Decimal(100), Decimal(1), 60 * wanted, studied)
    estimate = Estimate(20, 2 * wanted - 20, own)
    aim = Aim(1, exam, "CKA", on, studied, estimate, (part,), part, booked=booked)
    block = Block(kind="study", weekday=1, at=time(19), minutes=minutes, anchor=MONDAY, every=1)
    return toward.of(aim, Occurrence(block, MONDAY, TUESDAY, time(19)), pauses or [])


minutes = st.integers(15, 600)
ahead = st.integers(0, 400).map(lambda days: TUESDAY + timedelta(days=days))


@given(ahead, ahead, st.integers(0, 5000), minutes)
def test_a_later_exam_never_has_fewer_blocks_or_hours(
    one: date, other: date, studied: int, length: int
) -> None:
    sooner, later = (at(on, studied=studied, minutes=length) for on in sorted([one, other]))
    assert sooner.blocks <= later.blocks
    assert sooner.hours <= later.hours
    assert sooner.minutes == studied + sooner.blocks * length


@given(ahead, ahead, st.integers(0, 60))
def test_a_pause_never_adds_a_block(on: date, start: date, days: int) -> None:
    paused = at(on, pauses=[(start, start + timedelta(days=days))])
    assert paused.blocks <= at(on).blocks


@given(ahead, minutes, st.integers(0, 6000), st.integers(20, 100))
def test_enough_is_what_was_estimated_and_less_is_said(
    on: date, length: int, studied: int, wanted: int
) -> None:
    found = at(on, minutes=length, studied=studied, wanted=wanted)
    assert (found.fit is Fit.WELL) == (found.minutes >= 60 * wanted)
    assert (found.fit is Fit.BELOW) == (found.minutes < 1200)


@given(ahead, minutes, st.integers(0, 6000), st.integers(20, 100))
def test_an_estimate_of_ones_own_has_no_low_end(
    on: date, length: int, studied: int, own: int
) -> None:
    found = at(on, minutes=length, studied=studied, own=own)
    assert found.fit is (Fit.WELL if found.minutes >= 60 * own else Fit.BELOW)


def test_a_block_on_the_day_of_the_exam_does_not_count() -> None:
    assert at(TUESDAY).blocks == 0
    assert at(TUESDAY + timedelta(days=7)).blocks == 1
    assert at(TUESDAY + timedelta(days=8)).blocks == 2


@given(st.integers(1, 400), st.integers(0, 5000))
def test_an_exam_that_is_over_counts_no_block(days: int, studied: int) -> None:
    found = at(TUESDAY - timedelta(days=days), studied=studied)
    assert (found.on, found.blocks, found.minutes, found.is_sat) == (None, 0, studied, True)
    wished = at(TUESDAY - timedelta(days=days), studied=studied, booked=False)
    assert (wished.on, wished.is_sat) == (None, False), "who only wished for a day sat nothing"

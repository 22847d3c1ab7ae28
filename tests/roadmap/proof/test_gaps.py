"""Gaps by demand × distance, and the month that a milestone made of one goes to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.lanes.postings.overall import overall
from roadmap.lanes.postings.reading import Strength
from roadmap.proof import months
from roadmap.proof.gaps import ASKED_AT_ONCE, Level, distance, ranked, to_rate
from roadmap.proof.proofs import proofs
from roadmap.proof.sheet import Evidence, Kind
from roadmap.proof.wording import question, why
from tests.roadmap.proof.test_sheet import SLUGS, reading, record, sheet

MUST, NICE, CONTEXT = Strength


def test_better_evidence_is_nearer_whatever_one_says_of_oneself() -> None:
    far = {one: {distance(one, level) for level in [None, *Level.values]} for one in Evidence}
    assert far[Evidence.PROOF] == {0}
    assert far[Evidence.SIGNAL] == {2}
    assert min(far[Evidence.WORDS]) > 2
    for level in [None, *Level.values]:
        assert distance(Evidence.WORDS, level) < distance(Evidence.NOTHING, level)


@given(st.sampled_from(Evidence), st.sampled_from(Level.values), st.sampled_from(Level.values))
def test_rating_oneself_higher_never_widens_a_gap(evidence: Evidence, one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert distance(evidence, high) <= distance(evidence, low)


def test_the_widest_gap_comes_first_and_its_sum_is_shown() -> None:
    demand = overall(
        [
            reading(("kubernetes", MUST), ("terraform", MUST), ("python", NICE)),
            reading(("kubernetes", MUST), ("terraform", NICE)),
        ]
    )
    have = [record(Kind.RESUME, "terraform"), record(Kind.RESULT, "python")]
    first, second = ranked(demand, have, {})
    assert (first.slug, first.score) == ("kubernetes", 6 * 7)
    assert (second.slug, second.score) == ("terraform", 5 * 6)
    assert why(second) == "Asked for in 2 of 2 postings, once as a must; you have words only."


def test_a_rating_moves_a_gap_and_not_the_sheet() -> None:
    demand = overall([reading(("kubernetes", MUST), ("terraform", MUST))])
    assert [gap.slug for gap in ranked(demand, [], {"kubernetes": 3})] == [
        "terraform",
        "kubernetes",
    ]
    assert {row.evidence for row in sheet(demand, []).rows} == {Evidence.NOTHING}


def test_at_most_ten_are_asked_the_most_demanded_without_evidence() -> None:
    wanted = SLUGS[:30]
    demand = overall([reading(*((slug, MUST) for slug in wanted)), reading((wanted[7], MUST))])
    have = [record(Kind.RESULT, wanted[0]), record(Kind.CREDENTIAL, wanted[1])]
    asked = [gap.slug for gap in to_rate(ranked(demand, have, {}))]
    assert len(asked) == ASKED_AT_ONCE
    assert asked[0] == wanted[7]
    assert not {wanted[0], wanted[1]} & {*asked}
    rated = ranked(demand, have, dict.fromkeys(asked, 3))
    assert [gap.slug for gap in to_rate(rated)] == asked, "who answered is asked the same again"


def test_what_one_is_heard_for_is_no_gap() -> None:
    assert ranked(overall([reading(("communication", MUST))]), [], {}) == ()


def test_a_question_names_what_is_asked_and_what_one_has() -> None:
    (row,) = sheet(overall([reading(("kubernetes", MUST))]), []).rows
    asked = question(row)
    assert asked.about == "They ask for Kubernetes."
    assert asked.asked.startswith("Nothing of yours names it")
    assert asked.settles == proofs()["kubernetes"]


# --- The month ----------------------------------------------------------------------------------

FULL = dict.fromkeys(range(1, 13), Decimal(0))


@pytest.mark.parametrize(
    ("first", "hours", "month"),
    [
        (1, 3, 4),  # waits for Build
        (1, 2, 1),  # small: beside the first months
        (6, 3, 6),
        (9, 3, 9),
        (12, 3, 12),
    ],
)
def test_the_first_sensible_month_with_room(first: int, hours: int, month: int) -> None:
    empty = dict.fromkeys(range(1, 13), Decimal(5))
    where = months.place(empty, Decimal(hours), first)
    assert (where.month, where.fits) == (month, True)


def test_a_full_month_is_passed_over() -> None:
    where = months.place(FULL | {7: Decimal(4)}, Decimal(3), 2)
    assert (where.month, where.left) == (7, Decimal(1))


def test_where_none_has_room_the_one_with_the_most_is_taken_and_said() -> None:
    where = months.place(FULL | {6: Decimal("1.5"), 9: Decimal("1.5")}, Decimal(3), 2)
    assert (where.month, where.left, where.fits) == (6, Decimal("-1.5"), False)


def test_this_month_counts_while_a_week_of_it_is_left() -> None:
    assert months.first_month(5, 17) == 5
    assert months.first_month(5, 18) == 6
    assert months.first_month(12, 27) == 12

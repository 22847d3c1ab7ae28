"""Every lane, second lane and metric, on three sizes of blocks, with and without a date to apply
by: a year without an empty month, a hole, an overload, or an exam before its hours."""

import itertools
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from certifications import overview
from common import metrics
from common.lanes import Lane
from roadmap.lanes.models import Choice
from roadmap.plan import building, exams, library, planner
from roadmap.plan.blocks import DEFAULT_MINUTES, BlockKind
from roadmap.plan.exams import Study
from roadmap.plan.models import Milestone
from roadmap.plan.planner import Placed, Terms, Why
from roadmap.plan.slots import slots_of

SIZES = {
    "small": {BlockKind.STUDY: 60, BlockKind.LAB: 90, BlockKind.STORY: 30},
    "usual": DEFAULT_MINUTES,
    "large": {BlockKind.STUDY: 150, BlockKind.LAB: 180, BlockKind.STORY: 60},
}
TOO_MUCH = {
    ("small", False): 2,
    ("small", True): 2,
    ("usual", False): 0,
    ("usual", True): 1,
    ("large", False): 0,
    ("large", True): 0,
}
"""In how many places of a year the plan may ask more than 85 % of a block, small versions taken. It
says so, and offers ways out (test_plan_pages)."""
PAIRS = [(lane, second) for lane in Lane for second in [*Lane, None] if second is not lane]


def hours(minutes: Mapping[BlockKind, int]) -> dict[BlockKind, float]:
    return {kind: weekly * 52 / 12 / 60 for kind, weekly in minutes.items()}


ROOM = planner.room_of(hours(DEFAULT_MINUTES))


def year(lane: Lane, second: Lane | None, family: str = "", **terms: object) -> list[Placed]:
    entries = library.entries_for(lane, second, family)
    return planner.plan(entries, Terms(**{"room": ROOM, **terms}))  # type: ignore[arg-type]


def loads_of(placed: list[Placed], room: planner.Hours = ROOM) -> list[planner.Load]:
    asked = [(p.month, p.entry.block, p.hours) for p in placed]
    return list(planner.loads(asked, room).values())


# --- Fit ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lane", list(Lane))
def test_every_year_fits_its_blocks_its_needs_and_its_exam(lane: Lane, size: str) -> None:
    """All seconds, the metrics of all families, with and without a date to apply by."""
    a_month = hours(SIZES[size])
    room = planner.room_of(a_month)
    around = exams.choose(overview.exams(lane), Study(a_month[BlockKind.STUDY]))
    families = sorted({metric.family for metric in metrics.catalogue().values()})
    seconds = [*(other for other in Lane if other is not lane), None]
    seen = 0
    for second, family, apply_month in itertools.product(seconds, families, (None, 4, 8)):
        placed = year(
            lane, second, family,
            room=room, apply_month=apply_month, exam_month=around.first.month or 12,
        )  # fmt: skip
        case = (lane, second, family, apply_month)
        short = [load for load in loads_of(placed, room) if not load.fits]
        assert len(short) <= TOO_MUCH[size, bool(apply_month)], (case, short)
        month_of = {p.entry.slug: p.month for p in placed}
        for one in placed:
            for need in one.entry.needs:
                assert month_of[need] <= one.month, (case, one.entry.slug, need)
        _exam_is_not_before_its_hours(placed, around, a_month[BlockKind.STUDY])
        assert {p.month for p in placed} == set(range(1, 13)), case
        seen += 1
    assert seen == len(seconds) * len(families) * 3


def _exam_is_not_before_its_hours(
    placed: list[Placed], around: exams.Exams, hours_a_month: float
) -> None:
    [exam] = [p for p in placed if p.entry.kept == "credential"]
    studied = (exam.month - 1 + exam.day / 31) * hours_a_month
    if around.first.is_within_the_plan:
        assert studied >= around.first.exam.hours_min
    else:
        assert exam.month == 12


@pytest.mark.parametrize(("lane", "second"), PAIRS)
def test_a_usual_year_is_full_and_whole(lane: Lane, second: Lane | None) -> None:
    placed = year(lane, second)
    assert min(Counter(p.month for p in placed).values()) >= 2
    assert 34 <= len(placed) <= 45
    assert not [p.entry.slug for p in placed if p.small]


def test_where_blocks_are_small_a_milestone_is_small_before_it_leaves_its_phase() -> None:
    room = planner.room_of(hours(SIZES["small"]))
    placed = year(Lane.DEVOPS, Lane.SECURITY, room=room)
    small = [p for p in placed if p.small]
    assert small
    for one in small:
        assert planner.small_hours(one.entry.hours) == one.hours < one.entry.hours
    shown = {p.entry.slug: p for p in placed}
    for phase in ((1, 3), (4, 8), (9, 12)):
        mine = [p for p in placed if phase[0] <= p.entry.month <= phase[1]]
        stayed = [p for p in mine if phase[0] <= shown[p.entry.slug].month <= phase[1]]
        assert len(stayed) >= 0.8 * len(mine)


# --- Dependencies, order, dates -----------------------------------------------------------------


@pytest.mark.parametrize(("lane", "second"), PAIRS)
def test_nothing_comes_before_what_it_needs(lane: Lane, second: Lane | None) -> None:
    for apply_month in (None, 3, 6, 9):
        placed = year(lane, second, apply_month=apply_month)
        month_of = {p.entry.slug: p.month for p in placed}
        for one in placed:
            for need in one.entry.needs:
                assert month_of[need] <= one.month, (one.entry.slug, need)


def test_the_same_input_gives_the_same_plan() -> None:
    entries = library.entries_for(Lane.FINOPS, Lane.SECURITY)
    one = planner.plan(entries, Terms(ROOM))
    assert planner.plan(list(reversed(entries)), Terms(ROOM)) == one


@pytest.mark.parametrize("apply_month", [3, 5, 8])
@pytest.mark.parametrize("lane", list(Lane))
def test_who_must_apply_early_gets_the_tellable_minimum_by_then(
    lane: Lane, apply_month: int
) -> None:
    """One result, one case study a reader understood, one page, two stories."""
    placed = year(lane, None, apply_month=apply_month)
    by_then = [p.entry for p in placed if p.entry.tellable and p.month <= apply_month]
    assert by_then == [p.entry for p in placed if p.entry.tellable]
    kept = Counter(entry.kept for entry in by_then)
    assert kept["result"] >= 1
    assert kept["case-study"] >= 1
    assert kept["narrative"] + kept["page"] >= 1
    assert sum(any(f.startswith("story.") for f in e.feeds) for e in by_then) >= 2


def test_what_finds_no_room_waits_for_the_next_month_with_some() -> None:
    taken = {(1, BlockKind.STUDY): Decimal(11)}
    placed = year(Lane.DEVOPS, Lane.SECURITY, room={**ROOM, BlockKind.STUDY: Decimal(11)},
                  taken=taken)  # fmt: skip
    assert not [p for p in placed if p.month == 1 and p.entry.block is BlockKind.STUDY]


def test_a_block_too_small_is_said_and_the_minutes_that_would_do_are_named() -> None:
    room = planner.room_of({BlockKind.STUDY: 6.5, BlockKind.LAB: 1.5, BlockKind.STORY: 3.25})
    short = [x for x in loads_of(year(Lane.DEVOPS, Lane.SECURITY, room=room), room) if not x.fits]
    assert {load.block for load in short} == {BlockKind.LAB}
    enough = planner.minutes_that_fit(short, BlockKind.LAB)
    most = max(load.hours for load in short)
    assert planner.room_of({BlockKind.LAB: enough * 52 / 12 / 60})[BlockKind.LAB] >= most


def test_measuring_comes_first_while_the_baseline_is_not_known() -> None:
    for lane in Lane:
        first = year(lane, None, measure_first=True)[0]
        assert first.entry.kept == "baseline"
        assert (first.month, first.day) == (1, 10)


# --- Metric, money ------------------------------------------------------------------------------


@pytest.mark.parametrize("lane", list(Lane))
def test_a_metric_of_another_family_gets_the_milestones_written_for_it(lane: Lane) -> None:
    written_for = [e for e in library.library().values() if lane in e.lanes and e.families]
    assert written_for
    for variant in written_for:
        mine = {e.slug: e for e in library.entries_for(lane, None, variant.families[0])}
        assert variant.slug in mine
        assert variant.instead_of not in mine
        assert all(need in mine for e in mine.values() for need in e.needs)
    general = {e.slug for e in library.entries_for(lane, None, "none of them")}
    assert not general & {e.slug for e in written_for}


@pytest.mark.parametrize("lane", list(Lane))
def test_labs_keep_to_the_lab_money_and_what_is_measured_or_told_gets_it_first(lane: Lane) -> None:
    free = year(lane, None, money=None)
    asked = sum(p.lab_money for p in free)
    assert asked == sum(p.entry.lab_money for p in free) > 0
    for money in (0, 10, asked // 2, asked):
        placed = year(lane, None, money=money)
        assert sum(p.lab_money for p in placed) <= money
        assert [(p.entry.slug, p.month) for p in placed] == [(p.entry.slug, p.month) for p in free]
        for one in placed:
            assert not (one.unpaid and not one.entry.without_money)
    half = year(lane, None, money=asked // 2)
    paid = {p.entry.kept for p in half if p.entry.lab_money and not p.unpaid}
    assert paid & {"baseline", "result", "reading"}


# --- Exams --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lane", list(Lane))
def test_a_plan_is_built_around_the_recommended_exam_where_its_hours_are_reached(
    lane: Lane,
) -> None:
    offered = overview.exams(lane)
    assert exams.choose(offered, Study(40.0)).first.exam == offered[0]
    usual = exams.choose(offered, Study(hours(DEFAULT_MINUTES)[BlockKind.STUDY]))
    assert usual.first.is_in_time
    assert usual.is_smaller == (usual.first.exam != offered[0])
    for option in usual.options:
        enough = option.minutes_in_time * 52 / 12 / 60
        assert exams.month_reached(option.exam.hours_min, Study(enough)) <= exams.LATEST  # type: ignore[operator]


def test_somebody_may_want_the_larger_exam_all_the_same() -> None:
    offered = overview.exams(Lane.DEVOPS)
    around = exams.choose(offered, Study(6.5), "aws-devops-engineer-professional")
    assert around.first.exam.slug == "aws-devops-engineer-professional"
    assert not around.first.is_within_the_plan
    assert around.says_something
    assert (
        exams.choose(offered, Study(6.5), "no-such-exam").first.exam.slug == "terraform-associate"
    )


def test_what_was_studied_before_the_minutes_changed_counts_as_it_was() -> None:
    assert exams.month_reached(100, Study(4.0)) == 26
    later = Study(20.0, since=5, before=16.0)  # four months of four hours
    assert exams.month_reached(100, later) == 9
    assert (9 - 5 + 0.9) * 20 + 16 >= 100 > (8 - 5 + 0.9) * 20 + 16
    assert exams.month_reached(10, later) == 5


def test_a_date_to_apply_by_that_has_passed_draws_nothing_together() -> None:
    stands = {p.entry.slug: p.month for p in year(Lane.FINOPS, None)}
    room = planner.room_of(hours(dict.fromkeys(BlockKind, 600)))
    placed = year(Lane.FINOPS, None, room=room, apply_month=4, first_month=7, stands=stands)
    assert not [p.entry.slug for p in placed if p.small]


def test_without_a_study_block_no_exam_is_reached() -> None:
    around = exams.choose(overview.exams(Lane.FINOPS), Study(0.0))
    assert around.first.month is None
    assert around.says_something


# --- Again --------------------------------------------------------------------------------------


def test_planning_again_with_nothing_changed_moves_nothing() -> None:
    before = year(Lane.FINOPS, Lane.SECURITY)
    stands = {p.entry.slug: p.month for p in before}
    assert year(Lane.FINOPS, Lane.SECURITY, stands=stands) == before
    # Larger blocks would let some come earlier; but nothing has to move.
    larger = planner.room_of(hours(SIZES["large"]))
    after = year(Lane.FINOPS, Lane.SECURITY, stands=stands, room=larger)
    assert {p.entry.slug: p.month for p in after} == stands


def test_what_must_move_says_why() -> None:
    entries = {e.slug: e for e in library.entries_for(Lane.FINOPS, Lane.SECURITY)}
    stands = {p.entry.slug: p.month for p in year(Lane.FINOPS, Lane.SECURITY)}

    def why(**terms: object) -> dict[str, Why]:
        placed = year(Lane.FINOPS, Lane.SECURITY, stands=stands, **terms)
        return {p.entry.slug: p.why for p in placed if p.why}

    assert set(why(first_month=3).values()) >= {Why.OVER}
    assert why(exam_month=7)["finops-exam-settled"] is Why.EXAM
    drawn = why(apply_month=5)
    assert drawn["one-page-three-outcomes"] is Why.APPLY_BY
    crowded = why(taken={(5, BlockKind.LAB): Decimal(7)})
    assert crowded
    of_may = [slug for slug in crowded if stands[slug] == 5 and entries[slug].block == "lab"]
    assert {crowded[slug] for slug in of_may} == {Why.NO_ROOM}
    late = why(taken={(n, BlockKind.LAB): Decimal(7) for n in (1, 2, 3)})
    assert late["finops-baseline-counted-twice"] is Why.NO_ROOM
    assert late["finops-unowned-spend"] in (Why.NEEDS, Why.NO_ROOM)


def test_what_is_settled_is_not_planned_again_and_counts_as_met() -> None:
    placed = year(Lane.FINOPS, None, settled={"finops-baseline-counted-twice"}, first_month=2)
    assert "finops-baseline-counted-twice" not in {p.entry.slug for p in placed}


# --- Words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lane", list(Lane))
def test_the_longest_words_a_form_takes_fit_a_title(lane: Lane) -> None:
    choice = Choice(
        primary=lane,
        secondary_name="x" * 60,
        metric_slug=max(metrics.for_lane(lane), key=lambda m: len(m.name)).slug,
        unit="x" * 60,
        baseline=Decimal("12345678901.1234"),
        target=Decimal("12345678901.1234"),
        limit_what="x" * 60,
        limit_value=Decimal("12345678901.1234"),
        limit_unit="x" * 30,
        start_month=date(2026, 10, 1),
    )
    longest = 0
    for wanted in overview.exams(lane):
        around = exams.choose(overview.exams(lane), Study(6.5), wanted.slug)
        slots = slots_of(choice, around)
        longest = max(
            longest, *(len(building.sentences(e, slots)["title"]) for e in all_entries(lane))
        )
    assert longest <= (Milestone._meta.get_field("title").max_length or 0)


def all_entries(lane: Lane) -> list[library.Entry]:
    """What any year of the lane may hold."""
    return [e for e in library.library().values() if lane in e.lanes or e.role != "primary"]


METRICS_OF_LANE = {lane: metrics.for_lane(lane) for lane in Lane}


@pytest.mark.parametrize("lane", list(Lane))
def test_no_sentence_shows_a_hole_with_any_secondary_and_metric(lane: Lane) -> None:
    seconds: list[Lane | None] = [*(other for other in Lane if other is not lane), None]
    around = exams.choose(overview.exams(lane), Study(6.5))
    for second, metric in itertools.product(seconds, METRICS_OF_LANE[lane]):
        for known in (True, False):
            choice = Choice(
                primary=lane,
                secondary=second or "",
                secondary_name="" if second else "platform engineering",
                metric_slug=metric.slug,
                unit=metric.unit,
                baseline=Decimal(10) if known else None,
                target=Decimal(5) if known else None,
                limit_what="p95 latency" if known else "",
                limit_value=Decimal(900) if known else None,
                limit_unit="ms" if known else "",
                start_month=date(2026, 10, 1),
            )
            slots = slots_of(choice, around)
            for entry in library.entries_for(lane, second, metric.family):
                said = building.sentences(entry, slots)
                for text in [*said.values(), *building.done_when(entry, slots)]:
                    assert not re.search(r"[{}]|None|  |\bnan\b", text), (entry.slug, text)
                title = said["title"]
                assert title[0] == title[0].upper()
                assert len(title) <= 160

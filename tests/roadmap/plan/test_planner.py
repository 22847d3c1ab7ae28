"""All lanes × secondaries × five metrics × default blocks: no empty month, no hole, no overload."""

import itertools
import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from common import metrics
from common.lanes import Lane
from roadmap.lanes.models import Choice
from roadmap.plan import building, library, planner
from roadmap.plan.blocks import DEFAULT_MINUTES, BlockKind
from roadmap.plan.models import Milestone

DEFAULT_ROOM = planner.room_of(
    {kind: minutes * 52 / 12 / 60 for kind, minutes in DEFAULT_MINUTES.items()}
)
PAIRS = [(lane, second) for lane in Lane for second in [*Lane, None] if second is not lane]


def year(lane: Lane, second: Lane | None, **options: object) -> list[planner.Placed]:
    return planner.plan(library.entries_for(lane, second), DEFAULT_ROOM, **options)  # type: ignore[arg-type]


def loads_of(placed: list[planner.Placed]) -> list[planner.Load]:
    asked = [(p.month, p.entry.block, p.entry.hours) for p in placed]
    return list(planner.loads(asked, DEFAULT_ROOM).values())


@pytest.mark.parametrize(("lane", "second"), PAIRS)
def test_a_year_has_no_empty_month_and_fits_the_default_blocks(
    lane: Lane, second: Lane | None
) -> None:
    placed = year(lane, second)
    assert {p.month for p in placed} == set(range(1, 13))
    assert all(load.fits for load in loads_of(placed))
    assert min(Counter(p.month for p in placed).values()) >= 2
    assert 34 <= len(placed) <= 45


@pytest.mark.parametrize(("lane", "second"), PAIRS)
def test_nothing_comes_before_what_it_needs(lane: Lane, second: Lane | None) -> None:
    for apply_month in (None, 3, 6, 9):
        month_of = {p.entry.slug: p.month for p in year(lane, second, apply_month=apply_month)}
        for slug, month in month_of.items():
            for need in library.library()[slug].needs:
                assert month_of.get(need, 0) <= month, (slug, need)


def test_the_same_input_gives_the_same_plan() -> None:
    one = year(Lane.FINOPS, Lane.SECURITY)
    entries = list(reversed(library.entries_for(Lane.FINOPS, Lane.SECURITY)))
    assert planner.plan(entries, DEFAULT_ROOM) == one


@pytest.mark.parametrize("apply_month", [3, 5, 8])
@pytest.mark.parametrize("lane", list(Lane))
def test_who_must_apply_early_gets_the_tellable_minimum_by_then(
    lane: Lane, apply_month: int
) -> None:
    placed = year(lane, None, apply_month=apply_month)
    tellable = [p for p in placed if p.entry.tellable]
    assert {"result", "case-study", "page"} & {p.entry.kept for p in tellable}
    assert all(p.month <= apply_month for p in tellable)


def test_a_block_too_small_is_said_and_the_minutes_that_would_do_are_named() -> None:
    room = planner.room_of({BlockKind.STUDY: 6.5, BlockKind.LAB: 3.0, BlockKind.STORY: 3.25})
    placed = planner.plan(library.entries_for(Lane.DEVOPS, Lane.SECURITY), room)
    asked = [(p.month, p.entry.block, p.entry.hours) for p in placed]
    short = [load for load in planner.loads(asked, room).values() if not load.fits]
    assert {load.block for load in short} == {BlockKind.LAB}
    enough = planner.minutes_that_fit(short, BlockKind.LAB)
    most = max(load.hours for load in short)
    assert planner.room_of({BlockKind.LAB: enough * 52 / 12 / 60})[BlockKind.LAB] >= most


def test_what_finds_no_room_waits_for_the_next_month_with_some() -> None:
    room = {**DEFAULT_ROOM, BlockKind.STUDY: Decimal(3)}
    room[BlockKind.STUDY] = Decimal(11)
    taken = {(1, BlockKind.STUDY): Decimal(11)}
    entries = library.entries_for(Lane.DEVOPS, Lane.SECURITY)
    placed = planner.plan(entries, room, taken=taken)
    assert not [p for p in placed if p.month == 1 and p.entry.block is BlockKind.STUDY]


def test_measuring_comes_first_while_the_baseline_is_not_known() -> None:
    for lane in Lane:
        first = year(lane, None, measure_first=True)[0]
        assert first.entry.kept == "baseline"
        assert (first.month, first.day) == (1, 10)


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
    slots = building.slots_of(choice)
    longest = max(
        len(building.sentences(entry, slots)["title"])
        for second in [*Lane, None]
        for entry in library.entries_for(lane, second)
    )
    assert longest <= (Milestone._meta.get_field("title").max_length or 0)


METRICS_OF_LANE = {lane: metrics.for_lane(lane)[:5] for lane in Lane}


@pytest.mark.parametrize("lane", list(Lane))
def test_no_sentence_shows_a_hole_with_any_secondary_and_metric(lane: Lane) -> None:
    seconds: list[Lane | None] = [*(other for other in Lane if other is not lane), None]
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
            slots = building.slots_of(choice)
            for entry in library.entries_for(lane, second):
                said = building.sentences(entry, slots)
                for text in [*said.values(), *building.done_when(entry, slots)]:
                    assert not re.search(r"[{}]|None|  |\bnan\b", text), (entry.slug, text)
                title = said["title"]
                assert title[0] == title[0].upper()
                assert len(title) <= 160

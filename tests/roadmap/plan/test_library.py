"""The library's standard, as far as a machine can hold it."""

import itertools
import re
from decimal import Decimal

import pytest

from common import metrics
from common.lanes import Lane
from roadmap.plan.exercises import steps_of
from roadmap.plan.library import SLOTS, Entry, library

VAGUE = re.compile(
    r"\b(learn|explore|improve|continue|reflect|work on|get familiar|familiari[sz]e|understand"
    r"|update linkedin|study|review)\b",
    re.IGNORECASE,
)
entries = pytest.mark.parametrize("entry", library().values(), ids=lambda e: e.slug)


@entries
def test_a_title_names_a_thing_or_a_person_and_no_vague_verb(entry: Entry) -> None:
    assert not VAGUE.match(entry.title), entry.title
    assert len(entry.title) <= 90


@entries
def test_somebody_else_could_check_that_it_is_done(entry: Entry) -> None:
    assert 2 <= len(entry.done_when) <= 4
    assert re.search(r"\d|\{reader\}|\bone\b|\btwo\b|\bthree\b", " ".join(entry.done_when))


@entries
def test_hours_come_in_quarters_and_a_small_version_is_there(entry: Entry) -> None:
    assert entry.hours * 4 % 1 == 0
    assert 1 <= entry.hours <= 8
    assert len(entry.small) > 10


AT_WORK = re.compile(
    r"\{reader\}|\b(colleagues?|teams?|at work|your company|on duty|on-call|invoices?|finance"
    r"|incidents?|developers|auditors?|tickets?)\b",
    re.IGNORECASE,
)


@entries
def test_what_assumes_access_at_work_has_a_way_without(entry: Entry) -> None:
    asked = AT_WORK.findall(" ".join([entry.title, *entry.done_when]))
    assert entry.without_access or not asked, asked


@entries
def test_what_costs_has_a_way_that_costs_nothing(entry: Entry) -> None:
    assert bool(entry.lab_money) == bool(entry.without_money)


@entries
def test_a_variant_takes_the_place_of_one_like_it(entry: Entry) -> None:
    families = {metric.family for metric in metrics.catalogue().values()}
    assert set(entry.families) <= families
    assert bool(entry.families) == bool(entry.instead_of)
    if entry.instead_of:
        general = library()[entry.instead_of]
        assert (entry.lanes, entry.role, entry.month, entry.block, entry.kept) == (
            general.lanes, general.role, general.month, general.block, general.kept
        )  # fmt: skip
        assert abs(entry.hours - general.hours) <= Decimal("0.5")


@entries
def test_every_slot_has_a_fallback(entry: Entry) -> None:
    text = " ".join(
        [entry.title, entry.why, *entry.done_when, entry.small, entry.without_access,
         entry.without_money]
    )  # fmt: skip
    assert set(re.findall(r"\{(\w+)\}", text)) <= set(SLOTS)


def words_of(lane: Lane) -> list[str]:
    """Everything a lane says of its own: milestones and their steps."""
    mine = [e for e in library().values() if lane in e.lanes]
    said = [
        [e.title, e.why, *e.done_when, e.small, e.without_access, e.without_money] for e in mine
    ]
    said += [[s.title, s.do, s.done_when, s.small] for e in mine for s in steps_of(e.slug)]
    text = " ".join(" ".join(sentences) for sentences in said).lower()
    names = "|".join(re.escape(name.lower()) for name in [*Lane.labels, *Lane.values])
    return re.findall(r"[\w']+", re.sub(rf"\{{\w+\}}|{names}", " ", text))


@pytest.mark.parametrize(("one", "other"), itertools.combinations(Lane, 2))
def test_with_the_names_blanked_two_lanes_share_less_than_a_fifth(one: Lane, other: Lane) -> None:
    def fives(lane: Lane) -> set[tuple[str, ...]]:
        words = words_of(lane)
        return set(zip(*(words[n:] for n in range(5)), strict=False))

    mine, theirs = fives(one), fives(other)
    assert len(mine & theirs) / min(len(mine), len(theirs)) < 0.2

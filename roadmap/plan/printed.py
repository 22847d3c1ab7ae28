"""A year as text: what a lane's plan says to somebody, whole, for reading and for docs/years/."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils import formats

from common import metrics
from common.lanes import Lane
from roadmap.lanes.models import Choice
from roadmap.plan import building, library, planner
from roadmap.plan.blocks import DEFAULT_MINUTES, BlockKind
from roadmap.plan.models import Phase
from roadmap.plan.months import Calendar

_START = date(2027, 1, 1)


def example(lane: Lane) -> Choice:
    """The choice of the year printed in ``docs/years/``: invented, and typical of the lane."""
    second, metric, baseline, target, limit = {
        Lane.DEVOPS: (
            "security",
            "deployment-frequency",
            2,
            10,
            ("failed deployments", "under", 5, "%"),
        ),
        Lane.FINOPS: (
            "ai-infrastructure",
            "cost-per-inference",
            "0.97",
            "0.49",
            ("p95", "under", 900, "ms"),
        ),
        Lane.AI_INFRASTRUCTURE: (
            "finops",
            "inference-latency-p95",
            1400,
            700,
            ("cost per 1,000 requests", "under", 1, "USD"),
        ),
        Lane.SECURITY: ("devops", "patch-latency", 30, 7, ("failed deployments", "under", 5, "%")),
        Lane.DATA_ENGINEERING: (
            "ai-infrastructure",
            "data-freshness",
            240,
            30,
            ("failed data tests", "under", 1, "%"),
        ),
    }[lane]
    what, sense, value, unit = limit
    return Choice(
        primary=lane,
        secondary=second,
        metric_slug=metric,
        unit=metrics.catalogue()[metric].unit,
        baseline=Decimal(str(baseline)),
        target=Decimal(str(target)),
        limit_what=what,
        limit_sense=sense,
        limit_value=Decimal(value),
        limit_unit=unit,
        start_month=_START,
    )


def year(choice: Choice) -> str:
    """The plan of ``choice`` (which need not be saved) on the usual blocks, as Markdown."""
    hours = {kind: minutes * 52 / 12 / 60 for kind, minutes in DEFAULT_MINUTES.items()}
    placed = planner.plan(
        library.entries_for(choice.lane, choice.second_lane),
        planner.room_of(hours),
        measure_first=choice.baseline is None,
    )
    return "\n".join([*_head(choice, placed), *_months(choice, placed)]) + "\n"


def _head(choice: Choice, placed: Sequence[planner.Placed]) -> Iterator[str]:
    yield f"# {choice.lane.label}, with {choice.second_label}"
    yield ""
    yield (
        f"{len(placed)} milestones. Metric: {choice.metric.in_sentence}, from "
        f"{choice.baseline_said or 'not measured yet'} to {choice.target_said or 'not known yet'}, "
        f"while {choice.limit_said or library.SLOTS['limit']}. "
        f"Blocks: study {DEFAULT_MINUTES[BlockKind.STUDY]}, lab {DEFAULT_MINUTES[BlockKind.LAB]}, "
        f"story {DEFAULT_MINUTES[BlockKind.STORY]} minutes a week."
    )


def _months(choice: Choice, placed: Sequence[planner.Placed]) -> Iterator[str]:
    calendar, slots = Calendar(choice.start_month), building.slots_of(choice)
    for window in calendar.windows:
        mine = [one for one in placed if one.month == window.month]
        hours = sum((one.entry.hours for one in mine), Decimal(0))
        phase = Phase.of(window.month).label
        yield ""
        yield f"## Month {window.month}: {formats.date_format(window.label, 'F')} · {phase}"
        yield ""
        yield f"{hours.normalize():f} h"
        for one in mine:
            yield from _milestone(choice, one, slots, calendar)


def _milestone(
    choice: Choice, one: planner.Placed, slots: dict[str, str], calendar: Calendar
) -> Iterator[str]:
    entry, said = one.entry, building.sentences(one.entry, slots)
    whose = f"{choice.second_label} · " if entry.role == "secondary" else ""
    due = formats.date_format(calendar.date_of(one.month, one.day), "j M")
    money = f" · at most ${entry.lab_money}" if entry.lab_money else ""
    yield ""
    yield f"### {said['title']}"
    yield ""
    yield f"{whose}{entry.block.label} · {due} · {entry.hours.normalize():f} h{money}"
    yield ""
    yield f"{said['why']}"
    yield ""
    for line in building.done_when(entry, slots):
        yield f"- {line}"
    yield ""
    if said["without_access"]:
        yield f"Without access at work: {said['without_access']}"
        yield ""
    yield f"Small version: {said['small']}"

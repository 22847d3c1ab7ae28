"""A year as text: what a lane's plan says to somebody, whole, for reading and for docs/years/."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils import formats

from common import metrics
from common.lanes import Lane
from roadmap.lanes.models import Choice
from roadmap.plan import building, exercises, library
from roadmap.plan.blocks import DEFAULT_MINUTES, BlockKind
from roadmap.plan.exams import Exams, Study
from roadmap.plan.models import Phase
from roadmap.plan.months import Calendar
from roadmap.plan.planner import Placed
from roadmap.plan.slots import slots_of

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


def year(choice: Choice, minutes: Mapping[BlockKind, int] = DEFAULT_MINUTES) -> str:
    """The plan of ``choice`` (which need not be saved) on blocks of ``minutes``, as Markdown."""
    hours = {kind: weekly * 52 / 12 / 60 for kind, weekly in minutes.items()}
    around = building.exams_for(choice, Study(hours[BlockKind.STUDY]))
    placed = building.place(choice, hours, around)
    lines = [*_head(choice, placed, around, minutes), *_months(choice, placed, around)]
    return "\n".join(lines) + "\n"


def _head(
    choice: Choice, placed: Sequence[Placed], around: Exams, minutes: Mapping[BlockKind, int]
) -> Iterator[str]:
    yield f"# {choice.lane.label}, with {choice.second_label}"
    yield ""
    yield (
        f"{len(placed)} milestones. Metric: {choice.metric.in_sentence}, from "
        f"{choice.baseline_said or 'not measured yet'} to {choice.target_said or 'not known yet'}, "
        f"while {choice.limit_said or library.SLOTS['limit']}. "
        f"Blocks: study {minutes[BlockKind.STUDY]}, lab {minutes[BlockKind.LAB]}, "
        f"story {minutes[BlockKind.STORY]} minutes a week."
    )
    yield ""
    yield _exam(choice, around, minutes[BlockKind.STUDY])


def _exam(choice: Choice, around: Exams, minutes: int) -> str:
    """Which exam, when its hours are reached, and why it is not the recommended one."""
    first, reached = around.first, around.first.label_of_month(choice.start_month)
    said = f"Exam: {first.exam.name}, {first.exam.hours_min} to {first.exam.hours_max} hours; "
    said += (
        f"the lower figure is reached in {formats.date_format(reached, 'F Y')}."
        if reached
        else "no study block reaches it."
    )
    if around.is_smaller:
        wanted = around.recommended
        said += (
            f" {wanted.exam.name} asks {wanted.exam.hours_min} hours at least: {minutes} minutes a "
            f"week do not reach them in time, {wanted.minutes_in_time} would."
        )
    return said


def _months(choice: Choice, placed: Sequence[Placed], around: Exams) -> Iterator[str]:
    calendar, slots = Calendar(choice.start_month), slots_of(choice, around)
    for window in calendar.windows:
        mine = [one for one in placed if one.month == window.month]
        hours = sum((one.hours for one in mine), Decimal(0))
        phase = Phase.of(window.month).label
        yield ""
        yield f"## Month {window.month}: {formats.date_format(window.label, 'F')} · {phase}"
        yield ""
        yield f"{hours.normalize():f} h"
        for one in mine:
            yield from _milestone(choice, one, slots, calendar)


def _milestone(
    choice: Choice, one: Placed, slots: dict[str, str], calendar: Calendar
) -> Iterator[str]:
    entry, said = one.entry, building.sentences(one.entry, slots)
    whose = f"{choice.second_label} · " if entry.role == "secondary" else ""
    due = formats.date_format(calendar.date_of(one.month, one.day), "j M")
    money = f" · at most ${one.lab_money}" if one.lab_money else ""
    yield ""
    yield f"### {said['title']}"
    yield ""
    yield f"{whose}{entry.block.label} · {due} · {one.hours.normalize():f} h{money}"
    yield ""
    yield f"{said['why']}"
    yield ""
    for line in building.done_when(entry, slots):
        yield f"- {line}"
    yield ""
    for number, step in enumerate(exercises.steps_of(entry.slug), start=1):
        act, shown = (library.fill(text, slots) for text in (step.do, step.done_when))
        yield f"{number}. {step.minutes} min: {act}. Done when {shown}."
    yield ""
    if said["without_money"]:
        yield f"Without lab money: {said['without_money']}"
        yield ""
    if said["without_access"]:
        yield f"Without access at work: {said['without_access']}"
        yield ""
    yield f"Small version: {said['small']}"

"""What somebody can show for a period, as values: what happened, what was measured, what they tell,
and what came of talking to others. A constant number of queries, however much there is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Min, Q, QuerySet

from accounts.models import User
from portfolio.casestudies.models import CaseStudy
from portfolio.results.figures import Figure, figure
from portfolio.results.models import Result
from portfolio.stakeholders.models import Conversation, Wording
from portfolio.stories.heard import parts_of
from portfolio.stories.kinds import Part
from portfolio.stories.models import Story
from portfolio.wins import saying
from portfolio.wins.models import Win

MOST = 300
"""So many of a kind are read, the latest first."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A screenshot, by its key."""

    key: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Happened:
    """A win. ``figure``: "from 4 h to 25 min (−90 %)", empty where nothing was counted."""

    pk: int
    on: date
    line: str
    metric: str
    metric_slug: str
    figure: str
    for_whom: str
    parts: tuple[tuple[str, str], ...]
    """What is told of it, each part with its name."""
    link: str
    shot: Shot | None


@dataclass(frozen=True, slots=True)
class Measured:
    """A result with a figure after; ``worded`` says it as stakeholders would hear it."""

    pk: int
    case: int
    title: str
    """Of the case study."""
    metric_slug: str
    on: date
    figure: Figure
    worded: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A story to tell aloud."""

    pk: int
    kind: str
    title: str
    for_whom: str
    parts: tuple[tuple[str, str], ...]
    case: int | None
    win: int | None


@dataclass(frozen=True, slots=True)
class Voice:
    """What a stakeholder said, and what they were given or what came of it."""

    stakeholder: int
    who: str
    on: date
    said: str
    gave: str
    came_of_it: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The latest first."""

    wins: tuple[Happened, ...] = ()
    results: tuple[Measured, ...] = ()
    stories: tuple[Telling, ...] = ()
    voices: tuple[Voice, ...] = ()


def evidence(user: User, first: date, last: date) -> Evidence:
    """From ``first`` to ``last``, both included: five queries."""
    results = list(measured_between(user, first, last).select_related("case_study")[:MOST])
    worded = _worded([row.pk for row in results])
    days = (first, last)
    return Evidence(
        tuple(
            _happened(row)
            for row in Win.objects.for_user(user).kept().between(*days).with_screenshots()[:MOST]
        ),
        tuple(_measured(row, worded.get(row.pk, ()), first, last) for row in results),
        tuple(_telling(row) for row in _stories(user, first, last)[:MOST]),
        tuple(_voice(row) for row in _voices(user).filter(on__range=days)[:MOST]),
    )


def measured_between(user: User, first: date, last: date) -> QuerySet[Result]:
    """Results whose figure after, or a later one, was measured in these days; where nobody said
    when, those that were entered then."""
    days = (first, last)
    undated = Q(measured_on=None, created_at__date__range=days)
    in_time = Q(measured_on__range=days) | Q(again_on__range=days) | undated
    rows = Result.objects.for_user(user).filter(in_time).exclude(after=None)
    return rows.order_by("-measured_on", "-pk")


def _stories(user: User, first: date, last: date) -> QuerySet[Story]:
    days = (first, last)
    of_then = Q(win__happened_on__range=days) | Q(case_study__finished_on__range=days)
    written = Q(touched_at__date__range=days)
    told = Story.objects.for_user(user).exclude(**dict.fromkeys(Part.values, ""))
    return told.filter(of_then | written).order_by("-touched_at", "-pk")


def _voices(user: User) -> QuerySet[Conversation]:
    """Conversations after which something was given, or came of it: what was said alone is nobody's
    evidence."""
    rows = Conversation.objects.for_user(user).exclude(gave="", came_of_it="")
    return rows.select_related("stakeholder")


def nearest(user: User, first: date, last: date) -> tuple[date | None, date | None]:
    """The latest day before ``first`` and the earliest after ``last`` on which something happened,
    was measured or was finished; None where there is none. Four queries."""
    sources: list[tuple[QuerySet[Any], str]] = [
        (Win.objects.for_user(user).kept(), "happened_on"),
        (Result.objects.for_user(user).exclude(after=None), "measured_on"),
        (CaseStudy.objects.for_user(user), "finished_on"),
        (_voices(user), "on"),
    ]
    return around(sources, first, last)


def around(
    sources: Iterable[tuple[QuerySet[Any], str]], first: date, last: date
) -> tuple[date | None, date | None]:
    """The same of any rows, each with the name of its day: a query for each."""
    before: list[date] = []
    after: list[date] = []
    for rows, day in sources:
        found = rows.aggregate(
            before=Max(day, filter=Q(**{f"{day}__lt": first})),
            after=Min(day, filter=Q(**{f"{day}__gt": last})),
        )
        before += filter(None, [found["before"]])
        after += filter(None, [found["after"]])
    return max(before, default=None), min(after, default=None)


def _happened(row: Win) -> Happened:
    shot, counted = getattr(row, "screenshot", None), saying.figure(row)
    return Happened(
        row.pk,
        row.happened_on,
        row.line,
        row.metric,
        row.metric_slug,
        counted.said if counted else "",
        row.for_whom,
        tuple(row.parts),
        row.link,
        Shot(str(shot.key), shot.alt, shot.width, shot.height) if shot else None,
    )


def _parts(row: Story) -> tuple[tuple[str, str], ...]:
    """Those that have words, each with its name."""
    return tuple((str(part.label), words) for part, words in parts_of(row).items() if words)


def _measured(
    row: Result, worded: tuple[tuple[str, str], ...], first: date, last: date
) -> Measured:
    within = [day for day in (row.measured_on, row.again_on) if day and first <= day <= last]
    return Measured(
        row.pk,
        row.case_study_id,
        row.case_study.title,
        row.metric_slug,
        max(within, default=row.created_at.date()),
        figure(row),
        worded,
    )


def _worded(results: list[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in Wording.objects.filter(result__in=results).select_related("stakeholder"):
        found[row.result_id].append((row.stakeholder.name, row.text))
    return {result: tuple(words) for result, words in found.items()}


def _telling(row: Story) -> Telling:
    return Telling(
        row.pk,
        row.get_kind_display(),
        row.title,
        row.for_whom,
        _parts(row),
        row.case_study_id,
        row.win_id,
    )


def _voice(row: Conversation) -> Voice:
    return Voice(
        row.stakeholder_id, row.stakeholder.name, row.on, row.said, row.gave, row.came_of_it
    )

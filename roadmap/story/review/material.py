"""Everything a pack may be made of, as values, in a constant number of queries. Without the plan
its tables are not asked, so that nothing of it can be in a pack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Sum, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from certifications.models import Credential
from portfolio import overview as portfolio
from portfolio.overview import Case, Evidence
from roadmap.cadence.models import CheckIn
from roadmap.lanes.models import Choice, Place
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Milestone, MonthClose, Reading
from roadmap.story.review.period import Period

MOST = 300
"""So many rows of a kind are read, the latest first."""


@dataclass(frozen=True, slots=True)
class Point:
    """A reading. ``limit`` is the limit's own figure that day."""

    on: date
    value: Decimal
    how: str = ""
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A metric over the period, the earliest first; ``before`` is where it stood when it began: a
    reading or the baseline."""

    choice: Choice
    before: Point | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Earned:
    pk: int
    name: str
    issuer: str
    on: date
    url: str


@dataclass(frozen=True, slots=True)
class Done:
    pk: int
    title: str
    on: date
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Closed:
    """A month that was closed: its number, a day to take its name from, and what exists now."""

    month: int
    label: date
    exists_now: str


@dataclass(frozen=True, slots=True)
class Spent:
    """A kind of block: how often it took place, and the minutes that were said."""

    kind: str
    times: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Material:
    evidence: Evidence
    cases: tuple[Case, ...]
    """All of them; those finished in the period are among these."""
    credentials: tuple[Earned, ...]
    courses: tuple[Course, ...]
    goal: str = ""
    """The slug of the metric that is to move."""
    milestones: tuple[Done, ...] = ()
    months: tuple[Closed, ...] = ()
    hours: tuple[Spent, ...] = ()


def gather(user: User, period: Period, today: date, *, without_plan: bool) -> Material:
    """What there is. ``today`` is the person's own day."""
    choices = list(Choice.objects.filter(user=user).order_by("-chosen_at")[:MOST])
    if without_plan:  # a metric of one's own lab is there because of the plan
        choices = [one for one in choices if one.place == Place.WORK]
    shelf = portfolio.case_studies({user.pk: today})[user.pk]
    return Material(
        portfolio.evidence(user, period.first, period.last),
        shelf.cases,
        _earned(user, period),
        _courses(user, choices, period),
        choices[0].metric_slug if choices else "",
        () if without_plan else _milestones(user, period),
        () if without_plan else _months(user, period),
        () if without_plan else _hours(user, period),
    )


def _earned(user: User, period: Period) -> tuple[Earned, ...]:
    rows = Credential.objects.for_user(user).filter(issued_on__range=(period.first, period.last))
    return tuple(
        Earned(row.pk, row.name, row.issuer, row.issued_on, row.url)
        for row in rows.order_by("-issued_on", "-pk")[:MOST]
        if row.issued_on
    )


def _courses(user: User, choices: Sequence[Choice], period: Period) -> tuple[Course, ...]:
    """Two queries. Of each metric the latest choice says how it is read."""
    by_slug = {choice.metric_slug: choice for choice in reversed(choices)}
    mine = Reading.objects.filter(user=user, metric_slug__in=by_slug)
    within = list(
        mine.filter(on__range=(period.first, period.last)).order_by("-on", "-pk")[: MOST * 10]
    )
    rank = Window(
        RowNumber(), partition_by="metric_slug", order_by=[F("on").desc(), F("pk").desc()]
    )
    earlier = mine.filter(on__lt=period.first).alias(rank=rank).filter(rank=1)
    before = {row.metric_slug: _point(row) for row in earlier}
    found = []
    for slug, choice in by_slug.items():
        points = tuple(_point(row) for row in reversed(within) if row.metric_slug == slug)
        if points:
            found.append(Course(choice, before.get(slug) or _baseline(choice), points))
    return tuple(sorted(found, key=lambda one: one.choice.ended_at is not None))


def _point(row: Reading) -> Point:
    return Point(row.on, row.value, row.how, row.limit_value)


def _baseline(choice: Choice) -> Point | None:
    if choice.baseline is None:
        return None
    return Point(choice.start_month, choice.baseline)


def _milestones(user: User, period: Period) -> tuple[Done, ...]:
    """What was true before the plan was nobody's work in it."""
    rows = Milestone.objects.for_user(user).kept().filter(already_true=False)
    rows = rows.filter(done_on__range=(period.first, period.last)).order_by("-done_on", "-pk")
    return tuple(
        Done(row.pk, row.title, row.done_on, row.note, row.evidence_url)
        for row in rows.only("title", "done_on", "note", "evidence_url")[:MOST]
        if row.done_on
    )


def _months(user: User, period: Period) -> tuple[Closed, ...]:
    rows = MonthClose.objects.filter(plan__user=user).exclude(exists_now="")
    rows = rows.select_related("plan").prefetch_related("plan__pauses").order_by("-closed_at")
    return tuple(
        Closed(row.month, row.plan.calendar.window(row.month).label, row.exists_now)
        for row in rows[:MOST]
        if period.has(user.today(row.closed_at))
    )


def _hours(user: User, period: Period) -> tuple[Spent, ...]:
    rows = CheckIn.objects.filter(block__user=user).done()
    rows = rows.filter(done_on__range=(period.first, period.last)).with_minutes().order_by()
    counted = rows.values("block__kind").annotate(n=Count("pk"), sum=Sum("minutes_spent"))
    found = {row["block__kind"]: (row["n"], row["sum"] or 0) for row in counted}
    return tuple(Spent(kind, *found[kind]) for kind in BlockKind.values if kind in found)

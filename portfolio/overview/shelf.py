"""Case studies in brief, as those above portfolio read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.lanes import Lane
from portfolio.casestudies.models import CaseStudy, Category
from portfolio.readiness import coverage
from portfolio.readiness.facts import TwoMinutes
from portfolio.readiness.stages import Stage
from portfolio.readiness.standing import Next, Readiness, of_many
from portfolio.sharing.models import Publication


@dataclass(frozen=True, slots=True)
class Case:
    """One case study in brief."""

    pk: int
    title: str
    path: str
    lane: Lane
    stage: Stage
    started_on: date
    finished_on: date | None
    categories: tuple[Category, ...]
    brief: str
    """Slug of the project it began as; empty where it began from nothing."""
    next: Next
    result: str
    """The best result in words, "Time to restore from 4 h to 25 min (−90 %)"; empty without one."""
    link: str
    """Path of the page strangers may open; empty where nothing is published, or it expired."""
    plain_passed: bool
    """Whether somebody understood the plain version, as it stands, within two minutes."""
    artifacts: frozenset[str] = frozenset()
    """The kinds of its artifacts: "runbook", "diagram" and so on."""
    measured: Mapping[str, str] = field(default_factory=dict)
    """Metrics of the catalogue that have a before and an after, by slug, each in words."""

    @property
    def is_finished(self) -> bool:
        return self.stage is Stage.FINISHED


@dataclass(frozen=True, slots=True)
class Shelf:
    """Somebody's case studies, the unfinished first, in each group the latest touched first."""

    cases: tuple[Case, ...] = ()

    @property
    def finished(self) -> Sequence[Case]:
        return [one for one in self.cases if one.is_finished]

    @property
    def unfinished(self) -> Sequence[Case]:
        return [one for one in self.cases if not one.is_finished]

    def of_lane(self, lane: Lane) -> Sequence[Case]:
        return [one for one in self.cases if one.lane == lane]

    def coverage(self, primary: Lane | None, secondary: Lane | None) -> coverage.Coverage:
        """What they prove together, beside the lanes somebody chose."""
        return coverage.coverage(self.cases, primary, secondary)


def case_studies(users: Mapping[int, date]) -> dict[int, Shelf]:
    """The shelf of each of these people, in a constant number of queries.

    ``users`` is each person's id with their local day. Who keeps nothing has an empty shelf.
    """
    found: dict[int, list[Case]] = {user: [] for user in users}
    rows = CaseStudy.objects.filter(user__in=users).order_by("-touched_at", "-pk")
    for one in of_many(rows, users).values():
        found[one.case.user_id].append(_case(one))
    return {
        user: Shelf(tuple(sorted(cases, key=lambda case: case.is_finished)))
        for user, cases in found.items()
    }


def _case(one: Readiness) -> Case:
    row = one.case
    return Case(
        pk=row.pk,
        title=row.title,
        path=reverse("casestudy", args=[row.pk]),
        lane=Lane(row.lane),
        stage=one.stage,
        started_on=row.started_on,
        finished_on=row.finished_on,
        categories=tuple(kind for kind in Category if kind.value in row.categories),
        brief=row.brief,
        next=one.following,
        result=one.result,
        link=one.link,
        plain_passed=one.facts.test is TwoMinutes.PASSED,
        artifacts=frozenset(one.facts.artifact_kinds),
        measured=one.measured,
    )


def public_links(user: User) -> dict[int, str]:
    """Paths of the pages of their case studies that strangers can open now, by case study."""
    rows = Publication.objects.filter(case_study__user=user).open(timezone.now())
    return {
        row.case_study_id: reverse("public-case", args=[row.token])
        for row in rows.only("pk", "nonce", "case_study_id")
    }

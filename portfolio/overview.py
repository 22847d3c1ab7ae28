"""Portfolio's whole face: what the floors above may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.lanes import Lane
from common.metrics import Direction
from portfolio.bullets import models as bullets
from portfolio.bullets.resume import Entry as Entry
from portfolio.bullets.resume import Line as Line
from portfolio.bullets.resume import Resume as Resume
from portfolio.bullets.resume import SkillLine as SkillLine
from portfolio.bullets.resume import resume as resume
from portfolio.casestudies.models import CaseStudy
from portfolio.casestudies.models import Category as Category  # lent to those above, as they are
from portfolio.casestudies.models import Origin as Origin
from portfolio.readers import counting
from portfolio.readiness import coverage as coverage
from portfolio.readiness.facts import TwoMinutes
from portfolio.readiness.stages import Stage as Stage
from portfolio.readiness.standing import Next as Next
from portfolio.readiness.standing import Readiness, of_many
from portfolio.results.change import Level as Level
from portfolio.results.figures import Figure as Figure
from portfolio.results.figures import changed as changed
from portfolio.results.figures import figure as figure
from portfolio.results.models import Result
from portfolio.sharing import checks, fields
from portfolio.sharing.checks import Remark as Remark
from portfolio.sharing.checks import Said as Said
from portfolio.sharing.checks import remarks_in as remarks_in
from portfolio.sharing.checks import unnaming as unnaming
from portfolio.sharing.checks import variants as variants
from portfolio.sharing.fields import Difference as Difference
from portfolio.sharing.fields import Field as Field
from portfolio.sharing.fields import difference as difference
from portfolio.sharing.fields import disclosure as disclosure
from portfolio.sharing.fields import effective as effective
from portfolio.sharing.files import stem as stem
from portfolio.sharing.forms import PublishForm as PublishForm
from portfolio.sharing.forms import ShareForm as ShareForm
from portfolio.sharing.models import Publication
from portfolio.sharing.numbers import Secret as Secret
from portfolio.sharing.publishing import secrets_of as secrets_of
from portfolio.telling import readme
from portfolio.telling.disclosure import Disclosure as Disclosure
from portfolio.telling.disclosure import Shown as Shown
from portfolio.telling.storing import mapped as mapped
from portfolio.telling.storing import read as read
from portfolio.telling.storing import written as written
from portfolio.wins.models import Win


@dataclass(frozen=True, slots=True)
class WinLine:
    """One kept line."""

    pk: int
    happened_on: date
    line: str


def wins(user: User, first: date, last: date) -> list[WinLine]:
    """What somebody kept from ``first`` to ``last``, the latest first. Drafts are not kept yet."""
    return [
        WinLine(win.pk, win.happened_on, win.line)
        for win in Win.objects.for_user(user).kept().between(first, last)
    ]


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


# --- What the one page needs ----------------------------------------------------------------------


PositionKind = bullets.Kind
"""Work, project, education."""
FieldKind = fields.Kind
MOST_REMARKS = checks.MOST
markdown_line, markdown_address = readme.line, readme.address
clock = counting.clock
TWO_MINUTES = 120
"""Seconds, in which a stranger takes in as many words as counting allows."""


def as_result(win: Win) -> Result | None:
    """A win's figures as a result that is in no table, so that they are said the same way; None
    where it has not both. Nobody said whose figures they are, so they count as an employer's."""
    if win.before is None or win.after is None:
        return None
    return Result(
        name=win.metric,
        metric_slug=win.metric_slug,
        unit=win.unit,
        direction=win.direction or Direction.LOWER.value,
        before=win.before,
        after=win.after,
        measured_on=win.happened_on,
        origin=Origin.EMPLOYER,
    )


def public_links(user: User) -> dict[int, str]:
    """Paths of the pages of their case studies that strangers can open now, by case study."""
    rows = Publication.objects.filter(case_study__user=user).open(timezone.now())
    return {
        row.case_study_id: reverse("public-case", args=[row.token])
        for row in rows.only("pk", "nonce", "case_study_id")
    }


def spoken_seconds(text: str) -> int:
    """How long it takes to say ``text`` aloud, at 150 words a minute."""
    return round(len(text.split()) * TWO_MINUTES / counting.MOST_WORDS)

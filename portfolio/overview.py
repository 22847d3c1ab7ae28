"""Portfolio's whole face: what the floors above may read."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.lanes import Lane
from common.metrics import Direction
from portfolio.bullets import comparing as comparing
from portfolio.bullets import keeping as keeping
from portfolio.bullets import models as bullets
from portfolio.bullets.resume import Entry as Entry
from portfolio.bullets.resume import Line as Line
from portfolio.bullets.resume import Resume as Resume
from portfolio.bullets.resume import SkillLine as SkillLine
from portfolio.bullets.resume import resume as resume
from portfolio.casestudies.models import CaseStudy
from portfolio.casestudies.models import Category as Category  # lent to those above, as they are
from portfolio.casestudies.models import Origin as Origin
from portfolio.evidence import Evidence as Evidence
from portfolio.evidence import Happened as Happened
from portfolio.evidence import Measured as Measured
from portfolio.evidence import Shot as Shot
from portfolio.evidence import Telling as Telling
from portfolio.evidence import Voice as Voice
from portfolio.evidence import around as around
from portfolio.evidence import evidence as evidence
from portfolio.evidence import nearest as nearest
from portfolio.readers import counting
from portfolio.readiness import coverage as coverage
from portfolio.readiness.facts import TwoMinutes
from portfolio.readiness.stages import Stage as Stage
from portfolio.readiness.standing import Next as Next
from portfolio.readiness.standing import Readiness, of_many
from portfolio.results import change as change
from portfolio.results.change import Level as Level
from portfolio.results.figures import Figure as Figure
from portfolio.results.figures import changed as changed
from portfolio.results.figures import figure as figure
from portfolio.results.models import Result
from portfolio.sharing import checks, fields
from portfolio.sharing.checks import Remark as Remark
from portfolio.sharing.checks import Said as Said
from portfolio.sharing.checks import Unnaming as Unnaming
from portfolio.sharing.checks import remarks_in as remarks_in
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
from portfolio.stakeholders.models import Conversation
from portfolio.stakeholders.models import Function as Function
from portfolio.stakeholders.models import Stakeholder as StakeholderRow
from portfolio.stakeholders.waiting import FollowUp as FollowUp
from portfolio.stakeholders.waiting import to_ask_again as to_ask_again
from portfolio.stories import spoken
from portfolio.stories.heard import parts_of
from portfolio.stories.kinds import Part as Part
from portfolio.stories.models import Kind as Kind
from portfolio.stories.models import Story as StoryRow
from portfolio.stories.waiting import Rehearsable as Rehearsable
from portfolio.stories.waiting import to_rehearse as to_rehearse
from portfolio.telling import readme as readme
from portfolio.telling.disclosure import Disclosure as Disclosure
from portfolio.telling.disclosure import Shown as Shown
from portfolio.telling.storing import mapped as mapped
from portfolio.telling.storing import read as read
from portfolio.telling.storing import written as written
from portfolio.wins import asking, saying
from portfolio.wins import captured as captured
from portfolio.wins.models import Win
from portfolio.wins.worth import Worth as Worth


@dataclass(frozen=True, slots=True)
class WinLine:
    """One kept win."""

    pk: int
    happened_on: date
    line: str
    figure: str = ""
    """ "Time to restore from 4 h to 25 min (−90 %)"; empty where nothing was counted."""
    for_whom: str = ""
    path: str = ""
    link: str = ""
    """Where it can be seen outside, if anywhere."""
    source: str = ""
    """How it came to be kept: "typed", "capture" and so on."""
    parts: tuple[tuple[str, str], ...] = ()
    """What is told of it, each part with its name, in the order in which it is told."""

    @property
    def is_told(self) -> bool:
        return bool(self.parts)


def wins(user: User, first: date, last: date) -> list[WinLine]:
    """What somebody kept from ``first`` to ``last``, the latest first. Drafts are not kept yet."""
    return [_win(win) for win in Win.objects.for_user(user).kept().between(first, last)]


def told_wins(users: Collection[int], first: date, last: date) -> dict[int, list[WinLine]]:
    """What these people kept from ``first`` to ``last`` and told more of than the line, by person,
    the earliest first; one query."""
    found: dict[int, list[WinLine]] = defaultdict(list)
    rows = Win.objects.filter(user__in=users).kept().told().between(first, last)
    for win in rows.order_by("happened_on", "pk"):
        found[win.user_id].append(_win(win))
    return found


def _win(win: Win) -> WinLine:
    return WinLine(
        pk=win.pk,
        happened_on=win.happened_on,
        line=win.line,
        figure=saying.said(win),
        for_whom=win.for_whom,
        path=reverse("win", args=[win.pk]),
        link=win.link,
        source=win.source,
        parts=tuple(win.parts),
    )


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


@dataclass(frozen=True, slots=True)
class Story:
    """One story in five parts."""

    pk: int
    kind: Kind
    title: str
    parts: Mapping[Part, str]
    """Its words by part, in the order of telling; a part without words is empty."""
    path: str
    seconds: int
    """How long its words take when they are told."""
    rehearsed_on: date | None
    """Their own day on which it was told aloud last; None where it never was."""
    for_whom: str = ""
    case: int | None = None
    """The case study it was built from."""


def stories(user: User) -> list[Story]:
    """Somebody's stories by kind, in each the latest touched first; one query."""
    return [_story(row, user) for row in StoryRow.objects.for_user(user).with_takes()]


def _story(row: StoryRow, user: User) -> Story:
    parts, told_at = parts_of(row), getattr(row, "told_at", None)
    return Story(
        pk=row.pk,
        kind=Kind(row.kind),
        title=row.title,
        parts=parts,
        path=reverse("story", args=[row.pk]),
        seconds=spoken.length(parts).seconds,
        rehearsed_on=told_at.astimezone(user.zone).date() if told_at else None,
        for_whom=row.for_whom,
        case=row.case_study_id,
    )


SAID = 3
"""So many of the latest conversations with each stakeholder are lent."""


@dataclass(frozen=True, slots=True)
class Concern:
    """What somebody said keeps them up at night, in their words."""

    on: date
    said: str
    came_of_it: str = ""


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """Somebody who has to care. ``said`` has the latest first."""

    pk: int
    name: str
    function: Function
    path: str
    said: tuple[Concern, ...] = ()


def stakeholders(user: User) -> list[Stakeholder]:
    """Who is on somebody's map, by function, with what they said last; two queries."""
    latest = Prefetch("conversations", Conversation.objects.all()[:SAID], to_attr="latest")
    rows = StakeholderRow.objects.for_user(user).prefetch_related(latest)
    return [_stakeholder(row, getattr(row, "latest", ())) for row in rows]


def _stakeholder(row: StakeholderRow, latest: Sequence[Conversation]) -> Stakeholder:
    return Stakeholder(
        pk=row.pk,
        name=row.name,
        function=Function(row.function),
        path=reverse("stakeholder", args=[row.pk]),
        said=tuple(Concern(one.on, one.said, one.came_of_it) for one in latest),
    )


def drafts(user: User) -> int:
    """How many captured wins wait for somebody's look."""
    return Win.objects.for_user(user).drafts().count()


def to_tell(users: Mapping[int, date]) -> dict[int, Worth]:
    """The win whose whole story is worth asking for, of each of these people who has one, in one
    query. ``users`` is each person's id with their local day."""
    return asking.to_ask(users)


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


# --- What reading in a résumé needs ---------------------------------------------------------------

MOST_SKILLS = bullets.MOST_SKILLS

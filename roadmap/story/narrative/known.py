"""Somebody's rows that the one page is made of, fetched in a constant number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User
from certifications.models import Credential
from portfolio import overview as portfolio
from portfolio.models import CaseStudy, Conversation, Result, Screenshot, Story, Win
from portfolio.overview import Case, Shelf
from roadmap.lanes.decisions.models import Decision
from roadmap.lanes.models import Choice
from roadmap.plan.models import MonthClose
from roadmap.story.narrative.models import Claim, Narrative

MOST_WINS = 200
"""So many told wins are looked through for outcomes, the latest first."""
MOST_VOICES = 3
"""So many people are quoted."""


@dataclass(frozen=True)
class Known:
    """What is known of one person on their own day."""

    user: User
    narrative: Narrative
    choice: Choice | None
    decision: Decision | None
    closed: str
    """What they last wrote at the end of a phase that they are known for."""
    claims: Sequence[Claim]
    shelf: Shelf
    results: Mapping[int, Sequence[Result]]
    """By case study."""
    credentials: Sequence[Credential]
    resume: portfolio.Resume
    stories: Sequence[Story]
    voices: Sequence[Conversation]
    """What others said, of different people, the latest first."""
    employers: Sequence[tuple[str, str]]
    """Names of employers in case studies, each with what is said in its place."""
    pictured: frozenset[int]
    """The claimed wins with a screenshot."""

    def case(self, pk: int | None) -> Case | None:
        """One of their case studies in brief."""
        return next((one for one in self.shelf.cases if one.pk == pk), None)

    @property
    def has_pair(self) -> bool:
        """Whether lanes are known: chosen, or decided and not acted on yet."""
        return self.choice is not None or self.decision is not None

    @property
    def pair(self) -> Choice | Decision | None:
        """What they chose; else what they last decided."""
        return self.choice or self.decision


def known(user: User) -> Known:
    """All of it. Nothing is written, whoever looks."""
    today = user.today()
    claims = list(
        Claim.objects.for_user(user).select_related(
            "case_result", "win", "story", "story__win", "case_study"
        )
    )
    credentials = Credential.objects.for_user(user).exclude(expires_on__lt=today)
    return Known(
        user=user,
        narrative=Narrative.objects.of(user),
        choice=Choice.objects.current(user),
        decision=Decision.objects.latest_of(user),
        closed=_closed(user),
        claims=claims,
        shelf=portfolio.case_studies({user.pk: today})[user.pk],
        results=_results(user),
        credentials=list(credentials.select_related("certification")),
        resume=portfolio.resume(user),
        stories=list(Story.objects.for_user(user)),
        voices=_voices(user),
        employers=_employers(user),
        pictured=_pictured(claims),
    )


def told_wins(user: User) -> list[Win]:
    """The wins that are more than a line: a word of the story, or both figures."""
    rows = Win.objects.for_user(user).kept()
    with_figures = rows.exclude(before=None).exclude(after=None)
    return list((rows.told() | with_figures).distinct()[:MOST_WINS])


def _closed(user: User) -> str:
    rows = MonthClose.objects.filter(plan__user=user).exclude(known_for="")
    return rows.order_by("-closed_at").values_list("known_for", flat=True).first() or ""


def _results(user: User) -> dict[int, list[Result]]:
    found: dict[int, list[Result]] = defaultdict(list)
    for row in Result.objects.for_user(user):
        found[row.case_study_id].append(row)
    return found


def _voices(user: User) -> list[Conversation]:
    rows = Conversation.objects.for_user(user).select_related("stakeholder")[:50]
    by_person: dict[int, Conversation] = {}
    for row in rows:
        by_person.setdefault(row.stakeholder_id, row)
    return list(by_person.values())[:MOST_VOICES]


def _employers(user: User) -> list[tuple[str, str]]:
    rows = CaseStudy.objects.filter(user=user).exclude(employer="").order_by("pk")
    return list(rows.values_list("employer", "employer_said"))


def _pictured(claims: Sequence[Claim]) -> frozenset[int]:
    wins = [one.win_id for one in claims if one.win_id]
    rows = Screenshot.objects.filter(win__in=wins) if wins else Screenshot.objects.none()
    return frozenset(rows.values_list("win_id", flat=True))

"""How far somebody is with a goal: which exam it is, what it asks for, and what is studied of it.
Rows and facts in, values out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from certifications.catalogue.credential import Version
from certifications.goals import study_plan
from certifications.goals.models import Goal
from certifications.goals.study_plan import DomainPlan, Estimate


@dataclass(frozen=True, slots=True)
class Progress:
    """Minutes are studied and wanted in all; ``following`` is the domain furthest behind."""

    version: Version | None
    estimate: Estimate
    studied: int
    parts: tuple[DomainPlan, ...]
    following: DomainPlan | None

    @property
    def wanted(self) -> int:
        return self.estimate.minutes

    @property
    def left(self) -> int:
        return max(0, self.wanted - self.studied)

    @property
    def hours_studied(self) -> Decimal:
        return study_plan.hours(self.studied)

    @property
    def hours_wanted(self) -> Decimal:
        return study_plan.hours(self.wanted)

    @property
    def hours_left(self) -> Decimal:
        return study_plan.hours(self.left)

    @property
    def percent(self) -> int:
        return min(100, 100 * self.studied // self.wanted) if self.wanted else 0

    @property
    def is_weighted(self) -> bool:
        """Whether its vendor says how much each domain counts."""
        return any(part.weight for part in self.parts)


def progress(goal: Goal, studied: Mapping[str, int], day: date) -> Progress:
    """``studied`` are the minutes kept for the goal by domain, "" for none in particular. A
    certification that has left the catalogue keeps its hours and loses its domains."""
    known, version = goal.certification.facts, exam_of(goal, day)
    estimate = Estimate(
        known.study_hours_min if known else None,
        known.study_hours_max if known else None,
        goal.hours_estimate,
    )
    spent = dict(studied)
    spent[""] = spent.get("", 0) + 60 * goal.hours_before
    domains = version.domains if version else ()
    parts = study_plan.plan(domains, goal.confidence, estimate.minutes, spent)
    return Progress(
        version=version,
        estimate=estimate,
        studied=sum(spent.values()),
        parts=tuple(parts),
        following=study_plan.following(parts),
    )


def exam_of(goal: Goal, day: date) -> Version | None:
    """The exam the goal is for; of one that names none, what its certification shows that day."""
    known = goal.certification.facts
    named = known.version(goal.version.slug) if known and goal.version else None
    return named or (known.latest(day) if known else None)


_TURN = {Goal.State.BOOKED: 0, Goal.State.STUDYING: 1, Goal.State.NOT_PASSED: 2}


def in_turn(goals: Iterable[Goal], day: date) -> list[Goal]:
    """One person's open goals as their study blocks serve them: booked, the next exam first; then
    begun, to be sat again and planned, each in their own order. A booked exam whose day has gone
    by comes last: it waits for its result, and nobody studies for it. So does one whose
    certification has retired or left the catalogue: there is nothing to study for."""
    return sorted(goals, key=lambda goal: _turn(goal, day))


def _turn(goal: Goal, day: date) -> tuple[bool, int, date, int, int]:
    booked_for = goal.exam_on if goal.state == Goal.State.BOOKED else None
    rank = _TURN.get(Goal.State(goal.state), 3)
    known = goal.certification.facts
    waits = is_sat(goal, day) or known is None or known.is_retired(day)
    return (waits, rank, booked_for or date.max, goal.position, goal.pk)


def is_sat(goal: Goal, day: date) -> bool:
    """Whether its booked day has gone by, so that only the result is missing."""
    return goal.state == Goal.State.BOOKED and goal.exam_on is not None and goal.exam_on < day

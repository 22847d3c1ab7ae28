"""What the ledger of certifications knows of somebody's exams: read where it is shown, never copied
into the plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from accounts.models import User
from certifications.models import Credential, Goal


@dataclass(frozen=True, slots=True)
class Evidence:
    """That an exam was passed: a credential that is held, or a goal. ``on`` is the day, where it is
    known."""

    on: date | None
    credential: int | None = None
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one exam: evidence that it was passed, else the goal that is open for it."""

    slug: str
    name: str
    evidence: Evidence | None = None
    goal: int | None = None
    exam_on: date | None = None
    """The day of the goal's exam, if it has one."""
    booked: bool = False
    """Whether that day is booked, so that nobody talks anybody out of it."""
    is_sat: bool = False
    """Whether it was booked and has gone by."""


def of(user: User, exams: Iterable[tuple[str, str]], today: date) -> dict[str, Known]:
    """By slug, for each slug and name of an exam: two queries, however many there are. A credential
    that has expired is no evidence; a goal that was passed is."""
    names = dict(exams)
    evidence: dict[str, Evidence] = {}
    held = Credential.objects.for_user(user).filter(certification__slug__in=names)
    valid = held.filter(Q(expires_on=None) | Q(expires_on__gte=today))
    for slug, pk, on in valid.values_list("certification__slug", "pk", "issued_on"):
        evidence.setdefault(slug, Evidence(on, credential=pk))
    goals: dict[str, tuple[int, date | None, bool, bool]] = {}
    mine = Goal.objects.for_user(user).filter(certification__slug__in=names)
    passed_on = Max("sittings__on", filter=Q(sittings__passed=True))
    columns = ("certification__slug", "pk", "state", "exam_on", "last")
    for slug, pk, state, exam_on, last in mine.annotate(last=passed_on).values_list(*columns):
        if state == Goal.State.PASSED:
            evidence.setdefault(slug, Evidence(last or exam_on, goal=pk))
        elif state in Goal.State.still_open():
            booked = state == Goal.State.BOOKED
            goals[slug] = (pk, exam_on, booked, booked and exam_on is not None and exam_on < today)
    return {
        slug: Known(slug, name, evidence.get(slug), *goals.get(slug, (None, None, False, False)))
        for slug, name in names.items()
    }

"""The whole face of this app for those above it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise

from accounts.models import User
from certifications import only_one as only_one  # lent to those above, as it is
from certifications.catalogue import catalog
from certifications.catalogue import ladder as ladders
from certifications.catalogue.credential import Credential, Status, Version
from certifications.goals import aiming as aiming  # these too
from certifications.goals import results as results  # and this
from certifications.goals import study_plan
from certifications.goals.models import Goal, StudyMinutes
from certifications.goals.progress import exam_of, in_turn, is_sat, progress
from certifications.goals.study_plan import DomainPlan, Estimate
from certifications.goals.study_plan import Fit as Fit
from certifications.held.importing import keeping as keeping
from certifications.held.importing.found import Raw as Raw
from certifications.held.models import RENEWAL_KIND as RENEWAL_KIND
from certifications.held.models import Credential as Held
from certifications.held.windows import months_later as months_later
from certifications.money import currency as currency
from common.lanes import Lane


@dataclass(frozen=True, slots=True)
class OnRung:
    """One certification as a ladder shows it. The price is a list price, the hours an estimate."""

    slug: str
    name: str
    exam_code: str
    issuer: str
    price_usd: Decimal | None
    hours_min: int | None
    hours_max: int | None
    hands_on: bool
    status: Status
    status_date: date | None
    outdated: bool

    @property
    def worth_saying(self) -> bool:
        """Whether its status differs from what one takes for granted."""
        return self.status is not Status.ACTIVE


@dataclass(frozen=True, slots=True)
class LadderInBrief:
    """A lane's ladder in brief: what we would take in words, and the pair for the plan."""

    lane: Lane
    starter: Promise
    follow_up: Promise
    why: Promise
    first: OnRung
    then: OnRung
    as_of: date


def ladder(lane: Lane, today: date) -> LadderInBrief:
    """The ladder of ``lane`` as it is known ``today`` (which says whether a date has passed)."""
    known = catalog.catalogue()
    recommendation = ladders.RECOMMENDED[lane]
    first, then = ladders.pair(lane)
    return LadderInBrief(
        lane=lane,
        starter=recommendation.starter,
        follow_up=recommendation.follow_up,
        why=recommendation.why,
        first=_shown(first, today),
        then=_shown(then, today),
        as_of=known.meta.as_of,
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A domain of an exam. ``weight`` is a percentage, None where the vendor publishes none."""

    name: str
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class Exam:
    """A certification a plan may be built around. Hours are the catalogue's estimate."""

    slug: str
    name: str
    hours_min: int
    hours_max: int
    domains: tuple[Part, ...]


def exams(lane: Lane) -> list[Exam]:
    """The recommended certification of a lane, the one after it, and a smaller one if there is."""
    day = catalog.catalogue().meta.as_of
    return [_exam(credential, credential.latest(day)) for credential in ladders.around(lane)]


def _exam(credential: Credential, version: Version) -> Exam:
    return Exam(
        slug=credential.slug,
        name=credential.title,
        hours_min=credential.study_hours_min or 0,
        hours_max=credential.study_hours_max or 0,
        domains=tuple(Part(one.name, one.weight) for one in version.domains),
    )


@dataclass(frozen=True, slots=True)
class Aim:
    """The exam somebody studies for now. Hours are studied and wanted in all (own estimate, else
    the middle of the catalogue's); ``following`` is the domain furthest behind."""

    goal: int
    exam: Exam
    code: str
    on: date | None
    minutes_studied: int
    estimate: Estimate
    parts: tuple[DomainPlan, ...]
    following: DomainPlan | None
    booked: bool = False
    """Whether a day for the exam is booked, so that nobody talks anybody out of it."""

    @property
    def minutes_wanted(self) -> int:
        return self.estimate.minutes

    @property
    def minutes_left(self) -> int:
        return max(0, self.minutes_wanted - self.minutes_studied)

    def is_sat(self, by: date) -> bool:
        """Whether the booked day has gone by then, so that only the result is missing."""
        return self.booked and self.on is not None and self.on < by

    @property
    def hours_left(self) -> Decimal:
        return study_plan.hours(self.minutes_left)

    @property
    def url(self) -> str:
        return reverse("goal", args=[self.goal])


def aims(today: Mapping[int, date]) -> dict[int, Aim]:
    """By person the goal that their study blocks serve first, as ``goals.progress.in_turn`` says.
    Two queries, however many people. ``today`` is each person's own day."""
    mine: dict[int, list[Goal]] = defaultdict(list)
    for goal in Goal.objects.open().filter(user__in=today).with_exam():
        mine[goal.user_id].append(goal)
    first = {user: in_turn(goals, today[user])[0] for user, goals in mine.items()}
    studied = StudyMinutes.objects.by_domain([goal.pk for goal in first.values()])
    found = {user: _aim(goal, studied[goal.pk], today[user]) for user, goal in first.items()}
    return {user: aim for user, aim in found.items() if aim is not None}


def _aim(goal: Goal, studied: Mapping[str, int], day: date) -> Aim | None:
    known = goal.certification.facts
    if known is None or (known.is_retired(day) and not is_sat(goal, day)):
        return None
    found = progress(goal, studied, day)
    version = found.version or known.latest(day)
    return Aim(
        goal=goal.pk,
        exam=_exam(known, version),
        code=version.code,
        on=goal.exam_on,
        minutes_studied=found.studied,
        estimate=found.estimate,
        parts=found.parts,
        following=found.following,
        booked=goal.state == Goal.State.BOOKED,
    )


@dataclass(frozen=True, slots=True)
class Awaited:
    """An exam whose booked day has gone by and whose result nobody has said."""

    goal: int
    name: str
    on: date

    @property
    def url(self) -> str:
        return reverse("goal-result", args=[self.goal])


def awaited(user: User, today: date) -> list[Awaited]:
    """The results that are missing, the longest first: one query."""
    rows = Goal.objects.for_user(user).sat(today).order_by("exam_on", "pk")
    columns = ("pk", "certification__name", "exam_on")
    return [Awaited(pk, name, on) for pk, name, on in rows.values_list(*columns) if on]


def domains_of(goal: Goal, day: date) -> tuple[str, ...]:
    """The domains of a goal's exam, whatever became of the goal since."""
    version = exam_of(goal, day)
    return tuple(domain.name for domain in version.domains) if version else ()


@dataclass(frozen=True, slots=True)
class Renewal:
    """When a credential somebody holds can be renewed, and the last day it holds. ``opens_on`` is
    None where nobody knows it."""

    credential: int
    name: str
    opens_on: date | None
    expires_on: date

    @property
    def url(self) -> str:
        return reverse("credential", args=[self.credential])


def renewals(user: User) -> list[Renewal]:
    """What of theirs expires, the earliest first: one query."""
    return [renewal for _, renewal in _expiring(user)]


def due_renewals(user: User, today: date) -> list[Renewal]:
    """What of theirs is to be renewed now, the earliest first: one query."""
    return [one for held, one in _expiring(user) if held.window.standing(today).is_due]


def _expiring(user: User) -> Iterator[tuple[Held, Renewal]]:
    rows = Held.objects.for_user(user).filter(expires_on__isnull=False)
    for held in rows.select_related("certification").order_by("expires_on", "pk"):
        if held.expires_on is not None:
            yield held, Renewal(held.pk, held.name, held.window.opens_on, held.expires_on)


def domains() -> set[str]:
    """Every exam domain of the catalogue, as ``certification: domain``."""
    return {
        f"{credential.slug}: {domain.name}"
        for credential in catalog.catalogue().credentials.values()
        for version in credential.versions
        for domain in version.domains
    }


def named_in(text: str) -> list[str]:
    """The certifications that a text names: slugs, in the order of naming."""
    return catalog.find(text)


def recommended(lane: Lane) -> tuple[str, str]:
    """The names of the certification a plan is built around, and of the one after it."""
    first, then = ladders.pair(lane)
    return first.title, then.title


def _shown(credential: Credential, today: date) -> OnRung:
    version = credential.latest(today)
    return OnRung(
        slug=credential.slug,
        name=credential.title,
        exam_code=version.code,
        issuer=credential.issuer,
        price_usd=version.price_usd,
        hours_min=credential.study_hours_min,
        hours_max=credential.study_hours_max,
        hands_on=bool(version.hands_on),
        status=credential.status_on(today),
        status_date=credential.status_date(today),
        outdated=credential.status_on(today) is Status.UNKNOWN,
    )

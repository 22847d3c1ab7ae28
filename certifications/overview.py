"""The whole face of this app for those above it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise

from certifications import catalog
from certifications import ladder as ladders
from certifications.catalog import Credential, Rung, Status, Track
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
class RungInBrief:
    rung: Rung
    credentials: tuple[OnRung, ...]


@dataclass(frozen=True, slots=True)
class TrackInBrief:
    """A ladder on one cloud, or on none in particular."""

    track: Track
    rungs: tuple[RungInBrief, ...]


@dataclass(frozen=True, slots=True)
class LadderInBrief:
    """A lane's ladder: what we would take in words, the pair for the plan, and every track."""

    lane: Lane
    starter: Promise
    follow_up: Promise
    why: Promise
    first: OnRung
    then: OnRung
    tracks: tuple[TrackInBrief, ...]
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
        tracks=tuple(
            TrackInBrief(
                one.provider,
                tuple(
                    RungInBrief(rung, tuple(_shown(credential, today) for credential in found))
                    for rung, found in ladders.rungs(one)
                ),
            )
            for one in known.ladders_of(lane)
        ),
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
    return [_exam(credential) for credential in ladders.around(lane)]


def _exam(credential: Credential) -> Exam:
    return Exam(
        slug=credential.slug,
        name=credential.title,
        hours_min=credential.study_hours_min or 0,
        hours_max=credential.study_hours_max or 0,
        domains=tuple(Part(domain.name, domain.weight) for domain in credential.domains),
    )


def domains() -> set[str]:
    """Every exam domain of the catalogue, as ``certification: domain``."""
    return {
        f"{credential.slug}: {domain.name}"
        for credential in catalog.catalogue().credentials.values()
        for domain in credential.domains
    }


def recommended(lane: Lane) -> tuple[str, str]:
    """The names of the certification a plan is built around, and of the one after it."""
    first, then = ladders.pair(lane)
    return first.title, then.title


def _shown(credential: Credential, today: date) -> OnRung:
    return OnRung(
        slug=credential.slug,
        name=credential.title,
        exam_code=credential.exam_code,
        issuer=credential.issuer,
        price_usd=credential.price_usd,
        hours_min=credential.study_hours_min,
        hours_max=credential.study_hours_max,
        hands_on=bool(credential.hands_on),
        status=credential.status,
        status_date=credential.status_date,
        outdated=credential.outdated_on(today),
    )

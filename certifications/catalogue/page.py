"""What the page of one certification says, and the picture of a ladder. Values in, values out."""

from dataclasses import dataclass
from datetime import date

from certifications.catalogue import catalog, providers, signal
from certifications.catalogue.catalog import Ladder
from certifications.catalogue.climbing import next_rung, reached, rung_of
from certifications.catalogue.credential import Credential, Domain, Rung, Stage, Version
from certifications.catalogue.providers import Provider
from certifications.catalogue.shown import Shown, shown
from certifications.catalogue.signal import Rating
from certifications.catalogue.standing import Standing
from common.lanes import Lane


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One exam of it, and where in its life it is."""

    version: Version
    stage: Stage

    @property
    def is_expected(self) -> bool:
        """Whether it is known from what the vendor announced alone."""
        return self.version.announced and self.stage is not Stage.OVER

    @property
    def is_open(self) -> bool:
        """Whether somebody has seen that it can be taken."""
        return self.stage is Stage.OPEN and not self.version.announced


@dataclass(frozen=True, slots=True)
class Weight:
    """A domain, and the width of its bar: a share of the heaviest one, in percent."""

    domain: Domain
    width: int


@dataclass(frozen=True, slots=True)
class InLane:
    """Its place in a lane, what the rung is for, and how strong a signal it is there."""

    lane: Lane
    rung: Rung
    what_for: str
    rating: Rating | None


@dataclass(frozen=True, slots=True)
class About:
    """One certification's page."""

    row: Shown
    provider: Provider
    versions: tuple[VersionShown, ...]
    weights: tuple[Weight, ...]
    prerequisites: tuple[tuple[Shown, ...], ...]
    """Of each group one must be passed."""
    lacking: int
    """How many of the groups its reader has nothing of."""
    opens: tuple[Credential, ...]
    """What asks for it."""
    replaced_by: Credential | None
    lanes: tuple[InLane, ...]
    goal: int | None
    """Its reader's open goal."""

    @property
    def weighs(self) -> bool:
        """Whether any weight of a domain is held."""
        return any(weight.domain.weight is not None for weight in self.weights)

    @property
    def credential(self) -> Credential:
        return self.row.credential


def about(one: Credential, stands: Standing, day: date) -> About:
    """Everything the page of ``one`` says to somebody who stands so on ``day``."""
    known, row = catalog.catalogue().credentials, shown(one, day, stands)
    return About(
        row=row,
        provider=providers.providers()[one.provider],
        versions=tuple(VersionShown(it, it.stage_on(day)) for it in one.versions),
        weights=_weights(row.version),
        prerequisites=tuple(
            tuple(shown(known[slug], day, stands) for slug in group) for group in one.prerequisites
        ),
        lacking=len(stands.lacks(one.prerequisites)),
        opens=tuple(it for it in known.values() if any(one.slug in g for g in it.prerequisites)),
        replaced_by=known.get(one.replaced_by),
        lanes=tuple(_places(one)),
        goal=stands.goals.get(one.slug),
    )


def _weights(version: Version) -> tuple[Weight, ...]:
    most = max((domain.weight or 0 for domain in version.domains), default=0)
    return tuple(
        Weight(domain, round(100 * (domain.weight or 0) / most) if most else 0)
        for domain in version.domains
    )


def _places(one: Credential) -> list[InLane]:
    known = signal.signals()
    places = [(lane, rung_of(lane, one.slug)) for lane in Lane]
    return [
        InLane(lane, rung, known.lanes[lane].of(rung), known.of(lane, one.slug))
        for lane, rung in places
        if rung is not None
    ]


@dataclass(frozen=True, slots=True)
class Step:
    """A rung in the picture: its height from above, and how its reader stands to it."""

    rung: Rung
    y: int
    is_reached: bool
    is_next: bool


RUNG_HEIGHT = 44


def picture(one: Ladder, stands: Standing, day: date) -> tuple[Step, ...]:
    """The rungs from the top down, as they are drawn."""
    steps, at, following = list(Rung), reached(one.lane, stands), next_rung(one, stands, day)
    return tuple(
        Step(
            rung=rung,
            y=RUNG_HEIGHT * (len(steps) - number),
            is_reached=at is not None and number <= steps.index(at),
            is_next=following is not None and following.rung is rung,
        )
        for number, rung in reversed(list(enumerate(steps)))
    )

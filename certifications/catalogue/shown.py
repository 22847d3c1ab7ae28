"""One certification in a list: its exam of today, its status, and how its reader stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from certifications.catalogue import providers, signal
from certifications.catalogue.credential import Credential, Status, Version
from certifications.catalogue.providers import Provider
from certifications.catalogue.signal import Rating
from certifications.catalogue.standing import Stand, Standing
from common.lanes import Lane


@dataclass(frozen=True, slots=True)
class Shown:
    """A row. ``rating`` says how strong a signal it is, where the list is a lane's."""

    credential: Credential
    version: Version
    status: Status
    last_day: date | None
    follows: Version | None = None
    """The exam that takes the place of this one; the certification stays."""
    stand: Stand | None = None
    rating: Rating | None = None
    expired_on: date | None = None
    """When what its reader held of it ended."""

    @property
    def is_new(self) -> bool:
        """Whether its reader has nothing to do with it yet."""
        return self.stand is None

    @property
    def is_usual(self) -> bool:
        """Whether its status is what one takes for granted."""
        return self.status is Status.ACTIVE

    @property
    def is_over(self) -> bool:
        """Whether its date has passed and nobody has looked since."""
        return self.status is Status.UNKNOWN

    @property
    def can_be_earned(self) -> bool:
        return self.status is not Status.RETIRED


def shown(credential: Credential, day: date, standing: Standing, lane: Lane | None = None) -> Shown:
    """``credential`` as it is on ``day``."""
    version, status = credential.latest(day), credential.status_on(day)
    return Shown(
        credential=credential,
        version=version,
        status=status,
        last_day=credential.status_date(day),
        follows=credential.after(version) if status is Status.RETIRING else None,
        stand=standing.of(credential.slug),
        rating=signal.signals().of(lane, credential.slug) if lane else None,
        expired_on=standing.expired_on(credential.slug),
    )


def by_provider(rows: Iterable[Shown]) -> list[tuple[Provider, list[Shown]]]:
    """Rows below their providers, in the order of the providers' file; what retired comes last."""
    found: dict[str, list[Shown]] = {slug: [] for slug in providers.providers()}
    for row in rows:
        found[row.credential.provider].append(row)
    return [
        (provider, sorted(found[slug], key=lambda row: row.status is Status.RETIRED))
        for slug, provider in providers.providers().items()
        if found[slug]
    ]

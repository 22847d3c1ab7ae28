"""The catalogue of certifications and their ladders: facts, read strictly.

Every figure keeps the date of the file (``as_of``): prices are list prices in US dollars, study
hours are estimates, and a beta or retiring date is what the vendor had announced by then.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

from common import facts
from common.lanes import Lane

FACTS = Path(__file__).parent / "facts" / "certifications.toml"


class Rung(models.TextChoices):
    """A step of the ladder."""

    FOUNDATION = "foundation", _("Foundation")
    STARTER = "starter", _("Starter")
    FOLLOW_UP = "follow-up", _("Follow-up")
    STRETCH = "stretch", _("Stretch")


class Status(models.TextChoices):
    """Whether the exam can be taken."""

    ACTIVE = "active", _("active")
    BETA = "beta", _("beta")
    RETIRING = "retiring", _("retiring")
    RETIRED = "retired", _("retired")


class Track(models.TextChoices):
    """Whose cloud a ladder is built on."""

    NEUTRAL = "neutral", _("No single cloud")
    AWS = "aws", _("AWS")
    AZURE = "azure", _("Azure")
    GCP = "gcp", _("Google Cloud")


Level = Literal["foundation", "associate", "professional", "specialty", "expert"]


@dataclass(frozen=True, slots=True)
class Meta:
    """What holds for the whole file."""

    schema_version: int
    as_of: date
    currency: Literal["USD"]
    price_rule: str
    lanes: tuple[Lane, ...]
    rungs: tuple[Rung, ...]
    statuses: tuple[Status, ...]
    levels: tuple[Level, ...]
    study_hours_rule: str
    domain_rule: str
    url_rule: str
    stale_rule: str


@dataclass(frozen=True, slots=True)
class Domain:
    """A part of an exam. ``weight`` is a percentage, None where the vendor publishes none."""

    name: str
    weight: Decimal | None = None
    weight_min: Decimal | None = None
    weight_max: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """On which rung of a lane a certification stands."""

    lane: Lane
    rung: Rung


@dataclass(frozen=True, slots=True)
class Credential:
    """One certification. What had no source is None, never a guess."""

    slug: str
    name: str
    provider: str
    issuer: str
    level: Level
    status: Status
    url: str
    url_seen: bool
    lanes: tuple[Place, ...]
    sources: tuple[str, ...]
    source_dates: tuple[str, ...]
    confidence: Literal["high", "medium", "low"]
    exam_code: str = ""
    status_date: date | None = None
    status_note: str = ""
    renamed_from: str = ""
    replaced_by: str = ""
    price_usd: Decimal | None = None
    price_note: str = ""
    exam_minutes: int | None = None
    questions_min: int | None = None
    questions_max: int | None = None
    format: str = ""
    hands_on: bool | None = None
    passing_score: str = ""
    expires: bool | None = None
    validity_months: int | None = None
    renewal: str = ""
    prerequisites_formal: str = ""
    prerequisite_slugs: tuple[str, ...] = ()
    recommended_experience: str = ""
    domains: tuple[Domain, ...] = ()
    domains_note: str = ""
    study_hours_min: int | None = None
    study_hours_max: int | None = None
    study_hours_basis: str = ""
    official_training_hours: Decimal | None = None
    languages: tuple[str, ...] = ()
    notes: str = ""

    @property
    def title(self) -> str:
        """The name with a dash where the catalogue writes a hyphen between spaces."""
        return self.name.replace(" - ", " – ")

    def outdated_on(self, day: date) -> bool:
        """Whether the day came on which a beta ends or an exam retires, and nobody looked since."""
        return (
            self.status in (Status.BETA, Status.RETIRING)
            and self.status_date is not None
            and self.status_date <= day
        )


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of a lane on one cloud: slugs, the first of a rung is the one to look at first."""

    lane: Lane
    provider: Track
    foundation: tuple[str, ...]
    starter: tuple[str, ...]
    follow_up: tuple[str, ...]
    stretch: tuple[str, ...]
    note: str = ""

    def on(self, rung: Rung) -> tuple[str, ...]:
        return {
            Rung.FOUNDATION: self.foundation,
            Rung.STARTER: self.starter,
            Rung.FOLLOW_UP: self.follow_up,
            Rung.STRETCH: self.stretch,
        }[rung]


@dataclass(frozen=True, slots=True)
class Catalogue:
    meta: Meta
    credentials: dict[str, Credential]
    ladders: tuple[Ladder, ...]

    def ladders_of(self, lane: Lane) -> list[Ladder]:
        """A lane's ladders, the one that needs no single cloud first."""
        tracks = list(Track)
        mine = [ladder for ladder in self.ladders if ladder.lane is lane]
        return sorted(mine, key=lambda ladder: tracks.index(ladder.provider))


@cache
def catalogue() -> Catalogue:
    """Everything in the file.

    Raises:
        facts.FactError: naming the entry, when something in it does not fit.
    """
    return read(FACTS)


def read(path: Path) -> Catalogue:
    """The catalogue in ``path``, with every slug that one entry uses of another looked up."""
    raw = facts.load(path)
    if unknown := set(raw) - {"meta", "certification", "ladder"}:
        raise facts.FactError(f"{path.name}: does not know {', '.join(sorted(unknown))}")
    if "meta" not in raw:
        raise facts.FactError(f"{path.name}: lacks meta")
    credentials = facts.entries(raw, "certification", Credential, path.name)
    found = Catalogue(
        meta=facts.entry(raw["meta"], Meta, f"{path.name}: meta"),
        credentials={credential.slug: credential for credential in credentials},
        ladders=tuple(facts.entries(raw, "ladder", Ladder, path.name)),
    )
    _check_credentials(found, path.name)
    _check_ladders(found, path.name)
    return found


def _check_credentials(found: Catalogue, file: str) -> None:
    for credential in found.credentials.values():
        where = f"{file}: certification {credential.slug}"
        for slug in credential.prerequisite_slugs:
            if slug not in found.credentials:
                raise facts.FactError(f'{where}: names "{slug}", which is not in the file')
        if len(credential.sources) != len(credential.source_dates):
            raise facts.FactError(f"{where}: has as many sources as dates, or should")
        if credential.status in (Status.BETA, Status.RETIRING) and not credential.status_date:
            raise facts.FactError(f"{where}: is {credential.status.value}, but not until when")


def _check_ladders(found: Catalogue, file: str) -> None:
    seen = set()
    for ladder in found.ladders:
        where = f"{file}: ladder {ladder.lane.value} on {ladder.provider.value}"
        if (ladder.lane, ladder.provider) in seen:
            raise facts.FactError(f"{where}: stands there twice")
        seen.add((ladder.lane, ladder.provider))
        for slug in (slug for rung in Rung for slug in ladder.on(rung)):
            if slug not in found.credentials:
                raise facts.FactError(f'{where}: names "{slug}", which is not in the file')
            if found.credentials[slug].status is Status.RETIRED:
                raise facts.FactError(f'{where}: names "{slug}", which is retired')

"""The catalogue of certifications and their ladders: facts, read strictly.

Prices are list prices in US dollars and study hours are estimates. What changes when a vendor
brings a new exam (price, length, domains, dates) belongs to the exam *version*; which version is
shown follows from the day, so nobody has to do anything on it. Each entry was checked on the day
the last of its sources was read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.catalogue import naming, providers
from common import facts
from common.lanes import Lane

FOLDER = Path(__file__).parent.parent / "facts"
FACTS = FOLDER / "certifications.toml"
LADDERS = FOLDER / "ladders.toml"


class Rung(models.TextChoices):
    """A step of the ladder."""

    FOUNDATION = "foundation", _("Foundation")
    STARTER = "starter", _("Starter")
    FOLLOW_UP = "follow-up", _("Follow-up")
    STRETCH = "stretch", _("Stretch")


class Status(models.TextChoices):
    """Whether an exam can be taken on a day."""

    ACTIVE = "active", _("active")
    BETA = "beta", _("beta")
    RETIRING = "retiring", _("retiring")
    RETIRED = "retired", _("retired")
    UNKNOWN = "unknown", _("its date has passed")


class Stage(models.TextChoices):
    """Where a version of an exam is in its life."""

    COMING = "coming", _("to come")
    BETA = "beta", _("beta")
    OPEN = "open", _("can be taken")
    OVER = "over", _("over")


class Level(models.TextChoices):
    """How high its vendor sets it."""

    FOUNDATION = "foundation", _("Foundation")
    ASSOCIATE = "associate", _("Associate")
    PROFESSIONAL = "professional", _("Professional")
    SPECIALTY = "specialty", _("Specialty")
    EXPERT = "expert", _("Expert")


class Track(models.TextChoices):
    """Whose cloud a ladder is built on."""

    NEUTRAL = "neutral", _("No single cloud")
    AWS = "aws", _("AWS")
    AZURE = "azure", _("Azure")
    GCP = "gcp", _("Google Cloud")


@dataclass(frozen=True, slots=True)
class Meta:
    """What holds for the whole file."""

    schema_version: int
    as_of: date
    currency: Literal["USD"]
    price_rule: str
    lanes: tuple[Lane, ...]
    levels: tuple[Level, ...]
    study_hours_rule: str
    domain_rule: str
    url_rule: str
    version_rule: str
    source_rule: str


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
class Source:
    """Where a fact was read: ``dated`` is what the source says of itself, ``read_on`` our day."""

    what: str
    dated: str
    read_on: date

    @property
    def is_link(self) -> bool:
        """Whether it is an address that a browser opens."""
        return self.what.startswith("https://")


@dataclass(frozen=True, slots=True)
class Version:
    """One exam of a credential. ``since`` and ``until`` are the first and last day it can be taken,
    both included, None where open; ``beta_until`` the last day of its beta. ``announced`` ones had
    not been seen when the entry was checked."""

    slug: str
    code: str = ""
    since: date | None = None
    until: date | None = None
    beta_until: date | None = None
    announced: bool = False
    note: str = ""
    price_usd: Decimal | None = None
    price_note: str = ""
    exam_minutes: int | None = None
    questions_min: int | None = None
    questions_max: int | None = None
    format: str = ""
    hands_on: bool | None = None
    passing_score: str = ""
    languages: tuple[str, ...] = ()
    domains: tuple[Domain, ...] = ()
    domains_note: str = ""

    def stage_on(self, day: date) -> Stage:
        """Where it is in its life on ``day``."""
        if self.is_over(day):
            return Stage.OVER
        if not self.is_open(day):
            return Stage.COMING
        return Stage.BETA if self.is_beta(day) else Stage.OPEN

    def is_open(self, day: date) -> bool:
        """Whether it can be taken on ``day``."""
        return (self.since is None or self.since <= day) and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        return self.until is not None and self.until < day

    def is_beta(self, day: date) -> bool:
        return self.beta_until is not None and day <= self.beta_until

    def passed(self, after: date, until: date) -> list[date]:
        """Its last days that lie after ``after`` and before ``until``: each needs another look."""
        ends = (self.until, self.beta_until)
        return sorted(end for end in ends if end is not None and after <= end < until)


@dataclass(frozen=True, slots=True)
class Credential:
    """One certification. What had no source is None, never a guess."""

    slug: str
    name: str
    provider: str
    issuer: str
    level: Level
    url: str
    url_seen: bool
    lanes: tuple[Place, ...]
    sources: tuple[Source, ...]
    confidence: Literal["high", "medium", "low"]
    versions: tuple[Version, ...]
    mentions: tuple[str, ...]
    """How postings and exports name it, beside its name and its exam codes."""
    retired_on: date | None = None
    replaced_by: str = ""
    renamed_from: str = ""
    aliases: tuple[str, ...] = ()
    status_note: str = ""
    expires: bool | None = None
    validity_months: int | None = None
    renewal: str = ""
    renewal_opens_months: int | None = None
    """How long before the expiry the renewal can begin."""
    renewal_price_usd: Decimal | None = None
    prerequisites: tuple[tuple[str, ...], ...] = ()
    """Slugs: of each group one must be passed."""
    prerequisites_formal: str = ""
    recommended_experience: str = ""
    attempts_included: int | None = None
    """Attempts that the fee pays for, the first one counted."""
    study_hours_min: int | None = None
    study_hours_max: int | None = None
    study_hours_basis: str = ""
    official_training_hours: Decimal | None = None
    notes: str = ""

    @property
    def title(self) -> str:
        """The name with a dash where the catalogue writes a hyphen between spaces."""
        return self.name.replace(" - ", " – ")

    @property
    def checked_on(self) -> date:
        """The day the last of its sources was read."""
        return max(source.read_on for source in self.sources)

    @property
    def hours_are_estimates(self) -> bool:
        return self.study_hours_basis != ""

    @property
    def names(self) -> str:
        """Everything it is called, for a search."""
        codes = " ".join(version.code for version in self.versions)
        return " ".join((self.name, self.issuer, codes, *self.aliases, *self.mentions))

    def place(self, lane: Lane) -> Rung | None:
        """Its rung in a lane, the lowest if it has two; None where it has no place."""
        mine = {place.rung for place in self.lanes if place.lane is lane}
        return next((rung for rung in Rung if rung in mine), None)

    def is_retired(self, day: date) -> bool:
        """Whether it cannot be earned any more, whatever the version."""
        return self.retired_on is not None and self.retired_on <= day

    def version_on(self, day: date) -> Version | None:
        """The version that is shown on ``day``: the first that is open, else the next to come.

        None when the last known one is over: nobody has looked since, or the credential retired.
        """
        opened = (version for version in self.versions if version.is_open(day))
        coming = (version for version in self.versions if not version.is_over(day))
        return next(opened, None) or next(coming, None)

    def latest(self, day: date) -> Version:
        """The version whose facts describe the credential on ``day``, over or not."""
        return self.version_on(day) or self.versions[-1]

    def version(self, slug: str) -> Version | None:
        return next((version for version in self.versions if version.slug == slug), None)

    def after(self, version: Version) -> Version | None:
        """The version that follows ``version``."""
        number = self.versions.index(version) + 1
        return self.versions[number] if number < len(self.versions) else None

    def status_on(self, day: date) -> Status:
        """What is to be said of it on ``day``. A version that goes while another comes is no end:
        that is said with the version."""
        if self.is_retired(day):
            return Status.RETIRED
        version = self.version_on(day)
        if version is None:
            return Status.UNKNOWN
        if version.is_beta(day):
            return Status.BETA
        ends = version.until is not None or self.retired_on is not None
        return Status.RETIRING if ends else Status.ACTIVE

    def status_date(self, day: date) -> date | None:
        """The last day of what ``status_on`` says."""
        version = self.latest(day)
        status = self.status_on(day)
        if status is Status.RETIRED:
            return self.retired_on
        if status is Status.BETA:
            return version.beta_until
        return version.until or self.retired_on


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of a lane on one cloud: slugs, the first of a rung is the one to look at first."""

    lane: Lane
    provider: Track
    foundation: tuple[str, ...]
    starter: tuple[str, ...]
    follow_up: tuple[str, ...]
    stretch: tuple[str, ...]

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

    def ladder(self, lane: Lane, track: Track) -> Ladder:
        """The lane's ladder on one cloud; there is one for each."""
        return next(one for one in self.ladders_of(lane) if one.provider is track)

    def ladders_of(self, lane: Lane) -> list[Ladder]:
        """A lane's ladders, the one that needs no single cloud first."""
        tracks = list(Track)
        mine = [ladder for ladder in self.ladders if ladder.lane is lane]
        return sorted(mine, key=lambda ladder: tracks.index(ladder.provider))


@cache
def catalogue() -> Catalogue:
    """Everything in the files.

    Raises:
        facts.FactError: naming the entry, when something in it does not fit.
    """
    return read(FACTS, LADDERS)


def read(path: Path, ladders: Path) -> Catalogue:
    """The catalogue in ``path``, with every slug that one entry uses of another looked up."""
    raw = facts.load(path)
    if unknown := set(raw) - {"meta", "certification"}:
        raise facts.FactError(f"{path.name}: does not know {', '.join(sorted(unknown))}")
    if "meta" not in raw:
        raise facts.FactError(f"{path.name}: lacks meta")
    credentials = facts.entries(raw, "certification", Credential, path.name)
    found = Catalogue(
        meta=facts.entry(raw["meta"], Meta, f"{path.name}: meta"),
        credentials={credential.slug: credential for credential in credentials},
        ladders=tuple(facts.read_list(ladders, "ladder", Ladder, alongside={"basis"})),
    )
    for credential in credentials:
        _check_credential(credential, found, f"{path.name}: certification {credential.slug}")
    _check_ladders(found, ladders.name)
    return found


def find(text: str) -> list[str]:
    """The certifications that ``text`` (a posting, say) names: slugs, in the order of naming."""
    return _in_text().find(text)


def match(name: str, issuer: str = "") -> Credential | None:
    """The one certification that ``name`` is the name, an old name or the code of.

    None when it is not certain: an unknown name, words that make it something else, or an
    ``issuer`` that is another provider.
    """
    slug = _as_name().whole(name)
    if slug is None:
        return None
    found = catalogue().credentials[slug]
    issuers = [one.slug for one in providers.providers().values() if naming.says(issuer, one.names)]
    return None if issuers and found.provider not in issuers else found


@cache
def _in_text() -> naming.Index:
    """What stands for a certification wherever it is read: no word that may mean a job."""
    phrases = [naming.phrase(text, slug) for text, slug in _mentions()]
    for one in catalogue().credentials.values():
        names = [name for name in (one.name, *one.aliases) if "certif" in name.casefold()]
        phrases += [naming.phrase(name, one.slug) for name in names]
    return naming.Index(phrases)


@cache
def _as_name() -> naming.Index:
    """What stands for a certification where a certification's name is expected."""
    phrases = [naming.phrase(text, slug) for text, slug in _mentions()]
    for one in catalogue().credentials.values():
        codes = [version.code for version in one.versions if not version.code.isdecimal()]
        names = (one.name, *one.aliases, *filter(None, codes))
        phrases += [naming.phrase(name, one.slug) for name in names]
    return naming.Index(phrases)


def _mentions() -> Iterator[tuple[str, str]]:
    """Each phrase and its slug: the written ones, and exam codes with letters and figures."""
    for one in catalogue().credentials.values():
        yield from ((text, one.slug) for text in one.mentions)
        for code in (version.code for version in one.versions):
            if re.search(r"[A-Z].*\d", code):
                yield from ((text, one.slug) for text in naming.spellings(code))


def _check_credential(credential: Credential, found: Catalogue, where: str) -> None:
    named = [slug for group in credential.prerequisites for slug in group]
    named += [credential.replaced_by] if credential.replaced_by else []
    for slug in named:
        if slug not in found.credentials:
            raise facts.FactError(f'{where}: names "{slug}", which is not in the file')
    if not credential.sources:
        raise facts.FactError(f"{where}: has no source")
    if credential.provider not in providers.providers():
        raise facts.FactError(f'{where}: "{credential.provider}" is not in providers.toml')
    slugs = [version.slug for version in credential.versions]
    if not slugs or len(set(slugs)) != len(slugs):
        raise facts.FactError(f"{where}: needs versions, each with a slug of its own")
    for version in credential.versions:
        if version.since and version.until and version.until < version.since:
            raise facts.FactError(f"{where}: {version.slug} ends before it begins")


def _check_ladders(found: Catalogue, file: str) -> None:
    seen = set()
    for ladder in found.ladders:
        where = f"{file}: ladder {ladder.lane.value} on {ladder.provider.value}"
        if (ladder.lane, ladder.provider) in seen:
            raise facts.FactError(f"{where}: stands there twice")
        seen.add((ladder.lane, ladder.provider))
        for rung in Rung:
            if not ladder.on(rung):
                raise facts.FactError(f"{where}: has nothing on {rung.value}")
            for slug in ladder.on(rung):
                _check_rung(found, ladder, slug, where)


def _check_rung(found: Catalogue, ladder: Ladder, slug: str, where: str) -> None:
    credential = found.credentials.get(slug)
    if credential is None:
        raise facts.FactError(f'{where}: names "{slug}", which is not in the file')
    if credential.retired_on is not None:
        raise facts.FactError(f'{where}: names "{slug}", which is retired')
    if ladder.lane not in {place.lane for place in credential.lanes}:
        raise facts.FactError(f'{where}: names "{slug}", which has no place in that lane')

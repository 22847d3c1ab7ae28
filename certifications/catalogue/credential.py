"""A certification as the catalogue knows it: the credential, its exam versions, and what is to be
said of both on a day. Values only.

Prices are list prices in US dollars and study hours are estimates. What changes when a vendor
brings a new exam (price, length, domains, dates) belongs to the exam *version*; which version is
shown follows from the day, so nobody has to do anything on it. Each entry was checked on the day
the last of its sources was read.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.lanes import Lane


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

    @property
    def price(self) -> str:
        """The list price as it is written, ``$70.50``; empty where none is held."""
        return "" if self.price_usd is None else f"${self.price_usd:,.2f}".removesuffix(".00")

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
    def former(self) -> str:
        """What it was called or came after; an earlier exam is one of its versions instead."""
        return "" if self.renamed_from.startswith("exam ") else self.renamed_from

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

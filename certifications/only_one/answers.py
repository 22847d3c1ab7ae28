"""What somebody said, and what their postings say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy

from common.lanes import Lane


class Market(models.TextChoices):
    """Which cloud the employers somebody looks at run on. We hold no figures on that."""

    AWS = "aws", gettext_lazy("AWS")
    AZURE = "azure", gettext_lazy("Azure")
    GCP = "gcp", gettext_lazy("Google Cloud")
    SEVERAL = "several", gettext_lazy("Several, none leads")
    UNKNOWN = "unknown", gettext_lazy("I do not know")


class Industry(models.TextChoices):
    """Whom somebody would like to work for."""

    BANKING = "banking", gettext_lazy("A bank")
    HEALTHCARE = "healthcare", gettext_lazy("Healthcare")
    INSURANCE = "insurance", gettext_lazy("An insurer")
    SAAS = "saas", gettext_lazy("A SaaS company")
    PLATFORM = "platform", gettext_lazy("A platform company")
    ANY = "any", gettext_lazy("Any of them, or another")

    @property
    def is_governed(self) -> bool:
        """Whether governance and spend are paid for first there."""
        return self in (self.BANKING, self.HEALTHCARE, self.INSURANCE)


class Ground(models.TextChoices):
    """Where somebody may have worked with their own hands."""

    AWS = "aws", gettext_lazy("AWS")
    AZURE = "azure", gettext_lazy("Azure")
    GCP = "gcp", gettext_lazy("Google Cloud")
    KUBERNETES = "kubernetes", gettext_lazy("Kubernetes")
    IAC = "iac", gettext_lazy("Infrastructure as code")


class Hands(models.IntegerChoices):
    """How much."""

    NONE = 0, gettext_lazy("none")
    SOME = 1, gettext_lazy("some")
    DAILY = 2, gettext_lazy("daily")


CLOUDS = (Ground.AWS, Ground.AZURE, Ground.GCP)
GROUND_OF = {
    "aws": Ground.AWS,
    "azure": Ground.AZURE,
    "gcp": Ground.GCP,
    "cncf": Ground.KUBERNETES,
    "hashicorp": Ground.IAC,
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody said. ``usd`` is what they can pay in US dollars, None without a limit;
    ``held`` are the certifications they have passed."""

    lane: Lane
    market: Market = Market.UNKNOWN
    industry: Industry = Industry.ANY
    hands: Mapping[Ground, Hands] = field(default_factory=dict)
    usd: Decimal | None = None
    weeks: int = 26
    hours_a_week: Decimal = Decimal(3)
    held: frozenset[str] = frozenset()

    @property
    def hours(self) -> Decimal:
        return self.weeks * self.hours_a_week

    def hands_on(self, ground: Ground | None) -> Hands:
        """How much they did there; without a ground of its own, in any cloud."""
        asked = CLOUDS if ground is None else (ground,)
        return max(self.hands.get(one, Hands.NONE) for one in asked)


@dataclass(frozen=True, slots=True)
class Asked:
    """In how many postings the skills that a certification stands for are asked for."""

    postings: int
    skills: str


@dataclass(frozen=True, slots=True)
class Demand:
    """What somebody's postings say, by certification."""

    postings: int = 0
    naming: Mapping[str, int] = field(default_factory=dict)
    asking: Mapping[str, Asked] = field(default_factory=dict)


def is_of_cloud(provider: str) -> bool:
    """Whether a provider is one of the clouds."""
    return GROUND_OF.get(provider) in CLOUDS


def plain(number: Decimal) -> str:
    """Without zeros nobody said."""
    return f"{number.normalize():f}"

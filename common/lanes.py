"""The five lanes: their slugs, which stand in addresses and tables, and what we know of each."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from common import facts

FACTS = Path(__file__).parent / "facts" / "lanes"


class Lane(models.TextChoices):
    """A specialization. The value is the slug in addresses."""

    DEVOPS = "devops", _("DevOps")
    FINOPS = "finops", _("FinOps")
    AI_INFRASTRUCTURE = "ai-infrastructure", _("AI infrastructure")
    SECURITY = "security", _("Security")
    DATA_ENGINEERING = "data-engineering", _("Data engineering")

    @property
    def facts(self) -> "LaneFacts":
        """What the lane's page says."""
        return lane_facts()[self]


class Pain(models.TextChoices):
    """What a lane relieves."""

    CLOUD_SPEND = "cloud-spend", _("cloud spend")
    DEPLOYMENT_FAILURES = "deployment-failures", _("deployment failures")
    SECURITY_EXPOSURES = "security-exposures", _("security exposures")
    DATA_BOTTLENECKS = "data-bottlenecks", _("data bottlenecks")
    AI_OPERATING_COSTS = "ai-operating-costs", _("AI operating costs")


class Industry(models.TextChoices):
    """Who pays for it."""

    BANKING = "banking", _("Banking")
    HEALTHCARE = "healthcare", _("Healthcare")
    INSURANCE = "insurance", _("Insurance")
    SAAS = "saas", _("SaaS")
    PLATFORM = "platform", _("Platform companies")


class LaneConverter:
    """``<lane:lane>`` in an address: one of the five slugs, anything else is no such page."""

    regex = "|".join(Lane.values)

    def to_python(self, value: str) -> Lane:
        return Lane(value)

    def to_url(self, value: Lane | str) -> str:
        return Lane(value).value


@dataclass(frozen=True, slots=True)
class Titled:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Buyer:
    industry: Industry
    wants: str


@dataclass(frozen=True, slots=True)
class Project:
    slug: str
    title: str
    question: str
    brief: str
    evidence: tuple[str, ...]
    small: str


@dataclass(frozen=True, slots=True)
class Role:
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    lane: Lane
    why: str


@dataclass(frozen=True, slots=True)
class LaneFacts:
    """One lane as its page tells it. Basis: our own judgement, named in each file."""

    basis: str
    slug: Lane
    name: str
    in_sentence: str
    pain: Pain
    promise: str
    kills: str
    thrives: str
    conversations: str
    character: str
    outlook: Literal["durable", "fast-growing"]
    outlook_text: str
    stakeholders: Literal["much", "some", "little"]
    stakeholders_text: str
    buyers: tuple[Buyer, ...]
    beyond: tuple[Titled, ...]
    checklist: tuple[str, ...]
    explain: tuple[str, ...]
    projects: tuple[Project, ...]
    three_years: tuple[Role, ...]
    out_of_scope: tuple[str, ...]
    pairs: tuple[Pair, ...]

    @classmethod
    def read(cls, lane: Lane) -> Self:
        return facts.read(FACTS / f"{lane.value}.toml", cls)


@cache
def lane_facts() -> dict[Lane, LaneFacts]:
    """All five, in the order of the enum.

    Raises:
        facts.FactError: naming file and entry, when a fact file is not what it should be.
    """
    return {lane: LaneFacts.read(lane) for lane in Lane}

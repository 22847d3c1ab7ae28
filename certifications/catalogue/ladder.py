"""The ladder rule: one foundation, then one certification of the lane, then what rounds it off."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certifications.catalogue import catalog
from certifications.catalogue.catalog import Ladder
from certifications.catalogue.credential import Credential, Rung, Status
from common.lanes import Lane


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to take in a lane when nothing else is known: in the words of the career article this
    product began with, and as credentials.

    ``follow_ups`` are what the words of the follow-up stand for, where ``then``, which the plan is
    built around, is another. ``smaller`` is on the same ladders and takes the place of ``first``
    where a year of somebody's study blocks does not reach its hours; empty where ``first`` is
    small itself.
    """

    starter: Promise
    follow_up: Promise
    why: Promise
    first: str
    then: str
    smaller: str = ""
    follow_ups: tuple[str, ...] = ()


RECOMMENDED = MappingProxyType(
    {
        Lane.DEVOPS: Recommendation(
            starter=_("AWS Certified DevOps Engineer – Professional"),
            follow_up=_("Kubernetes Administrator (CKA)"),
            why=_("Validates delivery, automation, and platform operations."),
            first="aws-devops-engineer-professional",
            then="cka",
            smaller="terraform-associate",
        ),
        Lane.FINOPS: Recommendation(
            starter=_("FinOps Certified Practitioner"),
            follow_up=_("Cloud provider cost optimization / architect path"),
            why=_("Proves cloud economics and spend governance."),
            first="finops-certified-practitioner",
            then="finops-certified-ai-value",
            follow_ups=(
                "aws-solutions-architect-associate",
                "azure-administrator-associate",
                "google-associate-cloud-engineer",
            ),
        ),
        Lane.AI_INFRASTRUCTURE: Recommendation(
            starter=_("Cloud provider AI/ML fundamentals"),
            follow_up=_("AI/ML specialty or platform-focused certification"),
            why=_("Shows fluency in model operations and architecture."),
            first="aws-ai-practitioner",
            then="cka",
        ),
        Lane.SECURITY: Recommendation(
            starter=_("Security specialty or associate cloud security cert"),
            follow_up=_("CCSP / cloud security architecture"),
            why=_("Signals control design and compliance readiness."),
            first="aws-security-specialty",
            then="isc2-ccsp",
            smaller="csa-ccsk",
        ),
        Lane.DATA_ENGINEERING: Recommendation(
            starter=_("Cloud data engineering associate credential"),
            follow_up=_("Advanced data platform or analytics cert"),
            why=_("Shows capability with pipelines, warehouses, and governance."),
            first="aws-data-engineer-associate",
            then="databricks-data-engineer-professional",
            smaller="databricks-data-engineer-associate",
        ),
    }
)


def pair(lane: Lane) -> tuple[Credential, Credential]:
    """The two certifications a plan is built around: the first one, and the one after it."""
    known = catalog.catalogue().credentials
    recommendation = RECOMMENDED[lane]
    return known[recommendation.first], known[recommendation.then]


def said(lane: Lane) -> tuple[list[Credential], list[Credential]]:
    """What the words of a lane's row stand for: its starter, and its follow-ups."""
    known, row = catalog.catalogue().credentials, RECOMMENDED[lane]
    return [known[row.first]], [known[slug] for slug in row.follow_ups or (row.then,)]


def around(lane: Lane) -> list[Credential]:
    """Every certification a plan in this lane may be built around, the recommended one first."""
    known, recommendation = catalog.catalogue().credentials, RECOMMENDED[lane]
    slugs = (recommendation.first, recommendation.then, recommendation.smaller)
    return [known[slug] for slug in slugs if slug]


def rungs(ladder: Ladder, day: date) -> list[tuple[Rung, list[Credential]]]:
    """The rungs from the bottom up; on each what can be taken on ``day`` and is no beta first."""
    known = catalog.catalogue().credentials
    return [
        (
            rung,
            sorted(
                (known[slug] for slug in ladder.on(rung)),
                key=lambda one: not can_be_taken(one, day),
            ),
        )
        for rung in Rung
    ]


def can_be_taken(credential: Credential, day: date) -> bool:
    """Whether its exam is there on ``day`` and is no beta."""
    return credential.status_on(day) in (Status.ACTIVE, Status.RETIRING)

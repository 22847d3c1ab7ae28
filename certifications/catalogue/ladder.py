"""The ladder rule: one foundation, then one certification of the lane, then what rounds it off."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certifications.catalogue import catalog
from certifications.catalogue.catalog import Credential, Ladder, Rung, Status
from common.lanes import Lane


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to take in a lane when nothing else is known: in words, and as credentials.

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
            why=_("Says that you automate delivery and can run the platform underneath."),
            first="aws-devops-engineer-professional",
            then="cka",
            smaller="terraform-associate",
        ),
        Lane.FINOPS: Recommendation(
            starter=_("FinOps Certified Practitioner"),
            follow_up=_("A cloud provider’s cost optimization or architect path"),
            why=_("Says that you know how cloud is priced and how spend gets an owner."),
            first="finops-certified-practitioner",
            then="finops-certified-ai-value",
            follow_ups=(
                "aws-solutions-architect-associate",
                "azure-administrator-associate",
                "google-associate-cloud-engineer",
            ),
        ),
        Lane.AI_INFRASTRUCTURE: Recommendation(
            starter=_("A cloud provider’s AI/ML fundamentals"),
            follow_up=_("An AI/ML specialty or a platform-focused certification"),
            why=_("Says that you speak the language of models and of what runs them."),
            first="aws-ai-practitioner",
            then="cka",
        ),
        Lane.SECURITY: Recommendation(
            starter=_("A security specialty or an associate cloud security certification"),
            follow_up=_("CCSP or cloud security architecture"),
            why=_("Says that you design controls and know what an auditor will ask."),
            first="aws-security-specialty",
            then="isc2-ccsp",
            smaller="csa-ccsk",
        ),
        Lane.DATA_ENGINEERING: Recommendation(
            starter=_("A cloud data engineering associate credential"),
            follow_up=_("An advanced data platform or analytics certification"),
            why=_("Says that pipelines, warehouses and their governance are your trade."),
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

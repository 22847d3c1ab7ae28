"""Somebody with everything on the one page, and somebody who has just begun."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from certifications.models import Credential
from portfolio.models import (
    Bullet,
    CaseStudy,
    Conversation,
    Position,
    Result,
    Skill,
    Stakeholder,
    Story,
    Win,
)
from roadmap.lanes.decisions.models import Decision
from tests.people import choice

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def case(user: User, title: str = "What one answer costs", **fields: Any) -> CaseStudy:
    return CaseStudy.objects.create(
        user=user,
        **{
            "title": title,
            "lane": "finops",
            "started_on": date(2026, 10, 2),
            "finished_on": date(2026, 11, 2),
            "touched_at": NOW,
            **fields,
        },
    )


def result(of: CaseStudy, **fields: Any) -> Result:
    """Cloud spend from $4,200 to $3,000 per month, in their own lab."""
    return Result.objects.create(
        case_study=of,
        **{
            "name": "Cloud spend",
            "unit": "USD per month",
            "direction": "lower",
            "before": Decimal(4200),
            "after": Decimal(3000),
            "measured_on": date(2026, 11, 1),
            "origin": "lab",
            **fields,
        },
    )


def full(user: User) -> CaseStudy:
    """All that the page can be made of."""
    choice(user, apply_by=date(2027, 6, 1))
    Decision.objects.create(
        user=user,
        primary="finops",
        secondary="security",
        decided_at=NOW,
        known_for="I am known for telling a product owner what one more customer costs.",
        leverage="Two teams hold 60 % of our bill, and neither sees it.",
    )
    study = case(user, employer="Halvorsen Freight Ltd", employer_said="a freight company")
    result(study, limit_what="p95 latency", limit_value=900, limit_unit="ms", limit_after=820)
    result(study, name="Idle share", unit="%", before=61, after=24, origin="employer")
    Win.objects.create(
        user=user,
        happened_on=date(2026, 10, 8),
        line="Closed the unused accounts at Halvorsen Freight",
        metric="Accounts",
        before=140,
        after=96,
        problem="Nobody knew whose they were.",
    )
    Story.objects.create(user=user, kind="cost", title="The bill nobody owned", touched_at=NOW)
    work = Position.objects.create(
        user=user,
        title="Cloud engineer",
        organisation="Halvorsen Freight Ltd",
        starts="2022-03",
        summary="Runs what eleven teams deploy on.",
    )
    Bullet.objects.create(user=user, position=work, before="x", text="Cut idle hours by a third")
    Position.objects.create(
        user=user, kind="education", title="BSc", organisation="Delft", starts="2014", ends="2018"
    )
    for name in ("Kubernetes", "Cost allocation"):
        Skill.objects.create(user=user, name=name)
    Credential.objects.create(
        user=user, name="FinOps Practitioner", issuer="FinOps", issued_on=date(2026, 9, 1)
    )
    ines = Stakeholder.objects.create(user=user, name="Ines", function="product")
    Conversation.objects.create(
        stakeholder=ines, on=date(2026, 10, 3), said="I learn what a customer costs in March."
    )
    return study

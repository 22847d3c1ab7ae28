"""Case studies our tests are about."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from portfolio.casestudies.models import CaseStudy, Origin, Passage
from portfolio.results.models import Result


def case(user: User, **fields: Any) -> CaseStudy:
    """A case study without a word yet."""
    return CaseStudy.objects.create(
        user=user,
        **{
            "title": "A bill in which every line has an owner",
            "lane": "finops",
            "started_on": date(2026, 10, 1),
            "touched_at": timezone.now(),
            **fields,
        },
    )


def write(study: CaseStudy, **texts: str) -> None:
    """``write(study, problem="…", decision__cost="…")``: a passage each."""
    for name, text in texts.items():
        Passage.objects.create(
            case_study=study,
            slot=name.replace("__", "."),
            text=text,
            version=1,
            saved_at=timezone.now(),
        )


def result(study: CaseStudy, **fields: Any) -> Result:
    """Time to restore, from 240 to 25 minutes, in one's own lab."""
    return Result.objects.create(
        case_study=study,
        **{
            "name": "Time to restore",
            "unit": "min",
            "direction": "lower",
            "before": Decimal(240),
            "after": Decimal(25),
            "origin": Origin.LAB,
            **fields,
        },
    )

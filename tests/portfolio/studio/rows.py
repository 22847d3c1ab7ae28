"""A case study with all that a reader looks for."""

from datetime import date
from typing import Any

from accounts.models import User
from portfolio.artifacts.models import Artifact, Picture
from portfolio.casestudies import parts
from portfolio.casestudies.models import CaseStudy, Tradeoff
from portfolio.results.models import Result
from tests.portfolio.rows import case, result, write

NOON = "2026-11-28T12:00:00Z"
TODAY = date(2026, 11, 28)


def tradeoff(study: CaseStudy, **fields: Any) -> Tradeoff:
    """Our own queue, given up for a managed one."""
    return Tradeoff.objects.create(
        case_study=study,
        **{
            "chose": "a managed queue",
            "over": "our own",
            "because": "nobody wanted to be on call for it",
            "gave_up": "$90 a month",
            **fields,
        },
    )


def measured(study: CaseStudy, **fields: Any) -> Result:
    """A result whose limit held, with how it was measured."""
    return result(
        study,
        **{
            "how": "from pager to green, 11 incidents",
            "limit_what": "error share",
            "limit_value": 2,
            "limit_after": 1,
            **fields,
        },
    )


def artifact(study: CaseStudy, kind: str = "diagram", **fields: Any) -> Artifact:
    return Artifact.objects.create(
        case_study=study, **{"kind": kind, "title": kind, "section": "decision", **fields}
    )


def picture(of: Artifact) -> Picture:
    return Picture.objects.create(artifact=of, data=b"x" * 1000, width=10, height=10, size=1000)


def told(user: User, **fields: Any) -> CaseStudy:
    """One that can be finished."""
    study = case(user, **fields)
    write(
        study,
        question="How long is the shop down when a release goes wrong?",
        problem="Nine of thirty releases were taken back.",
        constraints="The database stays.",
        decision="A canary over two environments.",
        lessons="The queue was slow, because two stages shared a runner.",
    )
    measured(study)
    return study


def whole(user: User, **fields: Any) -> CaseStudy:
    """One in which a reader misses nothing, but for somebody who understood it."""
    study = told(user, **fields)
    missing = set(parts.slots(study.lane)) - set(study.texts)
    write(study, **{slot.replace(".", "__"): "Six words are written here now." for slot in missing})
    tradeoff(study)
    for kind in ("diagram", "runbook", "postmortem"):
        artifact(study, kind)
    return CaseStudy.objects.get(pk=study.pk)

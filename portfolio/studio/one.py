"""One case study as its page shows it: each of its parts with its state, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.metrics import Direction
from portfolio.artifacts.models import Artifact
from portfolio.casestudies import parts
from portfolio.casestudies.models import CaseStudy, Tradeoff
from portfolio.readers.models import Reader
from portfolio.readiness.standing import mark, of, verdict
from portfolio.results import change
from portfolio.results.models import Result


@dataclass(frozen=True, slots=True)
class Written:
    """One slot: its prompt, and how many words stand in it."""

    prompt: parts.Prompt
    words: int

    @property
    def anchor(self) -> str:
        """Its id on the page it is written on."""
        return mark(self.prompt.slug)


@dataclass(frozen=True, slots=True)
class Said:
    """One result in words."""

    result: Result
    change: str
    verdict: str


def page(case: CaseStudy, today: date) -> dict[str, Any]:
    """All that the page of one case study shows. Wants its passages loaded; the number of queries
    does not grow with what it holds."""
    evidence = [one.slug for one in parts.evidence(case.lane)]
    return {
        "case": case,
        "standing": of(case, today),
        "project": case.project,
        "sections": written(case, [parts.QUESTION, *parts.Section.values]),
        "decisions": written(case, parts.ProductionDecision.values),
        "evidence": written(case, evidence),
        "plain": written(case, [parts.PLAIN])[0],
        "results": [_said(row) for row in Result.objects.filter(case_study=case)],
        "artifacts": list(Artifact.objects.filter(case_study=case)),
        "tradeoffs": list(Tradeoff.objects.filter(case_study=case)),
        "readers": Reader.objects.filter(case_study=case).count(),
    }


def _said(row: Result) -> Said:
    direction = Direction(row.direction)
    moved = change.said(row.before, row.after, row.unit, direction, row.wanted)
    return Said(row, moved, str(verdict(row).label))


def written(case: CaseStudy, slots: Sequence[str]) -> Sequence[Written]:
    """Those slots, with how many words each holds."""
    prompts = parts.prompts()
    return [Written(prompts[slot], len(case.texts.get(slot, "").split())) for slot in slots]

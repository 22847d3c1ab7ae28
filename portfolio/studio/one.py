"""One case study as its page shows it: each of its parts with its state, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portfolio.artifacts.models import Artifact
from portfolio.casestudies import parts
from portfolio.casestudies.models import CaseStudy, Tradeoff
from portfolio.readiness.stages import Stage
from portfolio.readiness.standing import Readiness, mark, of
from portfolio.results.figures import listed

GATES, ARTIFACTS = 4, 6
"""So many stand open; the others are folded."""


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
class Step:
    """One of the three things that version 0 is made of."""

    said: str
    path: str
    is_done: bool


def version_zero(standing: Readiness) -> Sequence[Step]:
    """The question, the baseline and the constraints, with which it begins, each with where it is
    written; empty once they stand and something was built on them."""
    case, facts = standing.case, standing.facts
    write, add = (reverse(name, args=[case.pk]) for name in ("casestudy-write", "result-add"))
    steps = [
        Step(_("The question"), f"{write}#{mark(parts.QUESTION)}", parts.QUESTION in facts.written),
        Step(_("The baseline: a figure from before"), add, bool(facts.results)),
        Step(
            _("The constraints"),
            f"{write}#{mark(parts.Section.CONSTRAINTS)}",
            parts.Section.CONSTRAINTS.value in facts.written,
        ),
    ]
    stands = all(one.is_done for one in steps) and standing.stage is not Stage.VERSION_ZERO
    return [] if stands or standing.is_finished else steps


def page(case: CaseStudy, today: date) -> dict[str, Any]:
    """All that the page of one case study shows. Wants its passages loaded; the number of queries
    does not grow with what it holds."""
    standing = of(case, today)
    others, artifacts = standing.mends[1:], list(Artifact.objects.filter(case_study=case))
    return {
        "case": case,
        "standing": standing,
        "version_zero": version_zero(standing),
        "gates": (others[:GATES], others[GATES:]),
        "project": case.project,
        "sections": written(case, [parts.QUESTION, *parts.Section.values]),
        "decisions": written(case, parts.ProductionDecision.values),
        "evidence": written(case, [one.slug for one in parts.evidence(case.lane)]),
        "plain": written(case, [parts.PLAIN])[0],
        "results": listed(case),
        "artifacts": (artifacts[:ARTIFACTS], artifacts[ARTIFACTS:]) if artifacts else (),
        "tradeoffs": list(Tradeoff.objects.filter(case_study=case)),
        "reading": standing.reading,
    }


class Slots(list[Written]):
    """Several of them."""

    @property
    def answered(self) -> int:
        return sum(one.words > 0 for one in self)


def written(case: CaseStudy, slots: Sequence[str]) -> Slots:
    """Those slots, with how many words each holds."""
    prompts = parts.prompts()
    return Slots(Written(prompts[slot], parts.words(case.texts.get(slot, ""))) for slot in slots)

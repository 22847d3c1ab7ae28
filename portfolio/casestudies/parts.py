"""What a case study is written in: each passage has a slot, and a slot has its question.

One canonical structure; the article, the five-part story and the README are views of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import facts
from common.lanes import Lane

FACTS = Path(__file__).parent / "facts" / "prompts.toml"


class Section(models.TextChoices):
    """The canonical structure, in reading order."""

    PROBLEM = "problem", _("Problem")
    CONSTRAINTS = "constraints", _("Constraints")
    DECISION = "decision", _("Decision")
    IMPLEMENTATION = "implementation", _("Implementation")
    TRADEOFFS = "tradeoffs", _("Tradeoffs")
    RESULT = "result", _("Result")
    LESSONS = "lessons", _("Lessons")


class ProductionDecision(models.TextChoices):
    """What somebody decides who runs a thing in production."""

    ARCHITECTURE = "decision.architecture", _("Architecture")
    SECURITY = "decision.security", _("Security")
    COST = "decision.cost", _("Cost")
    DEPLOYMENT = "decision.deployment", _("Deployment")
    OBSERVABILITY = "decision.observability", _("Observability")
    ROLLBACK = "decision.rollback", _("Rollback")


QUESTION = "question"
"""The business question, in one or two sentences."""
PLAIN = "plain"
"""The plain version for somebody outside the trade: see readers."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a slot asks. ``lane`` is set where only case studies of one lane are asked; a slot that
    begins with ``evidence.`` is a field of that lane's evidence."""

    slug: str
    title: str
    asks: str
    lane: Lane | None = None
    example: str = ""

    @property
    def written_on(self) -> str:
        """URL name of the page on which its answer is written."""
        if self.slug == PLAIN:
            return "casestudy-readers"
        if self.slug.startswith(("decision.", "evidence.")):
            return "casestudy-decisions"
        return "casestudy-write"

    @property
    def anchor(self) -> str:
        """The id that the passage has there."""
        return f"passage-{mark(self.slug)}"


@cache
def prompts() -> dict[str, Prompt]:
    """Every slot's prompt, by slot, in the file's order. Basis: our own judgement."""
    read = facts.read_list(FACTS, "prompt", Prompt, alongside={"basis"})
    return {prompt.slug: prompt for prompt in read}


def evidence(lane: str) -> Sequence[Prompt]:
    """The evidence that readers of a lane look for, as fields."""
    return [one for one in prompts().values() if one.lane is not None and one.lane == lane]


def words(text: str) -> int:
    """How many: what stands between spaces, as the editor counts while somebody types."""
    return len(text.split())


def mark(slot: str) -> str:
    """A slot as ids of a page have it: "decision-cost"."""
    return slot.replace(".", "-")


def formerly(prompt: Prompt) -> str:
    """The heading of evidence that was written for a lane that is not the case study's any more."""
    return _now("%(title)s (from the lane before)") % {"title": prompt.title}


def slots(lane: str) -> Sequence[str]:
    """Every slot of a case study in ``lane``, in reading order."""
    return [
        QUESTION,
        *Section.values,
        *ProductionDecision.values,
        *(one.slug for one in evidence(lane)),
        PLAIN,
    ]

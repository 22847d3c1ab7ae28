"""What each kind of story is for, what each part asks, and what interviewers ask next."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from common import facts
from common.lanes import Lane
from portfolio.stakeholders.models import Function
from portfolio.stories.models import Kind

FACTS = Path(__file__).parent / "facts"


class Part(models.TextChoices):
    """The five, in the order in which they are told. Each is a field of a story."""

    PROBLEM = "problem", _("Problem")
    CONSTRAINTS = "constraints", _("Constraints")
    DECISION = "decision", _("Decision")
    TRADEOFF = "tradeoff", _("Tradeoff")
    RESULT = "result", _("Result")


Parts = Mapping[Part, str]
"""The words of each part; a part without words may be missing."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a part asks when it is written, what carries it when it is told, and its share of 90
    seconds."""

    slug: Part
    asks: str
    cue: str
    seconds: int

    @property
    def title(self) -> str:
        return str(self.slug.label)


@dataclass(frozen=True, slots=True)
class Question:
    """What an interviewer asks next, and what the answer is listened to for."""

    asks: str
    listens_for: str


@dataclass(frozen=True, slots=True)
class KindFacts:
    """One kind: what it shows, with what it begins, who should hear it first, what is asked."""

    slug: Kind
    shows: str
    begins: str
    heard_by: tuple[Function, ...]
    questions: tuple[Question, ...]

    @property
    def title(self) -> str:
        return str(self.slug.label)


@cache
def kinds() -> dict[Kind, KindFacts]:
    """All four, in the file's order. Basis: our own judgement."""
    read = facts.read_list(FACTS / "kinds.toml", "kind", KindFacts, alongside={"basis"})
    return {one.slug: one for one in read}


@cache
def prompts() -> dict[Part, Prompt]:
    """All five, in the order of telling. Basis: our own judgement."""
    read = facts.read_list(FACTS / "parts.toml", "part", Prompt, alongside={"basis"})
    return {one.slug: one for one in read}


_KINDS = {
    Lane.FINOPS: Kind.COST,
    Lane.DEVOPS: Kind.RELIABILITY,
    Lane.SECURITY: Kind.SECURITY,
    Lane.AI_INFRASTRUCTURE: Kind.AI,
    Lane.DATA_ENGINEERING: Kind.RELIABILITY,
}


def kind_of_lane(lane: str) -> Kind:
    """The kind that work in a lane usually makes; its person may say otherwise."""
    return _KINDS[Lane(lane)]

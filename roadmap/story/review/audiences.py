"""For whom a pack is put together: what each of them looks for first is a fact."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

from common import facts

FACTS = Path(__file__).parent / "facts" / "audiences.toml"


class Part(models.TextChoices):
    """What a pack has. The label is its heading."""

    SCOPE = "scope", _("Who gained")
    STORIES = "stories", _("What I can tell")
    METRIC = "metric", _("The number")
    RESULTS = "results", _("What was measured")
    WINS = "wins", _("What happened")
    CASES = "case-studies", _("Case studies finished")
    CREDENTIALS = "credentials", _("Credentials earned")
    MILESTONES = "milestones", _("Milestones done")
    MONTHS = "months", _("What exists now")
    HOURS = "hours", _("Hours")
    VOICES = "voices", _("What others said")

    @property
    def is_of_the_plan(self) -> bool:
        """Whether it says that there is a plan, or that somebody rehearses for interviews."""
        return self in (Part.MILESTONES, Part.MONTHS, Part.HOURS, Part.STORIES)


@dataclass(frozen=True, slots=True)
class Audience:
    """One of them. The five weights are points for what a win has."""

    slug: str
    label: str
    opens: str
    opens_without: str
    """The same of a pack that has no number of a chosen metric."""
    parts: tuple[Part, ...]
    wins_by: Literal["", "metric", "whom"]
    goal: int
    figure: int
    whom: int
    told: int
    proof: int

    @property
    def is_by_time(self) -> bool:
        return not any((self.goal, self.figure, self.whom, self.told, self.proof))


@cache
def audiences() -> dict[str, Audience]:
    """Each by its slug, in the file's order."""
    found = facts.read_list(FACTS, "audience", Audience, alongside={"basis"})
    return {one.slug: one for one in found}

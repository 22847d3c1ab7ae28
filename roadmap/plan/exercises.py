"""What a block can be filled with: facts of one shape, read strictly.

*Steps* cut a milestone of the library into blocks. *Study exercises* train a domain of an exam.
*Story exercises* train telling it. Each says what to do, when that is done, what to do with little
time, and where its outcome is used.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from common import facts
from roadmap.plan.blocks import BlockKind
from roadmap.plan.uses import Use

FACTS = Path(__file__).parent / "facts" / "exercises"


class Theme(models.TextChoices):
    """What a story exercise trains."""

    EMPATHY = "empathy", _("empathy")
    STAKEHOLDERS = "stakeholders", _("stakeholders")
    ADJACENT = "adjacent", _("adjacent disciplines")
    PLAIN = "plain-language", _("plain language")
    TRADEOFFS = "tradeoffs", _("tradeoffs")
    REHEARSAL = "rehearsal", _("rehearsal")


@dataclass(frozen=True, slots=True)
class Exercise:
    """One block's work, slots unfilled. ``do`` and ``done_when`` complete a sentence: they begin
    in lower case and end without a full stop. Minutes are minutes of its block."""

    slug: str
    block: BlockKind
    minutes: int
    title: str
    do: str
    done_when: str
    small: str
    feeds: tuple[Use, ...]
    step_of: str = ""
    """A step: the milestone of the library it is a part of. Steps follow each other as written."""
    meets: tuple[int, ...] = ()
    """A step: the milestone's criteria (from 1) that are met once it is done."""
    covers: tuple[str, ...] = ()
    """A study exercise: exam domains, each as ``certification: domain``."""
    theme: Theme | None = None
    """A story exercise: what it trains."""
    on_note: bool = False
    """A story exercise: it works on what was written after the last lab block."""
    phase: int = 1
    """A story exercise: the first phase of the plan it belongs to."""


@cache
def exercises() -> dict[str, Exercise]:
    """Every exercise by slug, in the order of the files.

    Raises:
        facts.FactError: naming file and entry, for anything that is not as it should be.
    """
    found: dict[str, Exercise] = {}
    for path in sorted(FACTS.glob("*.toml")):
        for exercise in facts.read_list(path, "exercise", Exercise, alongside={"basis"}):
            if exercise.slug in found:
                raise facts.FactError(f"{path.name}: {exercise.slug} stands in another file too")
            found[exercise.slug] = exercise
    return found


@cache
def _by_milestone() -> dict[str, tuple[Exercise, ...]]:
    found: dict[str, list[Exercise]] = {}
    for exercise in exercises().values():
        if exercise.step_of:
            found.setdefault(exercise.step_of, []).append(exercise)
    return {slug: tuple(steps) for slug, steps in found.items()}


def steps_of(milestone: str) -> tuple[Exercise, ...]:
    """The steps of a milestone of the library, in order; none for what is in no file."""
    return _by_milestone().get(milestone, ())


@cache
def _by_domain() -> dict[str, tuple[Exercise, ...]]:
    found: dict[str, list[Exercise]] = {}
    for exercise in exercises().values():
        for domain in exercise.covers:
            found.setdefault(domain, []).append(exercise)
    return {domain: tuple(trained) for domain, trained in found.items()}


def of_domain(certification: str, domain: str) -> tuple[Exercise, ...]:
    """The study exercises of an exam's domain, those written for that exam first."""
    found = _by_domain().get(f"{certification}: {domain}", ())
    return tuple(sorted(found, key=lambda e: not e.covers[0].startswith(f"{certification}: ")))


@cache
def stories() -> tuple[Exercise, ...]:
    """The story exercises, in the order of a year."""
    return tuple(exercise for exercise in exercises().values() if exercise.theme)

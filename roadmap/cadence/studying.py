"""For which exam, and which domain of it, the minutes of a study block may count."""

from dataclasses import dataclass
from datetime import date

from certifications import overview
from certifications.overview import Aim
from roadmap.cadence.due import Occurrence
from roadmap.cadence.models import For
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Sort, Task

NOT_FOR_IT = "-"
"""What the form says where the minutes are not for the exam. No domain is called so."""


@dataclass(frozen=True, slots=True)
class Study:
    """A goal, its exam, and what stands ready: a domain, "" for the exam as a whole, NOT_FOR_IT."""

    goal: int
    exam: str
    domains: tuple[str, ...]
    ready: str

    def meant(self, said: str) -> For | None:
        """What somebody chose."""
        return None if said == NOT_FOR_IT else For(self.goal, said)


def of(found: Occurrence, aim: Aim | None, task: Task | None, today: date) -> Study | None:
    """What the form of a study block asks: about the goal its minutes are study of, whatever
    became of that since; else about the exam its person studies for now. None where there is
    none, and for other blocks."""
    if found.block.kind != BlockKind.STUDY:
        return None
    said = found.check_in
    if said is not None and said.study is not None:
        goal = said.study.goal
        domains = overview.domains_of(goal, today)
        known = domains if said.study.domain in {"", *domains} else (*domains, said.study.domain)
        return Study(goal.pk, goal.certification.name, known, said.study.domain)
    if aim is None:
        return None
    ready = task.topic if task is not None and task.aim is not None else ""
    if task is not None and task.sort in (Sort.PROVE, Sort.RESULT):
        ready = NOT_FOR_IT  # proof of what is held, or looking back, is no study for an exam
    if said is not None and said.is_answered:
        ready = NOT_FOR_IT  # it was answered without; saving it again does not change that
    return Study(aim.goal, aim.exam.name, tuple(part.name for part in aim.parts), ready)

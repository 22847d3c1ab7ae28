"""What is next for each block: the milestone it serves, and the first criterion not met yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Milestone, Plan


@dataclass(frozen=True, slots=True)
class Task:
    """What a block is for."""

    milestone: Milestone
    criterion: str
    """The next thing to make true; empty when the milestone names none."""
    number: int
    of: int

    @property
    def small(self) -> str:
        return self.milestone.small


def task(milestone: Milestone) -> Task:
    """The milestone's first criterion that is not met."""
    criteria = list(milestone.done_when)
    for number, criterion in enumerate(criteria):
        if number not in milestone.criteria_met:
            return Task(milestone, criterion, number + 1, len(criteria))
    return Task(milestone, criteria[-1] if criteria else "", len(criteria), len(criteria))


def tasks(plan: Plan, milestones: Iterable[Milestone], today: date) -> dict[BlockKind, Task]:
    """For each block its first open milestone: this month's, else what slipped, else what comes.

    ``milestones`` are the plan's, in order, with ``plan`` set; no query is made here.
    """
    month = plan.month_on(today)
    found: dict[BlockKind, Task] = {}
    open_ones = [m for m in milestones if m.done_on is None and m.dropped_at is None]
    ranked = sorted(
        open_ones, key=lambda m: (m.month != month, m.month > month, m.month, m.day, m.pk)
    )
    for milestone in ranked:
        found.setdefault(BlockKind(milestone.block), task(milestone))
    return found

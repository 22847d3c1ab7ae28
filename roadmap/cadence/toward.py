"""How far somebody is towards their exam when a study block begins. Values in, values out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from certifications.overview import Aim, Fit
from roadmap.cadence import due
from roadmap.cadence.due import DAY, Occurrence, Pauses
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Bench, Task


@dataclass(frozen=True, slots=True)
class Toward:
    """The exam of somebody's goal, the study blocks before its day (this one included), and the
    minutes they give together with what was studied."""

    aim: Aim
    on: date | None
    """The exam's day, if it has one that does not lie behind this block."""
    blocks: int
    minutes: int
    is_sat: bool = False
    """The exam was booked, and its day lies behind this block."""
    waits: bool = False
    """Something held is to be proven before this exam is booked."""

    @property
    def hours(self) -> Decimal:
        """As the goal's page counts them: 4.5."""
        return round(Decimal(self.minutes) / 60, 1)

    @property
    def studied(self) -> int:
        """Hours studied so far."""
        return self.aim.minutes_studied // 60

    @property
    def wanted(self) -> int:
        """Hours in all."""
        return -(-self.aim.minutes_wanted // 60)

    @property
    def left(self) -> int:
        """Hours still to study."""
        return -(-self.aim.minutes_left // 60)

    @property
    def domain(self) -> tuple[str, int, int] | None:
        """The domain that is furthest behind, its hours so far, and those it asks for."""
        part = self.aim.following
        return (part.name, part.studied // 60, -(-part.wanted // 60)) if part else None

    @property
    def fit(self) -> Fit:
        """By the rule of the goal's own page."""
        return self.aim.estimate.fit(self.minutes)


def of(aim: Aim, found: Occurrence, pauses: Pauses, *, waits: bool = False) -> Toward:
    """How far ``aim`` is at this block. As on the goal's page, a block on the day of the exam does
    not count, and a day that was wished for and has gone by is none."""
    on = aim.on if aim.on is not None and aim.on >= found.on else None
    ahead = due.days_until(found, on - DAY, pauses) if on else []
    minutes = aim.minutes_studied + len(ahead) * found.block.minutes
    return Toward(aim, on, len(ahead), minutes, aim.is_sat(found.on), waits)


def at(bench: Bench | None, found: Occurrence, task: Task | None, pauses: Pauses) -> Toward | None:
    """What a block says of the exam: every study block does, but one that proves something."""
    if bench is None or bench.aim is None or found.block.kind != BlockKind.STUDY:
        return None
    if task is not None and task.to_prove is not None:
        return None
    return of(bench.aim, found, pauses, waits=bench.waits)

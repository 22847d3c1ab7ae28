"""How far somebody is towards their exam when a study block begins. Values in, values out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from certifications.overview import Aim
from roadmap.cadence import due
from roadmap.cadence.due import Occurrence, Pauses


class Fit(StrEnum):
    """Where the hours until an exam lie in what is estimated for it."""

    BELOW = "below"
    LOW = "low"
    WELL = "well"


@dataclass(frozen=True, slots=True)
class Toward:
    """The exam of somebody's goal, the study blocks until its day (this one included), and the
    minutes they give together with what was studied."""

    aim: Aim
    blocks: int
    minutes: int
    is_over: bool = False
    """The day of the exam lies behind this block."""

    @property
    def on(self) -> date | None:
        """The exam's day, if it has one that lies ahead."""
        return None if self.is_over else self.aim.on

    @property
    def hours(self) -> int:
        return self.minutes // 60

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
        """What is wanted is its person's own estimate where they have one, so it counts first."""
        if self.minutes >= self.aim.minutes_wanted:
            return Fit.WELL
        return Fit.LOW if self.hours >= self.aim.exam.hours_min else Fit.BELOW


def of(aim: Aim, found: Occurrence, pauses: Pauses) -> Toward:
    """How far ``aim`` is at this block."""
    is_over = aim.on is not None and aim.on < found.on
    ahead = due.days_until(found, aim.on, pauses) if aim.on and not is_over else []
    minutes = aim.minutes_studied + len(ahead) * found.block.minutes
    return Toward(aim, len(ahead), minutes, is_over)

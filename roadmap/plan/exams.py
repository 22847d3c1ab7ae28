"""Which exam a plan is built around, and when its hours are reached. Values in, values out.

The catalogue estimates how many hours each exam takes. A plan never dates an exam before the lower
estimate is reached by its study blocks; where a year does not reach it in time to be told, it is
built around a smaller one and says so.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from certifications.overview import Exam
from roadmap.plan.months import MONTHS, add_months

LATEST = 9
"""The last month in which a credential comes in time: telling begins with it."""
SHARE_BY_ITS_DAY = 0.9
"""How much of a month's study lies before the day an exam is due in it, the 28th."""


@dataclass(frozen=True, slots=True)
class Study:
    """What a study block gives: hours a month from month ``since`` on, and what it gave before."""

    hours_a_month: float
    since: int = 1
    before: float = 0.0


def month_reached(hours: int, study: Study) -> int | None:
    """The first month of a plan by whose 28th ``hours`` are studied. It may lie beyond 12; None
    without a study block."""
    left = max(0.0, hours - study.before)
    if study.hours_a_month <= 0:
        return study.since if not left else None
    return study.since + max(0, math.ceil(left / study.hours_a_month - SHARE_BY_ITS_DAY))


def minutes_for(hours: int, month: int) -> int:
    """The weekly minutes, in steps of 5, at which ``hours`` are reached by ``month``."""
    weekly = hours / (month - 1 + SHARE_BY_ITS_DAY) * 12 / 52 * 60
    return math.ceil(weekly / 5) * 5


@dataclass(frozen=True, slots=True)
class Option:
    """One exam, and when somebody's blocks reach it."""

    exam: Exam
    month: int | None

    @property
    def is_in_time(self) -> bool:
        return self.month is not None and self.month <= LATEST

    @property
    def is_within_the_plan(self) -> bool:
        return self.month is not None and self.month <= MONTHS

    @property
    def minutes_in_time(self) -> int:
        """Weekly minutes at which it would come in time."""
        return minutes_for(self.exam.hours_min, LATEST)

    def label_of_month(self, start: date) -> date | None:
        """The first day of the calendar month it is reached in, pauses not counted."""
        return add_months(start, self.month - 1) if self.month else None


@dataclass(frozen=True, slots=True)
class Exams:
    """What a plan is built around: an exam, the one after it, and every option there is."""

    first: Option
    then: Option
    recommended: Option
    options: tuple[Option, ...]

    @property
    def is_smaller(self) -> bool:
        """Whether a smaller exam took the place of the recommended one."""
        return self.first.exam != self.recommended.exam

    @property
    def says_something(self) -> bool:
        """Whether somebody should hear of it: another exam, or one that comes too late."""
        return self.is_smaller or not self.first.is_in_time

    @property
    def names(self) -> tuple[str, str]:
        return self.first.exam.name, self.then.exam.name


def choose(exams: Sequence[Exam], study: Study, wanted: str = "") -> Exams:
    """The exam to build around: ``wanted`` (a slug) where somebody chose, else the recommended one
    (the first) if its hours are reached in time, else the one that is reached first.

    ``exams`` are a lane's: the recommended one, the one after it, and a smaller one if there is.
    """
    options = [Option(exam, month_reached(exam.hours_min, study)) for exam in exams]
    recommended, after, *smaller = options
    by_slug = {option.exam.slug: option for option in options}
    if wanted in by_slug:
        first = by_slug[wanted]
    elif recommended.is_in_time or not smaller:
        first = recommended
    else:
        first = smaller[0]
    then = after if first is recommended else recommended
    return Exams(first, then, recommended, tuple(options))

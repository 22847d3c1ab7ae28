"""Which exam of a certification a goal is for, and what its dates mean for the day chosen.
Values in, values out."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from certifications.catalogue.credential import Credential, Version


class Matter(Enum):
    """What is to be said about the exam a goal is for."""

    NOTHING = "nothing"
    RETIRED = "retired"
    OVER = "over"
    ENDS_BEFORE = "ends-before"
    NOT_YET = "not-yet"
    BETA = "beta"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Edition:
    """What is to be said of ``version``, and which others can be taken instead."""

    matter: Matter
    version: Version
    others: tuple[Version, ...]

    @property
    def is_in_the_way(self) -> bool:
        """Whether the exam cannot be sat as it is planned."""
        return self.matter in (Matter.RETIRED, Matter.OVER, Matter.ENDS_BEFORE, Matter.NOT_YET)


def edition(known: Credential, version: Version, exam_on: date | None, today: date) -> Edition:
    """``exam_on`` is the day wished for or booked; without one today counts."""
    others = tuple(
        other
        for other in known.versions
        if other != version and not other.is_over(max(exam_on or today, today))
    )
    return Edition(_matter(known, version, exam_on, today), version, others)


def _matter(known: Credential, version: Version, exam_on: date | None, today: date) -> Matter:
    day = exam_on or today
    if known.is_retired(today):
        return Matter.RETIRED
    if version.is_over(today):
        return Matter.OVER
    if version.is_over(day):
        return Matter.ENDS_BEFORE
    if exam_on is not None and version.since is not None and exam_on < version.since:
        return Matter.NOT_YET
    if version.is_beta(day):
        return Matter.BETA
    return Matter.ENDS if version.until is not None else Matter.NOTHING

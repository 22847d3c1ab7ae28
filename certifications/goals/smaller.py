"""Smaller exams of the same trade, for hours that do not reach the one somebody is after.
Values in, values out."""

from collections.abc import Collection, Iterable
from datetime import date

from certifications.catalogue.credential import Credential, Level, Status

MOST = 3
_OPEN = (Status.ACTIVE, Status.RETIRING)


def smaller(
    than: Credential,
    known: Iterable[Credential],
    hours: int,
    day: date,
    *,
    passed: Collection[str],
    known_already: Collection[str],
) -> list[Credential]:
    """Up to three that share a lane with ``than``, ask for fewer hours and fit into ``hours`` with
    their lower estimate: the same vendor's first, then the most demanding. Those in
    ``known_already`` (passed, held or a goal) and those that lack a prerequisite are left out."""
    lanes = {place.lane for place in than.lanes}
    fitting = [
        one
        for one in known
        if one.slug != than.slug
        and one.slug not in known_already
        and lanes & {place.lane for place in one.lanes}
        and _fits(one, than, hours)
        and one.status_on(day) in _OPEN
        and all(set(group) & set(passed) for group in one.prerequisites)
    ]
    levels = list(Level)
    fitting.sort(
        key=lambda one: (
            one.provider != than.provider,
            -levels.index(one.level),
            -(one.study_hours_min or 0),
            one.slug,
        )
    )
    return fitting[:MOST]


def _fits(one: Credential, than: Credential, hours: int) -> bool:
    least = one.study_hours_min
    return least is not None and least <= hours and least < (than.study_hours_min or 0)

"""The next rung of a ladder: one foundation, then one certification of the lane, then the next.

Values in, values out.
"""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.catalogue import catalog, ladder
from certifications.catalogue.catalog import Ladder
from certifications.catalogue.credential import Credential, Rung
from certifications.catalogue.standing import Standing
from common.lanes import Lane


class Why(models.TextChoices):
    """Why this one comes next."""

    AFTER = "after", _("You are after it already. Finish it before you choose another.")
    BEGIN = (
        "begin",
        _(
            "Nothing of this ladder is yours yet. One foundation is enough; whoever works on the "
            "platform every day begins one rung higher."
        ),
    )
    UP = "up", _("You stand one rung below. One certification of this rung is enough.")
    FIRST = "first", _("The rung above asks for it first.")


@dataclass(frozen=True, slots=True)
class Next:
    """What to take next, and why. ``opens`` is the one it is asked for by, where it is that."""

    rung: Rung
    credential: Credential
    why: Why
    opens: Credential | None = None


def reached(lane: Lane, standing: Standing) -> Rung | None:
    """The highest rung of the lane that somebody stands on, whatever the cloud; None below the
    first. What has no rung on any ladder of the lane counts as where the catalogue places it."""
    mine = [rung for slug in standing.held | standing.passed if (rung := rung_of(lane, slug))]
    steps = list(Rung)
    return max(mine, key=steps.index, default=None)


def rung_of(lane: Lane, slug: str) -> Rung | None:
    """On which rung of the lane a certification stands: the lowest of its ladders."""
    known = catalog.catalogue()
    for rung in Rung:
        if any(slug in one.on(rung) for one in known.ladders_of(lane)):
            return rung
    found = known.credentials.get(slug)
    return found.place(lane) if found else None


def next_rung(one: Ladder, standing: Standing, day: date) -> Next | None:
    """What to take next on this ladder; None for who stands on its top. A goal comes first, on
    whichever ladder of the lane it is, unless it cannot be earned any more; of several, one that
    asks for nothing that is lacking."""
    known = catalog.catalogue()
    for slug in sorted(standing.goals, key=lambda slug: _lacks(slug, standing)):
        rung = rung_of(one.lane, slug)
        found = known.credentials.get(slug)
        if rung is not None and found is not None and not found.is_retired(day):
            return Next(rung, found, Why.AFTER)
    at, steps = reached(one.lane, standing), list(Rung)
    why = Why.UP if at else Why.BEGIN
    for rung in steps[steps.index(at) + 1 :] if at else steps:
        if following := _on(one, rung, standing, day, why):
            return following
    return None


def _lacks(slug: str, standing: Standing) -> bool:
    known = catalog.catalogue().credentials.get(slug)
    return known is not None and bool(standing.lacks(known.prerequisites))


def _on(one: Ladder, rung: Rung, standing: Standing, day: date, why: Why) -> Next | None:
    """The first of a rung that can be taken and asks for nothing that is lacking; else what the
    first of them asks for."""
    first = ladder.RECOMMENDED[one.lane]
    wanted = (first.first, first.then)
    here = dict(ladder.rungs(one, day))[rung]
    found = [
        known for known in here if ladder.can_be_taken(known, day) and not standing.has(known.slug)
    ]
    found.sort(key=lambda known: known.slug not in wanted)
    for known in found:
        if not standing.lacks(known.prerequisites):
            return Next(rung, known, why)
    for known in found:
        for slug in standing.lacks(known.prerequisites)[0]:
            needed = catalog.catalogue().credentials[slug]
            if ladder.can_be_taken(needed, day) and not standing.lacks(needed.prerequisites):
                return Next(rung, needed, Why.FIRST, opens=known)
    return None

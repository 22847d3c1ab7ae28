"""How strong a signal a certification is in a lane, and what each rung of the ladder is for."""

from dataclasses import dataclass
from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.catalogue import catalog
from certifications.catalogue.credential import Rung
from common import facts
from common.lanes import Lane

FACTS = catalog.FOLDER / "signals.toml"


class Strength(models.TextChoices):
    """How much a certification says to who hires for a lane."""

    STRONG = "strong", _("strong signal")
    USEFUL = "useful", _("useful signal")
    WEAK = "weak", _("weak signal")


@dataclass(frozen=True, slots=True)
class LaneRule:
    """What makes a signal strong in a lane, and a sentence for each rung."""

    lane: Lane
    rule: str
    foundation: str
    starter: str
    follow_up: str
    stretch: str

    def of(self, rung: Rung) -> str:
        """What the rung is for."""
        return {
            Rung.FOUNDATION: self.foundation,
            Rung.STARTER: self.starter,
            Rung.FOLLOW_UP: self.follow_up,
            Rung.STRETCH: self.stretch,
        }[rung]


@dataclass(frozen=True, slots=True)
class Rating:
    """Certifications that say equally much in a lane, for the same reason."""

    lane: Lane
    strength: Strength
    why: str
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signals:
    lanes: dict[Lane, LaneRule]
    ratings: dict[tuple[Lane, str], Rating]

    def of(self, lane: Lane, slug: str) -> Rating | None:
        """What the certification is worth in the lane; None where it has no place in it."""
        return self.ratings.get((lane, slug))


@cache
def signals() -> Signals:
    """Every rule and rating.

    Raises:
        facts.FactError: naming the lane and the certification that has no rating, two, or no place.
    """
    raw = facts.load(FACTS)
    if unknown := set(raw) ^ {"basis", "lane", "rating"}:
        raise facts.FactError(f"{FACTS.name}: {', '.join(sorted(unknown))}")
    ratings: dict[tuple[Lane, str], Rating] = {}
    for rating in facts.entries(raw, "rating", Rating, FACTS.name):
        for slug in rating.slugs:
            if (rating.lane, slug) in ratings:
                raise facts.FactError(f"{FACTS.name}: {slug} is rated twice in {rating.lane.value}")
            ratings[rating.lane, slug] = rating
    _check_places(set(ratings))
    rules = {rule.lane: rule for rule in facts.entries(raw, "lane", LaneRule, FACTS.name)}
    if missing := set(Lane) - set(rules):
        raise facts.FactError(f"{FACTS.name}: lacks {', '.join(sorted(missing))}")
    return Signals(rules, ratings)


def _check_places(rated: set[tuple[Lane, str]]) -> None:
    """Whatever has a place in a lane is rated there, and nothing else."""
    places = {
        (place.lane, one.slug)
        for one in catalog.catalogue().credentials.values()
        for place in one.lanes
    }
    for lane, slug in sorted(places ^ rated):
        what = "is not rated" if (lane, slug) in places else "has no place"
        raise facts.FactError(f"{FACTS.name}: {slug} {what} in {lane.value}")

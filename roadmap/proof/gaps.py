"""The gaps: what is asked for and not proven, by demand × distance. Values in, values out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from roadmap.lanes.depth.ageing import Depth
from roadmap.lanes.postings.overall import Overall, Said, SkillDemand
from roadmap.lanes.postings.taxonomy import Category, skills
from roadmap.proof.proofs import Proof, proofs
from roadmap.proof.sheet import Evidence, Record, best_of

ASKED_AT_ONCE = 10
"""Skills whose rating is asked: the most demanded without evidence. More would be a form."""


class Level(models.IntegerChoices):
    """What somebody says of themselves. It is no evidence; it changes the distance alone."""

    NEVER = 0, _("Never touched it")
    USED = 1, _("Have used it")
    ALONE = 2, _("Could do it alone")
    EXPLAIN = 3, _("Could say why this and not another")


NEAREST = 3
"""How near one's own word can bring a skill: never as near as a credential."""

EXPLAINED = {Depth.COULD_NOT: 1, Depth.FRESH_SURE: -1}
"""What the depth check adds; notes, old answers and none change nothing."""


def distance(evidence: Evidence, rating: int | None = None, depth: Depth | None = None) -> int:
    """How far it is to proof, from 0 to 8.

    Proof is there already; a credential alone is 2 away. Words are 6 away and nothing 7, less what
    somebody rates themselves (0 to 3; None is not asked and counts as 0), and one more or less by
    what they wrote in the depth check.
    """
    if evidence is Evidence.PROOF:
        return 0
    if evidence is Evidence.SIGNAL:
        return 2
    far = 6 if evidence is Evidence.WORDS else 7
    said = EXPLAINED.get(depth, 0) if depth else 0
    return max(NEAREST, far - min(max(rating or 0, 0), 3) + said)


@dataclass(frozen=True, slots=True)
class Gap:
    """A skill that is asked for and not proven, with the working."""

    demand: SkillDemand
    name: str
    best: Record | None
    rating: int | None
    of: int
    """How many postings there are."""
    proof: Proof | None
    """What to aim for."""
    depth: Depth | None = None
    """What the depth check says of it; None where no question tells of it."""

    @property
    def slug(self) -> str:
        return self.demand.slug

    @property
    def evidence(self) -> Evidence:
        return self.best.evidence if self.best else Evidence.NOTHING

    @property
    def distance(self) -> int:
        return distance(self.evidence, self.rating, self.depth)

    @property
    def score(self) -> int:
        """Demand × distance."""
        return self.demand.weight * self.distance

    @property
    def rated(self) -> str:
        """The rating in words, "" where there is none or where evidence makes it idle."""
        idle = self.rating is None or self.evidence >= Evidence.SIGNAL
        return "" if idle else str(Level(self.rating or 0).label)

    @property
    def said(self) -> tuple[Said, ...]:
        """A quote of each posting, the first few."""
        seen: dict[int, Said] = {}
        for one in self.demand.said:
            seen.setdefault(one.posting, one)
        return tuple(seen.values())


def ranked(
    demand: Overall,
    records: Iterable[Record],
    ratings: Mapping[str, int],
    depths: Mapping[str, Depth] | None = None,
) -> tuple[Gap, ...]:
    """The widest gap first. Skills one is heard for rather than shows (soft ones) are left out."""
    have = best_of(records)
    gaps = [
        Gap(
            one,
            known.name,
            have.get(one.slug),
            ratings.get(one.slug),
            demand.postings,
            proofs().get(one.slug),
            (depths or {}).get(one.slug),
        )
        for one in demand.skills
        if (known := skills().get(one.slug)) and known.category is not Category.SOFT
    ]
    gaps = [gap for gap in gaps if gap.distance]
    gaps.sort(key=lambda gap: (-gap.score, -gap.demand.weight, gap.slug))
    return tuple(gaps)


def to_rate(gaps: Sequence[Gap]) -> list[Gap]:
    """Whose rating is asked: the ten most demanded with neither proof nor credential."""
    bare = [gap for gap in gaps if gap.evidence < Evidence.SIGNAL]
    return sorted(bare, key=lambda gap: (-gap.demand.weight, gap.slug))[:ASKED_AT_ONCE]

"""What several postings ask for together."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from common.lanes import Lane, Pain
from roadmap.lanes.postings.reading import (
    PostingReading,
    Quote,
    SkillFound,
    Strength,
    Verdict,
)

BOILERPLATE_WORDS = 10
"""A sentence this long that stands in several postings is their employer's, and counts once.
Shorter ones ("Experience with Terraform") may well be asked for twice."""

_STRONGEST = (Strength.MUST, Strength.NICE, Strength.CONTEXT)


@dataclass(frozen=True, slots=True)
class Said:
    """A quote, and which of the postings (from 0, in the order given) it stands in."""

    posting: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class SkillDemand:
    """In how many postings a skill is asked for, and how strongly.

    ``weight`` adds 3 for each posting that must have it, 2 where it is nice, 1 for context.
    ``years`` is the most any of them asks for.
    """

    slug: str
    must: int
    nice: int
    context: int
    years: int | None
    said: tuple[Said, ...]

    @property
    def postings(self) -> int:
        return self.must + self.nice + self.context

    @property
    def weight(self) -> int:
        return 3 * self.must + 2 * self.nice + self.context


@dataclass(frozen=True, slots=True)
class PainDemand:
    """In how many postings a pain is spoken of, and the words."""

    pain: Pain
    postings: int
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Overall:
    """All postings of somebody. ``verdicts`` counts each posting once; most demanded first."""

    postings: int
    verdicts: dict[Lane | Verdict, int]
    skills: tuple[SkillDemand, ...]
    pains: tuple[PainDemand, ...]


def overall(readings: Sequence[PostingReading]) -> Overall:
    """Add the postings up. What an employer repeats in each of theirs counts in the first alone."""
    strengths: dict[str, list[Strength]] = defaultdict(list)
    years: dict[str, list[int]] = defaultdict(list)
    said: dict[str, list[Said]] = defaultdict(list)
    pains: dict[Pain, list[Said]] = defaultdict(list)
    verdicts: dict[Lane | Verdict, int] = defaultdict(int)
    heard: dict[str, int] = {}
    for number, reading in enumerate(readings):
        verdicts[reading.verdict] += 1
        for skill in reading.skills:
            if fresh := _fresh(skill.quotes, number, heard):
                strengths[skill.slug].append(_strength(skill, fresh))
                said[skill.slug] += fresh
                years[skill.slug] += [skill.years] if skill.years else []
        for pain in reading.pains:
            pains[pain.pain] += _fresh(pain.quotes, number, heard)
    skills = [
        SkillDemand(
            slug,
            must=found.count(Strength.MUST),
            nice=found.count(Strength.NICE),
            context=found.count(Strength.CONTEXT),
            years=max(years[slug], default=None),
            said=tuple(said[slug]),
        )
        for slug, found in strengths.items()
    ]
    skills.sort(key=lambda one: (-one.weight, -one.postings, one.slug))
    spoken = [
        PainDemand(pain, len({one.posting for one in found}), tuple(found))
        for pain, found in pains.items()
        if found
    ]
    spoken.sort(key=lambda one: (-one.postings, one.pain.value))
    return Overall(len(readings), dict(verdicts), tuple(skills), tuple(spoken))


def _strength(skill: SkillFound, fresh: Sequence[Said]) -> Strength:
    """The strongest of what this posting says itself."""
    kept = {one.quote for one in fresh}
    own = {how for how, quote in zip(skill.strengths, skill.quotes, strict=False) if quote in kept}
    return next((one for one in _STRONGEST if one in own), skill.strength)


def _fresh(quotes: Iterable[Quote], number: int, heard: dict[str, int]) -> list[Said]:
    """The quotes that no earlier posting has as boilerplate."""
    fresh = []
    for quote in quotes:
        words = re.findall(r"\w+", quote.sentence.lower())
        first = heard.setdefault(" ".join(words), number)
        if first == number or len(words) < BOILERPLATE_WORDS:
            fresh.append(Said(number, quote))
    return fresh

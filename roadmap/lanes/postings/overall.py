"""What several postings ask for together."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from common.lanes import Lane, Pain
from roadmap.lanes.postings.reading import (
    PainFound,
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
    """Add the postings up. What an employer repeats in each of theirs counts in one of them."""
    verdicts: dict[Lane | Verdict, int] = defaultdict(int)
    skills: dict[str, dict[int, SkillFound]] = defaultdict(dict)
    pains: dict[Pain, dict[int, PainFound]] = defaultdict(dict)
    for number, reading in enumerate(readings):
        verdicts[reading.verdict] += 1
        for skill in reading.skills:
            skills[skill.slug][number] = skill
        for pain in reading.pains:
            pains[pain.pain][number] = pain
    asked = [_demand(slug, found) for slug, found in skills.items()]
    asked.sort(key=lambda one: (-one.weight, -one.postings, one.slug))
    spoken = [_spoken(pain, found) for pain, found in pains.items()]
    spoken.sort(key=lambda one: (-one.postings, one.pain.value))
    return Overall(len(readings), dict(verdicts), tuple(asked), tuple(spoken))


def _demand(slug: str, found: Mapping[int, SkillFound]) -> SkillDemand:
    said = _once({number: one.quotes for number, one in found.items()})
    strengths = [_strength(found[number], quotes) for number, quotes in said.items()]
    return SkillDemand(
        slug,
        must=strengths.count(Strength.MUST),
        nice=strengths.count(Strength.NICE),
        context=strengths.count(Strength.CONTEXT),
        years=max((years for number in said if (years := found[number].years)), default=None),
        said=tuple(Said(number, quote) for number, quotes in said.items() for quote in quotes),
    )


def _spoken(pain: Pain, found: Mapping[int, PainFound]) -> PainDemand:
    said = _once({number: one.quotes for number, one in found.items()})
    quotes = (Said(number, quote) for number, quotes in said.items() for quote in quotes)
    return PainDemand(pain, len(said), tuple(quotes))


def _strength(skill: SkillFound, kept: Sequence[Quote]) -> Strength:
    """The strongest of what this posting says itself."""
    own = {how for how, quote in zip(skill.strengths, skill.quotes, strict=False) if quote in kept}
    return next((one for one in _STRONGEST if one in own), skill.strength)


def _once(quotes: Mapping[int, Sequence[Quote]]) -> dict[int, list[Quote]]:
    """The quotes of each posting, a sentence that several repeat in one of them: the first that
    says nothing else, so that it makes no difference in which order they came."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, mine in quotes.items():
        for key in {_key(quote) for quote in mine}:
            places[key].append(number)
    repeated = {key for key, numbers in places.items() if len(numbers) > 1 and _is_long(key)}
    own = {number for number, mine in quotes.items() if any(_key(q) not in repeated for q in mine)}
    home = {
        key: next((number for number in places[key] if number not in own), places[key][0])
        for key in repeated
    }
    kept = {
        number: [quote for quote in mine if home.get(_key(quote), number) == number]
        for number, mine in quotes.items()
    }
    return {number: mine for number, mine in kept.items() if mine}


def _key(quote: Quote) -> str:
    return " ".join(re.findall(r"\w+", quote.sentence.lower()))


def _is_long(key: str) -> bool:
    return key.count(" ") + 1 >= BOILERPLATE_WORDS

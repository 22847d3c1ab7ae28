"""Skills, pains and titles, as ``facts/skills.toml`` has them."""

import enum
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from common import facts
from common.lanes import Lane, Pain

FACTS = Path(__file__).parent.parent / "facts" / "skills.toml"
READING = FACTS.with_name("reading.toml")

READER = 2
"""Raise it when the reader itself reads differently: what was kept is then read anew."""


class Category(enum.StrEnum):
    TOOL = "tool"
    PRACTICE = "practice"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Weights:
    """0 not relevant, 1 useful, 2 expected, 3 defining for the lane."""

    devops: int
    finops: int
    ai_infrastructure: int
    security: int
    data_engineering: int

    def of(self, lane: Lane) -> int:
        return int(getattr(self, lane.value.replace("-", "_")))


@dataclass(frozen=True, slots=True)
class Skill:
    """``aliases`` match in any case, those that ``case_sensitive`` repeats only as they stand.

    ``wary`` repeats those that are words of English as well ("Go"): they match as they stand, and
    only where they are named, not where a sentence runs on over them.

    ``implies`` names what nobody has this skill without: who writes Terraform writes
    infrastructure as code. It holds for what somebody has, never for what a posting asks.
    """

    slug: str
    name: str
    category: Category
    aliases: tuple[str, ...]
    weights: Weights
    case_sensitive: tuple[str, ...] = ()
    wary: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    lane: Lane
    weight: int


@dataclass(frozen=True, slots=True)
class PainWords:
    """How postings and incident lists speak of a pain; ``lanes`` are those that kill it."""

    slug: Pain
    question: str
    lanes: tuple[Weighed, ...]
    phrases: tuple[str, ...]
    incident_phrases: tuple[str, ...]
    metrics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TitleWords:
    """Role nouns of a lane; without one, those of roles that belong to no lane.

    ``weight`` 3: the title is the lane's whatever else it says. 2: unless it says so. 1: a hint.
    ``generalist``: the breadth that people come from, and no lane unless the text is one's alone.
    """

    phrases: tuple[str, ...]
    weight: int
    lane: Lane | None = None
    generalist: bool = False


@dataclass(frozen=True, slots=True)
class Taxonomy:
    basis: str
    title: tuple[TitleWords, ...]
    pain: tuple[PainWords, ...]
    skill: tuple[Skill, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Headings under which a section of a posting stands."""

    section: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say how much what stands ``after`` or ``before`` them is wanted."""

    says: Literal["must", "nice", "not"]
    side: Literal["after", "before", "both"]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Words of work that is no lane's."""

    name: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """Words too common for a skill, which a lane's postings say again and again."""

    lane: Lane
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """A language's small words. ``covered``: our phrases know it."""

    code: str
    covered: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How postings are built, as ``facts/reading.toml`` has it."""

    basis: str
    nothing: tuple[str, ...]
    employer: tuple[str, ...]
    lead: tuple[str, ...]
    joins: tuple[str, ...]
    abbreviations: tuple[str, ...]
    introduces: tuple[str, ...]
    names_the_job: tuple[str, ...]
    role_nouns: tuple[str, ...]
    years: tuple[str, ...]
    numbers: tuple[str, ...]
    heading: tuple[Heading, ...]
    cue: tuple[Cue, ...]
    speech: tuple[Speech, ...]
    elsewhere: tuple[Elsewhere, ...]
    language: tuple[Language, ...]


@cache
def taxonomy() -> Taxonomy:
    """Raises facts.FactError naming file and entry."""
    return facts.read(FACTS, Taxonomy)


@cache
def reading() -> Reading:
    """Raises facts.FactError naming file and entry."""
    return facts.read(READING, Reading)


@cache
def skills() -> dict[str, Skill]:
    return {skill.slug: skill for skill in taxonomy().skill}


def with_implied(slugs: Iterable[str]) -> set[str]:
    """These skills, and those that come with them."""
    known: set[str] = set()
    coming = list(slugs)
    while coming:
        slug = coming.pop()
        if slug not in known:
            known.add(slug)
            coming += skills()[slug].implies if slug in skills() else ()
    return known


@cache
def edition() -> str:
    """Changes with the facts and the reader, so that what others have read is read anew."""
    read = FACTS.read_bytes() + READING.read_bytes() + str(READER).encode()
    return hashlib.sha256(read).hexdigest()[:12]

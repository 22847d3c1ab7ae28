"""Skills, pains and titles, as ``facts/skills.toml`` has them."""

import enum
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common import facts
from common.lanes import Lane, Pain

FACTS = Path(__file__).parent.parent / "facts" / "skills.toml"


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
    """``aliases`` match in any case, those that ``case_sensitive`` repeats only as they stand."""

    slug: str
    name: str
    category: Category
    aliases: tuple[str, ...]
    weights: Weights
    case_sensitive: tuple[str, ...] = ()


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
    """Role nouns of a lane; without one, those of roles that belong to no lane."""

    phrases: tuple[str, ...]
    lane: Lane | None = None


@dataclass(frozen=True, slots=True)
class Taxonomy:
    basis: str
    title: tuple[TitleWords, ...]
    pain: tuple[PainWords, ...]
    skill: tuple[Skill, ...]


@cache
def taxonomy() -> Taxonomy:
    """Raises facts.FactError naming file and entry."""
    return facts.read(FACTS, Taxonomy)


@cache
def skills() -> dict[str, Skill]:
    return {skill.slug: skill for skill in taxonomy().skill}


@cache
def edition() -> str:
    """Changes with the facts, so that what was read with others is read anew."""
    return hashlib.sha256(FACTS.read_bytes()).hexdigest()[:12]

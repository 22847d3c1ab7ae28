"""Which skills a credential stands for, as ``facts/stands_for.toml`` has them."""

from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common import facts
from roadmap.lanes.postings.read import find
from roadmap.lanes.postings.taxonomy import Category, skills

FACTS = Path(__file__).parent / "facts" / "stands_for.toml"


@dataclass(frozen=True, slots=True)
class StandsFor:
    """Skills (slugs): what the whole exam is about, and what parts of it are about."""

    core: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        return self.core | self.also

    def proven_by(self, named: Set[str]) -> frozenset[str]:
        """What a case study beside it proves, when its words name ``named``: the core, and of the
        rest what is named. One case study does not prove every part of an exam."""
        return self.core | (self.also & named)


@dataclass(frozen=True, slots=True)
class Entry:
    """One certification of the file."""

    slug: str
    core: tuple[str, ...]
    also: tuple[str, ...] = ()


@cache
def known() -> dict[str, StandsFor]:
    """By certification.

    Raises:
        facts.FactError: naming file, entry and skill.
    """
    entries = facts.read_list(FACTS, "certification", Entry, alongside={"basis"})
    for entry in entries:
        for skill in (*entry.core, *entry.also):
            if skill not in skills():
                raise facts.FactError(f"{FACTS.name}: {entry.slug} names no skill: {skill}")
    return {e.slug: StandsFor(frozenset(e.core), frozenset(e.also)) for e in entries}


def stands_for(slug: str, name: str) -> StandsFor:
    """Of a certification by its slug; of one that the catalogue does not have by its name."""
    if slug in known():
        return known()[slug]
    return StandsFor(core=frozenset(named_in(name)))


def named_in(text: str) -> set[str]:
    """The skills that words name, without those one is heard for."""
    return {slug for slug in find(text) if skills()[slug].category is not Category.SOFT}

"""Which pain an incident's title speaks of, and how many there were in each week.

Titles go in, figures come out: nothing here keeps a word.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from common import facts, weeks
from common.lanes import Pain
from roadmap.lanes.postings.taxonomy import taxonomy

FACTS = Path(__file__).parent.parent / "facts" / "incidents.toml"


@dataclass(frozen=True, slots=True)
class IncidentWords:
    """How titles in an incident tool speak of a pain."""

    slug: Pain
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    basis: str
    pain: tuple[IncidentWords, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an export: when, and what it says. No day where none can be read."""

    day: date | None
    title: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted. ``read`` is the sum of the others."""

    read: int
    weeks: dict[date, dict[Pain, int]]
    without_pain: int
    without_date: int
    outside: int
    dated_weeks: frozenset[date]
    """All weeks that a line within the time falls in, with a pain or not."""

    @property
    def counted(self) -> int:
        return sum(sum(of.values()) for of in self.weeks.values())

    def most(self) -> int:
        """The largest count of one pain in one week."""
        return max((max(of.values()) for of in self.weeks.values()), default=0)

    @property
    def rows(self) -> list["PainCounted"]:
        """Each pain that was counted, the most frequent first."""
        found = []
        for pain in Pain:
            of_week = tuple((week, of[pain]) for week, of in self.weeks.items() if pain in of)
            if of_week:
                found.append(PainCounted(pain, sum(n for _, n in of_week), of_week))
        return sorted(found, key=lambda row: -row.total)


@dataclass(frozen=True, slots=True)
class PainCounted:
    """One pain's lines: in all, and in each week that has any."""

    pain: Pain
    total: int
    weeks: tuple[tuple[date, int], ...]


@cache
def incident_facts() -> IncidentFacts:
    """Raises facts.FactError naming file and entry."""
    return facts.read(FACTS, IncidentFacts)


@cache
def _phrases() -> dict[str, list[tuple[frozenset[str], Pain]]]:
    """Each phrase as its words, found by one of them: the longest, which is the rarest."""
    said: dict[frozenset[str], Pain] = {}
    for words in incident_facts().pain:
        said |= {_words(phrase): words.slug for phrase in words.phrases}
    for pain in taxonomy().pain:
        for phrase in (*pain.incident_phrases, *pain.phrases):
            said.setdefault(_words(phrase), pain.slug)
    found: dict[str, list[tuple[frozenset[str], Pain]]] = defaultdict(list)
    for phrase_words, pain_of in said.items():
        found[max(phrase_words, key=lambda word: (len(word), word))].append((phrase_words, pain_of))
    return found


_LITTLE = frozenset(["a", "an", "and", "by", "for", "in", "its", "of", "on", "the", "to", "with"])


def _words(text: str) -> frozenset[str]:
    """Lower case, without plurals and little words."""
    words = (_singular(word) for word in re.findall(r"[^\W_]+", text.lower()))
    return frozenset(word for word in words if word not in _LITTLE)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def pain_of(title: str) -> Pain | None:
    """The pain that a title says most words of; none where it says none."""
    words = _words(title)
    heard: dict[Pain, set[str]] = defaultdict(set)
    for word in words:
        for phrase, pain in _phrases().get(word, ()):
            if phrase <= words:
                heard[pain] |= phrase
    return max(heard, key=lambda pain: (len(heard[pain]), -list(Pain).index(pain)), default=None)


def count(rows: Iterable[Row], since: date = date.min, until: date = date.max) -> Counted:
    """Each line once: in its week under its pain, or among those that say none, have no date, or
    lie outside of the time from ``since`` to ``until``."""
    of_week: dict[date, Counter[Pain]] = defaultdict(Counter)
    read = without_pain = without_date = outside = 0
    dated = set()
    for row in rows:
        read += 1
        if row.day is None:
            without_date += 1
        elif not since <= row.day <= until:
            outside += 1
        else:
            dated.add(weeks.week_of(row.day))
            if (pain := pain_of(row.title)) is None:
                without_pain += 1
            else:
                of_week[weeks.week_of(row.day)][pain] += 1
    kept = {monday: dict(of_week[monday]) for monday in sorted(of_week)}
    return Counted(read, kept, without_pain, without_date, outside, frozenset(dated))

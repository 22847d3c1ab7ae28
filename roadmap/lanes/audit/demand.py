"""What the audit page shows of all postings together: values in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from common.lanes import Lane, Pain
from roadmap.lanes.audit.quoting import Sentence, quoted
from roadmap.lanes.postings.overall import Overall, Said, SkillDemand, overall
from roadmap.lanes.postings.reading import PostingReading, Quote, Strength, Verdict
from roadmap.lanes.postings.taxonomy import Category, skills

FIRST = 12
"""So many skills are shown at once; up to ``STRETCH`` where the rest would be but a few."""
STRETCH = 15
COUNTABLE = 24
"""Up to so many postings a bar shows each as a square of its own."""
QUOTED = 8
"""So many postings are quoted for one skill; each has a page that quotes them all."""
SENTENCES = 2
"""So many sentences of one posting."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One posting that counts."""

    pk: int
    title: str
    reading: PostingReading


@dataclass(frozen=True, slots=True)
class InPosting:
    """What one posting says of a skill or a pain; ``strength`` is None for a pain."""

    entry: Entry
    strength: Strength | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A skill, in how many postings, how strongly, and the words."""

    slug: str
    name: str
    category: Category
    demand: SkillDemand
    said: tuple[InPosting, ...]

    @property
    def more(self) -> int:
        """In how many more postings it is asked for than are quoted."""
        return self.demand.postings - len(self.said)

    @property
    def until_nice(self) -> int:
        """Where the bar's part for context begins."""
        return self.demand.must + self.demand.nice


@dataclass(frozen=True, slots=True)
class PainRow:
    """A pain, in how many postings, the lanes that relieve it, and the words."""

    pain: Pain
    postings: int
    lanes: tuple[Lane, ...]
    said: tuple[InPosting, ...]

    @property
    def more(self) -> int:
        return self.postings - len(self.said)


@dataclass(frozen=True, slots=True)
class Demand:
    """The figures of the page. ``first`` and ``rest`` are skills, ``soft`` ways of working."""

    total: int
    verdicts: tuple[tuple[Lane | Verdict, int], ...]
    first: tuple[Row, ...]
    rest: tuple[Row, ...]
    soft: tuple[Row, ...]
    pains: tuple[PainRow, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All of them, the most demanded first within skills and within ways of working."""
        return self.first + self.rest + self.soft

    @property
    def squares(self) -> str:
        """The cuts that make squares of a bar, as the path of an SVG one unit a posting wide."""
        if self.total > COUNTABLE:
            return ""
        return "".join(f"M{n} 0V12" for n in range(1, self.total))


def demand(entries: Sequence[Entry]) -> Demand:
    """Add the postings up."""
    found = overall([entry.reading for entry in entries])
    rows = _rows(found, entries)
    hard = tuple(row for row in rows if row.category is not Category.SOFT)
    cut = len(hard) if len(hard) <= STRETCH else FIRST
    return Demand(
        total=found.postings,
        verdicts=tuple(sorted(found.verdicts.items(), key=_most_first)),
        first=hard[:cut],
        rest=hard[cut:],
        soft=tuple(row for row in rows if row.category is Category.SOFT),
        pains=tuple(
            PainRow(one.pain, one.postings, killers(one.pain), _by_posting(one.said, entries))
            for one in found.pains
        ),
    )


def killers(pain: Pain) -> tuple[Lane, ...]:
    """The lanes whose first pain this is."""
    return tuple(lane for lane in Lane if lane.facts.pain is pain)


def _most_first(counted: tuple[Lane | Verdict, int]) -> tuple[int, bool]:
    """Lanes before what is none of them, among equals."""
    verdict, count = counted
    return -count, isinstance(verdict, Verdict)


def _rows(found: Overall, entries: Sequence[Entry]) -> list[Row]:
    strengths = [
        {skill.slug: skill.strength for skill in entry.reading.skills} for entry in entries
    ]
    return [
        Row(
            one.slug,
            skills()[one.slug].name,
            skills()[one.slug].category,
            one,
            _by_posting(one.said, entries, [by_slug.get(one.slug) for by_slug in strengths]),
        )
        for one in found.skills
        if one.slug in skills()
    ]


def _by_posting(
    said: Iterable[Said],
    entries: Sequence[Entry],
    strengths: Sequence[Strength | None] | None = None,
) -> tuple[InPosting, ...]:
    """The quotes of a posting together."""
    quotes: dict[int, list[Quote]] = {}
    for one in said:
        quotes.setdefault(one.posting, []).append(one.quote)
    return tuple(
        InPosting(entries[at], strengths[at] if strengths else None, quoted(found)[:SENTENCES])
        for at, found in islice(quotes.items(), QUOTED)
    )

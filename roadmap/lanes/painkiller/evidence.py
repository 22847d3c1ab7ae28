"""What is known besides the answers: postings that were read, and incidents that were counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from common.lanes import Lane, Pain
from roadmap.lanes.audit.quoting import Sentence, marked
from roadmap.lanes.postings.overall import Said, overall
from roadmap.lanes.postings.reading import PostingReading, Quote

EXCERPT = 180
"""Characters of a sentence that a page shows."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence, and the posting it stands in."""

    posting: int
    title: str
    sentence: str
    phrase: str

    @property
    def parts(self) -> Sentence:
        """The excerpt, with the words marked that were recognised."""
        return marked(self.excerpt, [self.phrase])

    @property
    def excerpt(self) -> str:
        """The sentence; of a long one the part around the words that were recognised."""
        if len(self.sentence) <= EXCERPT:
            return self.sentence
        middle = max(0, self.sentence.find(self.phrase)) + len(self.phrase) // 2
        start = min(max(0, middle - EXCERPT // 2), len(self.sentence) - EXCERPT)
        words = self.sentence[start : start + EXCERPT].split()
        cut_before, cut_after = start > 0, start + EXCERPT < len(self.sentence)
        kept = words[cut_before : len(words) - cut_after]
        return f"{'… ' * cut_before}{' '.join(kept)}{' …' * cut_after}"


@dataclass(frozen=True, slots=True)
class Seen:
    """A pain, in how many postings it was seen, and a sentence of each."""

    pain: Pain
    postings: int
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A lane, how many postings are for its work, and what says so in each."""

    lane: Lane
    postings: int
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """``incidents`` is the tally somebody keeps; empty when they keep none and have to be asked.

    Postings speak twice: of pains, which few spell out, and by the work they are for.
    """

    postings: int = 0
    seen: tuple[Seen, ...] = ()
    incidents: Mapping[Pain, int] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()

    @property
    def has_tally(self) -> bool:
        return any(self.incidents.values())

    @classmethod
    def of(
        cls, readings: Iterable[tuple[int, PostingReading]], incidents: Mapping[Pain, int]
    ) -> Self:
        """From the postings' keys and readings. What several postings repeat counts in one of
        them, so they are put into an order of their own: which came first changes nothing."""
        ordered = sorted(
            ((key, replace(reading, skills=())) for key, reading in readings),
            key=lambda one: (repr(one[1]), one[0]),
        )
        demand = overall([reading for _key, reading in ordered])

        def cited(said: Said) -> Cited:
            key, reading = ordered[said.posting]
            return Cited(key, reading.title, said.quote.sentence, said.quote.phrase)

        def of_each_posting(said: Iterable[Said]) -> tuple[Cited, ...]:
            firsts: dict[int, Said] = {}
            for one in said:
                firsts.setdefault(one.posting, one)
            return tuple(map(cited, firsts.values()))

        seen = (Seen(one.pain, one.postings, of_each_posting(one.said)) for one in demand.pains)
        return cls(demand.postings, tuple(seen), dict(incidents), _asked(ordered))

    def to_json(self) -> dict[str, Any]:
        """Counts and quotes, to be read later."""
        return {
            "postings": self.postings,
            "pains": [
                {
                    "pain": one.pain.value,
                    "postings": one.postings,
                    "quotes": [
                        {"posting": cited.posting, "title": cited.title, "quote": cited.sentence}
                        for cited in one.cited
                    ],
                }
                for one in self.seen
            ],
            "lanes": {one.lane.value: one.postings for one in self.asked},
            "incidents": {pain.value: count for pain, count in self.incidents.items() if count},
        }


def _asked(ordered: Iterable[tuple[int, PostingReading]]) -> tuple[Asked, ...]:
    """The lanes that postings are for, most postings first. Mixed ones and those of no lane are
    for none."""
    found: dict[Lane, list[Cited]] = {}
    for key, reading in ordered:
        if isinstance(reading.verdict, Lane):
            score = next(one for one in reading.lanes if one.lane == reading.verdict)
            quotes = [reason.quote for reason in score.reasons if reason.quote]
            said = quotes[0] if quotes else Quote(reading.title, reading.title)
            cited = Cited(key, reading.title, said.sentence, said.phrase)
            found.setdefault(reading.verdict, []).append(cited)
    asked = [Asked(lane, len(cited), tuple(cited)) for lane, cited in found.items()]
    return tuple(sorted(asked, key=lambda one: (-one.postings, one.lane.value)))

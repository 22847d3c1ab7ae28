"""What a decision rested on, read from what was kept with it. Values in, values out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from common.lanes import Lane, Pain


@dataclass(frozen=True, slots=True)
class Reason:
    """Points that a lane was given, why, and the words they rest on. ``key`` says what it is about,
    so that the same reason is found again in a later record whose words differ."""

    points: int
    text: str
    key: str
    quotes: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        return cls(
            points=kept["points"],
            text=kept["text"],
            key=kept.get("key") or kept["text"],
            quotes=tuple(kept.get("quotes", ())),
        )


@dataclass(frozen=True, slots=True)
class Ranked:
    """A lane with its score and what it is made of."""

    lane: Lane
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the test and what was answered, in words."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence, and the title of the posting it stood in."""

    sentence: str
    title: str


@dataclass(frozen=True, slots=True)
class Met:
    """A pain in the evidence: in how many postings it stood, which sentences said so, and how many
    incidents it made."""

    pain: Pain
    postings: int
    quotes: tuple[Quoted, ...]
    incidents: int


@dataclass(frozen=True, slots=True)
class Record:
    """Empty for who chose without the test. ``postings``: how many were read."""

    answers: tuple[Answer, ...] = ()
    ranking: tuple[Ranked, ...] = ()
    postings: int = 0
    met: tuple[Met, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.answers or self.postings or self.met)

    @property
    def incidents(self) -> int:
        return sum(met.incidents for met in self.met)

    @classmethod
    def from_json(
        cls,
        answers: Sequence[Mapping[str, str]],
        evidence: Mapping[str, Any],
        ranking: Mapping[str, Any],
    ) -> Self:
        """From the three JSON values of a decision, the highest lane first."""
        ranked = [
            Ranked(
                Lane(kept["lane"]),
                kept["score"],
                tuple(Reason.from_json(reason) for reason in kept["reasons"]),
            )
            for kept in ranking.get("lanes", ())
        ]
        return cls(
            tuple(Answer(kept["question"], kept["answer"]) for kept in answers),
            tuple(sorted(ranked, key=lambda one: -one.score)),
            evidence.get("postings", 0),
            tuple(_met(evidence)),
        )


def _met(evidence: Mapping[str, Any]) -> Iterator[Met]:
    seen = {kept["pain"]: kept for kept in evidence.get("pains", ())}
    incidents = evidence.get("incidents", {})
    for pain in Pain:
        if pain.value not in {*seen, *incidents}:
            continue
        kept = seen.get(pain.value, {})
        quotes = tuple(Quoted(q["quote"], q["title"]) for q in kept.get("quotes", ()))
        yield Met(pain, kept.get("postings", 0), quotes, incidents.get(pain.value, 0))

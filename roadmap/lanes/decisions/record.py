"""What a decision rested on, read from what was kept with it. Values in, values out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from common.lanes import Pain
from roadmap.lanes.painkiller.rank import Ranking


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
    """Empty, and without a ranking, for who chose without the test. ``postings``: how many were
    read."""

    answers: tuple[Answer, ...] = ()
    ranking: Ranking | None = None
    postings: int = 0
    met: tuple[Met, ...] = ()

    def __bool__(self) -> bool:
        return self.ranking is not None

    @property
    def incidents(self) -> int:
        return sum(met.incidents for met in self.met)

    @classmethod
    def from_json(
        cls,
        answers: Sequence[Mapping[str, Any]],
        evidence: Mapping[str, Any],
        ranking: dict[str, Any],
    ) -> Self:
        """From the three JSON values that a decision keeps; all empty without the test."""
        return cls(
            tuple(Answer(kept["question"], kept["answer"]) for kept in answers),
            Ranking.from_json(ranking) if ranking else None,
            evidence.get("postings", 0),
            tuple(_met(evidence)),
        )


def _met(evidence: Mapping[str, Any]) -> Iterator[Met]:
    seen = {kept["pain"]: kept for kept in evidence.get("pains", ())}
    incidents = evidence.get("incidents", {})
    for pain in Pain:
        if pain.value in {*seen, *incidents}:
            kept = seen.get(pain.value, {})
            quotes = tuple(Quoted(q["quote"], q["title"]) for q in kept.get("quotes", ()))
            yield Met(pain, kept.get("postings", 0), quotes, incidents.get(pain.value, 0))

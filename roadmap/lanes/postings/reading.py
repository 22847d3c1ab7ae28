"""What was read from one posting, as values that can be kept as JSON."""

import dataclasses
import enum
from dataclasses import dataclass
from typing import Any, Self

from common.lanes import Lane, Pain


class Strength(enum.StrEnum):
    """How much a posting wants a skill, the strongest mention counting."""

    MUST = "must"
    NICE = "nice"
    CONTEXT = "context"


class Verdict(enum.StrEnum):
    """What a posting is when it is not one of the five lanes."""

    MIXED = "mixed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the posting as it stands there, and the words in it that were recognised."""

    sentence: str
    phrase: str


@dataclass(frozen=True, slots=True)
class SkillFound:
    """A skill, how strongly it is asked for, and where it stands.

    ``years`` is what the posting asks for, None where it gives no figure. ``quotes`` begins with
    the mention that decided the strength; ``strengths`` has that of each, in the same order.
    """

    slug: str
    strength: Strength
    years: int | None
    quotes: tuple[Quote, ...]
    strengths: tuple[Strength, ...] = ()


@dataclass(frozen=True, slots=True)
class PainFound:
    """A pain that the posting speaks of."""

    pain: Pain
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Points for a lane, and the words they come from. The reasons of a lane add up to it."""

    points: float
    text: str
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class LaneScore:
    lane: Lane
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PostingReading:
    """One posting, read. ``lanes`` has all five, best first.

    ``language`` is an ISO 639-1 code, or "" where it cannot be told; ``partial`` says that the
    text is in a language that we do not cover, or was cut, so that things may be missing.
    ``elsewhere`` is what speaks for work of no lane; the verdict weighs it against the lanes.
    """

    title: str
    language: str
    partial: bool
    lanes: tuple[LaneScore, ...]
    verdict: Lane | Verdict
    skills: tuple[SkillFound, ...]
    pains: tuple[PainFound, ...]
    elsewhere: tuple[Reason, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """What a JSON column keeps."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """Raises ValueError for what another edition wrote, or is damaged: read the text anew."""
        try:
            return cls._from_json(kept)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("This is no reading of ours.") from error

    @classmethod
    def _from_json(cls, kept: dict[str, Any]) -> Self:
        if len({one["lane"] for one in kept["lanes"]}) != len(Lane):
            raise ValueError("A reading has all five lanes.")
        verdict = kept["verdict"]
        return cls(
            title=kept["title"],
            language=kept["language"],
            partial=kept["partial"],
            lanes=tuple(_lane_score(one) for one in kept["lanes"]),
            verdict=Lane(verdict) if verdict in Lane.values else Verdict(verdict),
            skills=tuple(
                SkillFound(
                    one["slug"],
                    Strength(one["strength"]),
                    one["years"],
                    tuple(Quote(**quote) for quote in one["quotes"]),
                    tuple(Strength(strength) for strength in one["strengths"]),
                )
                for one in kept["skills"]
            ),
            pains=tuple(
                PainFound(Pain(one["pain"]), tuple(Quote(**quote) for quote in one["quotes"]))
                for one in kept["pains"]
            ),
            elsewhere=_reasons(kept["elsewhere"]),
        )


def _lane_score(kept: dict[str, Any]) -> LaneScore:
    return LaneScore(Lane(kept["lane"]), float(kept["score"]), _reasons(kept["reasons"]))


def _reasons(kept: list[dict[str, Any]]) -> tuple[Reason, ...]:
    return tuple(
        Reason(one["points"], one["text"], Quote(**one["quote"]) if one["quote"] else None)
        for one in kept
    )

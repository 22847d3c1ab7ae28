"""What a posting's own page shows: values in, values out."""

from dataclasses import dataclass

from common.lanes import Lane
from common.templatetags.forte import upfirst
from roadmap.lanes.audit.quoting import Sentence, marked, quoted
from roadmap.lanes.audit.saying import points
from roadmap.lanes.postings.reading import LaneScore, PostingReading, Reason, Strength
from roadmap.lanes.postings.taxonomy import skills

SHOWN = 5
"""So many reasons of a lane stand open; the rest can be opened."""

FULL = 50
"""A bar is as long as the best of the five, or as these points: a posting that says little of any
lane shows short ones."""


@dataclass(frozen=True, slots=True)
class Why:
    """Points as they are written (``+3``), what for, and the sentence if there is one."""

    points: str
    text: str
    quote: Sentence | None


@dataclass(frozen=True, slots=True)
class Scored:
    """A lane, its points, and all they come from; ``width`` is its bar, of 100."""

    lane: Lane
    score: str
    width: float
    first: tuple[Why, ...]
    rest: tuple[Why, ...]
    rest_points: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A skill or pain, the years asked for, and the sentences."""

    name: str
    years: int | None
    quotes: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The five lanes, what speaks for work of none, the skills by strength, and the pains."""

    lanes: tuple[Scored, ...]
    elsewhere: tuple[Why, ...]
    elsewhere_points: str
    elsewhere_width: float
    must: tuple[Asked, ...]
    nice: tuple[Asked, ...]
    context: tuple[Asked, ...]
    pains: tuple[Asked, ...]


def shown(reading: PostingReading) -> Shown:
    other = sum(reason.points for reason in reading.elsewhere)
    most = max(other, *(score.score for score in reading.lanes), FULL)
    return Shown(
        lanes=tuple(_scored(score, most) for score in reading.lanes),
        elsewhere=tuple(map(_why, reading.elsewhere)),
        elsewhere_points=points(other),
        elsewhere_width=_width(other, most),
        must=_asked(reading, Strength.MUST),
        nice=_asked(reading, Strength.NICE),
        context=_asked(reading, Strength.CONTEXT),
        pains=tuple(
            Asked(upfirst(found.pain.label), None, quoted(found.quotes)) for found in reading.pains
        ),
    )


def _scored(score: LaneScore, most: float) -> Scored:
    reasons = sorted(score.reasons, key=lambda reason: -abs(reason.points))
    rest = reasons[SHOWN:] if len(reasons) > SHOWN + 1 else []
    first = reasons[: len(reasons) - len(rest)]
    return Scored(
        lane=score.lane,
        score=points(score.score),
        width=_width(score.score, most),
        first=tuple(map(_why, first)),
        rest=tuple(map(_why, rest)),
        rest_points=signed(sum(reason.points for reason in rest)),
    )


def _width(value: float, most: float) -> float:
    return round(100 * max(value, 0) / most, 1)


def _why(reason: Reason) -> Why:
    quote = marked(reason.quote.sentence, [reason.quote.phrase]) if reason.quote else None
    return Why(signed(reason.points), reason.text, quote)


def signed(value: float) -> str:
    """``+3``, ``−2.5``."""
    return f"{'−' if value < 0 else '+'}{points(abs(value))}"


def _asked(reading: PostingReading, strength: Strength) -> tuple[Asked, ...]:
    return tuple(
        Asked(skills()[found.slug].name, found.years, quoted(found.quotes))
        for found in reading.skills
        if found.strength is strength and found.slug in skills()
    )

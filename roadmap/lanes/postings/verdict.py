"""Points for each lane, whence they come, and what they come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from common.lanes import Lane
from roadmap.lanes.postings.index import Match
from roadmap.lanes.postings.reading import LaneScore, Quote, Reason, Verdict
from roadmap.lanes.postings.sentences import Section, Sentence
from roadmap.lanes.postings.taxonomy import Category, Skill, skills, taxonomy
from roadmap.lanes.postings.titles import SURE, Role, lanes_named, several

TITLE = {SURE: 40.0, 2: 16.0, 1: 6.0}
"""Points for a lane's role in the title, by how surely it is the lane's."""

SOUGHT = 0.4
"""Share of that for the role that the text says it looks for."""

PLACE = {
    Section.DUTIES: 1.5,
    Section.MUST: 1.0,
    Section.TOOLS: 0.75,
    Section.NICE: 0.5,
    Section.OPEN: 0.75,
    Section.ABOUT: 0.0,
    Section.BENEFITS: 0.0,
}
"""What is done in the job says more than what is asked for, and the employer says nothing."""

AGAIN = 0.5
"""Each further sentence on the same thing counts half the one before, and three count at all."""

PER_SKILL, PER_PAIN, PER_ELSEWHERE = 3.0, 2.0, 3.0
PER_SPEECH, MOST_SPEECH = 1.5, 12
"""Points for a sentence in a lane's everyday words, and how many such sentences count."""

STEP = 0.5
"""Points are whole and half ones, so that they add up to the score to the digit."""

LEAST, LEAST_UNNAMED = 12.0, 25.0
"""Below it a posting says too little of any lane; where it nowhere names a lane's role, below the
second."""

CLEARLY = {SURE: 2.0, 2: 1.5, 1: 1.0}
"""Where the title is no lane's, by how surely: a lane must have so many times what speaks for other
work."""

TITLE_HOLDS = 0.7
"""A lane that the title names keeps the posting down to this share of the best score."""

NEAR, BROAD = 0.95, 0.4
"""Where the title names no lane, two lanes this near to each other are said to be mixed; the second
figure holds for a generalist's title, such as cloud engineer."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found in a posting, as far as it speaks for a lane."""

    title: Sequence[Role]
    sought: Sequence[Role]
    said: Mapping[str, Sequence[tuple[Sentence, Match]]]

    @classmethod
    def gather(
        cls, title: Sequence[Role], sought: Sequence[Role], sentences: Iterable[Sentence]
    ) -> Self:
        """What the sentences say, by its kind, where the job is spoken of."""
        said: dict[str, list[tuple[Sentence, Match]]] = defaultdict(list)
        for sentence in sentences:
            if PLACE[sentence.section]:
                for match in sentence.matches:
                    said[match.phrase.kind].append((sentence, match))
        return cls(title, sought, said)


@dataclass(frozen=True, slots=True)
class Judged:
    """All lanes, best first; what speaks for other work; and the verdict."""

    lanes: tuple[LaneScore, ...]
    elsewhere: tuple[Reason, ...]
    verdict: Lane | Verdict


def judge(evidence: Evidence) -> Judged:
    """Add up what speaks for each lane and for none of them, and decide."""
    reasons = _roles(evidence)
    for lane, found in _skills(evidence).items():
        reasons[lane] += found
    for lane, found in _pains(evidence).items():
        reasons[lane] += found
    for lane in Lane:
        reasons[lane] += _spoken(evidence, f"speech {lane}")
    lanes = [_score(lane, reasons[lane]) for lane in Lane]
    lanes.sort(key=lambda one: -one.score)
    elsewhere = (*reasons[None], *_elsewhere(evidence))
    return Judged(tuple(lanes), elsewhere, _verdict(evidence, lanes, elsewhere))


def _score(lane: Lane, reasons: list[Reason]) -> LaneScore:
    reasons.sort(key=lambda one: -one.points)
    return LaneScore(lane, sum(one.points for one in reasons), tuple(reasons))


def _verdict(
    evidence: Evidence, lanes: Sequence[LaneScore], elsewhere: Sequence[Reason]
) -> Lane | Verdict:
    first, second = lanes[0], lanes[1]
    other = sum(one.points for one in elsewhere)
    named = lanes_named(evidence.title)
    if not named:
        other *= max((CLEARLY[one.weight] for one in evidence.title if not one.lane), default=1.0)
    if first.score < _least(evidence) or other >= first.score:
        return Verdict.NONE
    if several(evidence.title):
        return Verdict.MIXED
    scores = {one.lane: one.score for one in lanes}
    if (
        len(named) == 1
        and (lane := next(iter(named)))
        and scores[lane] >= first.score * TITLE_HOLDS
    ):
        return lane
    broad = any(one.generalist for one in evidence.title)
    if not named and second.score >= first.score * (BROAD if broad else NEAR):
        return Verdict.MIXED
    return first.lane


def _least(evidence: Evidence) -> float:
    named = any(one.lane and one.weight == SURE for one in (*evidence.title, *evidence.sought))
    return LEAST if named else LEAST_UNNAMED


# ---- reasons -------------------------------------------------------------------------------------


def _roles(evidence: Evidence) -> dict[Lane | None, list[Reason]]:
    """The best role of each lane in the title, and a part of it where the text repeats it."""
    reasons: dict[Lane | None, list[Reason]] = defaultdict(list)
    places = ((evidence.title, 1.0, "in the title"), (evidence.sought, SOUGHT, "is looked for"))
    for roles, share, where in places:
        for lane in (*Lane, None):
            named = [one for one in roles if one.lane is lane]
            if named:
                best = max(named, key=lambda one: one.weight)
                points = _steps(TITLE[best.weight] * share)
                reasons[lane].append(Reason(points, f"{best.quote.phrase}: {where}", best.quote))
    return reasons


def _skills(evidence: Evidence) -> dict[Lane, list[Reason]]:
    reasons: dict[Lane, list[Reason]] = defaultdict(list)
    for slug, (times, quote) in _said(evidence, "skill").items():
        skill = skills().get(slug)
        if skill is None or skill.category is Category.SOFT:
            continue
        for lane in Lane:
            if points := _steps(PER_SKILL * _own(skill, lane) * times):
                reasons[lane].append(Reason(points, skill.name, quote))
    return reasons


def _own(skill: Skill, lane: Lane) -> float:
    """0 to 3: how much the lane needs it, times how much it is the lane's own."""
    weight = skill.weights.of(lane)
    others = sum(skill.weights.of(other) for other in Lane) - weight
    return max(0.0, weight - others / (len(Lane) - 1))


def _pains(evidence: Evidence) -> dict[Lane, list[Reason]]:
    reasons: dict[Lane, list[Reason]] = defaultdict(list)
    known = {pain.slug.value: pain for pain in taxonomy().pain}
    for slug, (times, quote) in _said(evidence, "pain").items():
        for one in known[slug].lanes:
            if points := _steps(PER_PAIN * (one.weight - 1) * times):
                reasons[one.lane].append(Reason(points, quote.phrase, quote))
    return reasons


def _spoken(evidence: Evidence, kind: str) -> Iterable[Reason]:
    """In how many sentences the everyday words of a field stand, up to a bound."""
    said = {id(sentence): (sentence, match) for sentence, match in evidence.said.get(kind, ())}
    places = sorted(said.values(), key=lambda one: -PLACE[one[0].section])
    times = sum(PLACE[sentence.section] for sentence, _ in places[:MOST_SPEECH])
    if points := _steps(PER_SPEECH * times):
        sentence, match = places[0]
        quote = Quote(sentence.text, sentence.words.between(match.first, match.last))
        yield Reason(points, _words_of_the_field(len(said)), quote)


def _words_of_the_field(sentences: int) -> str:
    return (
        f"Words of the field, in {'one sentence' if sentences == 1 else f'{sentences} sentences'}"
    )


def _elsewhere(evidence: Evidence) -> Iterable[Reason]:
    """The same of work that is no lane's: by its words, and by how many sentences have them."""
    for times, quote in _said(evidence, "elsewhere", by_phrase=True).values():
        if points := _steps(PER_ELSEWHERE * times):
            yield Reason(points, quote.phrase, quote)
    yield from _spoken(evidence, "elsewhere")


def _said(
    evidence: Evidence, kind: str, *, by_phrase: bool = False
) -> dict[str, tuple[float, Quote]]:
    """How often each thing is said, weighed by where and how often before; the best quoted."""
    places: dict[str, list[tuple[Sentence, Match]]] = defaultdict(list)
    for sentence, match in evidence.said.get(kind, ()):
        places[match.phrase.text if by_phrase else match.phrase.means].append((sentence, match))
    return {key: _saturated(found) for key, found in places.items()}


def _saturated(found: list[tuple[Sentence, Match]]) -> tuple[float, Quote]:
    found.sort(key=lambda one: -PLACE[one[0].section])
    times = sum(PLACE[one.section] * AGAIN**number for number, (one, _) in enumerate(found[:3]))
    sentence, match = found[0]
    return times, Quote(sentence.text, sentence.words.between(match.first, match.last))


def _steps(points: float) -> float:
    return round(points / STEP) * STEP

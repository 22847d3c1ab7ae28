"""Points for each lane, whence they come, and what they come to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from common.lanes import Lane
from roadmap.lanes.postings.reading import LaneScore, Quote, Reason, Verdict
from roadmap.lanes.postings.sentences import Section, Sentence
from roadmap.lanes.postings.taxonomy import Category, Skill, skills, taxonomy
from roadmap.lanes.postings.titles import Role, several

SURE = 3
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

PER_SKILL, PER_PAIN, PER_ELSEWHERE = 4.0, 2.0, 2.5
PER_SPEECH, MOST_SPEECH = 1.5, 12
"""Points for a sentence in a lane's everyday words, and how many such sentences count."""

STEP = 0.5
"""Points are whole and half ones, so that they add up to the score to the digit."""

LEAST, LEAST_UNNAMED = 12.0, 25.0
"""Below it a posting says too little of any lane; where it nowhere names a lane's role, below the
second."""

CLEARLY = 2.0
"""So many times what speaks for other work must a lane have when the title is no lane's."""

TITLE_HOLDS = 0.7
"""A lane that the title names keeps the posting down to this share of the best score."""

NEAR, BROAD = 0.9, 0.4
"""Where the title names no lane, two lanes this near to each other are said to be mixed; the second
figure holds for a generalist's title, such as cloud engineer."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found in a posting, as far as it speaks for a lane."""

    title: Sequence[Role]
    sought: Sequence[Role]
    sentences: Sequence[Sentence]


@dataclass(frozen=True, slots=True)
class Judged:
    """All lanes, best first; what speaks for other work; and the verdict."""

    lanes: tuple[LaneScore, ...]
    elsewhere: tuple[Reason, ...]
    verdict: Lane | Verdict


def judge(evidence: Evidence) -> Judged:
    """Add up what speaks for each lane and for none of them, and decide."""
    reasons = _roles(evidence)
    for lane, found in _skills(evidence.sentences).items():
        reasons[lane] += found
    for lane, found in _pains(evidence.sentences).items():
        reasons[lane] += found
    for lane in Lane:
        reasons[lane] += _spoken(evidence.sentences, f"speech {lane}")
    lanes = [_score(lane, reasons[lane]) for lane in Lane]
    lanes.sort(key=lambda one: -one.score)
    elsewhere = (*reasons[None], *_elsewhere(evidence.sentences))
    return Judged(tuple(lanes), elsewhere, _verdict(evidence, lanes, elsewhere))


def _score(lane: Lane, reasons: list[Reason]) -> LaneScore:
    reasons.sort(key=lambda one: -one.points)
    return LaneScore(lane, sum(one.points for one in reasons), tuple(reasons))


def _verdict(
    evidence: Evidence, lanes: Sequence[LaneScore], elsewhere: Sequence[Reason]
) -> Lane | Verdict:
    first, second = lanes[0], lanes[1]
    other = sum(one.points for one in elsewhere)
    sure = {one.lane for one in evidence.title if one.weight == SURE}
    named = sure - {None}
    if sure == {None}:
        other *= CLEARLY
    if first.score < _least(evidence) or other >= first.score:
        return Verdict.NONE
    if several(evidence.title):
        return Verdict.MIXED
    scores = {one.lane: one.score for one in lanes}
    if len(named) == 1 and (lane := named.pop()) and scores[lane] >= first.score * TITLE_HOLDS:
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
    for roles, share in ((evidence.title, 1.0), (evidence.sought, SOUGHT)):
        for lane in (*Lane, None):
            named = [one for one in roles if one.lane is lane]
            if named:
                best = max(named, key=lambda one: one.weight)
                points = _steps(TITLE[best.weight] * share)
                reasons[lane].append(Reason(points, best.quote.phrase, best.quote))
    return reasons


def _skills(sentences: Sequence[Sentence]) -> dict[Lane, list[Reason]]:
    reasons: dict[Lane, list[Reason]] = defaultdict(list)
    for slug, (times, quote) in _said(sentences, "skill").items():
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
    return weight * weight / sum(skill.weights.of(other) for other in Lane) if weight else 0


def _pains(sentences: Sequence[Sentence]) -> dict[Lane, list[Reason]]:
    reasons: dict[Lane, list[Reason]] = defaultdict(list)
    known = {pain.slug.value: pain for pain in taxonomy().pain}
    for slug, (times, quote) in _said(sentences, "pain").items():
        for one in known[slug].lanes:
            if points := _steps(PER_PAIN * (one.weight - 1) * times):
                reasons[one.lane].append(Reason(points, str(known[slug].slug.label), quote))
    return reasons


def _spoken(sentences: Sequence[Sentence], kind: str) -> Iterable[Reason]:
    """In how many sentences the everyday words of a field stand, up to a bound."""
    said = [
        (PLACE[sentence.section], sentence, match)
        for sentence in sentences
        if (match := next((one for one in sentence.matches if one.phrase.kind == kind), None))
        and PLACE[sentence.section]
    ]
    said.sort(key=lambda one: -one[0])
    if points := _steps(PER_SPEECH * sum(place for place, _, _ in said[:MOST_SPEECH])):
        _, sentence, match = said[0]
        quote = Quote(sentence.text, sentence.words.between(match.first, match.last))
        yield Reason(points, f"Words of the field, in {len(said)} sentences", quote)


def _elsewhere(sentences: Sequence[Sentence]) -> Iterable[Reason]:
    """The same of work that is no lane's: by its words, and by how many sentences have them."""
    for times, quote in _said(sentences, "elsewhere", by_phrase=True).values():
        if points := _steps(PER_ELSEWHERE * times):
            yield Reason(points, quote.phrase, quote)
    yield from _spoken(sentences, "elsewhere")


def _said(
    sentences: Sequence[Sentence], kind: str, *, by_phrase: bool = False
) -> dict[str, tuple[float, Quote]]:
    """How often each thing is said, weighed by where and how often before; the best quoted."""
    places: dict[str, list[tuple[float, Quote]]] = defaultdict(list)
    for sentence in sentences:
        for one in sentence.matches:
            if one.phrase.kind != kind or not PLACE[sentence.section]:
                continue
            key = one.phrase.text if by_phrase else one.phrase.means
            quote = Quote(sentence.text, sentence.words.between(one.first, one.last))
            places[key].append((PLACE[sentence.section], quote))
    return {key: _saturated(found) for key, found in places.items()}


def _saturated(found: list[tuple[float, Quote]]) -> tuple[float, Quote]:
    found.sort(key=lambda one: -one[0])
    times = sum(place * AGAIN**number for number, (place, _) in enumerate(found[:3]))
    return times, found[0][1]


def _steps(points: float) -> float:
    return round(points / STEP) * STEP

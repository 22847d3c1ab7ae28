"""Which question to ask next, and which are settled: whatever their answer, the first two stay.

How far a question can move one lane against another is known before it is asked. A lane is *settled
above* another when all open questions together cannot turn the two round. A question is asked while
it can move two lanes that are not settled and may both still come into the first two places. Each
answer can only settle more, so the number of questions left never grows.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import permutations

from common.lanes import Lane, Pain
from roadmap.lanes.painkiller.evidence import Evidence
from roadmap.lanes.painkiller.questions import (
    TICKS,
    TIMES,
    Answers,
    Kind,
    Question,
    questions,
)
from roadmap.lanes.painkiller.rank import (
    Ranking,
    answered,
    option_points,
    points,
    rank,
    tick_points,
)

PLACES = 2
"""How many places of the ranking the test is for: one to be known for, one beside it."""


@dataclass(frozen=True, slots=True)
class Swing:
    """What a question could do at most: bring ``lane`` so many points nearer to ``over``."""

    question: Question
    lane: Lane
    over: Lane
    points: int


def next_question(
    answers: Answers, evidence: Evidence, skipped: Collection[str] = ()
) -> Question | None:
    """The one that can change the first two places most; None when none can."""
    left = still_open(answers, evidence, skipped)
    return left[0] if left else None


def still_open(
    answers: Answers, evidence: Evidence, skipped: Collection[str] = ()
) -> list[Question]:
    """The questions that can still change the first two places, the most telling first."""
    asked = [one for one in unanswered(answers, evidence) if one.slug not in skipped]
    return [swing.question for swing in swings(rank(answers, evidence), asked)]


def unanswered(answers: Answers, evidence: Evidence) -> list[Question]:
    """Everything that could be answered yet. Who keeps a tally need not guess at incidents."""
    counted = answered(answers, evidence)
    known = {"incidents"} if evidence.has_tally else set()
    return [one for slug, one in questions().items() if slug not in counted and slug not in known]


def swings(ranking: Ranking, open_ones: Iterable[Question]) -> list[Swing]:
    """For each question that can change the first two places what it could do, the most first."""
    asked = list(open_ones)
    pairs = _undecided(ranking, asked)
    found = []
    for question in asked:
        most = max(
            (Swing(question, low, high, gain(question, low, high)) for high, low in pairs),
            key=lambda swing: swing.points,
            default=None,
        )
        if most and most.points:
            found.append(most)
    return sorted(found, key=lambda swing: -swing.points)


def settling(
    ranking: Ranking, open_ones: Iterable[Question], high: Lane, low: Lane
) -> Swing | None:
    """The question that can part these two most, if any can."""
    both = [
        Swing(question, one, other, gain(question, one, other))
        for question in open_ones
        for one, other in ((low, high), (high, low))
    ]
    most = max(both, key=lambda swing: swing.points, default=None)
    return most if most and most.points else None


def _undecided(ranking: Ranking, asked: list[Question]) -> list[tuple[Lane, Lane]]:
    """Pairs that may both come into the first places, and whose order is open. Both ways round."""
    scores = {score.lane: score.points for score in ranking.scores}
    above = {
        (high, low)
        for high, low in permutations(Lane, 2)
        if scores[high] - scores[low] > sum(gain(one, low, high) for one in asked)
    }
    hopeful = [lane for lane in Lane if sum((other, lane) in above for other in Lane) < PLACES]
    order = [score.lane for score in ranking.scores if score.lane in hopeful]
    return [
        (high, low)
        for high, low in permutations(order, 2)
        if (high, low) not in above and (low, high) not in above
    ]


@cache
def _gains(slug: str, lane: Lane, over: Lane) -> int:
    question = questions()[slug]
    if question.kind is Kind.PICK:
        each = [
            option_points(lane, question, option) - option_points(over, question, option)
            for option in question.choices
        ]
        return sum(sorted((one for one in each if one > 0), reverse=True)[: question.most])
    return sum(_gain_of_pain(question, pain, lane, over) for pain in Pain)


def gain(question: Question, lane: Lane, over: Lane) -> int:
    """How many points an answer can bring ``lane`` more than ``over``, at most."""
    return _gains(question.slug, lane, over)


def _gain_of_pain(question: Question, pain: Pain, lane: Lane, over: Lane) -> int:
    if question.kind is Kind.TALLY:
        levels = [
            points(lane, pain, int(times), question.points, question.full_at)
            - points(over, pain, int(times), question.points, question.full_at)
            for times in TIMES
        ]
    else:
        levels = [
            tick_points(lane, pain, ticks, question) - tick_points(over, pain, ticks, question)
            for ticks in range(len(TICKS) + 1)
        ]
    return max(levels)

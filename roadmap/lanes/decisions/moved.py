"""What moved between two records. Values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass

from common.lanes import Lane
from roadmap.lanes.decisions.record import Answer, Record
from roadmap.lanes.painkiller.rank import Ranking, Reason, Score


@dataclass(frozen=True, slots=True)
class ReasonMoved:
    """A reason of a lane then and now, in its newest words. None where it was not there."""

    text: str
    before: int | None
    after: int | None

    @property
    def difference(self) -> int:
        return (self.after or 0) - (self.before or 0)

    @property
    def appeared(self) -> bool:
        return self.before is None

    @property
    def vanished(self) -> bool:
        return self.after is None


@dataclass(frozen=True, slots=True)
class LaneMoved:
    """A lane's points then and now. The reasons' differences add up to the lane's."""

    lane: Lane
    before: int
    after: int
    reasons: list[ReasonMoved]

    @property
    def difference(self) -> int:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class AnswerMoved:
    """An answer that is another now; empty where the question was not answered."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moved:
    """``lanes``: all five, in the later ranking's order; none where one side has no ranking."""

    lanes: list[LaneMoved]
    answers: list[AnswerMoved]

    @property
    def still(self) -> list[LaneMoved]:
        """The lanes of which no point moved."""
        return [lane for lane in self.lanes if not lane.reasons]

    @property
    def has_moved(self) -> bool:
        """Whether any point did."""
        return len(self.still) < len(self.lanes)


def moved(before: Record, after: Record) -> Moved:
    """What is different in ``after``: points, the reasons that make them, and answers."""
    if before.ranking is None or after.ranking is None:
        return Moved([], [])
    return Moved(_lanes(before.ranking, after.ranking), _answers(before.answers, after.answers))


def _lanes(before: Ranking, after: Ranking) -> list[LaneMoved]:
    return [_lane(before.of(score.lane), score) for score in after.scores]


def _lane(was: Score, now: Score) -> LaneMoved:
    return LaneMoved(now.lane, was.points, now.points, _reasons(was.reasons, now.reasons))


def _reasons(before: Iterable[Reason], after: Iterable[Reason]) -> list[ReasonMoved]:
    """Those whose points differ, the largest difference first."""
    was, now = _by_subject(before), _by_subject(after)
    both = [
        ReasonMoved(
            (now.get(subject) or was[subject]).text,
            was[subject].points if subject in was else None,
            now[subject].points if subject in now else None,
        )
        for subject in {**now, **was}
    ]
    return sorted((one for one in both if one.difference), key=lambda one: -abs(one.difference))


def _by_subject(reasons: Iterable[Reason]) -> dict[tuple[str, str], Reason]:
    return {(reason.source, _subject(reason)): reason for reason in reasons}


def _subject(reason: Reason) -> str:
    """What a reason is about, whatever its counts: "cloud spend, in six of eight postings" is about
    cloud spend, and next quarter's "in two of three" is, too."""
    return reason.about or reason.text


def _answers(before: Iterable[Answer], after: Iterable[Answer]) -> list[AnswerMoved]:
    was = {answer.question: answer.answer for answer in before}
    now = {answer.question: answer.answer for answer in after}
    return [
        AnswerMoved(question, was.get(question, ""), now.get(question, ""))
        for question in {**now, **was}
        if was.get(question) != now.get(question)
    ]

"""What moved between two records. Values in, values out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from common.lanes import Lane
from roadmap.lanes.decisions.record import Answer, Ranked, Reason, Record


@dataclass(frozen=True, slots=True)
class ReasonMoved:
    """A reason of a lane then and now. ``None``: it was not there, or is gone."""

    before: Reason | None
    after: Reason | None

    @property
    def text(self) -> str:
        """In its newest words."""
        said = self.after or self.before
        return said.text if said else ""

    @property
    def difference(self) -> int:
        return _points(self.after) - _points(self.before)

    @property
    def appeared(self) -> bool:
        return self.before is None

    @property
    def vanished(self) -> bool:
        return self.after is None


@dataclass(frozen=True, slots=True)
class LaneMoved:
    """A lane then and now. Without a ranking on one side there is no score to compare."""

    lane: Lane
    before: int | None
    after: int | None
    reasons: list[ReasonMoved]

    @property
    def difference(self) -> int | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class AnswerMoved:
    """An answer that is another now; empty where the question was not answered."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moved:
    """``lanes``: all that either record ranks, in the later one's order."""

    lanes: list[LaneMoved]
    answers: list[AnswerMoved]


def moved(before: Record, after: Record) -> Moved:
    """What is different in ``after``: scores, the reasons that make them, and answers."""
    return Moved(
        _lanes(before.ranking, after.ranking), _answers(before.answers, after.answers)
    )


def _lanes(before: Iterable[Ranked], after: Iterable[Ranked]) -> list[LaneMoved]:
    was = {ranked.lane: ranked for ranked in before}
    now = {ranked.lane: ranked for ranked in after}
    return [_lane(lane, was.get(lane), now.get(lane)) for lane in {**now, **was}]


def _lane(lane: Lane, was: Ranked | None, now: Ranked | None) -> LaneMoved:
    both = was is not None and now is not None
    return LaneMoved(
        lane,
        was.score if was else None,
        now.score if now else None,
        _reasons(was.reasons if was else (), now.reasons if now else ()) if both else [],
    )


def _reasons(before: Iterable[Reason], after: Iterable[Reason]) -> list[ReasonMoved]:
    """Those whose points differ, the largest difference first."""
    was, now = _by_key(before), _by_key(after)
    all_of_them = [ReasonMoved(was.get(key), now.get(key)) for key in {**now, **was}]
    different = [reason for reason in all_of_them if reason.difference]
    return sorted(different, key=lambda reason: -abs(reason.difference))


def _by_key(reasons: Iterable[Reason]) -> Mapping[str, Reason]:
    return {reason.key: reason for reason in reasons}


def _answers(before: Iterable[Answer], after: Iterable[Answer]) -> list[AnswerMoved]:
    was = {answer.question: answer.answer for answer in before}
    now = {answer.question: answer.answer for answer in after}
    return [
        AnswerMoved(question, was.get(question, ""), now.get(question, ""))
        for question in {**now, **was}
        if was.get(question) != now.get(question)
    ]


def _points(reason: Reason | None) -> int:
    return reason.points if reason else 0

"""The depth check of somebody's lanes on a day: what is asked, and how each answer stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from common.lanes import Lane
from roadmap.lanes.depth.ageing import Depth
from roadmap.lanes.depth.models import Explanation
from roadmap.lanes.depth.questions import Question, of_lane, questions


@dataclass(frozen=True, slots=True)
class Asked:
    question: Question
    latest: Explanation | None
    depth: Depth
    days: int = 0
    """How old the latest answer is."""

    @property
    def weeks(self) -> int:
        return self.days // 7

    @property
    def is_open(self) -> bool:
        """Whether it is asked now: never answered, or too long ago."""
        return self.depth in (Depth.UNANSWERED, Depth.OLD)


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one lane's page, or those of the AI-first check."""

    lane: Lane
    is_ai_first: bool
    asked: list[Asked]

    @property
    def sure(self) -> int:
        return sum(asked.depth is Depth.FRESH_SURE for asked in self.asked)


@dataclass(frozen=True, slots=True)
class Check:
    """``elsewhere``: what was explained for lanes that are not theirs any more."""

    groups: list[Group]
    elsewhere: list[Asked]

    @property
    def all(self) -> list[Asked]:
        return [asked for group in self.groups for asked in group.asked]

    @property
    def sure(self) -> int:
        return sum(group.sure for group in self.groups)

    @property
    def next(self) -> Asked | None:
        """What to explain now: what was never answered, then what is oldest, then what failed."""
        for wanted in (Depth.UNANSWERED, Depth.OLD, Depth.COULD_NOT):
            if found := [asked for asked in self.all if asked.depth is wanted]:
                return min(found, key=_oldest_first)
        return None


def _oldest_first(asked: Asked) -> float:
    return asked.latest.answered_at.timestamp() if asked.latest else 0


def stands(question: Question, latest: Explanation | None, today: date) -> Asked:
    if latest is None:
        return Asked(question, None, Depth.UNANSWERED)
    days = (today - latest.user.today(latest.answered_at)).days
    return Asked(question, latest, latest.depth(today), days)


def of(lanes: Sequence[Lane], latest: Mapping[str, Explanation], today: date) -> Check:
    """The check of these lanes, in their order. ``latest``: the last answer to each question."""
    groups = []
    for lane in lanes:
        asked = [stands(q, latest.get(q.slug), today) for q in of_lane(lane)]
        by_page = [one for one in asked if not one.question.area]
        by_area = [one for one in asked if one.question.area]
        groups += [Group(lane, False, by_page), *([Group(lane, True, by_area)] if by_area else [])]
    shown = {one.question.slug for group in groups for one in group.asked}
    elsewhere = [
        stands(question, latest[slug], today)
        for slug, question in questions().items()
        if slug in latest and slug not in shown
    ]
    return Check(groups, elsewhere)

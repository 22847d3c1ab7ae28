"""Answers and evidence to a ranking of the five lanes, every point with its reason.

The points of a pain grow with how often it was met, each further time bringing less, and with the
square of how much the lane relieves it (``facts/skills.toml``). They depend on that pain alone. A
share of all that was met would take points from a lane that relieves a little of everything
whenever another of its pains is met once more; so nothing is divided by a total, and meeting a pain
more often can only raise those who relieve it. What a source brings at most is fixed instead, which
keeps two people comparable and no source in sole charge.
"""

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any, Self

from django.utils.translation import gettext, ngettext

from common.lanes import Lane, Pain
from common.templatetags.forte import words
from roadmap.lanes.painkiller.evidence import Cited, Evidence
from roadmap.lanes.painkiller.questions import (
    TICKS,
    TIMES,
    Answers,
    Kind,
    Picked,
    Question,
    painkiller,
    questions,
)
from roadmap.lanes.postings.taxonomy import taxonomy

OWN = 3
"""The weight of a lane's own pain."""

WORK = "work"
"""What a reason is about that counts postings of the lane's own work."""

WHAT_HURTS = {"postings", "tally", "incidents", "problems"}
"""Sources that tell of pains; the others tell what somebody is like and what they want."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Points for a lane and where they come from.

    ``source`` is the slug of a question, or "postings" (then ``cited`` has the sentences), or
    "tally" for the incidents that somebody counts. ``about`` is what two records compare it by,
    whatever its counts: a pain, or ``WORK``; empty where the text says all there is.
    """

    points: int
    text: str
    source: str
    cited: tuple[Cited, ...] = ()
    about: str = ""

    @property
    def tells_what_hurts(self) -> bool:
        return self.source in WHAT_HURTS


@dataclass(frozen=True, slots=True)
class Score:
    """A lane and its reasons: what hurts, then what somebody wants, each the largest first. They
    add up to it: that is what it is."""

    lane: Lane
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)

    @property
    def segments(self) -> list[tuple[int, Reason]]:
        """The reasons end to end: where on the bar each begins."""
        ends = accumulate((reason.points for reason in self.reasons), initial=0)
        return list(zip(ends, self.reasons, strict=False))


@dataclass(frozen=True, slots=True)
class Ranking:
    """All five, best first; lanes with the same points in the order of the enum."""

    scores: tuple[Score, ...]

    @property
    def first(self) -> Score:
        return self.scores[0]

    @property
    def second(self) -> Score:
        return self.scores[1]

    @property
    def is_empty(self) -> bool:
        """Whether nothing speaks for any lane: all level, and no ranking."""
        return not self.first.points

    @property
    def is_flat(self) -> bool:
        """Whether all five have the same: no ranking either."""
        return self.first.points == self.scores[-1].points

    @property
    def level_with_first(self) -> tuple[Score, ...]:
        """Those that have exactly as many points as the first, itself among them."""
        return tuple(score for score in self.scores if score.points == self.first.points)

    @property
    def gap(self) -> int:
        """Points between the first and the second."""
        return self.first.points - self.second.points

    @property
    def is_close(self) -> bool:
        """Whether an answer of a small question would turn the first two round."""
        return self.gap < painkiller().close

    def of(self, lane: Lane) -> Score:
        return next(score for score in self.scores if score.lane == lane)

    def to_json(self) -> dict[str, Any]:
        """What a JSON column keeps."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """Raises KeyError, TypeError or ValueError for what is no ranking."""
        if {score["lane"] for score in kept["scores"]} != set(Lane.values):
            raise ValueError("A ranking has all five lanes.")
        return cls(
            tuple(
                Score(
                    Lane(score["lane"]),
                    tuple(
                        Reason(**one | {"cited": tuple(Cited(**quote) for quote in one["cited"])})
                        for one in score["reasons"]
                    ),
                )
                for score in kept["scores"]
            )
        )


def rank(answers: Answers, evidence: Evidence) -> Ranking:
    """The five lanes with their reasons. Answers to questions we do not know count nothing."""
    scores = []
    for lane in Lane:
        reasons = [
            *_from_postings(lane, evidence),
            *_from_roles(lane, evidence),
            *_from_tally(lane, evidence),
            *_from_answers(lane, answers, evidence),
        ]
        reasons.sort(key=lambda reason: (not reason.tells_what_hurts, -reason.points))
        scores.append(Score(lane, tuple(reasons)))
    scores.sort(key=lambda score: -score.points)
    return Ranking(tuple(scores))


@cache
def relieves() -> dict[Pain, dict[Lane, int]]:
    """For each pain the lanes that relieve it, 3 where it is the lane's own, else 1 or 2."""
    return {
        pain.slug: {one.lane: one.weight for one in pain.lanes if one.weight}
        for pain in taxonomy().pain
    }


def points(lane: Lane, pain: Pain, often: int, at_most: int, full_at: int) -> int:
    """What it brings a lane that a pain was met so often, in whole points. Never less for once
    more."""
    weight = relieves()[pain].get(lane, 0) / OWN
    return math.floor(at_most * weight**2 * math.sqrt(min(often, full_at) / full_at))


def tick_points(lane: Lane, pain: Pain, ticks: int, question: Question) -> int:
    """Each tick brings the same: it is all three together that somebody pays for."""
    weight = relieves()[pain].get(lane, 0) / OWN
    return math.floor(question.points * weight**2 * ticks / question.full_at)


def option_points(lane: Lane, question: Question, slug: str) -> int:
    """What it brings a lane that an option was picked."""
    option = next(option for option in question.option if option.slug == slug)
    return sum(worth.points for worth in option.points if worth.lane == lane)


def answered(answers: Answers, evidence: Evidence) -> dict[str, Picked]:
    """The answers that count: a tally that is kept takes the place of a guess."""
    taken = {"incidents"} if evidence.has_tally else set()
    return {
        slug: picked
        for slug, picked in answers.items()
        if slug in questions() and slug not in taken
    }


def _from_postings(lane: Lane, evidence: Evidence) -> Iterator[Reason]:
    source = painkiller().postings
    for seen in evidence.seen:
        worth = points(lane, seen.pain, seen.postings, source.points, source.full_at)
        if worth:
            text = gettext("%(pain)s, %(often)s") % {
                "pain": _named(lane, seen.pain),
                "often": _in_postings(seen.postings, evidence.postings),
            }
            yield Reason(worth, text, "postings", seen.cited, seen.pain.value)


def _from_roles(lane: Lane, evidence: Evidence) -> Iterator[Reason]:
    source = painkiller().roles
    for asked in evidence.asked:
        if asked.lane == lane:
            full = min(asked.postings, source.full_at) / source.full_at
            text = gettext("%(lane)s is the work %(often)s") % {
                "lane": lane.label,
                "often": _in_postings(asked.postings, evidence.postings),
            }
            worth = math.floor(source.points * math.sqrt(full))
            yield Reason(worth, text, "postings", asked.cited, WORK)


def _from_tally(lane: Lane, evidence: Evidence) -> Iterator[Reason]:
    question = questions()["incidents"]
    for pain, often in evidence.incidents.items():
        worth = points(lane, pain, often, question.points, question.full_at)
        if worth:
            text = ngettext(
                "%(pain)s, once in your tally of incidents",
                "%(pain)s, %(often)s times in your tally of incidents",
                often,
            ) % {"pain": _named(lane, pain), "often": words(often)}
            yield Reason(worth, text, "tally", about=pain.value)


def _from_answers(lane: Lane, answers: Answers, evidence: Evidence) -> Iterator[Reason]:
    said = {Kind.PICK: _from_picks, Kind.TALLY: _from_count, Kind.TICKS: _from_ticks}
    counted = answered(answers, evidence)
    for slug, question in questions().items():
        if slug in counted:
            yield from said[question.kind](lane, question, counted[slug])


def _from_picks(lane: Lane, question: Question, picked: Picked) -> Iterator[Reason]:
    for option in question.option:
        for worth in option.points:
            if worth.lane == lane and option.slug in picked:
                text = f"{option.said}: {worth.why}" if worth.why else option.said
                yield Reason(worth.points, text, question.slug)


def _from_count(lane: Lane, question: Question, picked: Picked) -> Iterator[Reason]:
    for pain, times in question.levels(picked).items():
        worth = points(lane, pain, times, question.points, question.full_at)
        if worth:
            text = gettext("%(pain)s, %(times)s in your team in four weeks") % {
                "pain": _named(lane, pain), "times": TIMES[str(times)]
            }  # fmt: skip
            yield Reason(worth, text, question.slug, about=pain.value)


def _from_ticks(lane: Lane, question: Question, picked: Picked) -> Iterator[Reason]:
    for pain, ticks in question.levels(picked).items():
        worth = tick_points(lane, pain, ticks, question)
        if worth:
            ticked = [str(said) for tick, said in TICKS.items() if f"{pain.value}.{tick}" in picked]
            text = gettext("%(pain)s, %(ticked)s where you work") % {
                "pain": _named(lane, pain), "ticked": _listed(ticked)
            }  # fmt: skip
            yield Reason(worth, text, question.slug, about=pain.value)


def _named(lane: Lane, pain: Pain) -> str:
    """The pain; where it is another lane's first of all, it says so."""
    if relieves()[pain].get(lane) == OWN:
        return str(pain.label)
    return gettext("%(pain)s, which it helps with") % {"pain": pain.label}


def _in_postings(some: int, all_of_them: int) -> str:
    if all_of_them == 1:
        return gettext("in the posting you gave")
    if some == all_of_them == 2:
        return gettext("in both postings")
    if some == all_of_them:
        return gettext("in all %(all)s postings") % {"all": words(all_of_them)}
    said = {"some": words(some), "all": words(all_of_them)}
    return gettext("in %(some)s of %(all)s postings") % said


def _listed(some: list[str]) -> str:
    """``painful``, ``painful and expensive``, ``painful, expensive and recurring``."""
    if len(some) < 2:
        return "".join(some)
    return gettext("%(some)s and %(last)s") % {"some": ", ".join(some[:-1]), "last": some[-1]}

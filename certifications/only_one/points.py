"""What a certification has points for. They are our own judgement, a hundred at most."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certifications.catalogue import ladder, signal
from certifications.catalogue.credential import Credential, Level
from certifications.catalogue.signal import Strength
from certifications.only_one.answers import (
    CLOUDS,
    GROUND_OF,
    Answers,
    Demand,
    Ground,
    Hands,
    Industry,
    Market,
    is_of_cloud,
    plain,
)
from common.lanes import Lane

NAMED, ASKED = 27, 17
"""Points where every posting names it, and where every posting asks for what it stands for."""
POSTINGS = 3
"""Fewer postings than this are no picture: one that names it brings a third of the points."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Points, and what they are for. None are said too where they tell something."""

    points: int
    text: str
    detail: str = ""

    @property
    def said(self) -> str:
        """With its sign, as a sum is written."""
        return f"{self.points:+d}".replace("-", "−") if self.points else "0"


def reasons(one: Credential, answers: Answers, demand: Demand, day: date) -> Iterator[Reason]:
    """What it has points for, and what it has none for."""
    yield from _postings(one, demand)
    yield from _market(one, answers)
    yield _experience(one, answers)
    yield from _signal(one, answers.lane)
    yield from _recommended(one, answers.lane)
    yield _time(one, answers)
    yield from _industry(one, answers, day)


def _postings(one: Credential, demand: Demand) -> Iterator[Reason]:
    if not demand.postings:
        return
    of = max(demand.postings, POSTINGS)
    naming = demand.naming.get(one.slug, 0)
    words: dict[str, object] = {"n": naming, "all": demand.postings}
    if naming:
        text = ngettext(
            "%(n)d of your %(all)d postings names it", "%(n)d of your %(all)d postings name it",
            naming,
        )  # fmt: skip
        yield Reason(NAMED * naming // of, text % words)
    else:
        yield Reason(0, _("none of your postings names it"))
    asked = demand.asking.get(one.slug)
    if asked and asked.postings:
        words = {"n": asked.postings, "all": demand.postings, "skills": asked.skills}
        text = ngettext(
            "%(n)d of your %(all)d postings asks for what it stands for: %(skills)s",
            "%(n)d of your %(all)d postings ask for what it stands for: %(skills)s",
            asked.postings,
        )
        yield Reason(ASKED * asked.postings // of, text % words)


def _market(one: Credential, answers: Answers) -> Iterator[Reason]:
    market = answers.market
    if market is Market.UNKNOWN:
        return
    if market is Market.SEVERAL:
        if is_of_cloud(one.provider):
            yield Reason(0, _("your market has no leading cloud, and it is about one"))
        else:
            yield Reason(15, _("it counts on every cloud, and your market has several"))
    elif one.provider == market.value:
        yield Reason(15, _("it is about the cloud your market runs on"))
    elif is_of_cloud(one.provider):
        yield Reason(0, _("your market runs on %(cloud)s") % {"cloud": market.label})
    else:
        yield Reason(8, _("it counts on every cloud, yours too"))


_STEPS: Mapping[bool, Mapping[Hands, tuple[int, Promise]]] = MappingProxyType(
    {
        False: {
            Hands.NONE: (0, gettext_lazy("you have not worked there yet: the labs come first")),
            Hands.SOME: (12, gettext_lazy("you have worked there, and it says so")),
            Hands.DAILY: (12, gettext_lazy("you work there daily, and it says so")),
        },
        True: {
            Hands.NONE: (-8, gettext_lazy("it asks for years of work there, and you have none")),
            Hands.SOME: (4, gettext_lazy("it asks for more work there than you have")),
            Hands.DAILY: (12, gettext_lazy("it asks for what you do daily")),
        },
    }
)
"""Points by what somebody did there: for an associate, and for what stands above."""


def _experience(one: Credential, answers: Answers) -> Reason:
    """What is believed of somebody: what they did there. A craft that is no cloud's own (cost,
    security, data) is learnt in any."""
    ground = GROUND_OF.get(one.provider)
    hands = answers.hands_on(ground)
    if one.level is Level.FOUNDATION and ground is not None:
        points, text = _first_step(ground, hands, answers)
    else:
        points, text = _STEPS[one.level not in (Level.FOUNDATION, Level.ASSOCIATE)][hands]
    where = str(ground.label) if ground else _("any cloud")
    return Reason(points, _("%(where)s: %(text)s") % {"where": where, "text": text})


def _first_step(ground: Ground, hands: Hands, answers: Answers) -> tuple[int, Promise]:
    if hands is Hands.DAILY:
        return 0, gettext_lazy("you work there daily: it says less than you do")
    if hands is Hands.SOME:
        return 4, gettext_lazy("a first step, and you have begun already")
    if ground in CLOUDS and answers.hands_on(None) is not Hands.NONE:
        return 0, gettext_lazy("a first step, and you took it on another cloud")
    return 8, gettext_lazy("a first step, and you have not worked there yet")


_STRENGTH = MappingProxyType({Strength.STRONG: 15, Strength.USEFUL: 7, Strength.WEAK: 0})


def _signal(one: Credential, lane: Lane) -> Iterator[Reason]:
    """How much it says to who hires for this lane."""
    rating = signal.signals().of(lane, one.slug)
    if rating is not None:
        text = _("a %(strength)s in this lane") % {"strength": rating.strength.label}
        yield Reason(_STRENGTH[rating.strength], text, rating.why)


def _recommended(one: Credential, lane: Lane) -> Iterator[Reason]:
    row = ladder.RECOMMENDED[lane]
    if one.slug == row.first:
        yield Reason(6, _("we recommend it first in this lane"))
    elif one.slug == row.then:
        yield Reason(3, _("we recommend it second in this lane"))


def _time(one: Credential, answers: Answers) -> Reason:
    most, least = one.study_hours_max, one.study_hours_min
    words = {"hours": plain(answers.hours), "least": least, "most": most}
    if most is None or least is None:
        return Reason(0, _("no estimate of its study hours is known"))
    if most <= answers.hours:
        return Reason(5, _("your %(hours)s hours hold its %(least)d to %(most)d") % words)
    return Reason(
        0, _("your %(hours)s hours reach the low end of its %(least)d to %(most)d") % words
    )


def _industry(one: Credential, answers: Answers, day: date) -> Iterator[Reason]:
    if answers.industry is Industry.ANY:
        return
    if answers.industry.is_governed:
        lanes = {place.lane for place in one.lanes}
        if lanes & {Lane.SECURITY, Lane.FINOPS}:
            yield Reason(3, _("governance and spend are paid for first where you look"))
    elif one.latest(day).hands_on:
        yield Reason(3, _("what you can do is asked for first where you look"))

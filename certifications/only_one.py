"""If somebody can pay for only one: a ranking whose every point is shown. Values in, values out.

What postings ask for counts most, since a certification opens doors; what somebody has in their
hands comes next, since it has to be believed. The rest breaks ties. Points are our own judgement,
a hundred at most; what is too expensive, too long or not to be had is out, with the reason.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from django.db import models
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certifications.catalogue import catalog, ladder, signal
from certifications.catalogue.catalog import Credential, Level, Status
from certifications.catalogue.signal import Strength
from common.lanes import Lane

NAMED, ASKED = 27, 17
"""Points where every posting names it, and where every posting asks for what it stands for."""
POSTINGS = 3
"""Fewer postings than this are no picture: one that names it brings a third of the points."""


class Market(models.TextChoices):
    """Which cloud the employers somebody looks at run on. We hold no figures on that."""

    AWS = "aws", gettext_lazy("AWS")
    AZURE = "azure", gettext_lazy("Azure")
    GCP = "gcp", gettext_lazy("Google Cloud")
    SEVERAL = "several", gettext_lazy("Several, none leads")
    UNKNOWN = "unknown", gettext_lazy("I do not know")


class Industry(models.TextChoices):
    """Whom somebody would like to work for."""

    BANKING = "banking", gettext_lazy("A bank")
    HEALTHCARE = "healthcare", gettext_lazy("Healthcare")
    INSURANCE = "insurance", gettext_lazy("An insurer")
    SAAS = "saas", gettext_lazy("A SaaS company")
    PLATFORM = "platform", gettext_lazy("A platform company")
    ANY = "any", gettext_lazy("Any of them, or another")

    @property
    def is_governed(self) -> bool:
        """Whether governance and spend are paid for first there."""
        return self in (self.BANKING, self.HEALTHCARE, self.INSURANCE)


class Ground(models.TextChoices):
    """Where somebody may have worked with their own hands."""

    AWS = "aws", gettext_lazy("AWS")
    AZURE = "azure", gettext_lazy("Azure")
    GCP = "gcp", gettext_lazy("Google Cloud")
    KUBERNETES = "kubernetes", gettext_lazy("Kubernetes")
    IAC = "iac", gettext_lazy("Infrastructure as code")


class Hands(models.IntegerChoices):
    """How much."""

    NONE = 0, gettext_lazy("none")
    SOME = 1, gettext_lazy("some")
    DAILY = 2, gettext_lazy("daily")


CLOUDS = (Ground.AWS, Ground.AZURE, Ground.GCP)
_GROUND = {
    "aws": Ground.AWS,
    "azure": Ground.AZURE,
    "gcp": Ground.GCP,
    "cncf": Ground.KUBERNETES,
    "hashicorp": Ground.IAC,
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody said. ``usd`` is what they can pay in US dollars, None without a limit;
    ``held`` are the certifications they have passed."""

    lane: Lane
    market: Market = Market.UNKNOWN
    industry: Industry = Industry.ANY
    hands: Mapping[Ground, Hands] = field(default_factory=dict)
    usd: Decimal | None = None
    weeks: int = 26
    hours_a_week: Decimal = Decimal(3)
    held: frozenset[str] = frozenset()

    @property
    def hours(self) -> Decimal:
        return self.weeks * self.hours_a_week

    def hands_on(self, ground: Ground | None) -> Hands:
        """How much they did there; without a ground of its own, in any cloud."""
        asked = CLOUDS if ground is None else (ground,)
        return max(self.hands.get(one, Hands.NONE) for one in asked)


@dataclass(frozen=True, slots=True)
class Asked:
    """In how many postings the skills that a certification stands for are asked for."""

    postings: int
    skills: str


@dataclass(frozen=True, slots=True)
class Demand:
    """What somebody's postings say, by certification."""

    postings: int = 0
    naming: Mapping[str, int] = field(default_factory=dict)
    asking: Mapping[str, Asked] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class Ranked:
    """A certification that can be had, with its working."""

    slug: str
    name: str
    code: str
    provider: str
    usd: Decimal | None
    hours_min: int | None
    hours_max: int | None
    reasons: tuple[Reason, ...]
    cautions: tuple[str, ...]

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)

    @property
    def segments(self) -> list[tuple[int, int]]:
        """The points it has end to end, as (start, length) of a bar of 100."""
        start, found = 0, []
        for points in (reason.points for reason in self.reasons if reason.points > 0):
            found.append((start, points))
            start += points
        return found


@dataclass(frozen=True, slots=True)
class Out:
    """A certification of the lane that is none for now, and why."""

    slug: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best first. ``then`` is what rounds the first one off when there is money again."""

    ranked: tuple[Ranked, ...]
    out: tuple[Out, ...]
    postings: int
    named: int
    """How many certifications of the lane a posting names."""

    @property
    def first(self) -> Ranked | None:
        return self.ranked[0] if self.ranked else None

    @property
    def then(self) -> Ranked | None:
        """The best of another kind: beside one of a cloud, one of none; beside that, one of a
        cloud. A second badge of the same kind tells nobody anything new."""
        if self.first is None:
            return None
        of_cloud = _is_of_cloud(self.first.provider)
        return next((o for o in self.ranked if _is_of_cloud(o.provider) is not of_cloud), None)


def rank(answers: Answers, demand: Demand, day: date) -> Ranking:
    """Every certification of the lane: ranked by points, or out."""
    ranked: list[Ranked] = []
    out: list[Out] = []
    for credential in _of(answers.lane):
        why = _out(credential, answers, day)
        if why:
            out.append(Out(credential.slug, credential.title, why))
        else:
            ranked.append(_ranked(credential, answers, demand, day))
    ranked.sort(key=lambda one: _order(one, answers.lane))
    return Ranking(
        tuple(ranked),
        tuple(sorted(out, key=lambda one: (one.name, one.slug))),
        demand.postings,
        sum(bool(demand.naming.get(one.slug)) for one in _of(answers.lane)),
    )


def _of(lane: Lane) -> list[Credential]:
    """Every certification that has a place in the lane."""
    known = catalog.catalogue().credentials.values()
    return [one for one in known if lane in {place.lane for place in one.lanes}]


def _order(one: Ranked, lane: Lane) -> tuple[object, ...]:
    """Among equals the provider we recommend, then the lower price, then the name."""
    others = one.provider != ladder.pair(lane)[0].provider
    return -one.points, others, one.usd is None, one.usd or 0, one.name, one.slug


def prerequisites(lane: Lane) -> list[Credential]:
    """The certifications without which another of the lane cannot be taken."""
    known = catalog.catalogue().credentials
    slugs = {slug for one in _of(lane) for group in one.prerequisites for slug in group}
    return sorted((known[slug] for slug in slugs), key=lambda one: one.title)


def _ranked(one: Credential, answers: Answers, demand: Demand, day: date) -> Ranked:
    version = one.latest(day)
    return Ranked(
        slug=one.slug,
        name=one.title,
        code=version.code,
        provider=one.provider,
        usd=version.price_usd,
        hours_min=one.study_hours_min,
        hours_max=one.study_hours_max,
        reasons=tuple(_reasons(one, answers, demand, day)),
        cautions=tuple(_cautions(one, answers, day)),
    )


# --- What is out --------------------------------------------------------------------------------


def _out(one: Credential, answers: Answers, day: date) -> str:
    """Why it is none for now; "" where it may be."""
    if one.slug in answers.held:
        return _("You hold it.")
    return (
        _not_to_be_had(one, answers, day)
        or _prerequisite_missing(one, answers)
        or _too_expensive(one, answers, day)
        or _too_long(one, answers)
    )


def _not_to_be_had(one: Credential, answers: Answers, day: date) -> str:
    status, last = one.status_on(day), one.status_date(day)
    said = {"day": formats.date_format(last, "j F Y") if last else ""}
    if status is Status.RETIRED:
        return _("Retired: it cannot be earned any more.")
    if status is Status.BETA:
        return _("In beta until %(day)s: no posting asks for it yet.") % said
    if status is Status.UNKNOWN:
        return _("Its date, %(day)s, has passed and what follows is not known.") % said
    if status is Status.RETIRING and last and last < _ready_on(one, answers, day):
        return _("It ends on %(day)s, before you could be ready.") % said
    return ""


def _ready_on(one: Credential, answers: Answers, day: date) -> date:
    """The first day on which its lower estimate is studied."""
    if not answers.hours_a_week:
        return day
    return day + timedelta(weeks=math.ceil((one.study_hours_min or 0) / answers.hours_a_week))


def _prerequisite_missing(one: Credential, answers: Answers) -> str:
    known = catalog.catalogue().credentials
    for group in one.prerequisites:
        if not answers.held & set(group):
            names = _(" or ").join(known[slug].title for slug in group)
            return _("You need %(names)s first.") % {"names": names}
    return ""


def _too_expensive(one: Credential, answers: Answers, day: date) -> str:
    price = one.latest(day).price_usd
    if answers.usd is None or price is None or price <= answers.usd:
        return ""
    return _("Its list price, $%(price)s, is more than you can pay.") % {"price": _plain(price)}


def _too_long(one: Credential, answers: Answers) -> str:
    least = one.study_hours_min
    if least is None or least <= answers.hours:
        return ""
    words = {"least": least, "hours": _plain(answers.hours)}
    return _("It takes %(least)d hours at least, by our estimate; you have %(hours)s.") % words


def _plain(number: Decimal) -> str:
    """Without zeros nobody said."""
    return f"{number.normalize():f}"


# --- What it has points for ---------------------------------------------------------------------


def _reasons(one: Credential, answers: Answers, demand: Demand, day: date) -> Iterator[Reason]:
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


def _is_of_cloud(provider: str) -> bool:
    return _GROUND.get(provider) in CLOUDS


def _market(one: Credential, answers: Answers) -> Iterator[Reason]:
    market = answers.market
    if market is Market.UNKNOWN:
        return
    if market is Market.SEVERAL:
        if _is_of_cloud(one.provider):
            yield Reason(0, _("your market has no leading cloud, and it is about one"))
        else:
            yield Reason(15, _("it counts on every cloud, and your market has several"))
    elif one.provider == market.value:
        yield Reason(15, _("it is about the cloud your market runs on"))
    elif _is_of_cloud(one.provider):
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
    ground = _GROUND.get(one.provider)
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
    words = {"hours": _plain(answers.hours), "least": least, "most": most}
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


# --- What to know before one pays ---------------------------------------------------------------


def _cautions(one: Credential, answers: Answers, day: date) -> Iterator[str]:
    status, last = one.status_on(day), one.status_date(day)
    version = one.latest(day)
    if version.price_usd is None:
        yield _("No price is known: look before you count on it.")
    if status is Status.RETIRING and last:
        said = formats.date_format(last, "j F Y")
        yield _("This exam can be taken until %(day)s.") % {"day": said}
    if one.confidence == "low":
        yield _("We are unsure of this entry: look at the official page.")

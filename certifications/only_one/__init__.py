"""If somebody can pay for only one: a ranking whose every point is shown. Values in, values out.

What postings ask for counts most, since a certification opens doors; what somebody has in their
hands comes next, since it has to be believed. The rest breaks ties. Points are our own judgement,
a hundred at most; what is too expensive, too long or not to be had is out, with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from certifications.catalogue import catalog, ladder
from certifications.catalogue.credential import Credential, Status
from certifications.only_one.answers import Answers as Answers
from certifications.only_one.answers import Asked as Asked
from certifications.only_one.answers import Demand as Demand
from certifications.only_one.answers import Ground as Ground
from certifications.only_one.answers import Hands as Hands
from certifications.only_one.answers import Industry as Industry
from certifications.only_one.answers import Market as Market
from certifications.only_one.answers import is_of_cloud
from certifications.only_one.points import Reason, reasons
from certifications.only_one.refusals import why_not
from common.lanes import Lane


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
        of_cloud = is_of_cloud(self.first.provider)
        return next((o for o in self.ranked if is_of_cloud(o.provider) is not of_cloud), None)


def rank(answers: Answers, demand: Demand, day: date) -> Ranking:
    """Every certification of the lane: ranked by points, or out."""
    ranked: list[Ranked] = []
    out: list[Out] = []
    for credential in _of(answers.lane):
        why = why_not(credential, answers, day)
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
        reasons=tuple(reasons(one, answers, demand, day)),
        cautions=tuple(_cautions(one, answers, day)),
    )


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

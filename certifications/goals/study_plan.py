"""How the hours until an exam are shared between its domains. Values in, values out.

A domain gets hours by its weight in the exam and by how unsure its person is of it; what is studied
already is taken off, so the plan changes with what happens and nobody has to keep it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from certifications.catalogue.credential import Domain

SURE = {1: Decimal("1.5"), 2: Decimal("1.2"), 3: Decimal("0.9"), 4: Decimal("0.6")}
"""How much of its weight a domain asks for, by confidence: 1 new to me, 4 I could teach it."""


Sitting = tuple[date, int]
"""A study block that is still to come: its day and its minutes."""


def hours(minutes: int) -> Decimal:
    """Minutes as people count study: 1.5, 22."""
    return round(Decimal(minutes) / 60, 1)


@dataclass(frozen=True, slots=True)
class DomainPlan:
    """One domain: its share of the hours (of 1), minutes wanted and minutes studied. ``spread`` are
    those of the minutes studied that were for no domain in particular."""

    name: str
    weight: Decimal | None
    share: Decimal
    wanted: int
    studied: int
    spread: int = 0

    @property
    def left(self) -> int:
        """Minutes still to be studied."""
        return max(0, self.wanted - self.studied)

    @property
    def hours_wanted(self) -> Decimal:
        return hours(self.wanted)

    @property
    def hours_studied(self) -> Decimal:
        return hours(self.studied)

    @property
    def hours_left(self) -> Decimal:
        return hours(self.left)

    @property
    def percent(self) -> int:
        """How much of what it asks for is done, for a picture."""
        return min(100, round(self.gone * 100))

    @property
    def of_its_own(self) -> Decimal:
        """How far it is by minutes of its own alone."""
        own = Decimal(self.studied - self.spread)
        return own / self.wanted if self.wanted else Decimal(1)

    @property
    def gone(self) -> Decimal:
        """How much of what it asks for is done."""
        return Decimal(self.studied) / self.wanted if self.wanted else Decimal(1)


def shares(domains: Sequence[Domain], confidence: Mapping[str, int]) -> dict[str, Decimal]:
    """Each domain's share of the hours, which add up to 1. Where the vendor publishes no weights,
    every domain weighs the same."""
    raw = {
        domain.name: (domain.weight or Decimal(0) if _weighted(domains) else Decimal(1))
        * SURE.get(confidence.get(domain.name, 0), Decimal(1))
        for domain in domains
    }
    total = sum(raw.values())
    return {name: value / total for name, value in raw.items()} if total else {}


def _weighted(domains: Sequence[Domain]) -> bool:
    return any(domain.weight for domain in domains)


def plan(
    domains: Sequence[Domain],
    confidence: Mapping[str, int],
    minutes: int,
    studied: Mapping[str, int],
) -> list[DomainPlan]:
    """``minutes`` in all, shared between the domains; ``studied`` are minutes by domain. Minutes
    of no domain in particular are spread by the same shares."""
    share_of = shares(domains, confidence)
    loose = sum(spent for name, spent in studied.items() if name not in share_of)
    return [
        _part(domain, share_of[domain.name], minutes, studied.get(domain.name, 0), loose)
        for domain in domains
        if domain.name in share_of
    ]


def _part(domain: Domain, share: Decimal, minutes: int, own: int, loose: int) -> DomainPlan:
    spread = round(share * loose)
    wanted = round(share * minutes)
    return DomainPlan(domain.name, domain.weight, share, wanted, own + spread, spread)


def following(parts: Sequence[DomainPlan]) -> DomainPlan | None:
    """The domain that is furthest behind; among equals the heaviest. None when all is done. What
    was spread over all of them puts none ahead of another."""
    behind = [part for part in parts if part.left]
    return min(behind, key=lambda part: (part.of_its_own, -part.share), default=None)


@dataclass(frozen=True, slots=True)
class Coming:
    """A study block to come and what it is for: a domain, or None once each has its hours (then
    the whole exam is practised), or where the exam's domains are not known."""

    on: date
    minutes: int
    domain: str | None


def ahead(parts: Sequence[DomainPlan], sittings: Sequence[Sitting]) -> list[Coming]:
    """Every sitting with its domain: each trains the one that is furthest behind by then."""
    standing = list(parts)
    coming = []
    for on, minutes in sittings:
        part = following(standing)
        coming.append(Coming(on, minutes, part.name if part else None))
        if part is not None:
            number = standing.index(part)
            standing[number] = replace(part, studied=part.studied + minutes)
    return coming


class Fit(StrEnum):
    """Whether what is studied and what is ahead reach what the exam asks for."""

    BELOW = "below"
    LOW = "low"
    WELL = "well"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an exam asks for, in hours: the catalogue's range, or one's own figure."""

    low: int | None
    high: int | None
    own: int | None = None

    @property
    def minutes(self) -> int:
        """What is planned with: one's own figure, else the middle of the range. 0 where neither is
        held."""
        if self.own is not None:
            return 60 * self.own
        ends = [end for end in (self.low, self.high) if end is not None]
        return 60 * sum(ends) // len(ends) if ends else 0

    @property
    def least(self) -> int:
        """The minutes below which it does not fit."""
        return 60 * (self.own if self.own is not None else self.low or 0)

    def fit(self, minutes: int) -> Fit:
        """Whether ``minutes`` in all are enough."""
        if not self.minutes:
            return Fit.UNKNOWN
        if minutes < self.least:
            return Fit.BELOW
        return Fit.WELL if minutes >= self.minutes else Fit.LOW


def reached_on(sittings: Sequence[Sitting], minutes: int) -> date | None:
    """The day of the sitting by which ``minutes`` are studied; None when they do not suffice."""
    total = 0
    for on, length in sittings:
        total += length
        if total >= minutes:
            return on
    return None

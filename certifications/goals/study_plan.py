"""How the hours until an exam are shared between its domains. Values in, values out.

A domain gets hours by its weight in the exam and by how unsure its person is of it; what is studied
already is taken off, so the plan changes with what happens and nobody has to keep it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from certifications.catalogue.catalog import Domain

SURE = {1: Decimal("1.5"), 2: Decimal("1.2"), 3: Decimal("0.9"), 4: Decimal("0.6")}
"""How much of its weight a domain asks for, by confidence: 1 new to me, 4 I could teach it."""


@dataclass(frozen=True, slots=True)
class DomainPlan:
    """One domain: its share of the hours (of 1), minutes wanted and minutes studied."""

    name: str
    weight: Decimal | None
    share: Decimal
    wanted: int
    studied: int

    @property
    def left(self) -> int:
        """Minutes still to be studied."""
        return max(0, self.wanted - self.studied)

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
        DomainPlan(
            domain.name,
            domain.weight,
            share_of[domain.name],
            round(share_of[domain.name] * minutes),
            studied.get(domain.name, 0) + round(share_of[domain.name] * loose),
        )
        for domain in domains
        if domain.name in share_of
    ]


def following(parts: Sequence[DomainPlan]) -> DomainPlan | None:
    """The domain that is furthest behind; among equals the heaviest. None when all is done."""
    behind = [part for part in parts if part.left]
    return min(behind, key=lambda part: (part.gone, -part.share), default=None)

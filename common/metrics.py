"""The metrics one can choose from, and how their figures are said."""

import enum
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from common import facts
from common.lanes import Lane

FACTS = Path(__file__).parent / "facts" / "metrics.toml"

_PROPER = {"Kubernetes"}


class Direction(enum.StrEnum):
    """Which way is better. ``TARGET``: neither end is, a wanted value is."""

    LOWER = "lower"
    HIGHER = "higher"
    TARGET = "target"

    def is_better(self, before: Decimal, after: Decimal, target: Decimal | None = None) -> bool:
        """Whether ``after`` is an improvement on ``before``. Equal figures never are."""
        match self:
            case Direction.LOWER:
                return after < before
            case Direction.HIGHER:
                return after > before
        return target is not None and abs(after - target) < abs(before - target)


class Sense(models.TextChoices):
    """On which side of a limit a figure must stay."""

    UNDER = "under", _("stays under")
    OVER = "over", _("stays over")

    def is_kept(self, limit: Decimal, figure: Decimal) -> bool:
        """Whether ``figure`` is on its right side. A figure on the limit broke it."""
        return figure < limit if self is Sense.UNDER else figure > limit


@dataclass(frozen=True, slots=True)
class Metric:
    """One entry of the catalogue. ``source_read`` is False where the page was named, not opened."""

    slug: str
    name: str
    lanes: tuple[Lane, ...]
    unit: str
    direction: Direction
    definition: str
    pain: str
    family: str
    seed_named: bool
    source: str
    source_date: str
    source_read: bool
    formula: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""

    @property
    def in_sentence(self) -> str:
        """The name inside a sentence: "cloud spend", "p95 inference latency", "GPU utilisation"."""
        what, _, quantile = self.name.partition(", ")
        name = f"{quantile} {self._lowered(what)}" if quantile.startswith("p") else self.name
        return self._lowered(name)

    def _lowered(self, name: str) -> str:
        first = name.split()[0]
        return name if first.isupper() or first in _PROPER else name[0].lower() + name[1:]


@cache
def catalogue() -> dict[str, Metric]:
    """Every metric by slug, in the file's order."""
    return {
        metric.slug: metric
        for metric in facts.read_list(FACTS, "metric", Metric, alongside={"meta"})
    }


def for_lane(lane: Lane) -> list[Metric]:
    """The metrics of a lane, the brief's own six first."""
    mine = [metric for metric in catalogue().values() if lane in metric.lanes]
    return sorted(mine, key=lambda metric: (not metric.seed_named, lane != metric.lanes[0]))


def figure(value: Decimal) -> str:
    """A number as people write it: 1,168 · 0.97 · 4.5. No trailing zeros, no exponent."""
    return f"{value.normalize():,f}"


_CURRENCY = {"USD": "$", "EUR": "€", "GBP": "£"}
NO_BREAK = "\u00a0"


def with_unit(value: Decimal, unit: str) -> str:
    """``$1,168 per month`` · ``85 %`` · ``5 deployments per week`` · ``12``."""
    currency, _, rest = unit.partition(" ")
    if currency in _CURRENCY:
        return f"{_CURRENCY[currency]}{figure(value)} {rest}".strip()
    if unit in ("count", ""):
        return figure(value)
    unit = unit.removeprefix("count ")  # "3 per quarter"
    return f"{figure(value)} {unit}"


def money(value: Decimal, currency: str) -> str:
    """``€1,168`` · ``€445.50`` · ``CHF 445.50``: an amount with its cents, where it has any."""
    whole = value == value.to_integral_value()
    amount = f"{abs(value):,.0f}" if whole else f"{abs(value):,.2f}"
    sign = "−" if value < 0 else ""
    return f"{sign}{_CURRENCY.get(currency, currency + NO_BREAK)}{amount}"

"""One result in the terms of each function: a draft of figures and facts, which its person changes.
Values in, values out: the same result is drafted the same."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.utils.translation import gettext as _

from common import facts, metrics
from common.metrics import NO_BREAK, Sense
from portfolio.results.change import Limit, amount
from portfolio.results.figures import Figure
from portfolio.results.models import Outcome
from portfolio.stakeholders.functions import FACTS
from portfolio.stakeholders.models import Function

CURRENCIES = ("USD", "EUR", "GBP")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a result of each sort means to one function, and what comes before a limit."""

    slug: Function
    figure_first: bool
    failed_deploys: str
    spend: str
    releases: str
    audit: str
    freshness: str
    serving: str
    other: str
    kept: str
    none: str
    baseline: str
    yearly: str = ""

    def means(self, outcome: Outcome) -> str:
        return str(getattr(self, outcome.value.replace("-", "_")))


@dataclass(frozen=True, slots=True)
class Measured:
    """A result as far as a draft needs it."""

    figure: Figure
    outcome: Outcome
    limit: Limit | None = None
    yearly: str = ""
    """What an amount a month makes in a year: "$14,400"; "" where it is none, or not less."""


@cache
def frames() -> dict[Function, Frame]:
    """All of them. Basis: our own judgement."""
    read = facts.read_list(FACTS / "frames.toml", "frame", Frame, alongside={"basis"})
    return {one.slug: one for one in read}


def draft(function: Function, measured: Measured) -> str:
    """What to tell them, in two to four sentences, each figure as it was measured."""
    frame, found = frames()[function], measured.figure
    figure = _figure(found)
    if found.is_none:
        pieces = [figure, _broke(measured.limit), frame.none]
    elif not found.is_improvement:
        pieces = [figure, frame.baseline, _asked(measured.limit)]
    else:
        means = frame.means(measured.outcome)
        yearly = frame.yearly.format(yearly=measured.yearly) if measured.yearly else ""
        told = [figure, yearly, means] if frame.figure_first else [means, figure]
        pieces = [*told, _kept(frame, measured.limit)]
    return " ".join(filter(None, pieces)).replace(NO_BREAK, " ")


def outcome_of(outcome: str, unit: str) -> Outcome:
    """What a result is about: as its person said, else money where it is counted in money."""
    if outcome in Outcome.values:
        return Outcome(outcome)
    return Outcome.SPEND if unit.split(" ")[0] in CURRENCIES else Outcome.OTHER


def yearly(before: Decimal, after: Decimal | None, unit: str) -> str:
    """What an amount saved each month makes in twelve: ``$14,400``."""
    currency, _sep, rest = unit.partition(" ")
    if after is None or after >= before or currency not in CURRENCIES or rest != "per month":
        return ""
    return metrics.money((before - after) * 12, currency)


def _figure(figure: Figure) -> str:
    if not figure.after:
        said = _("%(name)s stands at %(said)s")
    elif figure.is_none:
        said = _("%(name)s did not improve: %(said)s")
    else:
        said = _("%(name)s went %(said)s")
    told = said % {"name": figure.name, "said": figure.said}
    return f"{told}, {figure.measured}." if figure.measured else f"{told}."


def _limit(limit: Limit) -> str:
    """``p95 latency stayed under 900 ms (820 ms)``."""
    said = (
        _("%(what)s stayed under %(limit)s")
        if limit.sense == Sense.UNDER
        else _("%(what)s stayed over %(limit)s")
    ) % {"what": limit.what, "limit": amount(limit.value, limit.unit)}
    return said if limit.after is None else f"{said} ({amount(limit.after, limit.unit)})"


def _kept(frame: Frame, limit: Limit | None) -> str:
    if limit is None:
        return ""
    if limit.kept is None:
        unsaid = _("Whether %(what)s kept its limit is not measured yet.")
        return unsaid % {"what": limit.what}
    return f"{frame.kept}: {_limit(limit)}."


def _asked(limit: Limit | None) -> str:
    """What has to hold while the figure of a baseline is worked on."""
    if limit is None:
        return ""
    said = (
        _("Meanwhile %(what)s has to stay under %(limit)s.")
        if limit.sense == Sense.UNDER
        else _("Meanwhile %(what)s has to stay over %(limit)s.")
    )
    return said % {"what": limit.what, "limit": amount(limit.value, limit.unit)}


def _broke(limit: Limit | None) -> str:
    if limit is None or limit.kept is not False or limit.after is None:
        return ""
    said = _("%(what)s broke its limit of %(limit)s: %(after)s.")
    return said % {
        "what": limit.what,
        "limit": amount(limit.value, limit.unit),
        "after": amount(limit.after, limit.unit),
    }

"""Overprovision, or optimise first? Spare capacity against the work of doing without it. Values in,
values out; every amount is in one currency, whichever."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.metrics import figure

CLOSE = Decimal("0.1")
"""Two ways whose costs differ by less than this share of the larger one are not told apart: the
figures are guesses. Our own judgement."""


class Answer(models.TextChoices):
    """Which way is cheaper over the time it runs."""

    OPTIMISE = "optimise", gettext_lazy("Optimise first.")
    SPARE = "spare", gettext_lazy("Keep the spare capacity.")
    CLOSE = "close", gettext_lazy("Too close to call.")


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody knows or guesses. ``spare`` and ``saving`` are a month's, ``rate`` and
    ``outage`` an hour's; ``short`` are hours a month one would run short without the spare."""

    spare: Decimal
    saving: Decimal
    hours: Decimal
    rate: Decimal
    months: Decimal
    short: Decimal
    outage: Decimal

    @property
    def work(self) -> Decimal:
        """What optimising costs once."""
        return self.hours * self.rate

    @property
    def risk(self) -> Decimal:
        """What running short costs a month."""
        return self.short * self.outage

    @property
    def gain(self) -> Decimal:
        """What is left a month of the saving, once running short is paid for."""
        return self.saving - self.risk

    @property
    def cost_of_spare(self) -> Decimal:
        """All of it, over the months."""
        return self.spare * self.months

    @property
    def cost_of_optimising(self) -> Decimal:
        """All of it, over the months."""
        return self.work + (self.spare - self.gain) * self.months

    @property
    def net(self) -> Decimal:
        """By how much optimising is cheaper; below zero it is dearer."""
        return self.cost_of_spare - self.cost_of_optimising

    @property
    def answer(self) -> Answer:
        larger = max(abs(self.cost_of_spare), abs(self.cost_of_optimising))
        if abs(self.net) <= larger * CLOSE:
            return Answer.CLOSE
        return Answer.OPTIMISE if self.net > 0 else Answer.SPARE

    @property
    def pays_after(self) -> int | None:
        """After so many whole months the work is paid; None when it never is."""
        if self.gain <= 0:
            return None
        return int((self.work / self.gain).to_integral_value(ROUND_CEILING))


def because(case: Case) -> str:
    """The answer's reason, with its figures."""
    if case.pays_after is None:
        return _("Running short would cost %(risk)s a month, and optimising saves %(saving)s.") % {
            "risk": figure(case.risk),
            "saving": figure(case.saving),
        }
    paid = ngettext("after %(count)d month", "after %(count)d months", case.pays_after)
    return _("The work costs %(work)s, is paid %(paid)s, and over %(months)s comes to %(net)s.") % {
        "work": figure(case.work),
        "paid": paid % {"count": case.pays_after},
        "months": _months(case.months),
        "net": _net(case.net),
    }


def turns(case: Case) -> list[str]:
    """What would turn the answer round, each with the figure at which it does."""
    found = []
    if case.pays_after is not None:
        found.append(_("It pays once this runs for %s.") % _months(Decimal(case.pays_after)))
        if case.rate > 0:
            most = (case.gain * case.months / case.rate).to_integral_value(ROUND_FLOOR)
            found.append(_("It stops to pay above %s hours of work.") % figure(most))
    if case.short > 0 and case.months > 0:
        even = (case.saving - case.work / case.months) / case.short
        if even > 0:
            said = _("It stops to pay when an hour of running short costs more than %s.")
            found.append(said % figure(even.to_integral_value(ROUND_FLOOR)))
    return found


def as_words(case: Case) -> str:
    """The answer and its reason, as they go into a case study."""
    return f"{case.answer.label} {because(case)}"


def _months(months: Decimal) -> str:
    if months == 1:
        return _("1 month")
    return _("%s months") % figure(months)


def _net(net: Decimal) -> str:
    amount = figure(abs(net).quantize(Decimal(1)))
    return _("%s less") % amount if net >= 0 else _("%s more") % amount

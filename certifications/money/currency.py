"""Another currency, or another rate: every amount somebody typed goes with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models, transaction

from accounts.models import User
from certifications.goals.models import Goal
from certifications.money import costs
from certifications.money.models import Budget, LabCost

AMOUNTS = ("fee", "training", "travel", "retake", "lab_cap")
MOST = Decimal(10) ** 10
"""What an amount's column holds is below it."""


class TooLarge(ValueError):
    """An amount does not fit its field in the new currency; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What the change came to."""

    currency: str
    was: str
    amounts: int
    """How many were converted."""


@transaction.atomic
def change(user: User, currency: str, rate: Decimal, on: date) -> Changed:
    """Keep currency and rate. In another currency all amounts are converted by the two rates; with
    another rate alone they stay as they are, since they are in that currency already.

    Raises:
        TooLarge: when an amount would not fit. Nothing is changed then.
    """
    User.objects.select_for_update().get(pk=user.pk)  # one change at a time
    budget = Budget.objects.of(user)
    was, old = budget.currency, budget.usd_rate
    number = _convert(user, budget, old, rate) if currency != was else 0
    budget.currency, budget.usd_rate, budget.rate_on = currency, rate, on
    budget.save()
    return Changed(currency, was, number)


def _convert(user: User, budget: Budget, old: Decimal, new: Decimal) -> int:
    number = 0
    if budget.yearly is not None:
        budget.yearly, number = _fitting(budget.yearly, old, new), 1
    number += _convert_rows(Goal, Goal.objects.for_user(user), AMOUNTS, old, new)
    return number + _convert_rows(LabCost, LabCost.objects.for_user(user), ("amount",), old, new)


def _convert_rows(
    model: type[models.Model],
    rows: Iterable[models.Model],
    names: tuple[str, ...],
    old: Decimal,
    new: Decimal,
) -> int:
    number, touched = 0, []
    for row in rows:
        amounts = {name: getattr(row, name) for name in names}
        given = {name: amount for name, amount in amounts.items() if amount is not None}
        for name, amount in given.items():
            setattr(row, name, _fitting(amount, old, new))
        number += len(given)
        touched += [row] if given else []
    model._default_manager.bulk_update(touched, names, batch_size=200)
    return number


def _fitting(amount: Decimal, old: Decimal, new: Decimal) -> Decimal:
    found = costs.converted(amount, old, new)
    if found >= MOST:
        raise TooLarge(found)
    return found

"""The money somebody has for certifications, in the currency they pay in."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certifications.goals.models import Goal
from certifications.money.budget_year import BudgetYear, year_of

DOLLAR = "USD"
LOWEST_RATE, HIGHEST_RATE = Decimal("0.01"), Decimal(2_000_000)
"""What one US dollar may cost: beyond them a digit has slipped."""
OLD = timedelta(days=90)


class BudgetQuerySet(models.QuerySet["Budget"]):
    """Budgets by whose they are."""

    def of(self, user: User) -> "Budget":
        """A person's budget. Who set nothing counts in dollars, without a limit; looking writes
        nothing."""
        return self.filter(user=user).first() or Budget(user=user)


class Budget(models.Model):
    """Currency, rate and what a year may cost. The rate is what one US dollar costs."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="budget")
    currency = models.CharField(_("Currency"), max_length=3, default=DOLLAR)
    usd_rate = models.DecimalField(
        _("One US dollar costs"),
        max_digits=12,
        decimal_places=4,
        default=Decimal(1),
        validators=[MinValueValidator(LOWEST_RATE), MaxValueValidator(HIGHEST_RATE)],
    )
    rate_on = models.DateField(_("Rate as of"), null=True, blank=True)
    yearly = models.DecimalField(
        _("A year may cost"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    starts_month = models.PositiveSmallIntegerField(
        _("The year begins in"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )

    objects = BudgetQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [
            models.CheckConstraint(condition=Q(usd_rate__gt=0), name="a_dollar_costs_something"),
            models.CheckConstraint(
                condition=~Q(currency=DOLLAR) | Q(usd_rate=1), name="a_dollar_costs_a_dollar"
            ),
            models.CheckConstraint(
                condition=Q(yearly__isnull=True) | Q(yearly__gte=0), name="a_year_costs_no_less"
            ),
            models.CheckConstraint(
                condition=Q(starts_month__gte=1, starts_month__lte=12), name="a_year_has_a_start"
            ),
        ]

    def __str__(self) -> str:
        return self.currency

    @property
    def in_dollars(self) -> bool:
        return self.currency == DOLLAR

    def at_rate(self, dollars: Decimal | None) -> Decimal | None:
        """A list price in the person's own currency."""
        if dollars is None:
            return None
        return (dollars * self.usd_rate).quantize(Decimal("0.01"))

    def rate_is_old(self, today: date) -> bool:
        """Whether the rate is worth another look."""
        return not self.in_dollars and (self.rate_on is None or self.rate_on < today - OLD)

    def year_of(self, day: date) -> BudgetYear:
        return year_of(day, self.starts_month)


class LabCostQuerySet(models.QuerySet["LabCost"]):
    """Lab costs by whose they are and what is still open about them."""

    def for_user(self, user: User) -> Self:
        return self.filter(goal__user=user)

    def running(self) -> Self:
        """Those of which nobody said that everything is switched off."""
        return self.filter(switched_off=False, amount__gt=0)


class LabCost(models.Model):
    """What a lab cost on a day, and whether the two questions of every costly lab were answered."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="lab_costs")
    on = models.DateField(_("Day"))
    amount = models.DecimalField(
        _("Amount"), max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    what = models.CharField(_("What for"), max_length=160, blank=True)
    alarm_set = models.BooleanField(_("A billing alarm is set"), default=False)
    switched_off = models.BooleanField(_("Everything is switched off"), default=False)

    objects = LabCostQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("lab cost")
        verbose_name_plural = _("lab costs")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_lab_costs_no_less"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}: {self.amount}"

    @property
    def is_running(self) -> bool:
        """Whether it may still cost money."""
        return self.amount > 0 and not self.switched_off

    @property
    def lacks_alarm(self) -> bool:
        return self.is_running and not self.alarm_set

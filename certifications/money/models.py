"""The money somebody has for certifications, in the currency they pay in."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certifications.goals.models import Goal


class Budget(models.Model):
    """Currency, rate and what a year may cost. The rate is what one US dollar costs."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="budget")
    currency = models.CharField(_("Currency"), max_length=3, default="USD")
    usd_rate = models.DecimalField(
        _("One US dollar costs"),
        max_digits=12,
        decimal_places=4,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.0001"))],
    )
    rate_on = models.DateField(_("Rate as of"), null=True, blank=True)
    yearly = models.DecimalField(
        _("A year may cost"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    starts_month = models.PositiveSmallIntegerField(
        _("The year begins in"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [
            models.CheckConstraint(condition=Q(usd_rate__gt=0), name="a_dollar_costs_something"),
            models.CheckConstraint(
                condition=Q(starts_month__gte=1, starts_month__lte=12), name="a_year_has_a_start"
            ),
        ]

    def __str__(self) -> str:
        return self.currency


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

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("lab cost")
        verbose_name_plural = _("lab costs")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}: {self.amount}"

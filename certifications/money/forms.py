"""What one types about money: currency and rate, a year's budget, an exam's costs, a lab's."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import dates
from django.utils.translation import gettext_lazy as _

from certifications.goals.models import Goal
from certifications.money.models import DOLLAR, HIGHEST_RATE, LOWEST_RATE, Budget, LabCost
from common import metrics
from common.inputs import DateInput

EARLIEST = date(2000, 1, 1)
AT_PAR = frozenset({"BMD", "BSD", "PAB"})
"""Currencies of which one costs a dollar by law."""


class PastDay(forms.DateField):
    """A day of this century that is not to come."""

    widget = DateInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.today: date | None = None
        self.error_messages["invalid"] = _("This is no date. Write it like 2027-01-31.")

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and self.today and day > self.today:
            raise ValidationError(_("That day is still to come."), code="to-come")
        if day and day < EARLIEST:
            raise ValidationError(_("That day is long past. Is the year right?"), code="long-past")
        return day


class Amount(forms.DecimalField):
    """Money: not negative, with cents at most."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"min_value": Decimal(0), "max_digits": 12, "decimal_places": 2, **kwargs}
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "decimal"
        too_large = _("That is more than we can count. Is it in the right currency?")
        self.error_messages |= {
            "invalid": _("This is no amount. Write it like 445.50."),
            "min_value": _("An amount is not negative."),
            "max_digits": too_large,
            "max_whole_digits": too_large,
            "max_decimal_places": _("Cents have two digits. Write it like 445.50."),
        }


class InCurrency(forms.BaseForm):
    """A form with amounts. Its page says in which currency they are typed (``typed_in``): another
    tab may have changed it since, and then none of them means what it says."""

    currency: str = DOLLAR

    def clean(self) -> dict[str, Any] | None:
        """Refuse amounts of a currency that is no longer the person's."""
        then = self.data.get("typed_in", self.currency)
        if then != self.currency and re.fullmatch("[A-Z]{3}", then):
            raise ValidationError(
                _(
                    "Your currency is %(now)s now, and this was typed in %(then)s. Look at each "
                    "amount, then keep it."
                ),
                params={"now": self.currency, "then": then},
            )
        return super().clean()


class CurrencyForm(forms.Form):
    """Which currency somebody pays in, and what a dollar costs in it."""

    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        help_text=_("Three letters, such as EUR, GBP or CHF."),
        error_messages={"max_length": _("A currency has three letters, such as EUR.")},
    )
    usd_rate = forms.DecimalField(
        label=_("One US dollar costs"),
        required=False,
        max_digits=16,
        help_text=_("List prices are in US dollars. Who pays in dollars leaves it empty."),
        error_messages={"invalid": _("This is no rate. Write it like 0.92.")},
    )
    rate_on = PastDay(label=_("Rate as of"), required=False)

    def __init__(self, *args: Any, budget: Budget, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "currency": budget.currency,
            "usd_rate": None if budget.currency == DOLLAR else budget.usd_rate.normalize(),
            "rate_on": today,
        }
        super().__init__(*args, **kwargs)
        self.budget, self.today = budget, today
        cast(PastDay, self.fields["rate_on"]).today = today
        self.fields["currency"].widget.attrs.update(autocapitalize="characters", size=4)
        self.fields["usd_rate"].widget.attrs.update(step="any", inputmode="decimal")

    def clean_currency(self) -> str:
        code: str = self.cleaned_data["currency"].strip().upper()
        if not re.fullmatch("[A-Z]{3}", code):
            raise ValidationError(_("A currency has three letters, such as EUR."))
        return code

    def clean_usd_rate(self) -> Decimal | None:
        rate: Decimal | None = self.cleaned_data["usd_rate"]
        if rate is None:
            return None
        if rate <= 0:
            raise ValidationError(_("A dollar costs something: the rate is more than zero."))
        if not LOWEST_RATE <= rate <= HIGHEST_RATE:
            raise ValidationError(
                _("No currency we know of stands at %(rate)s to the dollar. Has a digit slipped?"),
                params={"rate": metrics.figure(rate)},
            )
        return rate.quantize(Decimal("0.0001"))

    def clean(self) -> dict[str, Any]:
        """In dollars the rate is 1; in another currency it is said, and not the old one's."""
        found = super().clean() or self.cleaned_data
        code = found.get("currency")
        if not code or "usd_rate" in self.errors:
            return found
        if code == DOLLAR:
            found["usd_rate"] = Decimal(1)
        elif found.get("usd_rate") is None:
            self.add_error("usd_rate", _("Say what one US dollar costs in %s.") % code)
        elif self._is_the_old_rate(code, found["usd_rate"]):
            said = {"was": self.budget.currency, "code": code}
            message = _("That is the rate of %(was)s. Say what one US dollar costs in %(code)s.")
            self.add_error("usd_rate", message % said)
        found["rate_on"] = found.get("rate_on") or self.today
        return found

    def _is_the_old_rate(self, code: str, rate: Decimal) -> bool:
        if code == self.budget.currency or (code in AT_PAR and rate == 1):
            return False
        return rate == self.budget.usd_rate


class BudgetForm(InCurrency, forms.ModelForm[Budget]):
    """What a year may cost, and when it begins."""

    yearly = Amount(label=_("A year may cost"), required=False)
    starts_month = forms.TypedChoiceField(
        label=_("The year begins in"),
        coerce=int,
        choices=list(dates.MONTHS.items()),
        help_text=_("When what you may spend begins anew."),
        error_messages={"invalid_choice": _("Choose one of the twelve months.")},
    )

    class Meta:
        model = Budget
        fields = ["yearly", "starts_month"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = self.instance.currency
        self.fields["yearly"].help_text = _(
            "Of your own money, in %s. Leave it empty where there is no limit."
        ) % (self.instance.currency)

    def save(self, commit: bool = True) -> Budget:
        """Only what it asks for: another page keeps currency and rate."""
        if not commit:
            return super().save(commit=False)
        asked = {name: self.cleaned_data[name] for name in self.fields}
        return Budget.objects.update_or_create(user=self.instance.user, defaults=asked)[0]


class CostsForm(InCurrency, forms.ModelForm[Goal]):
    """What one exam costs, who pays it, and when it was paid."""

    fee = Amount(label=_("Exam fee"), required=False)
    training = Amount(label=_("Training"), required=False)
    travel = Amount(label=_("Travel"), required=False)
    retake = Amount(label=_("Put aside for a retake"), required=False)
    lab_cap = Amount(
        label=_("Lab money, at most"),
        required=False,
        help_text=_("From four fifths of it on, you are told."),
    )
    fee_paid_on = PastDay(
        label=_("Paid on"),
        required=False,
        help_text=_("Fee, training and travel count in that month. Empty while nothing is paid."),
    )

    class Meta:
        model = Goal
        fields = ["fee", "training", "travel", "retake", "lab_cap", "paid_by", "fee_paid_on"]
        widgets = {"paid_by": forms.RadioSelect}

    def __init__(
        self,
        *args: Any,
        currency: str,
        list_fee: Decimal | None,
        attempts: int,
        today: date,
        **kwargs: Any,
    ) -> None:
        """``list_fee``: the list price at the person's rate, None where none is held."""
        super().__init__(*args, **kwargs)
        self.currency = currency
        fee = self.fields["fee"]
        if list_fee is None:
            fee.help_text = _("No price of it is known. Look at its official page.")
        else:
            fee.widget.attrs["placeholder"] = str(list_fee.normalize().quantize(list_fee))
            fee.help_text = _("Empty counts the list price. Check it before you book.")
        self.fields["retake"].help_text = _retake_help(attempts)
        cast(PastDay, self.fields["fee_paid_on"]).today = today

    def save(self, commit: bool = True) -> Goal:
        """Only what it asks for: where the goal stands may change meanwhile."""
        goal: Goal = super().save(commit=False)
        if commit:
            goal.save(update_fields=list(self.fields))
        return goal


def _retake_help(attempts: int) -> str:
    if attempts > 1:
        return str(_("The fee pays for %d sittings. Free again when you pass.") % attempts)
    return str(_("Free again when you pass."))


class LabForm(InCurrency, forms.ModelForm[LabCost]):
    """What a lab cost, with the two questions that keep it from costing more."""

    on = PastDay(label=_("Day"))
    amount = Amount(label=_("Amount"))

    class Meta:
        model = LabCost
        fields = ["on", "amount", "what", "alarm_set", "switched_off"]

    def __init__(self, *args: Any, goal: Goal, currency: str, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": today})
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.instance.goal = goal
        cast(PastDay, self.fields["on"]).today = today
        self.fields["what"].error_messages["max_length"] = _("A line is enough: 160 characters.")

"""What one types about a case study as a whole, and about its tradeoffs."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.inputs import DateInput
from common.lanes import Lane
from portfolio.casestudies.models import CaseStudy, Category, Tradeoff

QUESTION_LONGEST = 2000
"""Characters of the question a case study begins with; it can grow later."""
EARLIEST = date(1990, 1, 1)


def _passed(day: date | None, today: date) -> None:
    """A day that was: not to come, and not before there was a cloud."""
    if day is not None and day > today:
        raise forms.ValidationError(_("That day is still to come."))
    if day is not None and day < EARLIEST:
        raise forms.ValidationError(_("That is before 1990. Look at the year."))


class StartForm(forms.Form):
    """With what it begins: all of it can be changed later."""

    title = forms.CharField(label=_("What it is called"), max_length=160)
    lane = forms.ChoiceField(label=_("Lane"), choices=Lane.choices)
    question = forms.CharField(
        label=_("Business question"),
        max_length=QUESTION_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What somebody wants to know who pays for it. A first draft will do."),
    )
    brief = forms.SlugField(max_length=80, required=False, widget=forms.HiddenInput)


class AboutForm(forms.ModelForm[CaseStudy]):
    """What it is about, what it proves, and where it was done."""

    categories = forms.MultipleChoiceField(
        label=_("What it proves"),
        choices=Category.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Infrastructure automation: an environment from code that refuses what breaks a rule. "
            "Operational resilience: a release that few users meet first and that goes back by "
            "itself. Business optimization: a bill before and after one change, beside the limit "
            "that held."
        ),
    )

    class Meta:
        model = CaseStudy
        fields = [
            "title", "lane", "categories", "origin", "employer", "employer_said", "started_on",
        ]  # fmt: skip
        widgets = {"started_on": DateInput()}
        help_texts = {
            "origin": _("A result begins with this, and can say otherwise."),
            "employer": _("For your own eyes. Strangers read the line below, once you show it."),
            "employer_said": _("For example: a payments company with 300 engineers."),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_started_on(self) -> date:
        day: date = self.cleaned_data["started_on"]
        _passed(day, self.today)
        finished_on = self.instance.finished_on
        if finished_on is not None and day > finished_on:
            raise forms.ValidationError(_("You finished it before that day."))
        return day


class TradeoffForm(forms.ModelForm[Tradeoff]):
    """One choice as one sentence: we chose … over …, because …; it gave up …"""

    class Meta:
        model = Tradeoff
        fields = ["chose", "over", "because", "gave_up", "on"]
        widgets = {
            "because": forms.Textarea(attrs={"rows": 2}),
            "gave_up": forms.Textarea(attrs={"rows": 2}),
            "on": DateInput(),
        }
        help_texts = {
            "chose": _("For example: an alert after 5 minutes over the threshold."),
            "over": _("For example: an alert after 1 minute."),
            "because": _("The figure or the person that decided it."),
            "gave_up": _("What is worse now, by how much, and who lives with it."),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        _passed(day, self.today)
        return day

"""Choosing, one question at a time: which lanes, which metric, which figures."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from common import metrics
from common.inputs import DateInput
from common.lanes import Lane
from common.metrics import Metric
from roadmap.lanes.models import Choice, Place

OWN = "own"
SHOWN_AT_ONCE = 8


class LanesForm(forms.Form):
    """The first question: the lane to be known for, and the one beside it."""

    primary = forms.ChoiceField(
        label=_("Known for"),
        choices=Lane.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the lane you want to be known for."),
            "invalid_choice": _("That is none of the five lanes. Choose one of them."),
        },
    )
    secondary = forms.ChoiceField(
        label=_("Beside it"),
        choices=[*Lane.choices, (OWN, _("An area of my own naming"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a second lane, or name an area of your own."),
            "invalid_choice": _("That is none of the lanes. Choose one, or name your own."),
        },
    )
    secondary_name = forms.CharField(
        label=_("Its name"),
        required=False,
        max_length=60,
        help_text=_("Only for an area of your own: platform engineering, for example."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("secondary") == OWN and not data.get("secondary_name"):
            self.add_error("secondary_name", _("Give your own area a name."))
        if data.get("secondary") and data.get("secondary") == data.get("primary"):
            self.add_error(
                "secondary", _("The second lane is another one: it makes the first worth more.")
            )
        return data

    def answers(self) -> dict[str, str]:
        """What was chosen, as it travels in the next step's address."""
        own = self.cleaned_data["secondary"] == OWN
        return {
            "primary": self.cleaned_data["primary"],
            "secondary": self.cleaned_data["secondary"],
            **({"secondary_name": self.cleaned_data["secondary_name"]} if own else {}),
        }

    def pair(self) -> dict[str, str]:
        """What was chosen, as a choice and a decision keep it."""
        own = self.cleaned_data["secondary"] == OWN
        return {
            "primary": self.cleaned_data["primary"],
            "secondary": "" if own else self.cleaned_data["secondary"],
            "secondary_name": self.cleaned_data["secondary_name"] if own else "",
        }


class MetricForm(forms.Form):
    """The second question: the one number to move."""

    metric = forms.ChoiceField(
        label=_("Metric"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one metric. You can change it later."),
            "invalid_choice": _("That is no metric of these lanes. Choose one from the list."),
        },
    )

    def __init__(self, *args: Any, lane: Lane, second: Lane | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered(lane, second)
        field = cast(forms.ChoiceField, self.fields["metric"])
        field.choices = [(metric.slug, metric.name) for metric in self.offered]

    @property
    def first(self) -> list[Metric]:
        """Those shown at once: the lane's own, the usual ones first."""
        return self.offered[:SHOWN_AT_ONCE]

    @property
    def rest(self) -> list[Metric]:
        return self.offered[SHOWN_AT_ONCE:]

    @property
    def rest_is_chosen(self) -> bool:
        return self["metric"].value() in {metric.slug for metric in self.rest}


def offered(lane: Lane, second: Lane | None) -> list[Metric]:
    """The metrics of the lane, then those the second lane adds."""
    mine = metrics.for_lane(lane)
    extra = [m for m in metrics.for_lane(second) if m not in mine] if second else []
    return mine + extra


class FiguresForm(forms.ModelForm[Choice]):
    """The third question: where it stands, where it should go, what must not suffer, when."""

    start_month = forms.ChoiceField(label=_("First month"))
    baseline = forms.DecimalField(
        label=_("Where it stands today"),
        required=False,
        localize=True,
        help_text=_("Leave it empty if it is not measured yet: measuring comes first then."),
    )
    target = forms.DecimalField(
        label=_("Where it should go"),
        required=False,
        localize=True,
        help_text=_("Leave it empty until you know the baseline."),
    )

    class Meta:
        model = Choice
        fields = [
            "unit",
            "place",
            "baseline",
            "target",
            "limit_what",
            "limit_sense",
            "limit_value",
            "limit_unit",
            "lab_money",
            "start_month",
            "apply_by",
        ]
        widgets = {
            "place": forms.RadioSelect,
            "apply_by": DateInput(),
        }
        labels = {
            "limit_what": _("What must not suffer"),
            "limit_sense": _("It"),
            "limit_value": _("Figure"),
            "limit_unit": _("Unit"),
            "lab_money": _("Lab money for the year, in US dollars"),
            "apply_by": _("Able to apply by (if there is a date)"),
        }
        help_texts = {
            "limit_what": _("For example: p95 latency. Leave it empty if nothing comes to mind."),
            "lab_money": _(
                "0 if nothing: every lab has a way that costs nothing. Leave it empty if the sum "
                "does not matter."
            ),
            "apply_by": _("What you need to tell then comes first."),
        }

    def __init__(
        self,
        *args: Any,
        metric: Metric,
        today: date,
        under_way: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.metric = metric
        self.fields["unit"].initial = self.fields["unit"].initial or metric.unit
        place = cast(forms.ChoiceField, self.fields["place"])
        place.choices = Place.choices
        place.initial = place.initial or Place.WORK
        months = start_months(today, under_way)
        start = cast(forms.ChoiceField, self.fields["start_month"])
        start.choices = [(m.isoformat(), _month(m, under_way)) for m in months]
        start.initial = (under_way or default_start(today)).isoformat()

    def clean_start_month(self) -> date:
        return date.fromisoformat(self.cleaned_data["start_month"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.instance.metric_slug = self.metric.slug
        self._check_target(data)
        self._check_limit(data)
        start, apply_by = data.get("start_month"), data.get("apply_by")
        if start and apply_by and apply_by < start + timedelta(days=28):
            self.add_error(
                "apply_by",
                _("This date is before the end of the first month. Choose a later one."),
            )
        return data

    def _check_target(self, data: dict[str, Any]) -> None:
        baseline, target = data.get("baseline"), data.get("target")
        if baseline is None or target is None:
            return
        now = Choice(metric_slug=self.metric.slug, baseline=baseline, target=target)
        if now.target_is_ahead():
            return
        better = {
            "lower": _("less"),
            "higher": _("more"),
            "target": _("another figure"),
        }[self.metric.direction]
        self.add_error(
            "target",
            ValidationError(
                _(
                    "For %(metric)s, better means %(better)s: from %(baseline)s the target cannot "
                    "be %(target)s. Correct one of the two figures."
                ),
                params={
                    "metric": self.metric.in_sentence,
                    "better": better,
                    "baseline": metrics.figure(baseline),
                    "target": metrics.figure(target),
                },
            ),
        )

    def _check_limit(self, data: dict[str, Any]) -> None:
        if data.get("limit_value") is not None and not data.get("limit_what"):
            self.add_error("limit_what", _("A limit needs a name: what is it the figure of?"))


def default_start(today: date) -> date:
    """This month in its first half, else the next."""
    this = today.replace(day=1)
    return this if today.day <= 15 else _after(this)


def start_months(today: date, under_way: date | None = None) -> list[date]:
    """This month and the next five; first of all the one a plan under way began in."""
    months = [today.replace(day=1)]
    while len(months) < 6:
        months.append(_after(months[-1]))
    if under_way:
        return [under_way, *(m for m in months if m != under_way)]
    return months


def _after(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _month(first: date, under_way: date | None) -> str:
    name = formats.date_format(first, "F Y")
    if first == under_way:
        return str(_("%(month)s (go on with the plan under way)") % {"month": name})
    return name

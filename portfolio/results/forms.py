"""What one types about a result: a metric before and after, its limit, and the figure later."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import metrics
from common.inputs import DateInput, FigureTyped
from common.lanes import Lane
from common.metrics import Direction, Metric
from portfolio.results import change
from portfolio.results.models import DIRECTIONS, Outcome, Result

LIMIT = ("limit_what", "limit_sense", "limit_value", "limit_unit", "limit_after")
"""Fields that stand folded away until there is a limit."""


class MetricSelect(forms.Select):
    """Each metric says its name, unit and direction to ``js/metric.js``."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if metric := metrics.catalogue().get(str(value)):
            option["attrs"] |= {
                "data-name": metric.name,
                "data-unit": metric.unit,
                "data-direction": metric.direction.value,
            }
        return option


def offered(lane: str) -> list[tuple[str, Any]]:
    """The catalogue's metrics to choose from, those of ``lane`` first."""
    own = Lane(lane) if lane in Lane.values else None
    first = metrics.for_lane(own) if own else []
    groups: list[tuple[str, Any]] = [("", _("Another one, by its name"))]
    if own:
        groups.append((str(own.label), _choices(first)))
    seen = set(first)
    for other in Lane:
        rest = [metric for metric in metrics.for_lane(other) if metric not in seen]
        seen.update(rest)
        if rest:
            groups.append((str(other.label), _choices(rest)))
    return groups


def _choices(found: Sequence[Metric]) -> list[tuple[str, str]]:
    return [(metric.slug, f"{metric.name} ({metric.unit})") for metric in found]


class ResultForm(forms.ModelForm[Result]):
    """A metric of the catalogue brings its name, unit and direction; fields that say otherwise
    win."""

    metric_slug = forms.ChoiceField(
        label=_("Metric"),
        required=False,
        widget=MetricSelect,
        error_messages={"invalid_choice": _("That is no metric of the list. Choose another.")},
    )
    direction = forms.ChoiceField(
        label=_("Which way is better"),
        required=False,
        choices=[("", _("As the metric has it")), *DIRECTIONS],
    )
    before = FigureTyped(
        label=_("Before"),
        error_messages={"required": _("What was it before you changed anything?")},
    )
    after = FigureTyped(
        label=_("After"),
        required=False,
        help_text=_("Leave it empty while you have the baseline alone."),
    )
    wanted = FigureTyped(
        label=_("The value that is wanted"),
        required=False,
        help_text=_("Only where a value is best, not less and not more."),
    )
    limit_value = FigureTyped(label=_("The limit"), required=False)
    limit_after = FigureTyped(
        label=_("Its own figure, after"),
        required=False,
        help_text=_("Past the limit, the result says: no improvement."),
    )

    class Meta:
        model = Result
        fields = [
            "metric_slug", "name", "unit", "direction", "wanted", "before", "after",
            "measured_on", "period", "how", "outcome", "origin", "limit_what", "limit_sense",
            "limit_value", "limit_unit", "limit_after",
        ]  # fmt: skip
        widgets = {"measured_on": DateInput}
        labels = {
            "measured_on": _("After, measured on"),
            "name": _("Its name"),
            "unit": _("Unit"),
            "limit_sense": _("It"),
        }
        help_texts = {
            "name": _("Leave it empty to take the metric’s."),
            "unit": _("Minutes, %, USD per month. Leave it empty to take the metric’s."),
            "measured_on": _("Left empty, today. A claim is asked for anew after three months."),
            "period": _("A week in May, 3,000 recorded requests, three runs each."),
            "how": _("So that somebody else could measure it again."),
            "limit_what": _("p95 latency, the error rate, what an auditor may ask for."),
        }

    def __init__(self, *args: Any, lane: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = cast(forms.ChoiceField, self.fields["metric_slug"])
        field.choices = offered(lane)
        kept = self.instance.metric_slug
        if kept and kept not in metrics.catalogue():
            field.choices = [*offered(lane), (kept, self.instance.name)]
        self.fields["name"].required = False
        about = cast(forms.ChoiceField, self.fields["outcome"])
        about.choices = [("", _("Not said")), *Outcome.choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._fill(data, metrics.catalogue().get(data.get("metric_slug", "")))
        if data.get("direction") == Direction.TARGET:
            if data.get("wanted") is None and "wanted" not in self.errors:
                self.add_error("wanted", _("Which value is wanted? Without it nothing is better."))
        else:
            data["wanted"] = None
        self._limit(data)
        self._day(data)
        return data

    def _day(self, data: dict[str, Any]) -> None:
        """The day of the figure after: the one that is typed, else the one it is entered on."""
        if "measured_on" in self.errors or "after" in self.errors:
            return
        day, is_typed = data.get("measured_on"), "measured_on" in self.changed_data
        if data.get("after") is None:
            if day is not None and is_typed:
                self.add_error("measured_on", _("There is no figure after that it is the day of."))
            data["measured_on"] = None
        elif day is None:
            data["measured_on"] = self.today
        elif wrong := _not_a_day(day, self.today):
            self.add_error("measured_on", wrong)
        elif self.instance.again_on is not None and day > self.instance.again_on:
            self.add_error("measured_on", _("It was measured again before that day."))

    def _fill(self, data: dict[str, Any], metric: Metric | None) -> None:
        for name in ("name", "unit", "direction"):
            if not data.get(name) and metric and name not in self.errors:
                data[name] = getattr(metric, name)
        if not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Choose a metric above, or give it a name here."))
        if not data.get("direction") and "direction" not in self.errors:
            self.add_error("direction", _("Say which way is better: less, more, or one value."))

    def _limit(self, data: dict[str, Any]) -> None:
        what, value, after = (data.get(n) for n in ("limit_what", "limit_value", "limit_after"))
        if value is not None and not what and "limit_what" not in self.errors:
            self.add_error("limit_what", _("What is it that must not suffer?"))
        if value is None and (what or after is not None) and "limit_value" not in self.errors:
            self.add_error("limit_value", _("Which figure must it not pass?"))

    @property
    def limit_is_open(self) -> bool:
        """Whether there is a limit, or something wrong about it."""
        return bool(self["limit_what"].value() or any(name in self.errors for name in LIMIT))


def _not_a_day(day: date, today: date) -> str:
    """Why nothing was measured on ``day``; "" where it may have been."""
    if day > today:
        return _now("This day is still to come.")
    if day.year < 2000:
        return _now("That is before 2000. Look at the year once more.")
    return ""


class AgainForm(forms.ModelForm[Result]):
    """The same figure later. All empty: it was not measured again."""

    again = FigureTyped(label=_("Measured again"), required=False)

    class Meta:
        model = Result
        fields = ["again", "again_on", "again_why"]
        widgets = {"again_on": DateInput}
        labels = {"again_on": _("On")}
        help_texts = {"again_why": _("Asked for where it moved by more than ten percent.")}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if self.instance.again_on is None:
            self.initial["again_on"] = today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        again, on = cast(Decimal | None, data.get("again")), data.get("again_on")
        if again is None:
            if "again" not in self.errors:
                data["again_on"], data["again_why"] = None, ""
            return data
        if on is None and "again_on" not in self.errors:
            self.add_error("again_on", _("On which day did you measure it again?"))
        elif on is not None and (wrong := _not_a_day(on, self.today)):
            self.add_error("again_on", wrong)
        elif on is not None and self.instance.measured_on and on < self.instance.measured_on:
            self.add_error("again_on", _("The figure after is of a later day than that."))
        if self._drifted(again) and not data.get("again_why") and "again_why" not in self.errors:
            self.add_error("again_why", _("It moved by more than ten percent. Say what moved it."))
        return data

    def _drifted(self, again: Decimal) -> bool:
        one = self.instance
        found = change.standing(one.after, again, Direction(one.direction), one.wanted)
        return found is change.Standing.DRIFTED

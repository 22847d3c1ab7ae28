"""What one types about a win: a line, its day, the rest where it is worth it."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import metrics
from common.inputs import DateInput, FigureTyped, WebAddress
from common.metrics import Direction
from portfolio.artifacts.forms import TextField
from portfolio.results.forms import MetricSelect, offered
from portfolio.results.models import DIRECTIONS
from portfolio.wins.models import LONGEST_PART, PARTS, Win
from portfolio.wins.spotting import Spotted, spotted

FIRST_YEAR = 1970
TOO_LONG = _("Keep it to 500 characters: one line now, the story later.")
NO_LINE = _("One line is enough: what happened?")
LINE_ERRORS = {"required": NO_LINE, "max_length": TOO_LONG}


def day_refused(day: date, today: date) -> str:
    """Why nothing can have happened on ``day``; "" where it can."""
    if day > today:
        return _now("This day is still to come. A win has happened already.")
    if day.year < FIRST_YEAR:
        return _now("That is before 1970. Look at the year once more.")
    return ""


def _way(before: Decimal | None, after: Decimal | None) -> str:
    """The way it went, which a win takes for the better one; "" where it did not move."""
    if before is None or after is None or before == after:
        return ""
    return (Direction.LOWER if after < before else Direction.HIGHER).value


class LineForm(forms.ModelForm[Win]):
    """One line of what happened, and when. A day left empty is today."""

    class Meta:
        model = Win
        fields = ["line", "happened_on"]
        widgets = {"happened_on": DateInput}
        labels = {"line": _("What happened?"), "happened_on": _("When")}
        error_messages = {
            "line": LINE_ERRORS,
            "happened_on": {"invalid": _("Write the day like 2026-11-28, or choose it.")},
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["happened_on"].required = False
        self.fields["happened_on"].widget.attrs["max"] = today.isoformat()
        if not self.instance.happened_on:
            self.initial["happened_on"] = today

    def clean_line(self) -> str:
        return " ".join(str(self.cleaned_data["line"]).split())

    def clean_happened_on(self) -> date:
        day = cast(date | None, self.cleaned_data["happened_on"]) or self.today
        if refused := day_refused(day, self.today):
            raise forms.ValidationError(refused)
        return day


class TellForm(forms.ModelForm[Win]):
    """The rest of a win: five parts, a figure before and after, for whom it mattered. Nothing of it
    has to be there; a figure wants the name of what was counted."""

    metric_slug = forms.ChoiceField(
        label=_("Metric"),
        required=False,
        widget=MetricSelect,
        error_messages={"invalid_choice": _("That is no metric of the list. Choose another.")},
    )
    direction = forms.ChoiceField(
        label=_("Which way is better"),
        required=False,
        choices=[("", _("As the metric has it, or the way it went")), *DIRECTIONS[:2]],
    )
    before = FigureTyped(label=_("Before"), required=False)
    after = FigureTyped(label=_("After"), required=False)

    class Meta:
        model = Win
        fields = [
            *PARTS, "for_whom", "metric_slug", "metric", "unit", "before", "after", "direction",
        ]  # fmt: skip
        labels = {
            "problem": _("Problem"),
            "constraints": _("Constraints"),
            "decision": _("Decision"),
            "tradeoff": _("Tradeoff"),
            "result": _("Result"),
            "for_whom": _("For whom it mattered"),
            "metric": _("Its name"),
            "unit": _("Unit"),
        }
        help_texts = {
            "problem": _("What was wrong, and who noticed."),
            "constraints": _("What you could not change: time, money, people, a rule."),
            "decision": _("What you chose, and over what."),
            "tradeoff": _("What it gave up, and who carries that."),
            "result": _("What is different now, and how you know."),
            "for_whom": _("A person, a team, a function: who is better off."),
            "metric": _("Leave it empty to take the metric’s."),
            "unit": _("Minutes, %, USD per month. Leave it empty to take the metric’s."),
        }

    def __init__(self, *args: Any, people: list[str], suggests: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        field = cast(forms.ChoiceField, self.fields["metric_slug"])
        field.choices = offered("")
        kept = self.instance.metric_slug
        if kept and kept not in metrics.catalogue():
            field.choices = [*offered(""), (kept, self.instance.metric)]
        for part in PARTS:
            self._write_in(part)
        self.fields["for_whom"].widget.attrs |= {"list": "people", "autocomplete": "off"}
        self.suggested = self._suggested() if suggests else None
        if self.suggested is not None:
            self._suggest(self.suggested)

    def _write_in(self, part: str) -> None:
        was = self.fields[part]
        self.fields[part] = TextField(
            label=was.label,
            help_text=was.help_text,
            required=False,
            max_length=LONGEST_PART,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def _suggested(self) -> Spotted | None:
        """The before and after that its line holds, as long as nothing was counted yet."""
        win = self.instance
        if win.metric or win.before is not None or win.after is not None:
            return None
        return spotted(win.line)

    def _suggest(self, found: Spotted) -> None:
        self.initial.update(
            metric_slug=found.metric,
            metric="" if found.metric else found.name,
            unit=found.unit,
            before=found.before,
            after=found.after,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        metric = metrics.catalogue().get(data.get("metric_slug", ""))
        for name, field in (("metric", "name"), ("unit", "unit"), ("direction", "direction")):
            if not data.get(name) and metric and name not in self.errors:
                data[name] = getattr(metric, field)
        self._figures(data)
        return data

    def _figures(self, data: dict[str, Any]) -> None:
        before, after = data.get("before"), data.get("after")
        has_figure = before is not None or after is not None
        if has_figure and not data.get("metric") and "metric" not in self.errors:
            self.add_error("metric", _("What was counted? Choose a metric, or name it here."))
        if data.get("direction") not in (Direction.LOWER, Direction.HIGHER):
            data["direction"] = _way(before, after)

    @property
    def parts(self) -> list[forms.BoundField]:
        """The fields of the story, in the order in which it is told."""
        return [self[part] for part in PARTS]

    @property
    def story_is_open(self) -> bool:
        """Whether there is a word of it, or something wrong about it."""
        return any(self[part].value() or part in self.errors for part in PARTS)


class ChangeForm(TellForm):
    """Everything of a win."""

    link = WebAddress(
        label=_("Link"), help_text=_("Where one can see it: a pull request, a graph.")
    )

    class Meta(TellForm.Meta):
        fields = ["line", "happened_on", *TellForm.Meta.fields, "link"]
        labels = TellForm.Meta.labels | LineForm.Meta.labels
        widgets = LineForm.Meta.widgets
        error_messages = LineForm.Meta.error_messages

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, suggests=False, **kwargs)
        self.today = today
        self.fields["happened_on"].widget.attrs["max"] = today.isoformat()
        self.fields["happened_on"].error_messages["required"] = _("On which day did it happen?")

    clean_line = LineForm.clean_line
    clean_happened_on = LineForm.clean_happened_on

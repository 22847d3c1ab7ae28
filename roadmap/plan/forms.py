"""What one types about a plan: milestones, the month's close, pauses, readings."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from common.inputs import DateInput, WebAddress
from roadmap.lanes.models import Choice
from roadmap.plan.exams import Exams, Option
from roadmap.plan.models import Milestone, MonthClose, Pause, Plan, Reading, Role


class LinkField(WebAddress):
    """Where what a milestone made can be opened."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Link to the evidence"), **kwargs})


class AlreadyTrueForm(forms.Form):
    """Every milestone with a tick and a link: what exists before the plan begins."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        candidates = plan.milestones.kept().exclude(role=Role.OWN)
        self.milestones = [m for m in candidates if m.already_true or not m.is_done]
        earlier = _done_before(plan)
        for milestone in self.milestones:
            before = earlier.get(milestone.slug)
            link = milestone.evidence_url or (before.evidence_url if before else "")
            self.fields[f"true-{milestone.pk}"] = forms.BooleanField(
                label=milestone.title,
                required=False,
                initial=milestone.already_true or before is not None,
            )
            self.fields[f"link-{milestone.pk}"] = LinkField(
                label=_("Link to it: %(title)s") % {"title": milestone.title}, initial=link
            )

    def rows(self) -> list[tuple[Milestone, forms.BoundField, forms.BoundField]]:
        """Each milestone with its two fields, in the plan's order."""
        return [(m, self[f"true-{m.pk}"], self[f"link-{m.pk}"]) for m in self.milestones]

    def save(self, today: date) -> int:
        """Tick what is true and take back what is not. Returns how many are."""
        changed = []
        for milestone in self.milestones:
            true = self.cleaned_data[f"true-{milestone.pk}"]
            link = self.cleaned_data[f"link-{milestone.pk}"]
            if (true, link) == (milestone.already_true, milestone.evidence_url):
                continue
            milestone.evidence_url = link
            if true:
                milestone.done_on = milestone.done_on or today
            elif milestone.already_true:
                milestone.done_on = None
            milestone.already_true = true
            changed.append(milestone)
        Milestone.objects.bulk_update(changed, ["evidence_url", "done_on", "already_true"])
        return sum(milestone.already_true for milestone in self.milestones)


def _done_before(plan: Plan) -> dict[str, Milestone]:
    """What an earlier plan of the same person has done, by slug."""
    done = Milestone.objects.for_user(plan.user).exclude(plan=plan).exclude(slug="")
    return {m.slug: m for m in done.filter(done_on__isnull=False)}


class DueField(forms.DateField):
    """A date within the twelve months."""

    widget = DateInput

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Due on"))
        super().__init__(*args, **kwargs)
        self.plan: Plan | None = None

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is None or self.plan is None:
            return day
        first, last = self.plan.calendar.start, self.plan.calendar.last_day
        if not first <= day <= last:
            raise ValidationError(
                _("%(day)s is outside your plan, which runs from %(first)s to %(last)s."),
                code="outside",
                params={
                    name: formats.date_format(value, "j F Y")
                    for name, value in (("day", day), ("first", first), ("last", last))
                },
            )
        return day


class MilestoneForm(forms.ModelForm[Milestone]):
    """Note, evidence and date of a milestone; title and hours too of one's own."""

    due_on = DueField()
    evidence_url = LinkField()

    class Meta:
        model = Milestone
        fields = ["title", "block", "hours", "note", "evidence_url"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        due = cast(DueField, self.fields["due_on"])
        due.plan = plan
        self.was_due = self.instance.due_on if self.instance.pk else None
        due.initial = self.was_due
        if self.instance.slug:
            del self.fields["title"], self.fields["block"], self.fields["hours"]
        else:
            self.fields["hours"].widget.attrs.update(min="0.25", step="0.25")
        if not self.instance.pk:
            del self.fields["note"], self.fields["evidence_url"]

    def clean_hours(self) -> Any:
        hours = self.cleaned_data["hours"]
        if not 0 < hours <= 80:
            raise ValidationError(_("Between a quarter of an hour and 80 hours, please."))
        return hours

    def save(self, commit: bool = True) -> Milestone:
        milestone = super().save(commit=False)
        if self.cleaned_data["due_on"] != self.was_due:
            milestone.month, milestone.day = self.plan.calendar.place(self.cleaned_data["due_on"])
            milestone.moved = True
        if not milestone.pk:
            milestone.plan, milestone.role = self.plan, Role.OWN
        if commit and milestone.pk:
            # What this form does not ask for (a tick, a criterion) may change meanwhile.
            asked = [name for name in self.fields if name != "due_on"]
            milestone.save(update_fields=[*asked, "month", "day", "moved"])
        elif commit:
            milestone.save()
        return milestone


class ExamForm(forms.Form):
    """The exam a plan is built around, out of those of its lane."""

    exam = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Choose one of the exams in the list.")
        ),
    )

    def __init__(self, *args: Any, around: Exams, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["exam"])
        field.choices = [(option.exam.slug, option.exam.name) for option in around.options]
        field.initial = around.first.exam.slug
        self.around = around

    def rows(self) -> list[tuple[forms.boundfield.BoundWidget, Option]]:
        """Each exam's radio button with what there is to say about it."""
        return list(zip(self["exam"], self.around.options, strict=True))


class CloseForm(forms.ModelForm[MonthClose]):
    """Three questions at a month's end; at a phase's end also what one is known for."""

    class Meta:
        model = MonthClose
        fields = ["exists_now", "in_the_way", "next_first", "known_for"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("exists_now", "in_the_way", "next_first")
        }

    def __init__(
        self, *args: Any, drafted: Mapping[str, str], ends_phase: bool, **kwargs: Any
    ) -> None:
        """``drafted``: answers that stand ready, from what was written before."""
        kwargs["initial"] = dict(drafted)
        super().__init__(*args, **kwargs)
        if not ends_phase:
            del self.fields["known_for"]
        if stopped := drafted.get("next_first"):
            # One thing: the lines stand beside the answer, to choose from.
            self.initial["next_first"] = ""
            self.fields["next_first"].help_text = "\n".join([str(_STOPPED), stopped])
        for name in drafted.keys() & self.fields.keys() - {"next_first"}:
            self.fields[name].help_text = _DRAFTED[name]
            if name != "known_for":
                lines = drafted[name].count("\n") + 1
                self.fields[name].widget.attrs["rows"] = min(max(3, lines + 3), 18)


_STOPPED = _("One thing. Your blocks stopped here:")
_DRAFTED = {
    "exists_now": _("From your check-ins this month. Change it as you like."),
    "in_the_way": _("The reasons you gave when you skipped a block. Say more, or less."),
    "known_for": _("What you wrote last: when you chose, or as a phase ended."),
}


LONGEST_PAUSES = 366
"""Days that all planned pauses of a plan may last together."""


class PauseForm(forms.ModelForm[Pause]):
    """Days that do not count."""

    class Meta:
        model = Pause
        fields = ["starts_on", "ends_on"]
        widgets = {"starts_on": DateInput, "ends_on": DateInput}

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.plan = plan
        self.plan = plan

    def _planned(self) -> list[Pause]:
        return [p for p in self.plan.pauses.all() if p.kind == Pause.Kind.PLANNED]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if not first or not last:
            return data
        if last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        elif (last - first).days + sum(p.days for p in self._planned()) > LONGEST_PAUSES:
            self.add_error(
                "ends_on", _("Pauses last a year at most, all together. End the plan instead.")
            )
        if not self.plan.calendar.start <= first <= self.plan.calendar.last_day:
            self.add_error("starts_on", _("This day is outside your plan."))
        if any(p.starts_on <= last and first <= p.ends_on for p in self.plan.pauses.all()):
            self.add_error("starts_on", _("You have a pause in these days already."))
        return data


class ReadingForm(forms.ModelForm[Reading]):
    """The metric on a day."""

    class Meta:
        model = Reading
        fields = ["on", "value", "limit_value", "how"]
        widgets = {"on": DateInput}
        localized_fields = ["value", "limit_value"]

    def __init__(
        self, *args: Any, choice: Choice, today: date, how: str = "", **kwargs: Any
    ) -> None:
        """``how``: the way the last reading was measured, which the next one repeats."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["how"].initial = how
        self.instance.user, self.instance.metric_slug = choice.user, choice.metric_slug
        self.fields["on"].initial = today
        self.fields["value"].label = f"{choice.metric.name} ({choice.unit})"
        if choice.limit_value is None:
            del self.fields["limit_value"]
        else:
            self.fields["limit_value"].label = f"{choice.limit_what} ({choice.limit_unit})"

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(_("This day is still to come. A reading is of a day that was."))
        return on


class CsvForm(forms.Form):
    """Two columns, date and value, pasted or as a file."""

    text = forms.CharField(
        label=_("Two columns: date, value"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "2026-10-01,4200"}),
        max_length=100_000,
    )
    file = forms.FileField(label=_("Or a file"), required=False, allow_empty_file=True)

"""What one types about a goal: its exam, the study for it, why it was let go, who trains for it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from certifications.goals.models import Goal, StudyMinutes, Training
from certifications.goals.vetting import Question
from common.inputs import DateInput

FURTHEST = timedelta(days=5 * 366)
EARLIEST = date(2000, 1, 1)
Data = Mapping[str, Any] | None
"""What was sent; None for a form that is only shown."""
NO_DATE = _("This is no date. Write it as 2027-05-20.")


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=DateInput,
        error_messages={"invalid": NO_DATE, "required": _("Enter the day.")},
    )


def _not_to_come(on: date, today: date) -> date:
    if on > today:
        raise ValidationError(_("This day is still to come."))
    if on < EARLIEST:
        raise ValidationError(_("That is before the year 2000. Look at the year again."))
    return on


class ExamForm(forms.Form):
    """The day of the exam, wished for or booked. After a failed one also when it may be sat again,
    and what that costs."""

    exam_on = _day(_("Exam date"), required=False, help_text=_("A wish is enough to plan with."))
    booked = forms.BooleanField(label=_("It is booked"), required=False)
    retake_from = _day(_("You may sit it again from"), required=False)
    retake = forms.DecimalField(
        label=_("What the retake costs"),
        required=False,
        help_text=_("In the currency you pay in. It is put aside in the goal’s money."),
        min_value=Decimal(0),
        max_digits=12,
        decimal_places=2,
        error_messages={
            "invalid": _("Write an amount, such as 150."),
            "min_value": _("An amount is zero or more."),
        },
    )

    def __init__(self, data: Data, *, goal: Goal, today: date, again: bool, ruled: bool) -> None:
        """``again``: it was sat before; ``ruled``: the vendor's waiting rule is held."""
        super().__init__(
            data,
            initial={
                "exam_on": goal.exam_on,
                "booked": goal.state == Goal.State.BOOKED,
                "retake_from": goal.retake_from,
                "retake": goal.retake,
            },
        )
        self.goal, self.today = goal, today
        if not again:
            del self.fields["retake"]
        if not again or ruled:
            del self.fields["retake_from"]

    def clean_exam_on(self) -> date | None:
        on: date | None = self.cleaned_data["exam_on"]
        if on is None or on == self.goal.exam_on:
            return on
        if on < self.today:
            raise ValidationError(
                _("%(day)s has passed. If you sat the exam that day, say how it went instead."),
                params={"day": formats.date_format(on, "j F Y")},
            )
        if on > self.today + FURTHEST:
            raise ValidationError(_("That is more than five years ahead. Look at the year again."))
        return on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("booked") and "exam_on" in data and data["exam_on"] is None:
            self.add_error("exam_on", _("A booked exam has a day: enter it, or untick “booked”."))
        return data

    def save(self) -> None:
        """What was asked for alone is kept."""
        asked = [name for name in ("retake_from", "retake") if name in self.fields]
        for name in asked:
            setattr(self.goal, name, self.cleaned_data[name])
        self.goal.save(update_fields=asked)
        self.goal.set_exam(self.cleaned_data["exam_on"], booked=self.cleaned_data["booked"])


class ResultForm(forms.Form):
    """How an exam went."""

    passed = forms.TypedChoiceField(
        label=_("How did it go?"),
        choices=[("1", _("Passed")), ("0", _("Not passed"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    on = _day(_("The day you sat it"))
    score = forms.CharField(
        label=_("Score"),
        required=False,
        max_length=40,
        help_text=_("As the report says it. It stays with the goal."),
    )

    def __init__(self, data: Data, *, goal: Goal, today: date) -> None:
        booked = goal.exam_on if goal.exam_on and goal.exam_on <= today else today
        super().__init__(data, initial={"on": booked})
        self.today = today

    def clean_on(self) -> date:
        return _not_to_come(self.cleaned_data["on"], self.today)


class LetGoForm(forms.Form):
    """Why somebody is not after it any more."""

    why = forms.CharField(
        label=_("Why you let it go"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A few words for the day you come across it again."),
        error_messages={
            "required": _("A few words: no time now, another exam first, not my lane any more."),
        },
    )


SURE = [
    ("", _("not said")),
    ("1", _("new to me")),
    ("2", _("read about it")),
    ("3", _("used it")),
    ("4", _("could teach it")),
]


class TuneForm(forms.Form):
    """One's own estimate, what was studied elsewhere, and how sure one is of each domain."""

    hours_estimate = forms.IntegerField(
        label=_("Hours you think it takes in all"), required=False, min_value=1, max_value=1000
    )
    hours_before = forms.IntegerField(
        label=_("Hours studied before you kept them here"),
        required=False,
        min_value=0,
        max_value=1000,
    )

    def __init__(self, data: Data, *, goal: Goal, domains: Sequence[str]) -> None:
        super().__init__(
            data,
            initial={
                "hours_estimate": goal.hours_estimate,
                "hours_before": goal.hours_before or "",
            },
        )
        self.goal, self.domains = goal, domains
        for number, name in enumerate(domains):
            self.fields[f"sure-{number}"] = forms.ChoiceField(
                label=name,
                required=False,
                choices=SURE,
                initial=str(goal.confidence.get(name, "")),
                error_messages={"invalid_choice": _("Choose one of the four, or leave it open.")},
            )

    def sure(self) -> list[forms.BoundField]:
        """A field for each domain, in the exam's order."""
        return [self[f"sure-{number}"] for number in range(len(self.domains))]

    def save(self) -> None:
        """What was said of the domains of another exam stays: a goal may go back to it."""
        said = dict(self.goal.confidence)
        for number, name in enumerate(self.domains):
            said.pop(name, None)
            if level := self.cleaned_data[f"sure-{number}"]:
                said[name] = int(level)
        self.goal.confidence = said
        self.goal.hours_estimate = self.cleaned_data["hours_estimate"]
        self.goal.hours_before = self.cleaned_data["hours_before"] or 0
        self.goal.save(update_fields=["confidence", "hours_estimate", "hours_before"])


class MinutesForm(forms.ModelForm[StudyMinutes]):
    """Study that no block knows of."""

    class Meta:
        model = StudyMinutes
        fields = ["on", "minutes", "domain"]

    on = _day(_("Day"))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=1440,
        error_messages={
            "required": _("How many minutes were it?"),
            "invalid": _("Write a whole number of minutes."),
            "min_value": _("At least one minute."),
            "max_value": _("A day has 1,440 minutes."),
        },
    )
    domain = forms.ChoiceField(
        label=_("Domain"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the domains of this exam.")},
    )

    def __init__(
        self, *args: Any, domains: Sequence[str], following: str, today: date, **kwargs: Any
    ) -> None:
        """``following``: the domain the plan is at, chosen until another is."""
        kwargs["initial"] = {"on": today, "domain": following}
        super().__init__(*args, **kwargs)
        self.today = today
        field = cast(forms.ChoiceField, self.fields["domain"])
        field.choices = [("", _("none in particular")), *((name, name) for name in domains)]
        if not domains:
            del self.fields["domain"]

    def clean_on(self) -> date:
        return _not_to_come(self.cleaned_data["on"], self.today)


ANSWERS = [("yes", _("yes")), ("no", _("no")), ("", _("not asked yet"))]


class TrainingForm(forms.ModelForm[Training]):
    """A provider, the five answers, and what one found out."""

    class Meta:
        model = Training
        fields = ["name", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"name": {"required": _("Name the provider or the course.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said: Mapping[str, bool] = self.instance.answers
        for question in Question:
            answer = said.get(question.value)
            self.fields[question.value] = forms.ChoiceField(
                label=question.label,
                help_text=str(question.ask),
                required=False,
                choices=ANSWERS,
                widget=forms.RadioSelect,
                initial={True: "yes", False: "no"}.get(answer, "") if answer is not None else "",
                error_messages={"invalid_choice": _("Yes, no, or not asked yet.")},
            )
        self.order_fields(["name", *(question.value for question in Question), "note"])

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = Training.objects.filter(goal=self.instance.goal).exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise ValidationError(_("This one is vetted already. Change its answers instead."))
        return name

    def save(self, commit: bool = True) -> Training:
        answers = {one.value: self.cleaned_data[one.value] for one in Question}
        self.instance.answers = {key: said == "yes" for key, said in answers.items() if said}
        return super().save(commit)

"""A question as a form: options to pick, or a count or ticks for each of the five pains."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.lanes import Pain
from roadmap.lanes.painkiller.questions import (
    TICKS,
    TIMES,
    Kind,
    Option,
    Picked,
    Question,
    hints,
)

NEVER = "0"

Box = tuple[str, Any, bool]
"""Something to tick or to choose: its value, how it is said, and whether it is set."""


class QuestionForm(forms.Form):
    """What every question has in common. ``picked`` is the answer that was kept before."""

    def __init__(self, data: QueryDict | None, question: Question, picked: Picked) -> None:
        self.question, self.before = question, picked
        super().__init__(data)


class PickForm(QuestionForm):
    """One option, or as many as the question allows."""

    option = forms.MultipleChoiceField(
        error_messages={
            "required": _("Pick one, or skip the question."),
            "invalid_choice": _("That is none of the answers. Pick one of those below."),
        }
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        offered = [(option.slug, option.title) for option in self.question.option]
        self.fields["option"] = forms.MultipleChoiceField(
            choices=offered, error_messages=self.fields["option"].error_messages
        )

    def clean_option(self) -> list[str]:
        option: list[str] = self.cleaned_data["option"]
        if len(option) > self.question.most:
            raise ValidationError(self._too_many())
        return option

    def _too_many(self) -> Any:
        if self.question.most == 1:
            return _("One answer, please: the one that is truest.")
        return _("Two at most: take away those that are less true.")

    def picked(self) -> Picked:
        return tuple(self.cleaned_data["option"])

    @property
    def options(self) -> list[tuple[Option, str, bool]]:
        """Each option with its words, and whether it is picked."""
        shown = self["option"].value() if self.is_bound else self.before
        return [
            (option, self.question.text_of(option), option.slug in (shown or ()))
            for option in self.question.option
        ]


class TallyForm(QuestionForm):
    """How often each pain was met. One left alone was not met."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        for pain in Pain:
            self.fields[pain.value] = forms.ChoiceField(
                choices=list(TIMES.items()),
                required=False,
                error_messages={
                    "invalid_choice": _("That is no count. Take one of the three beside it.")
                },
            )

    def picked(self) -> Picked:
        return tuple(f"{pain.value}.{self.cleaned_data[pain.value] or NEVER}" for pain in Pain)

    @property
    def rows(self) -> list[tuple[Pain, str, forms.BoundField, list[Box]]]:
        """Each pain, the question behind it, its field, and the counts to choose from."""
        before = dict(one.split(".") for one in self.before)
        rows = []
        for pain in Pain:
            field = self[pain.value]
            shown = field.value() if self.is_bound else before.get(pain.value)
            counts = [(times, said, times == (shown or NEVER)) for times, said in TIMES.items()]
            rows.append((pain, hints()[pain], field, counts))
        return rows


class TicksForm(QuestionForm):
    """Which of three things each pain is. None ticked is an answer, too."""

    tick = forms.MultipleChoiceField(
        required=False,
        choices=[(f"{pain.value}.{tick}", said) for pain in Pain for tick, said in TICKS.items()],
        error_messages={"invalid_choice": _("That is none of the ticks. Use those below.")},
    )

    def picked(self) -> Picked:
        return tuple(self.cleaned_data["tick"])

    @property
    def rows(self) -> list[tuple[Pain, str, list[Box]]]:
        """Each pain, the question behind it, and its ticks."""
        shown = self["tick"].value() if self.is_bound else self.before
        return [
            (
                pain,
                hints()[pain],
                [
                    (f"{pain.value}.{tick}", said, f"{pain.value}.{tick}" in (shown or ()))
                    for tick, said in TICKS.items()
                ],
            )
            for pain in Pain
        ]


AnyForm = PickForm | TallyForm | TicksForm
"""Each has ``picked()``: the answer, of a form that is valid."""


def form_for(question: Question, data: QueryDict | None, picked: Picked) -> AnyForm:
    """The form of a question, showing what was picked before or what was just sent."""
    of_kind: dict[Kind, type[AnyForm]] = {
        Kind.PICK: PickForm, Kind.TALLY: TallyForm, Kind.TICKS: TicksForm
    }  # fmt: skip
    return of_kind[question.kind](data, question, picked)

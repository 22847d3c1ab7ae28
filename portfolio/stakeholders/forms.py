"""What one types: who it is, what was said, what came of it, and a result in their words."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.inputs import DateInput
from portfolio.stakeholders.models import MOST, Conversation, Function, Stakeholder, Wording

ASK_AGAIN = timedelta(days=14)
"""After which one asks what came of it, unless another day is said."""
EARLIEST = date(1990, 1, 1)
LATEST = timedelta(days=366)
"""So far ahead a follow-up may lie."""


def _ahead(day: date | None, today: date) -> None:
    if day is not None and day > today + LATEST:
        raise forms.ValidationError(_("That is more than a year ahead. Choose a nearer day."))


class StakeholderForm(forms.ModelForm[Stakeholder]):
    """Who has to care, and in their words what for."""

    class Meta:
        model = Stakeholder
        fields = ["name", "function", "failure", "numbers"]
        widgets = {
            "failure": forms.Textarea(attrs={"rows": 3}),
            "numbers": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "name": _("“Ines, product”, or a group: “Finance”. Wins and stories can name it."),
            "failure": _("In their words, once they said it."),
            "numbers": _("Those they look at themselves, without being asked."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        function = cast(forms.ChoiceField, self.fields["function"])
        function.choices = [("", _("Choose one")), *Function.choices]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        others = Stakeholder.objects.for_user(self.user).exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("Somebody of that name is on the map already."))
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.instance._state.adding and Stakeholder.objects.for_user(self.user).count() >= MOST:
            said = _("There are %d on the map, and that is the most. Take one off first.")
            self.add_error(None, said % MOST)
        return data


class ConversationForm(forms.ModelForm[Conversation]):
    """What was said on a day, and when to ask again."""

    class Meta:
        model = Conversation
        fields = ["on", "said", "gave", "follow_up_on"]
        widgets = {
            "on": DateInput,
            "said": forms.Textarea(attrs={"rows": 3}),
            "gave": forms.Textarea(attrs={"rows": 2}),
            "follow_up_on": DateInput,
        }
        error_messages = {
            "said": {"required": _("What did they say? One sentence in their words is enough.")}
        }
        help_texts = {
            "said": _("In their words. They return beside your stories and your results."),
            "gave": _("Something they can act on: a figure, a page, a name."),
            "follow_up_on": _("Left empty, nobody reminds you."),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if self.instance._state.adding:
            self.initial = {**self.initial, "on": today, "follow_up_on": today + ASK_AGAIN}

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        if day < EARLIEST:
            raise forms.ValidationError(_("That is before 1990. Look at the year."))
        return day

    def clean_follow_up_on(self) -> date | None:
        day: date | None = self.cleaned_data["follow_up_on"]
        _ahead(day, self.today)
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        on, again = data.get("on"), data.get("follow_up_on")
        if on and again and again < on:
            self.add_error("follow_up_on", _("You spoke after that day. Choose a later one."))
        elif "follow_up_on" in self.changed_data:
            self.instance.followed_up_on = None  # Another day asks anew.
        return data


class FollowUpForm(forms.ModelForm[Conversation]):
    """What came of it. With another day it stays open."""

    again_on = forms.DateField(
        label=_("Ask once more on"),
        required=False,
        widget=DateInput,
        help_text=_("Only if it is not settled yet."),
    )

    class Meta:
        model = Conversation
        fields = ["came_of_it"]
        widgets = {"came_of_it": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["came_of_it"].required = True
        self.fields["came_of_it"].error_messages["required"] = _(
            "What came of it? “Nothing yet” is an answer."
        )

    def clean_again_on(self) -> date | None:
        day: date | None = self.cleaned_data["again_on"]
        if day is not None and day <= self.today:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        _ahead(day, self.today)
        return day

    def keep(self) -> Conversation:
        """Asked today; open again where another day is said."""
        one, again = self.instance, self.cleaned_data["again_on"]
        one.followed_up_on = None if again else self.today
        one.follow_up_on = again or one.follow_up_on
        one.save(update_fields=["came_of_it", "follow_up_on", "followed_up_on"])
        return one


class WordingForm(forms.ModelForm[Wording]):
    """One result as they would say it themselves."""

    class Meta:
        model = Wording
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        error_messages = {
            "text": {"required": _("Say it in one sentence at least, or go back without keeping.")}
        }

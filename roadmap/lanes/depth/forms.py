"""Explaining in writing."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from roadmap.lanes.depth.ageing import Went
from roadmap.lanes.depth.models import LONGEST, MOST_A_DAY, Explanation


class ExplanationForm(forms.Form):
    """The words, and how it went. Only who could not may leave the words out."""

    text = forms.CharField(
        label=_("Your explanation"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_(
            "As you would say it to a colleague of another team, in two minutes at most. "
            "Look nothing up first. Leave it empty only when you cannot."
        ),
        error_messages={
            "max_length": _(
                "This has %(show_value)d characters, and %(limit_value)d can be kept. "
                "Which part carries it?"
            )
        },
    )
    went = forms.ChoiceField(
        label=_("How did it go?"),
        choices=Went.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say how it went: you are the only judge here."),
            "invalid_choice": _("Choose one of the three."),
        },
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("text") and data.get("went") in (Went.SURE, Went.NOTES):
            self.add_error("text", _("Write it down as you would say it, or choose “I could not”."))
        day = timezone.now() - timedelta(days=1)
        if Explanation.objects.of(self.user).sent_since(day) >= MOST_A_DAY:
            raise forms.ValidationError(
                _("You sent %(most)d answers within a day, and no more are kept. Go on tomorrow."),
                params={"most": MOST_A_DAY},
            )
        return data

"""Who is asked, what they answer, and what the author makes of it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portfolio.readers.asking import LASTS
from portfolio.readers.models import Fund, Reader, ReadingTest
from portfolio.readers.outcome import NOTHING_SAID


class InviteForm(forms.ModelForm[Reader]):
    """Somebody to ask."""

    days = forms.TypedChoiceField(
        label=_("The link holds for"),
        choices=[(7, _("7 days")), (14, _("14 days")), (30, _("30 days"))],
        coerce=int,
        initial=LASTS.days,
        help_text=_("You can take it back at any time."),
    )

    class Meta:
        model = Reader
        fields = ["name", "role"]
        help_texts = {
            "name": _("As you call them. They see it on the page."),
            "role": _("Somebody outside the trade: product, finance, your sister."),
        }

    @property
    def lasts(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])


class AnswerForm(forms.ModelForm[ReadingTest]):
    """The three questions."""

    nothing_confused = forms.BooleanField(label=_("Nothing did"), required=False)
    would_fund = forms.ChoiceField(
        label=_("Would you fund it, if it were your money?"),
        choices=Fund,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )

    field_order = ["confused", "nothing_confused", "said_back", "would_fund", "fund_why"]

    class Meta:
        model = ReadingTest
        fields = ["confused", "said_back", "would_fund", "fund_why"]
        labels = {
            "confused": _("What confused you?"),
            "said_back": _("What changed, and for whom? Say it in your own words."),
            "fund_why": _("Why?"),
        }
        help_texts = {
            "confused": _("A word, a sentence, a figure. It helps more than praise."),
            "said_back": _("One or two sentences, as you would tell a colleague."),
        }
        widgets = {
            "confused": forms.Textarea(attrs={"rows": 3}),
            "said_back": forms.Textarea(attrs={"rows": 3}),
            "fund_why": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said_back"].required = True
        self.fields["said_back"].error_messages["required"] = _(
            "Write a sentence, even if you are not sure of it."
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        said = data.get("confused", "")
        if not said and not data.get("nothing_confused") and "confused" not in self.errors:
            self.add_error("confused", _("Say what did, or tick that nothing did."))
        if not said and data.get("nothing_confused"):
            data["confused"] = NOTHING_SAID
        return data


class JudgeForm(forms.Form):
    """Did they say back what is so?"""

    right = forms.TypedChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda said: said == "yes"
    )


class ClearForm(forms.ModelForm[ReadingTest]):
    """What was rewritten, so that it confuses nobody any more."""

    class Meta:
        model = ReadingTest
        fields = ["cleared_note"]
        labels = {"cleared_note": _("What did you change?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cleared_note"].required = True

"""The two sentences of a decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roadmap.lanes.decisions.models import Decision
from roadmap.lanes.decisions.sentences import Example


class SentencesForm(forms.ModelForm[Decision]):
    """May be left empty: nobody is kept from choosing by a sentence that has not come yet."""

    class Meta:
        model = Decision
        fields = ["known_for", "leverage"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in fields}
        error_messages = {
            name: {
                "max_length": _(
                    "This has %(show_value)d characters; a sentence somebody can repeat has at "
                    "most %(limit_value)d. Cut what the next person would leave out."
                )
            }
            for name in fields
        }

    def __init__(self, *args: Any, example: Example, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["known_for"].help_text = _("For example: “%s”") % example.known_for
        self.fields["leverage"].help_text = _("For example: “%s”") % example.leverage

"""What one looks for in the list of wins."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from portfolio.wins.listing import Wanted

MOST_WORDS = 8
"""So many words are looked for; further ones are left out."""
DAYS = {"month": 31, "season": 92, "year": 366}


class SearchForm(forms.Form):
    """Nothing chosen is everything."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={"max_length": _("Look for a few words, not for a whole text.")},
    )
    period = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[
            ("", _("Whenever it was")),
            ("month", _("In the last month")),
            ("season", _("In the last three months")),
            ("year", _("In the last year")),
        ],
    )
    figure = forms.ChoiceField(
        label=_("Metric"),
        required=False,
        choices=[
            ("", _("With or without")),
            ("with", _("With a metric")),
            ("without", _("Without a metric")),
        ],
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All that are kept")),
            ("told", _("Told")),
            ("line", _("One line yet")),
            ("drafts", _("Drafts")),
        ],
    )
    who = forms.ChoiceField(label=_("For whom"), required=False)

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = cast(forms.ChoiceField, self.fields["who"])
        who.choices = [("", _("Anybody")), *((name, name) for name in names)]
        if not names:
            del self.fields["who"]

    def wanted(self) -> Wanted:
        """What the address asks for. What it says wrong, it does not ask for."""
        self.is_valid()
        data = self.cleaned_data if self.is_bound else {}
        show = data.get("show", "")
        return Wanted(
            words=tuple(data.get("q", "").split()[:MOST_WORDS]),
            days=DAYS.get(data.get("period", ""), 0),
            figure=data.get("figure", ""),
            told=show if show in ("told", "line") else "",
            for_whom=data.get("who", ""),
            drafts=show == "drafts",
        )

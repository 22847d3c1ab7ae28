"""What is to be read: a text or a file, what kind it is, and the day of lines that say none."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.inputs import DateInput
from portfolio.wins.importing import reading
from portfolio.wins.importing.candidates import Unreadable
from portfolio.wins.models import Source

BY_ITSELF = "auto"


class TextForm(forms.Form):
    """The file comes last: of a request that is too large the fields before it are there."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[
            (BY_ITSELF, _("Told by what is in it")),
            (Source.MARKDOWN, _("Markdown or plain lines")),
            (Source.TABLE, _("A table, CSV")),
            (Source.GIT, _("A git log")),
            (Source.PULL_REQUEST, _("Pull requests, JSON")),
        ],
        initial=BY_ITSELF,
    )
    on = forms.DateField(
        label=_("The day of lines that say none"),
        widget=DateInput,
        error_messages={
            "required": _("Choose a day: not every line says one."),
            "invalid": _("This is no day. Choose one, or write it like 2026-01-31."),
        },
    )
    text = forms.CharField(
        label=_("The text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 10})
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".md,.txt,.csv,.tsv,.json,.log"}),
    )

    def __init__(self, *args: Any, today: date, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.too_large = today, too_large
        self.fields["on"].initial = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(_("This day is still to come. A win is of a day that was."))
        if on.year < 1970:
            raise ValidationError(_("This day lies before 1970."))
        return on

    def clean(self) -> dict[str, Any]:
        """``text`` is what is to be read, from wherever it came."""
        data = super().clean() or {}
        file = data.get("file")
        try:
            if self.too_large:
                raise Unreadable(reading.too_large())
            if file:
                data["text"] = reading.text_of(file)
        except Unreadable as error:
            self.add_error("file", str(error))
            return data
        text = data.get("text") or ""
        if len(text) > reading.LARGEST:
            self.add_error("text", reading.too_large())
        elif not text.strip():
            where = "file" if file else "text"
            self.add_error(
                where, _("The file is empty.") if file else _("Paste a text, or choose a file.")
            )
        return data

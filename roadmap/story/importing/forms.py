"""What is read in: a file, or a text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roadmap.story.importing import reading
from roadmap.story.importing.found import Found, IsText, Unreadable

TOO_LARGE = _(
    "The file is larger than 12 megabytes, and was not read. Unpack it, and choose one table of "
    "it, such as Positions.csv."
)


class ImportForm(forms.Form):
    """Either. ``found`` holds what is in it, once it is valid; ``is_text`` says that it is a text,
    and read elsewhere."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "A JSON Resume, or LinkedIn’s export: the .zip as it comes, or one .csv of it."
        ),
        widget=forms.FileInput(attrs={"accept": ".json,.zip,.csv,.txt"}),
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.found: Found | None = None
        self.is_text = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file, text = data.get("file"), data.get("text", "")
        if self.too_large:
            self.add_error("file", TOO_LARGE)
        elif file and text.strip():
            self.add_error("text", _("Choose a file or paste a text: one of them is read."))
        elif not file and not text.strip():
            self.add_error("file", _("Choose a file first, or paste its text below."))
        elif not self.errors:
            self._read(file, text)
        return data

    def _read(self, file: Any, text: str) -> None:
        try:
            self.found = reading.read_upload(file) if file else reading.read(_bytes(text))
        except Unreadable as error:
            self.is_text = isinstance(error, IsText)
            self.add_error("file" if file else "text", str(error))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")

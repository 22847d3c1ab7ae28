"""The one form of the incidents' page: a table, pasted or as a file."""

from datetime import tzinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roadmap.lanes.incidents import exports
from roadmap.lanes.incidents.counting import Row
from roadmap.lanes.postings.intake import decoded


class TableForm(forms.Form):
    """An export. ``rows`` are its lines, once it is valid; its text is kept nowhere."""

    file = forms.FileField(label=_("A CSV file"), required=False)
    text = forms.CharField(
        label=_("Or its lines, pasted"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_("With the first line, the names of the columns."),
    )

    def __init__(self, *args: Any, zone: tzinfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.rows: list[Row] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        where = "file" if data.get("file") else "text"
        if self.errors:
            return data
        try:
            self.rows = exports.rows(self._text(data), self.zone)
        except exports.ExportError as error:
            self.add_error(where, str(error))
        return data

    def _text(self, data: dict[str, Any]) -> str:
        file = data.get("file")
        size = file.size if file else len(data["text"].encode())
        if size > exports.MAX_BYTES:
            raise exports.ExportError(
                _("This has %(n)s MB, and a table may have 1. Export fewer weeks.")
                % {"n": f"{size / 1_000_000:.1f}"}
            )
        text = decoded(file.read()) if file else data["text"]
        if text is None:
            raise exports.ExportError(
                _("This is no CSV file. Choose “CSV” where your tool exports its incidents.")
            )
        if not text.strip():
            raise exports.ExportError(_("Choose a CSV file, or paste its lines."))
        return str(text)

"""Pasting and uploading postings, naming one, and how far one is with it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from common import uploads
from roadmap.lanes.audit.adding import PASTE, Refusal
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.postings import intake


class FilesInput(forms.FileInput):
    """A file field of a browser that takes several at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


class FilesField(forms.FileField):
    """Several files, which may be none. What is in them is somebody else's question."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = [file for file in data or [] if file]
        if len(files) > intake.MAX_POSTINGS:
            raise forms.ValidationError(
                _("These are %(number)d files, and %(most)d at once are the most."),
                params={"number": len(files), "most": intake.MAX_POSTINGS},
            )
        return files


class AddForm(forms.Form):
    """One to twenty postings, pasted, uploaded or both."""

    postings = forms.CharField(
        label=_("Paste postings"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("One, or up to twenty below each other. The whole page will do."),
    )
    uploads = FilesField(
        label=_("Upload files"),
        required=False,
        widget=FilesInput(
            attrs={"accept": ".txt,.md,.html,.htm,.pdf,text/plain,text/html,application/pdf"}
        ),
        help_text=_("Text, HTML or PDF, several at once, each up to 2 MB."),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.too_large:
            self.add_error(
                "uploads",
                _(
                    "These files are more than %(most)s together, and none was taken. Send fewer "
                    "at once."
                )
                % {"most": filesizeformat(uploads.MOST)},
            )
        elif not self.errors and not data["postings"].strip() and not data["uploads"]:
            self.add_error("postings", _("Paste a posting here, or choose a file below."))
        return data

    def answer(self, refusals: Sequence[Refusal]) -> None:
        """Say beside its field what was not taken, each file by its name. A paste that was taken
        does not stand in the field again."""
        if PASTE not in {one.name for one in refusals}:
            self.data = {**self.data, "postings": ""}
        for one in refusals:
            if one.name == PASTE:
                self.add_error("postings", one.why)
            else:
                named = one.name in one.why
                self.add_error("uploads", one.why if named else f"{one.name}: {one.why}")


class TitleForm(forms.ModelForm[Posting]):
    """What somebody calls a posting."""

    class Meta:
        model = Posting
        fields = ["title"]
        error_messages = {"title": {"required": _("Give it a name that tells it from others.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True


class StateForm(forms.ModelForm[Posting]):
    """How far somebody is with a posting."""

    class Meta:
        model = Posting
        fields = ["state"]

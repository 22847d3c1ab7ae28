"""What one types about an artifact."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.inputs import WebAddress
from portfolio.artifacts.models import Artifact, Kind
from portfolio.artifacts.taking import Taken
from portfolio.casestudies.models import LONGEST
from portfolio.casestudies.parts import Section


class TextField(forms.CharField):
    """Lines end as they do in what is kept: a browser's two characters count as one."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return str(text).replace("\r\n", "\n").replace("\r", "\n")


class ArtifactForm(forms.ModelForm[Artifact]):
    """An artifact needs something to show: a text, a link or a picture.

    The picture comes last: of a request that is too large only the fields before it are there.
    """

    text = TextField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Markdown. A picture or a link can do without."),
    )
    url = WebAddress(
        label=_("Link"),
        help_text=_("Where the real one is: a repository, a dashboard, a document."),
    )
    section = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[("", _("Where such a thing usually stands")), *Section.choices],
    )
    without = forms.BooleanField(label=_("Take the picture out"), required=False)
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={"accept": ".png,.jpg,.jpeg,.webp,image/png,image/jpeg,image/webp"}
        ),
        help_text=_(
            "PNG, JPEG or WebP, up to 5 MB. Where and with what it was taken is not kept. Make "
            "names, account numbers and addresses unreadable first."
        ),
    )

    class Meta:
        model = Artifact
        fields = ["kind", "title", "text", "url", "section", "alt"]
        help_texts = {
            "title": _("If you leave it empty, it is called what it is: Runbook."),
            "alt": _("For whoever cannot see it: what one should notice in it, in a sentence."),
        }

    def __init__(self, *args: Any, taken: Taken, has_picture: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken, self.has_picture = taken, has_picture
        self.fields["title"].required = False
        if self["kind"].value() in (Kind.DIAGRAM, Kind.SCREENSHOT, Kind.LINK):
            self.fields["text"].widget.attrs["rows"] = 4
        if not has_picture:
            del self.fields["without"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind")
        if kind:
            data["title"] = data.get("title") or str(Kind(kind).label)
            data["section"] = data.get("section") or Kind(kind).section.value
        if kind == Kind.LINK and not data.get("url") and "url" not in self.errors:
            self.add_error("url", _("Paste the link."))
        if not self.errors and not self._shows_something(data):
            self._refuse_empty()
        if self.errors and self.taken.encoded:
            self.add_error("picture", _("Choose the picture again: browsers do not keep it."))
        elif self.errors and self.taken.refusal and "picture" not in self.errors:
            self.add_error("picture", self.taken.refusal)
        return data

    def _shows_something(self, data: dict[str, Any]) -> bool:
        keeps = self.has_picture and not data.get("without")
        return bool(data.get("text") or data.get("url") or self.taken.encoded or keeps)

    def _refuse_empty(self) -> None:
        if self.taken.refusal:
            self.add_error("picture", self.taken.refusal)
        else:
            self.add_error(
                None, _("There is nothing to look at yet: add a text, a link or a picture.")
            )

"""What is handed in: the texts as they stand elsewhere now."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from roadmap.lanes.owners import Owner
from roadmap.proof.forms import ResumeForm
from roadmap.proof.models import Resume
from roadmap.story.same_story.models import LONGEST, CurrentText, Where

_TOO_LONG = _("Keep it to 20,000 characters: this is longer than what is compared.")


def _area(label: Any, help_text: Any, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows, "spellcheck": "false"}),
        error_messages={"max_length": _TOO_LONG},
    )


class PasteForm(ResumeForm):
    """Every text there is a place for. One that is emptied is forgotten."""

    headline = _area(_("LinkedIn headline"), _("As it stands on your profile today."), 2)
    about = _area(_("LinkedIn about"), _("All of the section."), 8)
    other = _area(
        _("Another text"), _("A biography, a profile at work, what an event says of you."), 6
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        owner = Owner(user=user)
        self.user = user
        self.kept = {row.where: row.text for row in CurrentText.objects.for_user(user)}
        resume = Resume.objects.of(owner).first()
        self.resume = resume.text if resume else ""
        kwargs["initial"] = {**self.kept, "text": self.resume}
        super().__init__(*args, owner=owner, **kwargs)
        text = self.fields["text"]
        text.required = False
        text.label = _("Your résumé")
        text.help_text = _("The proof sheet reads the same one: changed here, it is changed there.")
        self.order_fields([*Where.values, "text"])

    def save(self, now: datetime) -> int:
        """Keep what changed. Returns how many texts are kept then."""
        for where in Where.values:
            self._keep(where, self.cleaned_data[where].strip(), now)
        text = self.cleaned_data["text"]
        if not text.strip():
            Resume.objects.of(self.owner).delete()
        elif _plain(text) != _plain(self.resume):
            Resume.objects.keep(self.owner, text)
        return sum(bool(self.cleaned_data[name].strip()) for name in (*Where.values, "text"))

    def _keep(self, where: str, text: str, now: datetime) -> None:
        rows = CurrentText.objects.for_user(self.user)
        if not text:
            rows.filter(where=where).delete()
        elif _plain(text) != _plain(self.kept.get(where, "")):
            fields = {"text": text, "pasted_at": now}
            rows.update_or_create(user=self.user, where=where, defaults=fields)


def _plain(text: str) -> str:
    """A browser sends other line ends than it was given."""
    return text.replace("\r\n", "\n").strip()

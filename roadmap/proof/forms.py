"""What one hands in: a résumé, and a rating for each of a few skills."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from roadmap.lanes.owners import Owner
from roadmap.proof.gaps import Gap, Level
from roadmap.proof.models import Resume

LONGEST = 60_000
"""Bytes of a résumé: some thirty pages."""


class ResumeForm(forms.Form):
    """The text of a résumé."""

    text = forms.CharField(
        label=_("Its text"),
        help_text=_(
            "Formatting is not needed. The sentences that name a must-have are shown, to you alone."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        error_messages={"required": _("Paste the text of your résumé: the field is empty.")},
    )

    def __init__(self, *args: Any, owner: Owner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        size = len(text.encode())
        if size > LONGEST:
            raise ValidationError(
                _(
                    "This is %(size)d kB; up to %(longest)d kB are kept. Leave out what is older "
                    "than ten years, or anything that is not text."
                ),
                code="too_long",
                params={"size": -(-size // 1000), "longest": LONGEST // 1000},
            )
        if not Resume.objects.has_room(self.owner):
            raise ValidationError(
                _("Too many visitors keep a résumé here at the moment. Sign up to keep yours."),
                code="full",
            )
        return text


class RatingsForm(forms.Form):
    """A rating for each of ``gaps``. What is left open is not rated."""

    def __init__(self, *args: Any, gaps: Sequence[Gap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gaps = gaps
        for gap in gaps:
            self.fields[gap.slug] = forms.TypedChoiceField(
                label=gap.name,
                choices=Level.choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=gap.rating,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose one of the four.")},
            )

    def levels(self) -> dict[str, int]:
        """What was answered, by skill."""
        return {slug: level for slug, level in self.cleaned_data.items() if level is not None}

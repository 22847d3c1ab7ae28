"""What one types: how a story begins, its words, and how a rehearsal went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portfolio.casestudies.passages import as_kept
from portfolio.readers.counting import clock
from portfolio.stories import kinds
from portfolio.stories.kinds import Part, Parts
from portfolio.stories.models import LONGEST_TAKE, Kind, Rehearsal, Story

NOTHING = "nothing"
"""The source of a story that begins with empty parts."""


class BeginForm(forms.Form):
    """From what, and of which kind. What stands ready is taken over as it is."""

    source = forms.ChoiceField(
        label=_("From what?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what it begins from, or begin from nothing."),
            "invalid_choice": _("That is not there any more. Choose another, or begin anew."),
        },
    )
    kind = forms.ChoiceField(
        label=_("Which kind of story?"),
        required=False,
        help_text=_("Left open, a case study’s lane decides."),
    )
    title = forms.CharField(
        label=_("What it is called"),
        max_length=160,
        required=False,
        help_text=_("Left empty, it takes the name of what it begins from."),
    )

    def __init__(self, *args: Any, sources: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = cast(forms.ChoiceField, self.fields["source"])
        source.choices = [*sources, (NOTHING, _("Nothing: five empty parts"))]
        kind = cast(forms.ChoiceField, self.fields["kind"])
        kind.choices = [("", _("As the lane has it")), *Kind.choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("source") == NOTHING and not data.get("title") and "title" not in self.errors:
            self.add_error("title", _("Begun from nothing, it needs a name."))
        if not str(data.get("source", "")).startswith("case-") and not data.get("kind"):
            self.add_error("kind", _("Say which kind it is: only a case study has a lane."))
        return data


@dataclass(frozen=True, slots=True)
class Other:
    """A field that another page saved meanwhile, and its words there."""

    label: str
    text: str


class StoryForm(forms.ModelForm[Story]):
    """Its words. ``began_from`` says which save they were begun from: what another page saved since
    is shown, and not written over before it was seen."""

    began_from = forms.CharField(required=False, max_length=40)

    class Meta:
        model = Story
        fields = ["title", "kind", "for_whom", *Part.values]
        widgets = {
            "for_whom": forms.TextInput(attrs={"list": "whom", "autocomplete": "off"}),
            **{part.value: forms.Textarea(attrs={"rows": 4}) for part in Part},
        }
        help_texts = {"for_whom": _("As the map of stakeholders has them, or anybody else.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = cast(forms.ChoiceField, self.fields["kind"])
        kind.choices = [("", _("Choose one")), *Kind.choices]
        one = self.instance
        self.version = one.touched_at.isoformat()
        self.stored = {name: str(getattr(one, name)) for name in self.Meta.fields}
        self.others: Sequence[Other] = []
        for part, prompt in kinds.prompts().items():
            self.fields[part.value].help_text = prompt.asks

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for part in Part:
            if part.value in data:
                data[part.value] = as_kept(data[part.value])
        if data.get("began_from") != self.version:
            self.others = self._others(data)
        if self.others:
            self.add_error(
                None,
                _("Another page saved this story meanwhile. Nothing of yours is lost, and nothing "
                  "was written over: below stands what it says there. Save once more to keep "
                  "yours."),
            )  # fmt: skip
        return data

    def _others(self, data: dict[str, Any]) -> Sequence[Other]:
        """What stands there and is not what was sent."""
        return [
            Other(str(self.fields[name].label), _shown(name, stored))
            for name, stored in self.stored.items()
            if name in data and str(data[name]) != stored
        ]

    def keep(self, now: datetime) -> Story:
        """Saved as it was sent; the same once more is no other save."""
        self.instance.touched_at = now
        changed = [n for n, old in self.stored.items() if str(self.cleaned_data[n]) != old]
        if changed:
            self.instance.save(update_fields=[*changed, "touched_at"])
        return self.instance

    @property
    def parts(self) -> Parts:
        """What stands in the fields now, saved or not."""
        return {part: str(self[part.value].value() or "") for part in Part}


def _shown(name: str, stored: str) -> str:
    return str(Kind(stored).label) if name == "kind" else stored or _now("(empty)")


class TakeTyped(forms.Field):
    """How long it took, as people say it: ``95`` or ``1:35``."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        minutes, colon, rest = text.partition(":")
        pieces = [minutes, rest] if colon else ["0", minutes]
        if not all(one.isascii() and one.isdigit() and len(one) <= 4 for one in pieces):
            raise forms.ValidationError(_("Type it in seconds, such as 95, or as 1:35."))
        return int(pieces[0]) * 60 + int(pieces[1])

    def prepare_value(self, value: Any) -> Any:
        return clock(value) if isinstance(value, int) else value


class RehearsalForm(forms.ModelForm[Rehearsal]):
    """How long, what got lost, what to change."""

    seconds = TakeTyped(
        label=_("How long did it take?"),
        error_messages={"required": _("How long did it take? In seconds, or as 1:35.")},
        help_text=_("In seconds, or as 1:35."),
    )
    missed = forms.MultipleChoiceField(
        label=_("What got lost?"),
        choices=Part.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Rehearsal
        fields = ["seconds", "missed", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seconds"].widget.attrs.update(
            {"inputmode": "numeric", "maxlength": "8", "autocomplete": "off", "data-took": ""}
        )

    def clean_seconds(self) -> int:
        took: int = self.cleaned_data["seconds"]
        if took < 1:
            raise forms.ValidationError(_("A story takes at least a second."))
        if took > LONGEST_TAKE:
            raise forms.ValidationError(_("That is more than an hour. Was it in seconds?"))
        return took

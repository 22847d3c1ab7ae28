"""What is handed in: the lines of the page, the forms it takes, an outcome."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from roadmap.story.narrative.forms_of import Forms
from roadmap.story.narrative.models import ABOUT, HEADLINE, MOST_LINKS, Claim, Narrative

_TOO_LONG = _("This has %(show_value)d characters; %(limit_value)d fit.")
_is_address = URLValidator(schemes=["http", "https"])


class LinksField(forms.CharField):
    """Links, one a line: "GitHub https://…", also with a comma or a colon between."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{one.get('name', '')} {one.get('url', '')}".strip() for one in value)

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_LINKS:
            raise ValidationError(_now("Keep the %d links that matter most.") % MOST_LINKS)
        return [self._link(line) for line in lines]

    def _link(self, line: str) -> dict[str, str]:
        *before, url = line.rsplit(maxsplit=1)
        name = before[0] if before else ""
        try:
            _is_address(url)
        except ValidationError as error:
            said = _now("“%s” ends in no address. Write a name and then https://…") % line[:80]
            raise ValidationError(said) from error
        return {"name": name.rstrip(" ,:;")[:80], "url": url[:500]}


class NarrativeForm(forms.ModelForm[Narrative]):
    """What only its person can say. All of it may stay empty: then it is made."""

    links = LinksField(
        label=_("Links"),
        help_text=_("One a line, a name and its address: Code https://example.org/dana"),
        required=False,
        max_length=4000,
    )

    class Meta:
        model = Narrative
        fields = [
            "problem_space", "leverage", "keeps", "looking_for", "location", "contact", "links",
        ]  # fmt: skip
        widgets = {
            "problem_space": forms.Textarea(attrs={"rows": 5}),
            "leverage": forms.Textarea(attrs={"rows": 2}),
            "keeps": forms.Textarea(attrs={"rows": 2}),
            "looking_for": forms.Textarea(attrs={"rows": 4}),
        }
        labels = {
            "problem_space": _("The problem space I work in"),
            "leverage": _("Where I create the most leverage"),
            "keeps": _("Breadth I keep"),
            "looking_for": _("What I look for next"),
            "location": _("Place"),
            "contact": _("Address for answers"),
        }
        help_texts = {
            "problem_space": _("What is painful, expensive and comes back, and for whom?"),
            "leverage": _("One sentence: where does an hour of yours move the most?"),
            "keeps": _("What you stay good at without being known for it."),
            "looking_for": _("The role, and what its first three months should be about."),
        }
        error_messages = {
            **{
                name: {"max_length": _TOO_LONG}
                for name in ("problem_space", "leverage", "keeps", "looking_for", "location")
            },
            "contact": {"invalid": _("Write an address such as name@example.org.")},
        }

    @property
    def lines(self) -> list[forms.BoundField]:
        """The fields for which something stands ready."""
        return [self[name] for name in ("problem_space", "leverage", "keeps", "looking_for")]

    @property
    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in ("location", "contact", "links")]


class FormsForm(forms.Form):
    """The forms of the page in somebody's own words. What says the same as what is made stays
    made, so that it changes with the page."""

    headline = forms.CharField(
        label=_("LinkedIn headline"),
        max_length=HEADLINE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _TOO_LONG},
    )
    about = forms.CharField(
        label=_("LinkedIn about"),
        max_length=ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"max_length": _TOO_LONG},
    )
    spoken = forms.CharField(
        label=_("Spoken introduction"),
        max_length=ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"max_length": _TOO_LONG},
    )

    def __init__(self, *args: Any, made: Forms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.made = made

    @property
    def own(self) -> dict[str, str]:
        """What is kept of each: nothing where it is what is made."""
        said = {name: _lines(self.cleaned_data[name]) for name in self.fields}
        return {
            name: "" if text == getattr(self.made, name).strip() else text
            for name, text in said.items()
        }


def _lines(text: str) -> str:
    """A browser ends lines in two signs; one is what we make."""
    return text.replace("\r\n", "\n").strip()


class ClaimForm(forms.Form):
    """An outcome in somebody's words, and what proves it."""

    text = forms.CharField(
        label=_("The outcome, in your words"),
        help_text=_("What is different now, and for whom? Empty, the proof’s own figure is said."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _TOO_LONG},
    )
    proof = forms.ChoiceField(label=_("What proves it"), required=False)

    def __init__(
        self, *args: Any, proofs: Sequence[tuple[str, str]], claim: Claim | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.claim = claim
        field = self.fields["proof"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # as it is declared above
        field.choices = [("", _("Nothing yet")), *proofs]
        field.error_messages["invalid_choice"] = _("This one is not there any more.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("text", "").strip() and not data.get("proof"):
            said = _now("Write the outcome, or choose what proves it.")
            self.add_error("text", said)
        return data

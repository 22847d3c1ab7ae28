"""What one types about lines of a résumé, the positions they stand below, and skills."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import metrics
from common.inputs import FigureTyped, WebAddress
from common.lanes import Lane
from common.metrics import Metric
from portfolio.bullets.models import LONGEST, Bullet, Position, Skill
from portfolio.bullets.proofs import Proof
from portfolio.bullets.splitting import MOST_CHARACTERS

MOST_KEYWORDS = 30
LONGEST_KEYWORD = 80


class TryForm(forms.Form):
    """One line, judged at once."""

    text = forms.CharField(
        label=_("A line of a résumé"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Yours, or one you heard of. It is judged and not kept."),
    )


class PasteForm(forms.Form):
    """Some lines, or all of a résumé."""

    text = forms.CharField(
        label=_("Your résumé, or some lines of it"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "A line each, with or without bullets; headings and dates are recognised where they "
            "stand. You see first what was understood."
        ),
        error_messages={
            "max_length": _(
                "That is %(show_value)d characters, and %(limit_value)d are the most: some twenty "
                "pages. Paste the experience alone."
            )
        },
    )


def offered(lane: str) -> list[tuple[str, Any]]:
    """The metrics of a lane to choose from; without one those of every lane, by lane."""
    nothing = ("", _("No figure yet"))
    if lane in Lane.values:
        return [nothing, *_choices(metrics.for_lane(Lane(lane)))]
    groups: list[tuple[str, Any]] = [nothing]
    seen: set[str] = set()
    for one in Lane:
        rest = [metric for metric in metrics.for_lane(one) if metric.slug not in seen]
        seen.update(metric.slug for metric in rest)
        groups.append((str(one.label), _choices(rest)))
    return groups


def _choices(found: Sequence[Metric]) -> list[tuple[str, str]]:
    return [(metric.slug, f"{metric.name} ({metric.unit})") for metric in found]


class RewriteForm(forms.ModelForm[Bullet]):
    """The line as it shall be, and the pieces a line can be made of."""

    proof = forms.ChoiceField(label=_("What backs it"), required=False, widget=forms.RadioSelect)
    metric = forms.ChoiceField(label=_("Or the figure that moved"), required=False)
    figure_before = FigureTyped(label=_("Before"), required=False)
    figure_after = FigureTyped(label=_("After"), required=False)
    for_whom = forms.CharField(
        label=_("Who gained"),
        max_length=120,
        required=False,
        help_text=_("For example: the support team, 40 developers, finance."),
    )

    class Meta:
        model = Bullet
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        labels = {"text": _("The line as it is now")}

    def __init__(
        self, *args: Any, lane: str = "", proofs: Sequence[Proof] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proofs = {proof.key: proof for proof in proofs}
        cast(forms.ChoiceField, self.fields["proof"]).choices = [
            ("", _("Nothing yet")),
            *((key, proof.what) for key, proof in self.proofs.items()),
        ]
        cast(forms.ChoiceField, self.fields["metric"]).choices = offered(lane)

    def clean_text(self) -> str:
        return " ".join(str(self.cleaned_data["text"]).split())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        before, after = data.get("figure_before"), data.get("figure_after")
        if (before is None) != (after is None):
            name = "figure_after" if after is None else "figure_before"
            if "figure_before" not in self.errors and "figure_after" not in self.errors:
                self.add_error(name, _("A comparison needs both figures."))
        return data

    @property
    def picked(self) -> Proof | None:
        """The proof that was chosen, if any."""
        return self.proofs.get(self.cleaned_data.get("proof", ""))

    @property
    def figures(self) -> tuple[Decimal, Decimal] | None:
        before, after = (self.cleaned_data.get(f"figure_{n}") for n in ("before", "after"))
        return None if before is None or after is None else (before, after)

    @property
    def shown_proof(self) -> str:
        return str(self["proof"].value() or "")


class PositionForm(forms.ModelForm[Position]):
    """One entry of a résumé."""

    url = WebAddress(label=_("Link"))

    class Meta:
        model = Position
        fields = ["kind", "title", "organisation", "location", "starts", "ends", "url", "summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}
        labels = {"organisation": _("Where"), "location": _("Place")}
        help_texts = {
            "title": _("For example: Platform engineer. Of an education, the degree."),
            "organisation": _("The company, the project or the school."),
            "starts": _("A year, or year and month: 2024 or 2024-03."),
            "ends": _("Empty while it lasts."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        typed = not {"title", "organisation"} & set(self.errors)
        if typed and not data.get("title") and not data.get("organisation"):
            self.add_error("title", _("Give it a title, or say where it was."))
        starts, ends = data.get("starts") or "", data.get("ends") or ""
        least = min(len(starts), len(ends))  # 2024 and 2024-03 may be the same day
        if starts and ends and ends[:least] < starts[:least]:
            self.add_error("ends", _("It ended before it began. Look at both dates."))
        return data


class SkillForm(forms.ModelForm[Skill]):
    """One line of the skills, with what belongs to it."""

    words = forms.CharField(
        label=_("What belongs to it"),
        max_length=1000,
        required=False,
        help_text=_("Names with commas between them: Helm, Argo CD."),
    )

    class Meta:
        model = Skill
        fields = ["name", "level"]
        help_texts = {"level": _("In a word, if at all: daily, expert.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("words", ", ".join(map(str, self.instance.keywords)))

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Skill.objects.filter(user=self.instance.user).exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("That skill stands there already."))
        return name

    def clean_words(self) -> list[str]:
        words = [one.strip() for one in str(self.cleaned_data["words"]).split(",") if one.strip()]
        if len(words) > MOST_KEYWORDS:
            raise forms.ValidationError(_now("At most %d names fit.") % MOST_KEYWORDS)
        if any(len(word) > LONGEST_KEYWORD for word in words):
            raise forms.ValidationError(_now("Each name has at most %d signs.") % LONGEST_KEYWORD)
        return words

    def save(self, commit: bool = True) -> Skill:
        self.instance.keywords = self.cleaned_data["words"]
        skill: Skill = super().save(commit)
        return skill

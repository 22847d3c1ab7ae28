"""Choosing field by field, and publishing what was chosen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolio.casestudies.models import Origin
from portfolio.sharing.checks import Remark
from portfolio.sharing.fields import ALLOWED, Difference, Field, Kind, difference, effective
from portfolio.sharing.models import Published
from portfolio.telling.disclosure import Shown

LASTS = [
    (30, gettext_lazy("30 days")),
    (90, gettext_lazy("90 days")),
    (365, gettext_lazy("a year")),
]
"""How long a page can be opened, in days."""
USUAL_DAYS = 90


@dataclass(frozen=True, slots=True)
class Row:
    """One field with its choice."""

    field: Field
    level: BoundField
    leave: BoundField | None
    """The tick that an employer lets the number be seen."""
    is_new: bool
    """Whether it came after something was chosen."""

    @property
    def origin(self) -> str:
        """Where its number comes from, in words."""
        if self.field.kind not in (Kind.NUMBER, Kind.LIMIT):
            return ""
        return str(Origin(self.field.origin).label)


class ShareForm(forms.Form):
    """How much of each field strangers see. What is missing in what is sent stays hidden."""

    def __init__(
        self,
        data: Any = None,
        *,
        fields: Sequence[Field],
        chosen: Mapping[str, str],
        initial: Mapping[str, Shown],
    ) -> None:
        super().__init__(data)
        self.listed, self.chosen = list(fields), chosen
        for field in self.listed:
            self.fields[f"level.{field.key}"] = forms.ChoiceField(
                label=field.label,
                choices=field.choices,
                required=False,
                initial=initial.get(field.key, Shown.HIDDEN).value,
                widget=forms.RadioSelect,
            )
            if field.wants_leave:
                self.fields[f"leave.{field.key}"] = forms.BooleanField(
                    label=_("My employer allows this number"),
                    required=False,
                    initial=bool(chosen.get(field.key + ALLOWED)),
                )

    @property
    def groups(self) -> list[tuple[str, list[Row]]]:
        """The rows by what they are, in the order they come."""
        found: dict[str, list[Row]] = {}
        for row in self._rows():
            found.setdefault(str(row.field.group.label), []).append(row)
        return list(found.items())

    def _rows(self) -> Iterator[Row]:
        for field in self.listed:
            leave = self[f"leave.{field.key}"] if field.wants_leave else None
            is_new = bool(self.chosen) and field.key not in self.chosen
            yield Row(field, self[f"level.{field.key}"], leave, is_new)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for field in self.listed:
            wants = field.wants_leave and data.get(f"level.{field.key}") == Shown.EXACT
            if wants and not data.get(f"leave.{field.key}"):
                said = _(
                    "An employer’s number is shown exactly once you tick that they allow it. "
                    "Tick it, or choose less."
                )
                self.add_error(f"level.{field.key}", said)
        return data

    @property
    def levels(self) -> dict[str, str]:
        """What was chosen, as it is kept."""
        kept: dict[str, str] = {}
        for field in self.listed:
            level = self.cleaned_data.get(f"level.{field.key}") or Shown.HIDDEN.value
            kept[field.key] = level
            if level == Shown.EXACT and field.wants_leave:
                kept[field.key + ALLOWED] = "yes"
        return kept


def beside(form: ShareForm, row: Published | None) -> dict[str, Any]:
    """What is chosen beside what is public: what of it is still shown and should not be, and how
    much is not yet."""
    labels = {one.key: one.label for one in form.listed}
    differs = difference(row.chosen, effective(form.listed, form.chosen)) if row else Difference()
    return {
        "form": form,
        "published": row,
        "still_shown": [labels.get(key, _("something removed since")) for key in differs.less],
        "not_yet": len(differs.more),
    }


class PublishForm(forms.Form):
    """Until when, whether search engines may list it, and what its author stands by."""

    lasts = forms.TypedChoiceField(
        label=gettext_lazy("It can be opened for"),
        choices=LASTS,
        coerce=int,
        initial=USUAL_DAYS,
        widget=forms.RadioSelect,
    )
    findable = forms.BooleanField(
        label=gettext_lazy("Search engines may list it"),
        required=False,
        help_text=gettext_lazy("Otherwise only who has the address finds it."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        remarks: Sequence[Remark],
        pictures: int = 0,
        row: Published | None = None,
        ticked: Mapping[str, Any] | None = None,
    ) -> None:
        """It begins with what ``row`` was published with, and with what was ``ticked`` since."""
        begun = dict.fromkeys(row.accepted, True) | {"findable": row.findable} if row else {}
        super().__init__(data, initial=begun | dict(ticked or {}))
        self.remarks = remarks
        for remark in remarks:
            if remark.sort.can_be_public:
                label = _("This may be public")
                self.fields[remark.mark] = forms.BooleanField(label=label, required=False)
        if pictures:
            self.fields["looked"] = forms.BooleanField(
                label=_("I looked at the pictures"),
                help_text=_("Names, numbers and addresses in a picture are not found for you."),
                error_messages={"required": _("Look at each picture below, then tick this.")},
            )

    @property
    def rows(self) -> list[tuple[Remark, BoundField | None]]:
        """Each remark with its tick; a key has none."""
        return [(one, self[one.mark] if one.mark in self.fields else None) for one in self.remarks]

    @property
    def accepted(self) -> list[str]:
        """The marks of what may be public."""
        return [one.mark for one in self.remarks if self.cleaned_data.get(one.mark)]

    @property
    def ticked(self) -> dict[str, Any]:
        """What was chosen, right or wrong. Looking at the pictures is not kept: that is done anew
        each time."""
        said = {name: self.cleaned_data.get(name) for name in self.fields if name != "looked"}
        return {name: value for name, value in said.items() if value}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for remark in self.remarks:
            if remark.mark in self.fields and not data.get(remark.mark):
                said = _("Change it, hide the text, or tick that it may be public.")
                self.add_error(remark.mark, said)
        if any(not remark.sort.can_be_public for remark in self.remarks):
            self.add_error(None, _("A key or a password cannot be published. Take it out first."))
        return data

    @property
    def time(self) -> timedelta:
        return timedelta(days=self.cleaned_data["lasts"])

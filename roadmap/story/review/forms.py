"""What a pack is asked for with. It stands in the address, so that nothing of it is stored."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from common.inputs import DateInput
from roadmap.story.review.audiences import Audience, audiences
from roadmap.story.review.period import Period, Span, span

USUAL = {"period": Span.QUARTER.value, "audience": "review"}
DAY_ERROR = _("Write the day like 2026-09-30.")
ASKED = _("For “between two days” only.")
EARLIEST = date(1970, 1, 1)


class PackForm(forms.Form):
    """Which days, for whom, and whether the plan is in it."""

    period = forms.ChoiceField(label=_("Which time?"), widget=forms.RadioSelect)
    first = forms.DateField(
        label=_("First day"), widget=DateInput, required=False, help_text=ASKED,
        error_messages={"invalid": DAY_ERROR},
    )  # fmt: skip
    last = forms.DateField(
        label=_("Last day"), widget=DateInput, required=False, help_text=ASKED,
        error_messages={"invalid": DAY_ERROR},
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("For whom?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose one of the three.")),
    )
    without = forms.BooleanField(
        label=_("Without plan, lane and job search"),
        required=False,
        help_text=_(
            "For your manager: nothing of milestones, months, blocks, interview stories, or a "
            "metric of your own lab."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, today: date, begun: date | None) -> None:
        """Without ``data`` it is the usual one. ``begun`` is when the plan did, if there is one."""
        self.today, self.begun = today, begun
        super().__init__(data or USUAL)
        offered = [
            one for one in Span if one is not Span.BEGUN or span(one, today, begun) is not None
        ]
        for name, choices in (
            ("period", [(one.value, one.label) for one in offered]),
            ("audience", [(one.slug, _(one.label)) for one in audiences().values()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = choices
        self.fields["period"].error_messages |= dict.fromkeys(
            ["required", "invalid_choice"], _("Choose one of these.")
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("period") != Span.DATES:
            return data
        first, last = data.get("first"), data.get("last")
        for name, day in (("first", first), ("last", last)):
            if day is None and name not in self.errors:
                self.add_error(name, DAY_ERROR)
        if first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        elif first and first > self.today:
            self.add_error("first", _("This day is still to come. Today is the latest."))
        elif first and first < EARLIEST:
            self.add_error("first", _("Nothing is older than 1970 here."))
        return data

    @property
    def chosen(self) -> Period:
        """The days. Wants a valid form."""
        found = span(Span(self.cleaned_data["period"]), self.today, self.begun)
        return found or Period(self.cleaned_data["first"], self.cleaned_data["last"])

    @property
    def reader(self) -> Audience:
        return audiences()[self.cleaned_data["audience"]]

    @property
    def without_plan(self) -> bool:
        return bool(self.cleaned_data["without"])

    @property
    def sent(self) -> dict[str, str]:
        """What was asked for, as an address says it."""
        asked = {"period": self.cleaned_data["period"], "audience": self.reader.slug}
        if asked["period"] == Span.DATES:
            asked |= {"first": self.chosen.first.isoformat(), "last": self.chosen.last.isoformat()}
        return asked | ({"without": "on"} if self.without_plan else {})

    def query_for(self, chosen: Span, period: Period) -> str:
        """The same for other days."""
        asked = {**self.sent, "period": chosen.value}
        if chosen is Span.DATES:
            asked |= {"first": period.first.isoformat(), "last": period.last.isoformat()}
        return urlencode(asked)

    @property
    def query(self) -> str:
        return urlencode(self.sent)

"""What is handed in: a new link, and a mentor's answer."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from roadmap.mentor.models import LONGEST, MOST, Advice, Lasting, Mentor
from roadmap.mentor.seen import Seen
from roadmap.plan.models import Plan

NONE = "none"
"""The answer that drops nothing."""


class MentorForm(forms.Form):
    """Somebody's name, and for how long."""

    name = forms.CharField(
        label=_("Who is it for?"),
        help_text=_("Their name as you say it. They see it, too."),
        max_length=80,
        error_messages={
            "required": _("Give the link a name: it is how you will know whose answer it is."),
            "max_length": _("Keep the name to 80 characters."),
        },
    )
    lasts = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=Lasting.choices,
        coerce=int,
        initial=Lasting.THREE,
        error_messages={
            "required": _("Choose one, three or six months."),
            "invalid_choice": _("Choose one, three or six months."),
        },
    )

    def __init__(self, *args: Any, user: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.now = user, now

    def clean(self) -> dict[str, Any]:
        if Mentor.objects.for_user(self.user).open(self.now).count() >= MOST:
            raise forms.ValidationError(
                _("Twelve links are open, and that is the most. Take one back first.")
            )
        return self.cleaned_data

    def save(self) -> Mentor:
        """The link, open from now on."""
        lasts = Lasting(self.cleaned_data["lasts"])
        return Mentor.objects.create(
            user=self.user,
            name=self.cleaned_data["name"],
            created_at=self.now,
            expires_at=self.now + lasts.days,
        )


class AdviceForm(forms.Form):
    """One of the month's open milestones, or none of them, and why."""

    use_required_attribute = False  # the sentence says it better than the browser's bubble

    drop = forms.ChoiceField(
        label=_("Which of these would you drop?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one, or none of them."),
            "invalid_choice": _("This one is not open any more. Choose another, or none of them."),
        },
    )
    why = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": _("Keep it to 2,000 characters.")},
    )

    def __init__(self, *args: Any, seen: Seen, last: Advice | None, **kwargs: Any) -> None:
        if last is not None:
            drop = NONE if last.drops_none else str(last.milestone_id or "")
            kwargs["initial"] = {"drop": drop, "why": last.why}
        super().__init__(*args, **kwargs)
        open_ones = [(str(step.pk), step.title) for step in seen.open_steps]
        drops = cast(forms.ChoiceField, self.fields["drop"])
        drops.choices = [*open_ones, (NONE, _("None of them"))]

    def save(self, mentor: Mentor, plan: Plan, month: int, now: datetime) -> Advice:
        """Kept for the month; said again, it replaces what was said."""
        drop = self.cleaned_data["drop"]
        return Advice.objects.update_or_create(
            mentor=mentor,
            plan=plan,
            month=month,
            defaults={
                "milestone_id": None if drop == NONE else int(drop),
                "drops_none": drop == NONE,
                "why": self.cleaned_data["why"],
                "answered_at": now,
            },
        )[0]

"""What the catalogue can be asked for, and which track of a ladder."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.catalogue import providers
from certifications.catalogue.credential import Level, Status
from certifications.catalogue.finding import Wish
from common.lanes import Lane

ANY = ("", _("any"))


class FindForm(forms.Form):
    """The questions stand in the address, so a search can be kept and sent."""

    q = forms.CharField(label=_("Name, code or issuer"), required=False, max_length=80)
    lane = forms.TypedChoiceField(
        label=_("Lane"), choices=[ANY, *Lane.choices], coerce=Lane, empty_value=None, required=False
    )
    provider = forms.ChoiceField(label=_("Provider"), required=False)
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=[ANY, *Level.choices],
        coerce=Level,
        empty_value=None,
        required=False,
    )
    price = forms.DecimalField(
        label=_("List price up to, in $"),
        min_value=0,
        max_value=100_000,
        decimal_places=2,
        required=False,
        # A number field would drop what is no number, and nobody would see what they typed.
        widget=forms.TextInput({"inputmode": "decimal"}),
        error_messages={"invalid": _("Enter the price as a number of US dollars, such as 200.")},
    )
    status = forms.TypedChoiceField(
        label=_("Status"),
        choices=[ANY, *Status.choices],
        coerce=Status,
        empty_value=None,
        required=False,
    )
    hands_on = forms.BooleanField(label=_("Hands-on exams only"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.slug, one.name) for one in providers.providers().values()]
        cast(forms.ChoiceField, self.fields["provider"]).choices = [ANY, *known]

    def wish(self) -> Wish:
        """What is asked for; an answer that cannot be understood asks for nothing."""
        self.is_valid()
        said = self.cleaned_data
        return Wish(
            text=said.get("q", ""),
            lane=said.get("lane"),
            provider=said.get("provider", ""),
            level=said.get("level"),
            price=said.get("price"),
            hands_on=said.get("hands_on", False),
            status=said.get("status"),
        )

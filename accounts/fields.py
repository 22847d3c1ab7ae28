"""The time zone field: typed or taken from the browser, kept under today's name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import weeks


class ZoneInput(forms.TextInput):
    """A text field with the list of zones to choose from."""

    template_name = "accounts/zone_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["zones"] = weeks.zone_names()
        widget["attrs"] |= {"autocomplete": "off", "spellcheck": "false"}
        if "id" in widget["attrs"]:
            widget["attrs"]["list"] = f"{widget['attrs']['id']}_zones"
        return context


class ZoneField(forms.CharField):
    """Accepts every name there ever was (Chromium still says Asia/Calcutta), gives today's."""

    widget = ZoneInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Time zone"))
        kwargs.setdefault("max_length", 64)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        name = super().clean(value)
        if not name:
            return ""
        if zone := weeks.todays_zone(name.replace(" ", "_")):
            return zone
        raise ValidationError(
            _("“%(name)s” is no time zone we know. Write it like Europe/Berlin."),
            code="zone",
            params={"name": name},
        )

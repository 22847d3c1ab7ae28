"""Form inputs that more than one app asks with."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from common import figures


class DateInput(forms.DateInput):
    """The browser's own date picker; ISO dates both ways, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class WebAddress(forms.URLField):
    """A page's address, and no file server's; one typed without its beginning is taken for
    https."""

    default_error_messages = {"invalid": _("This is no web address. It begins with https://.")}
    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"required": False, "max_length": 500, "assume_scheme": "https", **kwargs}
        )


class FigureTyped(forms.Field):
    """A figure of a metric, as people type it; what is wrong about it is said in one sentence."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update(inputmode="decimal", maxlength="40")

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return figures.parse(text[:80])
        except figures.NoFigureError as error:
            raise forms.ValidationError(str(error), code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """A number as it can be typed again; what was typed stays."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(str(self.prepare_value(initial) or "") != str(data or "").strip())

"""Form inputs that more than one app asks with."""

from decimal import Decimal
from typing import Any

from django import forms

from common import figures


class DateInput(forms.DateInput):
    """The browser's own date picker; ISO dates both ways, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


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

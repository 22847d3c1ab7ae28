"""Columns that more than one app keeps."""

from typing import Any

from django.db import models


class FigureField(models.DecimalField[Any, Any]):
    """A figure of a metric: up to a hundred billion, to a ten-thousandth.

    Fifteen digits are what SQLite, which keeps such numbers as floats, gives back as they were.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"max_digits": 15, "decimal_places": 4})

"""What ``manage.py check`` says about mail."""

from typing import Any

from django.core.checks import CheckMessage, register

from delivery import providers


@register("delivery")
def provider(**kwargs: Any) -> list[CheckMessage]:
    """Whether somebody named a provider and it is not heard."""
    return providers.problems()

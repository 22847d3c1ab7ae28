"""What ``manage.py check`` says about mail."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from delivery import providers
from delivery.smtp import what_sign_in_lacks


@register("delivery")
def provider(**kwargs: Any) -> list[CheckMessage]:
    """Whether somebody named a provider and it is not heard."""
    return providers.problems()


@register("delivery")
def sign_in(**kwargs: Any) -> list[CheckMessage]:
    """Whether the mail server is told all of who we are."""
    lack = what_sign_in_lacks()
    hint = "docs/operations.md says what EMAIL_URL looks like."
    return [Error(f"{lack} No mail leaves.", hint=hint, id="delivery.E005")] if lack else []

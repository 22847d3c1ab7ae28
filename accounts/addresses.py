"""An address that was confirmed, or became the main one: who must know is told.

allauth tells it by two signals, which are its interface; nobody else's signals are listened to.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils.module_loading import import_string


def on_confirmed(*, email_address: EmailAddress, **kwargs: Any) -> None:
    """Tell those in ``settings.ON_ADDRESS_CONFIRMED``, with their person's main address."""
    for path in settings.ON_ADDRESS_CONFIRMED:
        tell: Callable[[str, str], object] = import_string(path)
        tell(email_address.email, email_address.user.email)


def on_changed(
    *, from_email_address: EmailAddress | None, to_email_address: EmailAddress, **kwargs: Any
) -> None:
    """Tell those in ``settings.ON_ADDRESS_CHANGE``, with the address before and the one now."""
    if from_email_address is None:
        return
    for path in settings.ON_ADDRESS_CHANGE:
        tell: Callable[[str, str], object] = import_string(path)
        tell(from_email_address.email, to_email_address.email)

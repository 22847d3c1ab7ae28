"""Moving to another time zone: what is planned by somebody's clock is planned anew."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from accounts.models import User


def move(user: User, zone: str) -> None:
    """Keep ``zone`` as the person's clock, and tell those in ``settings.ON_ZONE_CHANGE``."""
    with transaction.atomic():
        user.time_zone = zone
        user.save(update_fields=["time_zone"])
        for path in settings.ON_ZONE_CHANGE:
            replan: Callable[[User], object] = import_string(path)
            replan(user)

"""The lane's colour, on every page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from roadmap.lanes.models import Choice


def lanes(request: HttpRequest) -> dict[str, Any]:
    """``choice``: what the signed-in person chose, looked up only when a template asks."""

    def current() -> Choice | None:
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return None
        return Choice.objects.current(user)

    return {"choice": SimpleLazyObject(current)}

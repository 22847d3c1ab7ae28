"""What every page may ask for: the lane's colour, and the guard."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from roadmap.lanes.models import Choice
from roadmap.signals import standing
from roadmap.signals.guard import Guard


def lanes(request: HttpRequest) -> dict[str, Any]:
    """``choice``: what the signed-in person chose, looked up only when a template asks."""

    def current() -> Choice | None:
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return None
        return Choice.objects.current(user)

    return {"choice": SimpleLazyObject(current)}


def guard(request: HttpRequest) -> dict[str, Any]:
    """``guard``: whether something held should be proven before anything is bought, looked up only
    when a template asks. It is silent for visitors."""

    def current() -> Guard:
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return Guard()
        return standing.of(user, user.today())

    return {"guard": SimpleLazyObject(current)}

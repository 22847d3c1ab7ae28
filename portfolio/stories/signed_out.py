"""Somebody sends a story, and their session is over: its words come back to them."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.once_more import is_from_here
from portfolio.stories.kinds import Part
from portfolio.stories.models import Story

View = Callable[..., HttpResponse]
FIELDS = ("title", "for_whom", *Part.values)
HIDDEN = ("kind", "began_from")


def signed_in(view: View) -> View:
    """``login_required`` where a story is sent: a form comes back with what was typed in it."""
    sends_away = login_required(view)

    @wraps(view)
    def looks_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated and _is_story(request):
            return _page(request, 401)
        return sends_away(request, *args, **kwargs)

    return looks_first


def once_more(request: HttpRequest) -> HttpResponse | None:
    """A story whose token is from before a sign-in, to be sent with a new one; None for anything
    else, and for what another site sent."""
    return _page(request, 403) if is_from_here(request) and _is_story(request) else None


def _is_story(request: HttpRequest) -> bool:
    sent = request.POST
    return request.method == "POST" and "began_from" in sent and Part.PROBLEM.value in sent


def _page(request: HttpRequest, status: int) -> HttpResponse:
    context = {
        "typed": _typed(request),
        "hidden": [(name, request.POST.get(name, "")) for name in HIDDEN],
        "is_signed_in": request.user.is_authenticated,
    }
    return render(request, "portfolio/stories/once_more.html", context, status=status)


def _typed(request: HttpRequest) -> Sequence[tuple[str, str, str]]:
    """Name, label and text of each field."""
    fields = {field.name: field.verbose_name for field in Story._meta.concrete_fields}
    return [(name, str(fields[name]), request.POST.get(name, "")) for name in FIELDS]

"""Somebody sends what they wrote, and their session is over: the text comes back to them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.once_more import is_from_here
from portfolio.casestudies import parts

View = Callable[..., HttpResponse]


def wants_json(request: HttpRequest) -> bool:
    """A script asks, not a person."""
    return "application/json" in request.headers.get("Accept", "")


def signed_in(view: View) -> View:
    """``login_required`` where text is sent. A script is told so instead of being sent to another
    page, and a form comes back with what was typed in it, to be sent once more."""
    sends_away = login_required(view)

    @wraps(view)
    def looks_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            if wants_json(request):
                return JsonResponse({"said": _("You were signed out.")}, status=401)
            if request.method == "POST" and _typed(request):
                return _page(request, 401)
        return sends_away(request, *args, **kwargs)

    return looks_first


def once_more(request: HttpRequest) -> HttpResponse | None:
    """A form whose token is from before a sign-in: the passages in it, to be sent with a new token.
    None where there are none, and for what another site sent."""
    ours = is_from_here(request) and not wants_json(request) and request.method == "POST"
    return _page(request, 403) if ours and _typed(request) else None


def _page(request: HttpRequest, status: int) -> HttpResponse:
    context = {"typed": _typed(request), "is_signed_in": request.user.is_authenticated}
    return render(request, "portfolio/casestudies/once_more.html", context, status=status)


def _typed(request: HttpRequest) -> list[tuple[parts.Prompt, str, str]]:
    """Each prompt, the text under it, and the version that began from."""
    post = request.POST
    return [
        (prompt, text, post.get(f"version.{slot}", ""))
        for slot, prompt in parts.prompts().items()
        if (text := post.get(f"text.{slot}")) is not None
    ]

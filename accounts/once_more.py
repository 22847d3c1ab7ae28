"""Somebody sends what they wrote, and their session is over, or the form is older than their
sign-in: it comes back to them, whatever form it was, to be sent once more.

Pages with labels of their own for this (a story, a case study) answer before it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst

GetResponse = Callable[[HttpRequest], HttpResponse]

_OURS = {"csrfmiddlewaretoken", "next"}
_BETWEEN_WORDS = re.compile(r"\S\s+\S")
_MACHINE = ("{", "[")
"""With these begins what a page had sent along for itself."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One field that was sent. ``label`` is empty where nobody typed it: a key, a choice, a day."""

    name: str
    value: str
    label: str = ""


class GivesBack:
    """Instead of a page to sign in on, to which nothing that was typed would come along: a page
    that has all of it. Goes below what reads the session."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or response.status_code != 302:
            return response
        goes_to = response.headers.get("Location", "").partition("?")[0]
        is_lost = goes_to == reverse("account_login") and not request.user.is_authenticated
        return (_page(request, 401) if is_lost else None) or response


def once_more(request: HttpRequest) -> HttpResponse | None:
    """A form whose token is from before a sign-in, with a new one; None where nobody typed words,
    for a script, and for what another site sent."""
    return _page(request, 403) if is_from_here(request) else None


def is_from_here(request: HttpRequest) -> bool:
    """As far as the browser says: older ones know of no Sec-Fetch-Site, and send an Origin."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    own = f"{request.scheme}://{request.get_host()}"
    return site == "same-origin" and request.headers.get("Origin", own) == own


def _page(request: HttpRequest, status: int) -> HttpResponse | None:
    by_script = "HX-Request" in request.headers or "json" in request.headers.get("Accept", "")
    sent = [] if by_script or _has_secrets(request) else typed(request)
    if not any(one.label for one in sent):
        return None
    context = {
        "sent": sent,
        "had_files": bool(request.FILES),
        "is_signed_in": request.user.is_authenticated,
    }
    return render(request, "accounts/once_more.html", context, status=status)


def typed(request: HttpRequest) -> list[Typed]:
    """Everything that was sent, in its order; what reads like words has a label."""
    return [
        Typed(name, value, _label(name) if _is_words(value) else "")
        for name, values in request.POST.lists()
        if name not in _OURS
        for value in values
    ]


def _has_secrets(request: HttpRequest) -> bool:
    """Signing in and up: a password is never written into a page."""
    return any("password" in name for name in request.POST) or request.path.startswith(
        reverse("account_login").removesuffix("login/")
    )


def _is_words(value: str) -> bool:
    return bool(_BETWEEN_WORDS.search(value)) and not value.lstrip().startswith(_MACHINE)


def _label(name: str) -> str:
    """Fields are called by words: ``for_whom``, ``text.problem``."""
    return capfirst(" ".join(re.split(r"[-_.\d]+", name)).strip())

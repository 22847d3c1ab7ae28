"""Small things every page does."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

GetResponse = Callable[[HttpRequest], HttpResponse]


class PrivatePages:
    """No cache keeps what a signed-in person sees; every page carries its permissions policy."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        if response.has_header("Set-Cookie") or getattr(request, "user", None) is not None:
            patch_vary_headers(response, ["Cookie"])
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_store=True)
        return response


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the body of a POST, an empty one too; nothing on a GET."""
    return request.POST if request.method == "POST" else None


def whole_number(said: str, digits: int = 18) -> int | None:
    """What an address or a hidden field says, as a number of at most so many ``digits``; None for
    anything else. Eighteen are as many as every database takes for an id."""
    is_one = said.isascii() and said.isdigit() and len(said) <= digits
    return int(said) if is_one else None


def back_to(request: HttpRequest, default: str) -> str:
    """The page of ours that ``next`` names, else ``default``."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    # A bare word would be taken for the name of a view.
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    if ours and "/" in wanted:
        return wanted
    return default


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to keep. ``name`` is of letters, digits, dashes and dots alone; ``kind`` is its media
    type."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def is_fragment(request: HttpRequest) -> bool:
    """Whether a page that is open asks for a part of itself, and not for a page."""
    return request.headers.get("HX-Request") == "true"


def by_fragment(answer: HttpResponse) -> HttpResponse:
    """``answer``, saying to caches that whoever asks for a fragment gets another."""
    patch_vary_headers(answer, ["HX-Request"])
    return answer

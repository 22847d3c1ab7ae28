"""A picture as an answer. Whatever was sent to us, a browser takes it for a picture or for nothing:
it is WebP of our own making, its type is not guessed, nothing in it runs, and whoever opens its
address gets a file. In a page it is shown all the same."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from portfolio.artifacts.models import StoredPicture

_FOREVER = "private, max-age=31536000, immutable"
"""Another picture has another address."""
_ASK_EACH_TIME = "private, no-cache"
"""Kept by a browser and shown once we said again that it may be: a link can be revoked."""


def answer(
    picture: StoredPicture, *, private: bool = True, request: HttpRequest | None = None
) -> HttpResponse:
    """The picture's bytes, or 304 where ``request`` says that they are there already.

    ``private``: for its owner alone, whose browser need not ask again. Else for whoever has the
    link, and asked for at each view. Who may see it is decided before.
    """
    data = bytes(picture.data)
    etag = f'"{picture.key}"'
    headers = {
        "Content-Length": str(len(data)),
        "Content-Disposition": f'attachment; filename="{picture.key}.webp"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": _FOREVER if private else _ASK_EACH_TIME,
        "ETag": etag,
    }
    response = HttpResponse(data, content_type="image/webp", headers=headers)
    if request is None:
        return response
    return get_conditional_response(request, etag=etag, response=response) or response

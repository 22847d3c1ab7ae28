"""Pages whose address is their key: whoever has it may open them, and nobody else learns of it."""

from django.http import HttpResponse

from common.links import LinkError, LinkExpired
from common.shared_links import LinkRevoked


def status_of(error: LinkError) -> int:
    """Of the page that says why a link opens nothing: 410 where it did once, else 404."""
    return 410 if isinstance(error, LinkRevoked | LinkExpired) else 404


def unlisted(
    answer: HttpResponse, *, has_forms: bool = False, findable: bool = False
) -> HttpResponse:
    """No cache keeps it, no page it links to learns its address, and no search lists it unless it
    is ``findable``."""
    answer["Cache-Control"] = "private, no-store"
    # A browser that may tell nothing calls our own forms foreign, and Django refuses those: where
    # forms are, it may tell where we live, and no more.
    answer["Referrer-Policy"] = "strict-origin" if has_forms else "no-referrer"
    if not findable:
        answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer

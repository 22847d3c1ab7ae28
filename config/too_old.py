"""A form that Django takes for another site's, most often because its token is from before a
sign-in: what was typed in it comes back. Where nothing was, and to another site, Django's page."""

from django.http import HttpRequest, HttpResponse
from django.views import csrf

from accounts.once_more import once_more
from portfolio.casestudies import signed_out
from portfolio.stories import signed_out as story_signed_out


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What CSRF_FAILURE_VIEW names. Pages that know their fields by name come first."""
    return (
        signed_out.once_more(request)
        or story_signed_out.once_more(request)
        or once_more(request)
        or csrf.csrf_failure(request, reason)
    )

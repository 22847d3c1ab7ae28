"""Everybody's mail, without a question who asks: on somebody's own machine only."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from delivery.inbox import kept

# The mail's own page: its inline styles may work and nothing else may, not even as this site.
_MAIL_POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    return render(request, "delivery/inbox/list.html", {"letters": kept.newest()})


@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def message(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "delivery/inbox/message.html", {"letter": _letter(name)})


@require_safe
@csp(_MAIL_POLICY)  # type: ignore[arg-type]
@xframe_options_sameorigin
def message_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part alone. Its links open in place of the inbox: no page of ours is framed."""
    html = _letter(name).html
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))


def _letter(name: str) -> kept.Kept:
    letter = kept.read(name)
    if letter is None:
        raise Http404
    return letter

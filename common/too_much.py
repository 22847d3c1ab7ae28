"""A form that brings more than is read. Django answers before any page is asked, so that what was
typed is with the browser alone: the answer says so, and how to go on."""

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import bad_request

from common.uploads import CHUNK, MOST

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What handler400 names."""
    if not isinstance(exception, TOO_MUCH):
        return bad_request(request, exception)
    _drain(request)
    if "application/json" in request.headers.get("Accept", ""):
        said = _("Not saved: it is more than fits. Save it in parts.")
        return JsonResponse({"said": said}, status=400)
    return render(request, "413.html", status=413)


def _drain(request: HttpRequest) -> None:
    """Reads the rest and throws it away: a browser that still sends hears no answer."""
    try:
        for _part in range(MOST // CHUNK):
            if not request.read(CHUNK):
                break
    except (UnreadablePostError, ValueError):
        return

"""The calendar feed: its page in settings, and what a calendar reads."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from roadmap.cadence import calendar, feed
from roadmap.cadence.models import CalendarFeed

MAX_AGE = 300
"""Seconds an answer may be used again: the shortest pause a calendar can be set to."""


@login_required
@require_safe
def page(request: Request) -> HttpResponse:
    """The address, how to subscribe to it, and the way to be rid of it."""
    mine = CalendarFeed.objects.filter(user=request.user).first()
    address = feed.address(mine) if mine else None
    context = {
        "feed": mine,
        "address": address,
        "webcal": urlsplit(address)._replace(scheme="webcal").geturl() if address else "",
    }
    return render(request, "roadmap/cadence/calendar.html", context)


@login_required
@require_POST
def make(request: Request) -> HttpResponse:
    """An address; another one where there is one."""
    feed.make(request.user, timezone.now())
    messages.success(request, _("This is the address. One you had before leads nowhere now."))
    return redirect("settings-calendar")


@login_required
@require_POST
def revoke(request: Request) -> HttpResponse:
    """No calendar can read it any more."""
    feed.revoke(request.user)
    messages.success(request, _("The address is gone. Calendars that read it get nothing now."))
    return redirect("settings-calendar")


@require_safe
def feed_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """What a calendar reads, signed out. Whoever has the address may."""
    mine = feed.find(token)
    if mine is None:
        return _unseen(HttpResponseNotFound(_("There is no calendar here.\n"), content_type=TEXT))
    entries = feed.read(mine, timezone.now())
    etag, changed = feed.etag(entries), int(mine.changed_at.timestamp())
    answer = get_conditional_response(request, etag, changed)
    if answer is None:
        answer = HttpResponse(calendar.feed(mine.user, entries), content_type=ICS)
        answer.headers["Content-Disposition"] = 'inline; filename="forte.ics"'
    answer.headers["ETag"] = etag
    answer.headers["Last-Modified"] = http_date(changed)
    answer.headers["Cache-Control"] = f"private, max-age={MAX_AGE}"
    return _unseen(answer)


TEXT = "text/plain; charset=utf-8"
ICS = "text/calendar; charset=utf-8"


def _unseen(answer: HttpResponseBase) -> HttpResponseBase:
    """The address stays between us and the calendar: no page hears of it, no search finds it."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer

"""The address that takes, and its page in settings."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from common.link_pages import unlisted
from roadmap.story.capture import body, own, recipes, said, taking
from roadmap.story.capture.models import CaptureAddress
from roadmap.story.capture.said import Refused


@csrf_exempt  # nobody is signed in here: the address is the key, and no page of ours posts to it
def capture(request: HttpRequest, token: str) -> HttpResponse:
    """Takes a number, a line or a picture, and says in one line what became of it. Whoever asks
    without posting is answered before the address is looked at."""
    if request.method != "POST":
        answer = _line(405, _("Post something here."))
        answer["Allow"] = "POST"
        return answer
    mine, now = own.find(token), timezone.now()
    if mine is None:
        return _line(404, taking.nowhere())
    try:
        taking.admit(mine, now)
        key = said.key(
            request.headers.get("Idempotency-Key") or body.behind(request).get("key", "")
        )
        kept = taking.take(mine, body.read(request, mine.user.today(now)), key, now)
    except Refused as refused:
        answer = _line(refused.status, str(refused))
        if refused.wait:
            answer["Retry-After"] = str(refused.wait)
        return answer
    return _line(201 if kept.is_new else 200, kept.words)


def _line(status: int, words: str) -> HttpResponse:
    answer = HttpResponse(f"{words}\n", status=status, content_type=TEXT)
    # Django logs whatever is refused, with its address: a flood would fill the log.
    answer._has_been_logged = True  # type: ignore[attr-defined]  # what Django itself looks for
    return unlisted(answer)


TEXT = "text/plain; charset=utf-8"


@login_required
@require_safe
def page(request: Request) -> HttpResponse:
    """The address, ready-made lines for what posts to it, and the way to be rid of it."""
    mine = CaptureAddress.objects.filter(user=request.user).first()
    address = own.address(mine) if mine else None
    context = {
        "mine": mine,
        "address": address,
        "recipes": recipes.recipes(address) if address else [],
        "site": settings.SITE_URL,
    }
    answer = render(request, "roadmap/story/capture/page.html", context)
    answer["Referrer-Policy"] = "same-origin"  # its links lead to our own pages alone
    return answer


@login_required
@require_POST
def make(request: Request) -> HttpResponse:
    """An address; another one where there is one."""
    had_one = CaptureAddress.objects.filter(user=request.user).exists()
    own.make(request.user, timezone.now())
    if had_one:
        said = _("This is the address. The one you had before takes nothing now.")
    else:
        said = _("This is the address.")
    messages.success(request, said)
    return redirect("settings-capture")


@login_required
@require_POST
def revoke(request: Request) -> HttpResponse:
    """Nothing comes in any more. What came in stays."""
    own.revoke(request.user)
    messages.success(request, _("The address is gone, and takes nothing now. What came in stays."))
    return redirect("settings-capture")

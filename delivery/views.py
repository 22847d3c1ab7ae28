"""Stopping mail, and letting it through again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request
from common.http import back_to
from common.links import LinkError, LinkExpired
from delivery import confirming, suppression, unsubscribe


@csrf_exempt  # a mail program posts without cookies (RFC 8058); the signed token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The link in every mail. GET shows a button; POST stops the mail and says so, without a
    redirect, as RFC 8058 wants it."""
    try:
        stop = unsubscribe.read(token)
    except LinkError:
        return render(request, "delivery/unsubscribe/broken.html", status=404)
    page = "ask"
    if request.method == "POST":
        stop.act()
        page = "done"
    owner = request.user.is_authenticated and stop.concerns(request.user.email)
    context = {
        "stop": stop,
        "what": suppression.KINDS.get(stop.kind, _("this kind of mail")),
        "everything": None if stop.kind == suppression.EVERY_KIND else stop.everything,
        "owner": owner,
    }
    return render(request, f"delivery/unsubscribe/{page}.html", context)


@require_POST
@login_required
def resume_mail(request: Request, kind: str) -> HttpResponse:
    """Its owner wants mail of ``kind`` again."""
    if kind not in suppression.KINDS:
        raise Http404
    suppression.lift(request.user.email, kind)
    messages.success(request, _("You get %(what)s again.") % {"what": suppression.KINDS[kind]})
    return _back(request)


@require_POST
@login_required
def no_spam(request: Request) -> HttpResponse:
    """Its owner takes back a complaint, which a mail program may have made for them."""
    suppression.forgive_complaint(request.user.email)
    messages.success(request, _("Mail goes to %(address)s again.") % _to(request))
    return _back(request)


@require_POST
@login_required
def send_again(request: Request) -> HttpResponse:
    """A link to the address that bounced, for its owner to show that it works. One an hour."""
    if confirming.send(request.user, timezone.now()):
        words = _("A link is on its way to %(address)s. It works for a day.")
    else:
        words = _("A link is on its way to %(address)s already. You can ask again in an hour.")
    messages.success(request, words % _to(request))
    return _back(request)


@require_http_methods(["GET", "HEAD", "POST"])
def works(request: HttpRequest, token: str) -> HttpResponse:
    """The link in that mail: GET shows a button, POST lets mail through again."""
    try:
        hashed = confirming.read(token)
    except LinkError as error:
        status = 410 if isinstance(error, LinkExpired) else 404
        return render(request, "delivery/again/closed.html", status=status)
    if request.method != "POST":
        return render(request, "delivery/again/ask.html")
    suppression.works(hashed)
    return render(request, "delivery/again/done.html")


def _to(request: Request) -> dict[str, str]:
    return {"address": request.user.email}


def _back(request: Request) -> HttpResponse:
    return redirect(back_to(request, reverse("settings-nudges")))

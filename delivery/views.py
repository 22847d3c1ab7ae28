"""Stopping mail, and letting it through again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from common.http import back_to
from common.links import LinkError
from delivery import suppression, unsubscribe


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
def resume_mail(request: HttpRequest, kind: str) -> HttpResponse:
    """Its owner wants mail of ``kind`` again."""
    if kind not in suppression.KINDS:
        raise Http404
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    suppression.lift(request.user.email, kind)
    messages.success(request, _("You get %(what)s again.") % {"what": suppression.KINDS[kind]})
    return redirect(back_to(request, reverse("settings-nudges")))

"""Choosing what strangers see of the one page, looking at it as they do, publishing it and taking
it back."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.overview import PublishForm, ShareForm, beside, effective
from roadmap.story.narrative import choosing, publishing
from roadmap.story.narrative.known import known
from roadmap.story.narrative.models import NarrativePage
from roadmap.story.narrative.publishing import Draft

TICKED = "publishing-narrative"
"""In the session: what was ticked when publishing was refused."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def share(request: Request) -> HttpResponse:
    """Field by field. Keeping it publishes nothing; ``usual`` fills the form and keeps nothing."""
    fields, kept = choosing.fields(known(request.user)), publishing.chosen(request.user)
    usual = "usual" in request.POST
    shown = {one.key: one.usual for one in fields} if usual else effective(fields, kept)
    data = None if usual else sent(request)
    form = ShareForm(data, fields=fields, chosen=kept, initial=shown)
    if data is not None and form.is_valid():
        publishing.choose(request.user, form.levels)
        messages.success(request, _("Kept. Nothing is public by that."))
        return redirect("narrative-share-preview")
    context = _sharing(request, form) | {"usual": usual}
    return render(request, "roadmap/story/narrative/share.html", context)


@login_required
@require_safe
def preview(request: Request) -> HttpResponse:
    """What a stranger sees, with what to settle before they do."""
    made = _draft(request)
    form = _form(None, request, made, request.session.get(TICKED, {}))
    return _preview(request, made, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def publish(request: Request) -> HttpResponse:
    """A page at its address, which stays the same when it is published again. Refused, what was
    ticked is kept for the preview, where a GET of this address leads."""
    if request.method != "POST":
        return redirect("narrative-share-preview")
    made = _draft(request)
    form = _form(request.POST, request, made)
    if made.has_too_much:
        form.add_error(None, _("There is too much in it to look at one by one. Hide more of it."))
    if not form.is_valid() or made.open(form.accepted):
        request.session[TICKED] = form.ticked
        return _preview(request, made, form)
    was_public = publishing.standing(request.user) is not None
    publishing.publish(
        request.user,
        made,
        accepted=form.accepted,
        lasts=form.time,
        findable=form.cleaned_data["findable"],
        now=timezone.now(),
    )
    request.session.pop(TICKED, None)
    again = _("Published again, at the same address.")
    first = _("It is public. Send the address below to whoever should read it.")
    messages.success(request, again if was_public else first)
    return redirect("narrative-share")


@login_required
@require_POST
@in_turn
def unpublish(request: Request) -> HttpResponse:
    """At once; the address never leads anywhere again."""
    if publishing.unpublish(request.user, timezone.now()):
        messages.success(request, _("Taken back. Its address shows nothing from now on."))
    return redirect("narrative-share")


def address(row: NarrativePage) -> str:
    """What is sent to people."""
    return f"{settings.SITE_URL}{reverse('public-narrative', args=[row.token])}"


def _draft(request: Request) -> Draft:
    return publishing.draft(known(request.user), publishing.chosen(request.user))


def _form(
    data: Any, request: Request, made: Draft, ticked: Mapping[str, Any] | None = None
) -> PublishForm:
    row = publishing.latest(request.user)
    return PublishForm(data, remarks=made.remarks, row=row, ticked=ticked)


def _sharing(request: Request, form: ShareForm) -> dict[str, Any]:
    """The form, and how it stands beside what is public."""
    row = publishing.standing(request.user)
    return {**beside(form, row), "address": address(row) if row else ""}


def _preview(request: Request, made: Draft, form: PublishForm) -> HttpResponse:
    context = {
        "draft": made,
        "page": made.page,
        "outcomes": [(one, None) for one in made.page.outcomes],
        "form": form,
        "published": publishing.standing(request.user),
    }
    return render(request, "roadmap/story/narrative/preview.html", context)

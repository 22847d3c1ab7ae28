"""Choosing what strangers see, looking at it as they do, publishing it and taking it back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.casestudies.access import case_of
from portfolio.casestudies.models import CaseStudy
from portfolio.sharing import publishing
from portfolio.sharing.fields import Difference, effective
from portfolio.sharing.forms import PublishForm, ShareForm, beside
from portfolio.sharing.listing import Listing
from portfolio.sharing.models import Publication
from portfolio.sharing.publishing import Draft

TICKED = "publishing"
"""In the session: what was ticked when publishing was refused, of the last case study of which."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def share(request: Request, pk: int) -> HttpResponse:
    """Field by field. Keeping it publishes nothing; ``usual`` fills the form and keeps nothing."""
    case = case_of(request, pk)
    fields, kept = Listing(case).fields, publishing.chosen(case)
    usual = "usual" in request.POST
    shown = {one.key: one.usual for one in fields} if usual else effective(fields, kept)
    data = None if usual else sent(request)
    form = ShareForm(data, fields=fields, chosen=kept, initial=shown)
    if data is not None and form.is_valid():
        publishing.choose(case, form.levels)
        messages.success(request, _("Kept. Nothing is public by that."))
        return redirect("casestudy-share-preview", case.pk)
    return render(request, "portfolio/sharing/share.html", _sharing(case, form) | {"usual": usual})


@login_required
@require_safe
def preview(request: Request, pk: int) -> HttpResponse:
    """What a stranger sees, with what to settle before they do."""
    case = case_of(request, pk)
    made = _draft(case)
    ticked = request.session.get(TICKED, {}).get(str(case.pk), {})
    return _preview(request, case, made, _form(None, case, made, ticked))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def publish(request: Request, pk: int) -> HttpResponse:
    """A page at its address, which stays the same when it is published again. Refused, what was
    ticked is kept for the preview, where a GET of this address leads."""
    case = case_of(request, pk)
    if request.method != "POST":
        return redirect("casestudy-share-preview", case.pk)
    made = _draft(case)
    form = _form(request.POST, case, made)
    if made.has_too_much:
        form.add_error(None, _("There is too much in it to look at one by one. Hide more of it."))
    if not form.is_valid() or made.open(form.accepted):
        request.session[TICKED] = {str(case.pk): form.ticked}
        return _preview(request, case, made, form)
    was_public = publishing.standing(case) is not None
    changed = publishing.publish(
        case,
        made,
        accepted=form.accepted,
        lasts=form.time,
        findable=form.cleaned_data["findable"],
        now=timezone.now(),
    )[1]
    request.session.pop(TICKED, None)
    messages.success(request, _said(was_public, changed))
    return redirect("casestudy-share", case.pk)


@login_required
@require_POST
@in_turn
def unpublish(request: Request, pk: int) -> HttpResponse:
    """At once; the address never leads anywhere again."""
    case = case_of(request, pk)
    if publishing.unpublish(case, timezone.now()):
        messages.success(request, _("Taken back. Its address shows nothing from now on."))
    return redirect("casestudy-share", case.pk)


def address(row: Publication) -> str:
    """What is sent to people."""
    return f"{settings.SITE_URL}{reverse('public-case', args=[row.token])}"


def _draft(case: CaseStudy) -> Draft:
    return publishing.draft(Listing(case), publishing.chosen(case))


def _form(
    data: Any, case: CaseStudy, made: Draft, ticked: Mapping[str, Any] | None = None
) -> PublishForm:
    return PublishForm(
        data,
        remarks=made.remarks,
        pictures=len(made.pictures),
        row=publishing.latest(case),
        ticked=ticked,
    )


def _sharing(case: CaseStudy, form: ShareForm) -> dict[str, Any]:
    """The form, and how it stands beside what is public."""
    row = publishing.standing(case)
    return {
        **beside(form, row),
        "case": case,
        "address": address(row) if row else "",
        "rewritten": row is not None and case.touched_at > row.published_at,
    }


def _preview(request: Request, case: CaseStudy, made: Draft, form: PublishForm) -> HttpResponse:
    context = {
        "case": case,
        "draft": made,
        "document": made.document,
        "form": form,
        "published": publishing.standing(case),
        "picture_base": reverse("picture", args=[UUID(int=0)]).rpartition("/")[0] + "/",
        "now": timezone.now(),
    }
    return render(request, "portfolio/sharing/preview.html", context)


def _said(was_public: bool, changed: Difference) -> str:
    if not was_public:
        return _("It is public. Send the address below to whoever should read it.")
    said = [_("Published again, at the same address.")]
    if n := len(changed.more):
        said.append(
            ngettext(
                "%d field is shown now that was not, or less of it.",
                "%d fields are shown now that were not, or less of them.",
                n,
            )
            % n
        )
    if n := len(changed.less):
        said.append(
            ngettext(
                "%d field is hidden now, or shows less.",
                "%d fields are hidden now, or show less.",
                n,
            )
            % n
        )
    return " ".join(said)

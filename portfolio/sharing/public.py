"""What a stranger opens: the page of a publication and its pictures. No session, no cookie; the
same for whoever looks, also for its author."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.link_pages import status_of, unlisted
from common.links import LinkError, LinkExpired
from common.shared_links import LinkRevoked
from portfolio.artifacts import serving
from portfolio.artifacts.models import Picture
from portfolio.sharing import publishing
from portfolio.sharing.models import Publication


@require_safe
def public_case(request: HttpRequest, token: str) -> HttpResponse:
    """The case study as far as it was chosen, or a plain page that says why there is none."""
    try:
        row = Publication.find(token, timezone.now())
    except LinkError as error:
        return gone(error)
    context = {
        "document": publishing.as_published(row),
        "published": row,
        "picture_base": reverse("public-case", args=[token]),
    }
    page = render_to_string("portfolio/sharing/public.html", context)
    return unlisted(HttpResponse(page), findable=row.findable)


@require_safe
def public_picture(request: HttpRequest, token: str, key: UUID) -> HttpResponse:
    """One of the pictures that the page shows, while both are there."""
    try:
        row = Publication.find(token, timezone.now())
    except LinkError as error:
        raise Http404 from error
    picture = Picture.objects.filter(key=key, artifact__case_study_id=row.case_study_id).first()
    if picture is None or str(key) not in row.pictures:
        raise Http404
    response = serving.answer(picture, private=False, request=request)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def gone(error: LinkError) -> HttpResponse:
    """Why there is no page, in a sentence."""
    said = {
        LinkExpired: _("This page’s time is over."),
        LinkRevoked: _("Its author took this page back."),
    }.get(type(error), _("There is no page at this address."))
    page = render_to_string("portfolio/sharing/gone.html", {"said": said})
    return unlisted(HttpResponse(page, status=status_of(error)))

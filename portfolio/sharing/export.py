"""A case study to take away: as a README, as an archive with its pictures, as a PDF. Everything of
it for its author, or what was chosen for strangers."""

from collections.abc import Sequence
from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from common.http import attachment
from portfolio.artifacts.models import Picture
from portfolio.casestudies.access import case_of
from portfolio.casestudies.models import CaseStudy
from portfolio.sharing import files, pdf, publishing
from portfolio.sharing.listing import Listing
from portfolio.sharing.paper import TooLong, undrawn
from portfolio.telling import gather
from portfolio.telling.disclosure import Disclosure
from portfolio.telling.document import Document
from portfolio.telling.readme import readme

CHOSEN = "chosen"


@login_required
@require_safe
def export(request: Request, pk: int) -> HttpResponse:
    """The ways to take it along."""
    return _page(request, case_of(request, pk))


@login_required
@require_safe
def as_markdown(request: Request, pk: int) -> HttpResponse:
    """README.md alone. Its pictures are in the archive."""
    document = _document(request, case_of(request, pk))
    text = readme(document, {}).encode()
    return attachment(text, "README.md", "text/markdown; charset=utf-8")


@login_required
@require_safe
def as_zip(request: Request, pk: int) -> HttpResponse:
    """README.md with its pictures."""
    case = case_of(request, pk)
    document = _document(request, case)
    made = files.archive(document, _pictures(case, document))
    return attachment(made, f"{files.stem(document.title, 'case-study')}.zip", "application/zip")


@login_required
@require_POST
def as_pdf(request: Request, pk: int) -> HttpResponse:
    """On paper. Setting it takes the machine's time, so it is asked for by a button, and not
    without end; what cannot be made is said on the page."""
    case = case_of(request, pk)
    if not ratelimit.consume(request, action="export"):
        return _page(request, case, _("You made many PDFs within the hour. Try again later."), 429)
    document = _document(request, case)
    try:
        made = pdf.pdf(document, _pictures(case, document), _foot(request))
    except TooLong:
        said = _("It is longer than a PDF of it may be. Take the README, or choose less of it.")
        return _page(request, case, said, 422)
    except pdf.Busy:
        said = _("Another PDF is being made. Try again in a moment.")
        return _page(request, case, said, 503)
    except pdf.NotMade:
        said = _(
            "It could not be set as a PDF in the time there is: its lists and tables are too long, "
            "or its pictures too many. Take the ZIP."
        )
        return _page(request, case, said, 422)
    return attachment(made, f"{files.stem(document.title, 'case-study')}.pdf", "application/pdf")


def _as_chosen(request: Request) -> bool:
    asked = request.POST if request.method == "POST" else request.GET
    return asked.get("as") == CHOSEN


def _document(request: Request, case: CaseStudy) -> Document:
    if _as_chosen(request):
        return publishing.draft(Listing(case), publishing.chosen(case)).document
    return gather.document(case, Disclosure.whole())


def _pictures(case: CaseStudy, document: Document) -> Sequence[Picture]:
    keys = document.pictures
    return list(Picture.objects.filter(artifact__case_study=case, key__in=keys))


def _foot(request: Request) -> str:
    day = formats.date_format(request.user.today(), "j F Y")
    if _as_chosen(request):
        return _("As of %s") % day
    return _("As of %s. Not for others: everything is in it.") % day


def _page(request: Request, case: CaseStudy, wrong: str = "", status: int = 200) -> HttpResponse:
    made = publishing.draft(Listing(case), publishing.chosen(case))
    context: dict[str, Any] = {
        "case": case,
        "draft": made,
        "wrong": wrong,
        "undrawn": bool(undrawn(case.title + "".join(case.texts.values()))),
    }
    return render(request, "portfolio/sharing/export.html", context, status=status)

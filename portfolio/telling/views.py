"""One document, read in three ways by its author."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from portfolio.casestudies.access import case_of, slot_of
from portfolio.casestudies.models import LONGEST
from portfolio.casestudies.signed_out import signed_in
from portfolio.results.figures import listed
from portfolio.telling import markdown
from portfolio.telling import readme as readmes
from portfolio.telling import story as stories
from portfolio.telling.disclosure import Disclosure
from portfolio.telling.gather import document

PICTURES = "/portfolio/pictures/"
"""Where an author's own pictures are: see artifacts."""


@login_required
@require_safe
def article(request: Request, pk: int) -> HttpResponse:
    """The whole of it, as a reader would read it, and what is not written yet."""
    case = case_of(request, pk)
    context = {
        "case": case,
        "document": document(case, Disclosure.whole()),
        "picture_base": PICTURES,
        "results": listed(case),
    }
    return render(request, "portfolio/telling/article.html", context)


@login_required
@require_safe
def story(request: Request, pk: int) -> HttpResponse:
    """Its five parts, to be told."""
    case = case_of(request, pk)
    told = document(case, Disclosure.whole())
    context = {"case": case, "document": told, "parts": stories.five(told)}
    return render(request, "portfolio/telling/story.html", context)


@login_required
@require_safe
def readme(request: Request, pk: int) -> HttpResponse:
    """Its Markdown, to be copied into a repository."""
    case = case_of(request, pk)
    text = readmes.readme(document(case, Disclosure.whole()), {})
    return render(request, "portfolio/telling/readme.html", {"case": case, "text": text})


@require_POST
@signed_in
def preview(request: Request, pk: int, slot: str) -> HttpResponse:
    """How a text reads that is being written: a piece of a page, and nothing is kept of it."""
    slot_of(request, pk, slot)
    return HttpResponse(markdown.html(request.POST.get(f"text.{slot}", "")[:LONGEST]))

"""One document, read in three ways by its author."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import Request
from portfolio.casestudies.access import case_of
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

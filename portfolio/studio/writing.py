"""The pages on which a case study is written: its sections, and its decisions with the evidence."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import Request, in_turn
from portfolio.casestudies import parts
from portfolio.casestudies.access import case_of
from portfolio.casestudies.models import CaseStudy
from portfolio.casestudies.signed_out import signed_in
from portfolio.casestudies.writing import Editing, editings, sent, took
from portfolio.results.figures import listed

SECTIONS = (parts.QUESTION, *parts.Section.values)
DECISIONS = tuple(parts.ProductionDecision.values)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@in_turn
def write(request: Request, pk: int) -> HttpResponse:
    """The business question and the seven sections. A script saves each as it is typed; the form
    saves all of them."""
    case = case_of(request, pk)
    passages = _taken(request, case, SECTIONS)
    if request.method == "POST" and not _troubled(passages):
        return _saved(request, "casestudy-write", case)
    context = {"passages": passages, "results": listed(case)}
    return _page(request, "portfolio/studio/write.html", case, passages, context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@in_turn
def decisions(request: Request, pk: int) -> HttpResponse:
    """The six production decisions, the evidence that readers of the lane look for, and what was
    written for the lane before."""
    case = case_of(request, pk)
    evidence = [prompt.slug for prompt in parts.evidence(case.lane)]
    former = [prompt.slug for prompt in case.former]
    passages = _taken(request, case, [*DECISIONS, *evidence, *former])
    if request.method == "POST" and not _troubled(passages):
        return _saved(request, "casestudy-decisions", case)
    here = len(DECISIONS) + len(evidence)
    context = {
        "passages": passages[: len(DECISIONS)],
        "evidence": passages[len(DECISIONS) : here],
        "former": passages[here:],
    }
    return _page(request, "portfolio/studio/decisions.html", case, passages, context)


def _taken(request: Request, case: CaseStudy, slots: Sequence[str]) -> list[Editing]:
    """The passages of a page; after a POST with what came of each that it sent."""
    before = editings(case, slots)
    if request.method != "POST":
        return before
    now = timezone.now()
    return [
        took(one, came, now) if (came := sent(request.POST, one.slot)) else one for one in before
    ]


def _troubled(passages: Sequence[Editing]) -> list[Editing]:
    return [one for one in passages if one.wrong or one.conflict]


def _saved(request: Request, page: str, case: CaseStudy) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(page, case.pk)


def _page(
    request: Request, template: str, case: CaseStudy, passages: list[Editing], more: dict[str, Any]
) -> HttpResponse:
    troubled = _troubled(passages)
    context = {"case": case, "troubled": troubled, **more}
    return render(request, template, context, status=409 if troubled else 200)

"""The tradeoff log: what was chosen, over what, because, given up. It is what interviewers ask."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.casestudies.access import case_of
from portfolio.casestudies.models import CaseStudy, Tradeoff
from portfolio.studio.forms import TradeoffForm

MOST = 100
"""So many tradeoffs a case study keeps."""


@login_required
@require_safe
def tradeoffs(request: Request) -> HttpResponse:
    """All of them, by case study, each with the question it answers."""
    rows = CaseStudy.objects.for_user(request.user).prefetch_related("tradeoffs")
    cases = list(rows.order_by("-touched_at", "-pk"))
    context = {
        "cases": [case for case in cases if case.tradeoffs.all()],
        "without": [case for case in cases if not case.tradeoffs.all()],
        "count": sum(len(case.tradeoffs.all()) for case in cases),
    }
    return render(request, "portfolio/studio/tradeoffs.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def add(request: Request, pk: int) -> HttpResponse:
    """Another choice that gave something up."""
    case = case_of(request, pk)
    form = TradeoffForm(
        sent(request), instance=Tradeoff(case_study=case), today=request.user.today()
    )
    if request.method == "POST" and case.tradeoffs.count() >= MOST:
        form.add_error(None, _("It has %d already, which is as many as fit.") % MOST)
    return _answer(request, case, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def change(request: Request, pk: int, tradeoff: int) -> HttpResponse:
    """The same choice in better words."""
    case = case_of(request, pk)
    found = get_object_or_404(case.tradeoffs, pk=tradeoff)
    form = TradeoffForm(sent(request), instance=found, today=request.user.today())
    return _answer(request, case, form)


@login_required
@require_POST
@in_turn
def remove(request: Request, pk: int, tradeoff: int) -> HttpResponse:
    """It is not logged any more."""
    case = case_of(request, pk)
    get_object_or_404(case.tradeoffs, pk=tradeoff).delete()
    case.touch(timezone.now())
    messages.success(request, _("The tradeoff is removed."))
    return redirect("casestudy", case.pk)


def _answer(request: Request, case: CaseStudy, form: TradeoffForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        form.save()
        case.touch(timezone.now())
        messages.success(request, _("Kept."))
        return redirect("casestudy", case.pk)
    context = {"case": case, "form": form, "tradeoff": form.instance.pk}
    return render(request, "portfolio/studio/tradeoff.html", context)

"""A result is added, changed, measured again, or taken out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request, in_turn
from common import metrics
from common.http import sent
from portfolio.casestudies.access import case_of
from portfolio.casestudies.models import CaseStudy
from portfolio.results.figures import figure
from portfolio.results.forms import AgainForm, ResultForm
from portfolio.results.models import MOST, Result


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def add(request: Request, pk: int) -> HttpResponse:
    """Another one; ``?metric=`` names one of the catalogue."""
    case = case_of(request, pk)
    form = ResultForm(
        sent(request),
        instance=Result(case_study=case, origin=case.origin),
        initial=_metric(request),
        lane=case.lane,
        today=request.user.today(),
    )
    if request.method == "POST" and case.results.count() >= MOST:
        form.add_error(None, _("There are %d results already, which is as many as fit.") % MOST)
    if request.method == "POST" and form.is_valid():
        return _kept(request, case, form.save())
    return render(request, "portfolio/results/form.html", {"case": case, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def change(request: Request, pk: int, result: int) -> HttpResponse:
    """Other figures, another limit. Above the form stands what readers see."""
    case = case_of(request, pk)
    found = get_object_or_404(Result.objects.for_user(request.user), case_study=case, pk=result)
    seen = figure(found)
    form = ResultForm(sent(request), instance=found, lane=case.lane, today=request.user.today())
    if request.method == "POST" and form.is_valid():
        found.save(update_fields=list(form.cleaned_data))
        return _kept(request, case, found)
    context = {"case": case, "form": form, "result": found, "figure": seen}
    return render(request, "portfolio/results/form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def again(request: Request, pk: int, result: int) -> HttpResponse:
    """The claim is measured again: it held, or drifted, and why."""
    case = case_of(request, pk)
    found = get_object_or_404(Result.objects.for_user(request.user), case_study=case, pk=result)
    context = {"case": case, "result": found, "figure": figure(found)}
    if found.after is None:
        return render(request, "portfolio/results/baseline.html", context)
    form = AgainForm(sent(request), instance=found, today=request.user.today())
    if request.method == "POST" and form.is_valid():
        found.save(update_fields=list(form.cleaned_data))
        return _kept(request, case, found)
    return render(request, "portfolio/results/again.html", context | {"form": form})


@login_required
@require_POST
@in_turn
def remove(request: Request, pk: int, result: int) -> HttpResponse:
    """It is taken out of the case study."""
    case = case_of(request, pk)
    found = get_object_or_404(Result.objects.for_user(request.user), case_study=case, pk=result)
    found.delete()
    case.touch(timezone.now())
    messages.success(request, _("%(name)s is taken out.") % {"name": found.name})
    return redirect("casestudy-article", case.pk)


def _kept(request: Request, case: CaseStudy, result: Result) -> HttpResponse:
    case.touch(timezone.now())
    messages.success(request, _("Kept. It reads like this."))
    return redirect("result-change", case.pk, result.pk)


def _metric(request: Request) -> dict[str, str]:
    metric = metrics.catalogue().get(request.GET.get("metric", ""))
    if metric is None:
        return {}
    return {
        "metric_slug": metric.slug,
        "name": metric.name,
        "unit": metric.unit,
        "direction": metric.direction.value,
    }

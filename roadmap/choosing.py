"""The pages that end in a plan: which lanes, which metric, which figures, what is already true.
Between the first two the decision is written down (``roadmap.lanes.decisions``).

They stand above cadence, since a plan is made for the minutes of the blocks.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.models import User
from common import metrics
from common.http import sent
from common.lanes import Lane
from roadmap.cadence import blocks
from roadmap.lanes.decisions import recording
from roadmap.lanes.forms import OWN, FiguresForm, LanesForm, MetricForm
from roadmap.lanes.models import Choice
from roadmap.plan import building
from roadmap.plan.building import Change
from roadmap.plan.forms import AlreadyTrueForm
from roadmap.plan.models import Plan


@login_required
@require_safe
def lanes(request: Request) -> HttpResponse:
    """Which lane, and which beside it. Answers travel in the address: nothing is stored yet."""
    current = Choice.objects.current(request.user)
    asked = "secondary" in request.GET
    initial: dict[str, Any] = {}
    if current is not None:
        initial = {
            "primary": current.primary,
            "secondary": current.secondary or OWN,
            "secondary_name": current.secondary_name,
        }
    asked_for = {"primary": "primary", "beside": "secondary", "named": "secondary_name"}
    for name, field in asked_for.items():
        if name in request.GET:  # back from the next question, or from a lane's page
            initial[field] = request.GET[name]
    form = LanesForm(request.GET if asked else None, initial=initial)
    if asked and form.is_valid():
        return redirect(f"{reverse('decide')}?{urlencode(form.answers())}")
    facts = [lane.facts for lane in Lane]
    return render(request, "roadmap/lanes/choose.html", {"form": form, "facts": facts})


@login_required
@require_safe
def metric(request: Request) -> HttpResponse:
    """Which number to move."""
    answered = LanesForm(request.GET)
    if not answered.is_valid():
        return redirect("lane-choose")
    lane, second = _lanes_of(answered)
    current = Choice.objects.current(request.user)
    initial = {"metric": current.metric_slug} if current else {}
    asked = "metric" in request.GET
    form = MetricForm(request.GET if asked else None, lane=lane, second=second, initial=initial)
    if asked and form.is_valid():
        query = urlencode(answered.answers() | {"metric": form.cleaned_data["metric"]})
        return redirect(f"{reverse('choose-figures')}?{query}")
    context = {"form": form, "lane": lane, "answers": answered.answers()}
    return render(request, "roadmap/lanes/choose_metric.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: Request) -> HttpResponse:
    """Where it stands, where it goes, what must not suffer, and when it begins. Makes the plan."""
    answered = LanesForm(request.GET)
    if not answered.is_valid():
        return redirect("lane-choose")
    lane, second = _lanes_of(answered)
    which = MetricForm(request.GET, lane=lane, second=second)
    if not which.is_valid():
        return redirect(f"{reverse('choose-metric')}?{urlencode(answered.answers())}")
    form = _figures_form(request, which.cleaned_data["metric"])
    if request.method == "POST" and form.is_valid():
        choice = form.save(commit=False)
        for name, value in answered.pair().items():
            setattr(choice, name, value)
        plan, change = _take(request.user, choice, timezone.now())
        if change and plan.knows_its_blocks:
            messages.success(request, building.said(change))
            return redirect("plan")
        return redirect("plan-already")
    context = {
        "form": form, "lane": lane, "metric": form.metric, "answers": answered.answers()
    }  # fmt: skip
    return render(request, "roadmap/lanes/choose_figures.html", context)


@transaction.atomic
def _take(user: User, choice: Choice, now: datetime) -> tuple[Plan, Change]:
    """Make the plan from a choice, for the minutes of the blocks, and see to the record of it."""
    plan, change = building.choose(user, choice, now)
    blocks.tell_the_plan(user, now)
    recording.chosen(plan.choice, now)
    plan.refresh_from_db()
    return plan, change


def _lanes_of(answered: LanesForm) -> tuple[Lane, Lane | None]:
    secondary = answered.cleaned_data["secondary"]
    return (
        Lane(answered.cleaned_data["primary"]),
        None if secondary == OWN else Lane(secondary),
    )


def _figures_form(request: Request, slug: str) -> FiguresForm:
    current, plan = Choice.objects.current(request.user), Plan.objects.current(request.user)
    initial: dict[str, Any] = {}
    if current:
        kept = ("place", "lab_money", "apply_by")  # what another metric does not change
        initial = {name: getattr(current, name) for name in kept}
    if current and current.metric_slug == slug:
        names = FiguresForm.Meta.fields
        initial = {name: getattr(current, name) for name in names if name != "start_month"}
    return FiguresForm(
        sent(request),
        initial=initial,
        metric=metrics.catalogue()[slug],
        today=request.user.today(),
        under_way=plan.start_month if plan else None,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def already(request: Request) -> HttpResponse:
    """What is true before it begins: tick it, with a link."""
    plan = Plan.objects.current(request.user)
    if plan is None:
        return redirect("lane-choose")
    form = AlreadyTrueForm(sent(request), plan=plan)
    if request.method == "POST" and form.is_valid():
        form.save(request.user.today())
        return redirect("plan" if plan.knows_its_blocks else "settings-blocks")
    return render(request, "roadmap/plan/already.html", {"form": form, "plan": plan})

"""One milestone, one action a page: tick, untick, note, criterion, small version, move, drop."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request
from common.http import back_to, sent
from roadmap.plan import exam_milestone, in_portfolio, told_in
from roadmap.plan.forms import MilestoneForm
from roadmap.plan.models import Milestone, Plan


def own_milestone(request: Request, pk: int) -> Milestone:
    """The one gate: another person's milestone, or one of a plan that ended, is no such page."""
    mine = Milestone.objects.for_user(request.user).filter(plan__ended_on=None)
    mine = mine.select_related("plan__choice", "plan__user")
    return get_object_or_404(mine.prefetch_related("plan__pauses"), pk=pk)


Action = Callable[..., str | None]


def action(act: Action) -> Callable[..., HttpResponse]:
    """A POST that changes one milestone, says so, and goes back to where it was pressed."""

    @wraps(act)
    @login_required
    @require_POST
    def view(request: Request, pk: int, **kwargs: Any) -> HttpResponse:
        milestone = own_milestone(request, pk)
        if said := act(request, milestone, **kwargs):
            messages.success(request, said)
        page = reverse("plan-month", args=[milestone.month])
        return redirect(back_to(request, f"{page}#m{milestone.pk}"))

    return view


@action
def tick(request: Request, milestone: Milestone) -> str | None:
    milestone.tick(request.user.today())
    return None


@action
def untick(request: Request, milestone: Milestone) -> str | None:
    milestone.untick()
    return None


@action
def criterion(request: Request, milestone: Milestone, number: int) -> str | None:
    milestone.meet(number, met=request.POST.get("met") == "1")
    return None


@action
def reduce(request: Request, milestone: Milestone) -> str | None:
    milestone.reduce(reduced=request.POST.get("reduced") == "1")
    return None


@action
def later(request: Request, milestone: Milestone) -> str | None:
    """To the next month, same day."""
    if milestone.month >= 12:
        return _("The plan ends with month 12: give it a date of its own, or drop it.")
    milestone.move_to(milestone.month + 1, milestone.day)
    return _("Moved: it is due in the next month now.")


@action
def drop(request: Request, milestone: Milestone) -> str | None:
    milestone.drop(timezone.now())
    return _("Dropped. It stands at the end of the plan, where you can take it back.")


@action
def restore(request: Request, milestone: Milestone) -> str | None:
    milestone.restore()
    return _("Back on the plan.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Note, evidence, date; and the title of one's own."""
    milestone = own_milestone(request, pk)
    form = MilestoneForm(sent(request), instance=milestone, plan=milestone.plan)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        return redirect(f"{reverse('plan-month', args=[saved.month])}#m{saved.pk}")
    exam_milestone.show(milestone.plan, [milestone], request.user.today())
    in_portfolio.show(milestone.plan, [milestone])
    context = {
        "form": form,
        "milestone": milestone,
        "told": told_in.of(milestone),
        "told_on": told_in.pages(milestone),
    }
    return render(request, "roadmap/plan/milestone.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, month: int) -> HttpResponse:
    """A milestone of one's own."""
    plan = Plan.objects.current(request.user)
    if plan is None:
        return redirect("plan")
    window = plan.calendar.window(month)
    form = MilestoneForm(sent(request), plan=plan, initial={"due_on": window.last})
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        return redirect(f"{reverse('plan-month', args=[saved.month])}#m{saved.pk}")
    return render(request, "roadmap/plan/add.html", {"form": form, "month": month})

"""Pages where a plan turns: a pause, the end, what was dropped."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request
from accounts.models import User
from common.http import sent
from roadmap.plan import closing
from roadmap.plan.forms import PauseForm
from roadmap.plan.models import MONTHS, Ending, Milestone, Plan
from roadmap.plan.year import Year


def current_plan(request: Request) -> Plan:
    """The plan under way; without one there is no such page."""
    plan = Plan.objects.current(request.user)
    if plan is None:
        raise Http404
    return plan


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: Request) -> HttpResponse:
    """Days that do not count, known beforehand."""
    plan, today = current_plan(request), request.user.today()
    initial = {"starts_on": today, "ends_on": today + timedelta(days=13)}
    with transaction.atomic():
        if request.method == "POST":
            User.objects.hold(request.user)
            plan = current_plan(request)
        form = PauseForm(sent(request), plan=plan, initial=initial)
        made = form.save() if request.method == "POST" and form.is_valid() else None
    if made:
        messages.success(
            request,
            ngettext(
                "Paused for one day. What follows moves by as much.",
                "Paused for %(count)d days. What follows moves by as much.",
                made.days,
            )
            % {"count": made.days},
        )
        return redirect("plan")
    return render(request, "roadmap/plan/pause.html", {"form": form, "plan": plan})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request) -> HttpResponse:
    """ "I have it", or the twelfth month is over: the line is complete. What next?"""
    plan, today = current_plan(request), request.user.today()
    if request.method == "POST":
        over = today > plan.calendar.window(MONTHS).first
        closing.end(plan, Ending.COMPLETE if over else Ending.HAVE_IT, today)
        messages.success(request, _("The line is complete. Your plan stays here as it is."))
        return redirect("plan")
    return render(request, "roadmap/plan/end.html", {"plan": plan, "year": Year.of(plan, today)})


@login_required
@require_POST
def resume(request: Request) -> HttpResponse:
    """Not the end after all: the last plan goes on, as long as no other is under way."""
    with transaction.atomic():
        User.objects.hold(request.user)
        plan = Plan.objects.latest_of(request.user)
        if plan is None or not plan.ending:
            raise Http404
        closing.resume(plan)
    messages.success(request, _("The plan goes on where it was."))
    return redirect("plan")


@login_required
@require_safe
def dropped(request: Request) -> HttpResponse:
    """What was dropped, to be taken back."""
    plan = current_plan(request)
    gone = Milestone.objects.for_user(request.user).filter(plan=plan, dropped_at__isnull=False)
    return render(request, "roadmap/plan/dropped.html", {"plan": plan, "milestones": gone})

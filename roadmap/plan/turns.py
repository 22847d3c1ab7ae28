"""Pages where a plan turns: a month's close, a pause, the way back, the end."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request
from portfolio import overview as portfolio
from roadmap.plan import closing, readings
from roadmap.plan.forms import CloseForm, PauseForm
from roadmap.plan.models import MONTHS, Ending, Milestone, Pause, Phase, Plan, Reading
from roadmap.plan.year import Year


def current_plan(request: Request) -> Plan:
    """The plan under way; without one there is no such page."""
    plan = Plan.objects.current(request.user)
    if plan is None:
        raise Http404
    return plan


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, month: int) -> HttpResponse:
    """What was planned, what happened, what slipped, and three questions."""
    plan, today = current_plan(request), request.user.today()
    year = Year.of(plan, today)
    shown = year.month(month)
    if shown.close is None and shown.window.first > today:
        raise Http404
    ends_phase = Phase.of(month).last_month == month
    form = CloseForm(request.POST or None, instance=shown.close, ends_phase=ends_phase)
    if request.method == "POST" and form.is_valid():
        moved = closing.close(
            plan, form.save(commit=False), month, timezone.now(), move="keep" not in request.POST
        )
        messages.success(request, _closed(moved))
        return redirect("plan-end" if month == MONTHS else "plan")
    choice = plan.choice
    context = {
        "plan": plan,
        "month": shown,
        "form": form,
        "slip": _slip(year, month),
        "checks": closing.exit_check(plan, year.milestones, month),
        "wins": portfolio.wins(request.user, shown.window.first, shown.window.last),
        "standing": readings.Standing(choice, list(Reading.objects.of(choice))),
        "in_month": Reading.objects.of(choice).filter(
            on__range=(shown.window.first, shown.window.last)
        ),
    }
    return render(request, "roadmap/plan/close.html", context)


def _slip(year: Year, month: int) -> closing.Slip:
    open_ones = year.month(month).open
    if month >= MONTHS:
        return closing.Slip(open_ones, None, 0, 0)
    after = year.month(month + 1)
    hours = float(after.hours) + float(sum(m.asks for m in open_ones))
    return closing.Slip(open_ones, after.window, hours, float(after.room))


def _closed(moved: int) -> str:
    if not moved:
        return _("The month is closed.")
    return ngettext(
        "The month is closed; one milestone moved to the next.",
        "The month is closed; %(count)d milestones moved to the next.",
        moved,
    ) % {"count": moved}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: Request) -> HttpResponse:
    """Days that do not count, known beforehand."""
    plan, today = current_plan(request), request.user.today()
    initial = {"starts_on": today, "ends_on": today + timedelta(days=13)}
    form = PauseForm(request.POST or None, plan=plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = form.save()
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
@require_POST
def unpause(request: Request, pk: int) -> HttpResponse:
    """Take a pause back: every date is where it was."""
    own = Pause.objects.filter(plan__user=request.user, plan__ended_on=None)
    get_object_or_404(own, pk=pk).delete()
    messages.success(request, _("The pause is gone; the dates are where they were before it."))
    return redirect("plan")


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
@require_safe
def dropped(request: Request) -> HttpResponse:
    """What was dropped, to be taken back."""
    plan = current_plan(request)
    gone = Milestone.objects.for_user(request.user).filter(plan=plan, dropped_at__isnull=False)
    return render(request, "roadmap/plan/dropped.html", {"plan": plan, "milestones": gone})

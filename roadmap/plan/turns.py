"""Pages where a plan turns: a month's close, a pause, the way back, the end."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request
from accounts.models import User
from common.http import sent
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
    form = CloseForm(sent(request), instance=shown.close, ends_phase=ends_phase)
    if request.method == "POST" and form.is_valid():
        into = None if "keep" in request.POST else _next_month(year, month)
        moved = closing.close(plan, month, form.cleaned_data, timezone.now(), into=into)
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


def _next_month(year: Year, month: int) -> int | None:
    """Where what slipped can go: the month after, or the present one; None after the last."""
    return None if month >= MONTHS else max(month + 1, year.now)


def _slip(year: Year, month: int) -> closing.Slip:
    open_ones = year.month(month).open
    into = _next_month(year, month)
    if into is None:
        return closing.Slip(open_ones, None, 0, 0)
    after = year.month(into)
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

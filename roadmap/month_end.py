"""Closing a month: what was planned, what happened, what slipped, and three questions.

What was written at the month's check-ins stands ready in the answers, so this page needs the
cadence, although its address is the plan's.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import Request
from common.http import sent
from portfolio import overview as portfolio
from roadmap.cadence import drafts
from roadmap.plan import closing, exam_milestone, in_portfolio, readings
from roadmap.plan.forms import CloseForm
from roadmap.plan.models import MONTHS, Phase, Reading
from roadmap.plan.turns import current_plan
from roadmap.plan.year import Month, Year
from roadmap.proof import standing as proof


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, month: int) -> HttpResponse:
    """The draft, to be changed and kept. A closed month shows what was kept."""
    plan, today = current_plan(request), request.user.today()
    year = Year.of(plan, today)
    shown = year.month(month)
    if shown.close is None and shown.window.first > today:
        raise Http404
    in_portfolio.show(plan, year.milestones)
    form = _form(request, year, shown)
    if request.method == "POST" and form.is_valid():
        into = None if "keep" in request.POST else _next_month(year, month)
        moved = closing.close(plan, month, form.cleaned_data, timezone.now(), into=into)
        messages.success(request, _closed(moved))
        return redirect("plan-end" if month == MONTHS else "plan")
    context = {
        "plan": plan,
        "month": shown,
        "form": form,
        "before": year.closes.get(month - 1),
        "slip": _slip(year, month),
        "checks": _checks(year, month),
        "advice": plan.advice.of_month(month),
        "wins": portfolio.wins(request.user, shown.window.first, shown.window.last),
        "proven": proof.figure(request.user, by=shown.window.last),
        "standing": readings.Standing(plan.choice, list(Reading.objects.of(plan.choice))),
        "in_month": Reading.objects.of(plan.choice).filter(
            on__range=(shown.window.first, shown.window.last)
        ),
    }
    return render(request, "roadmap/month_end.html", context)


def _form(request: Request, year: Year, shown: Month) -> CloseForm:
    drafted: dict[str, str] = {}
    if shown.close is None:
        drafted = drafts.of_month(request.user, shown.window.first, shown.window.last)
        drafted["known_for"] = year.known_for or year.meant_to_be_known_for
    return CloseForm(
        sent(request),
        instance=shown.close,
        drafted={name: words for name, words in drafted.items() if words},
        ends_phase=Phase.of(shown.number).last_month == shown.number,
    )


def _checks(year: Year, month: int) -> list[closing.Check]:
    """The exit check of the phase that this month ends."""
    is_last = month == MONTHS
    certified = is_last and exam_milestone.is_certified(year.plan, year.today)
    return closing.exit_check(year.plan, year.milestones, month, certified=certified)


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

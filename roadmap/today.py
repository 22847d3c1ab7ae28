"""Today: what now? The page after signing in, and the line that catches what happened."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from accounts.models import User
from certifications import overview as certifications
from delivery import suppression
from portfolio import overview as portfolio
from portfolio.models import Win
from roadmap import returning
from roadmap.cadence import nudges, telling, week
from roadmap.plan import closing, in_portfolio, line, readings
from roadmap.plan.models import Plan, Reading
from roadmap.plan.year import Year
from roadmap.proof import standing as proof

SHOWN_WINS = timedelta(days=7)


class KeepForm(forms.ModelForm[Win]):
    """One line of what happened."""

    class Meta:
        model = Win
        fields = ["line"]
        error_messages = {
            "line": {
                "required": gettext_lazy("One line is enough: what happened?"),
                "max_length": gettext_lazy(
                    "Keep it to 500 characters: one line now, the story later."
                ),
            }
        }


@login_required
@require_safe
def today(request: Request) -> HttpResponse:
    """This week's blocks, this month's milestones, the metric, the next nudge."""
    return _page(request, KeepForm())


@login_required
@require_POST
def keep(request: Request) -> HttpResponse:
    """Keep a line, dated today."""
    form = KeepForm(request.POST)
    if Win.objects.for_user(request.user).is_full():
        form.add_error("line", _("You have as many wins as fit. Delete one, then keep this line."))
    if not form.is_valid():
        return _page(request, form)
    win = form.save(commit=False)
    win.user, win.happened_on = request.user, request.user.today()
    win.save()
    if Plan.objects.latest_of(request.user) is not None:
        messages.success(request, _("Kept. It waits for you at the month's close."))
    else:
        messages.success(request, _("Kept."))
    return redirect("today")


@login_required
@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    """A line that should not have been kept. One with a story or a screenshot is asked about."""
    found = get_object_or_404(Win.objects.for_user(request.user).with_screenshots(), pk=pk)
    if found.holds_more:
        return redirect("win-delete", found.pk)
    found.delete()
    messages.success(request, _("The line is gone."))
    return redirect("today")


def _page(request: Request, form: KeepForm) -> HttpResponse:
    user, day = request.user, request.user.today()
    stands = suppression.standing(user.email, nudges.KIND)
    plan = Plan.objects.latest_of(user)
    if plan is None:
        empty = {"form": form, "stands": stands, **_ledgers(user, day)}
        return render(request, "roadmap/today_empty.html", empty)
    year = Year.of(plan, day)
    if not form.is_bound and returning.is_due(user, year):
        return redirect("return")
    choice, ledgers = plan.choice, _ledgers(user, day)
    in_portfolio.show(plan, year.this_month.milestones, ledgers["shelf"])
    context = {
        "form": form,
        "plan": plan,
        "year": year,
        "month": year.this_month,
        "line": line.draw(plan, day, width=960, margin=20, y=30, dip=28),
        "small_line": line.draw(plan, day, width=360, margin=14, y=26, dip=20),
        "pause": plan.pause_on(day),
        "week": week.this_week(user, plan, day),
        "standing": readings.Standing(choice, list(Reading.objects.of(choice))),
        "proven": proof.figure(user),
        "wins": portfolio.wins(user, day - SHOWN_WINS, day),
        "drafts": portfolio.drafts(user),
        "stands": stands,
        "next_nudge": None if stands.is_stopped else nudges.next_for(user),
        "to_close": closing.to_close(plan, year.closes, day),
        **ledgers,
    }
    return render(request, "roadmap/today.html", context)


def _ledgers(user: User, day: date) -> dict[str, Any]:
    """What the two ledgers say: the exam somebody studies for, one whose result is awaited, what is
    to be renewed; the case studies; and what waits to be told."""
    return {
        "shelf": portfolio.case_studies({user.pk: day})[user.pk],
        "turn": telling.waiting({user.pk: day}).get(user.pk),
        "today": day,
        "awaited": certifications.awaited(user, day),
        "aim": certifications.aims({user.pk: day}).get(user.pk),
        "renewals": certifications.due_renewals(user, day),
    }

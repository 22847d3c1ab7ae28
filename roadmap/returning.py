"""Coming back after weeks away: one screen, one question, and no word about what was missed."""

from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import Request
from accounts.models import User
from roadmap.cadence import nudges
from roadmap.cadence.models import CheckIn
from roadmap.plan import closing
from roadmap.plan.models import Plan
from roadmap.plan.year import Year

SEEN_DAYS = timedelta(days=7)
"""An answer to this page holds for a week."""


def away_from(user: User, year: Year) -> date | None:
    """The first day of a silence of two weeks or more; None when there is none, or no open plan."""
    if year.plan.ending or not year.has_begun:
        return None
    last = (
        CheckIn.objects.for_user(user)
        .filter(answered_at__isnull=False)
        .order_by("-answered_at")
        .values_list("answered_at", flat=True)
        .first()
    )
    seen = user.today(last) if last else None
    return closing.away_since(year.plan, year.milestones, year.today, seen)


def is_due(user: User, year: Year) -> bool:
    """Whether the question is to be asked now."""
    answered = year.plan.returned_on
    if answered and year.today - answered < SEEN_DAYS:
        return False
    return away_from(user, year) is not None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Shift everything · keep the dates and drop what is past · look through it."""
    plan = Plan.objects.current(request.user)
    if plan is None:
        raise Http404
    today = request.user.today()
    year = Year.of(plan, today)
    since = away_from(request.user, year)
    if since is None:
        return redirect("today")
    if request.method == "POST":
        nudges.wake(request.user, timezone.now())  # a session of weeks ago brought them back
        where = _answer(request, plan, since, today)
        plan.returned_on = today
        plan.save(update_fields=["returned_on"])
        return redirect(where)
    context = {"plan": plan, "year": year, "since": since, "days": (today - since).days}
    return render(request, "roadmap/return.html", context)


def _answer(request: Request, plan: Plan, since: date, today: date) -> str:
    match request.POST.get("answer"):
        case "drop":
            count = closing.drop_past(plan, today, timezone.now())
            messages.success(
                request,
                ngettext(
                    "The dates stay; one milestone that was past is dropped.",
                    "The dates stay; %(count)d milestones that were past are dropped.",
                    count,
                )
                % {"count": count},
            )
        case "look":
            return "plan"
        case _:
            days = closing.shift(plan, since, today)
            messages.success(
                request,
                ngettext("Everything moved by one day.", "Everything moved by %(n)d days.", days)
                % {"n": days},
            )
            if not days:
                messages.info(request, _("Your pause covered those days already."))
    return "today"

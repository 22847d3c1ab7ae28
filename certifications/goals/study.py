"""The study for a goal: when it began, how sure one is of what, and minutes no block knows of."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request, in_turn
from certifications.goals.forms import TuneForm
from certifications.goals.look import look
from certifications.goals.models import Goal, StudyMinutes
from certifications.goals.owned import action, own_goal
from certifications.goals.views import minutes_form, page
from common.http import sent


@action
def begin(request: Request, goal: Goal) -> str | None:
    goal.begin(request.user.today())
    return _("Begun. Your next study block is for this exam.")


@action
def unbegin(request: Request, goal: Goal) -> str | None:
    goal.unbegin()
    return _("Not begun. What you studied stays.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def tune(request: Request, pk: int) -> HttpResponse:
    """One's own hours, and how sure one is of each domain: the plan follows at once."""
    mine = own_goal(request, pk)
    found = look(mine, request.user.today())
    domains = [part.name for part in found.progress.parts]
    form = TuneForm(sent(request), goal=mine, domains=domains)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept. The study plan follows it."))
        return redirect("goal", pk)
    context = {"form": form, "goal": mine, "standing": found}
    return render(request, "certifications/goals/tune.html", context)


@login_required
@require_POST
@in_turn
def add(request: Request, pk: int) -> HttpResponse:
    """Minutes by hand."""
    found = look(own_goal(request, pk), request.user.today())
    form = minutes_form(request, found, request.POST)
    if not form.is_valid():
        return page(request, found, form)
    row = form.save()
    messages.success(
        request,
        ngettext("One minute kept.", "%(n)d minutes kept.", row.minutes) % {"n": row.minutes},
    )
    return redirect("goal", pk)


@login_required
@require_POST
@in_turn
def remove(request: Request, pk: int, row: int) -> HttpResponse:
    """Minutes that were wrong."""
    mine = StudyMinutes.objects.filter(goal=own_goal(request, pk))
    get_object_or_404(mine, pk=row).delete()
    messages.success(request, _("These minutes are taken out."))
    return redirect("goal", pk)

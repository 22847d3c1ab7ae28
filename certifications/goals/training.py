"""Training providers for a goal, vetted side by side."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request, in_turn
from certifications.goals.forms import TrainingForm
from certifications.goals.models import Training
from certifications.goals.owned import own_goal
from certifications.goals.vetting import Question
from common.http import sent


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def trainings(request: Request, pk: int) -> HttpResponse:
    """The providers looked at so far; a POST adds one."""
    mine = own_goal(request, pk)
    form = TrainingForm(sent(request), instance=Training(goal=mine))
    if request.method == "POST" and form.is_valid():
        added = form.save()
        messages.success(request, _("%(name)s is kept.") % {"name": added.name})
        return redirect("goal-training", pk)
    known = list(mine.trainings.all())
    context = {
        "goal": mine,
        "form": form,
        "trainings": known,
        "rows": [(one, [(t, t.answers.get(one.value)) for t in known]) for one in Question],
    }
    return render(request, "certifications/goals/trainings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def edit(request: Request, pk: int, row: int) -> HttpResponse:
    """Other answers."""
    mine = own_goal(request, pk)
    training = get_object_or_404(mine.trainings, pk=row)
    form = TrainingForm(sent(request), instance=training)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("goal-training", pk)
    context = {"goal": mine, "form": form, "training": training}
    return render(request, "certifications/goals/training.html", context)


@login_required
@require_POST
@in_turn
def remove(request: Request, pk: int, row: int) -> HttpResponse:
    """Not considered any more."""
    mine = own_goal(request, pk)
    get_object_or_404(mine.trainings, pk=row).delete()
    messages.success(request, _("The provider is taken out."))
    return redirect("goal-training", pk)

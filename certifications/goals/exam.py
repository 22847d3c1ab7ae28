"""The exam of a goal: which one, on which day, and what became of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.http import Request, in_turn
from certifications.goals import aiming, results
from certifications.goals.forms import ExamForm, LetGoForm, ResultForm
from certifications.goals.look import look
from certifications.goals.models import Goal
from certifications.goals.owned import action, own_goal
from common.http import sent

SECOND = gettext_lazy("You are after it a second time already. Remove that goal first.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def exam(request: Request, pk: int) -> HttpResponse:
    """A day for it, wished for or booked; no day any more; after a failed one, the next."""
    mine = own_goal(request, pk)
    if not mine.is_open:
        return redirect("goal", pk)
    today = request.user.today()
    found = look(mine, today)
    ruled = found.again is not None and found.again.is_rule
    form = ExamForm(
        sent(request), goal=mine, today=today, again=found.again is not None, ruled=ruled
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept. The study plan follows it."))
        return redirect("goal", pk)
    context = {"form": form, "goal": mine, "standing": found}
    return render(request, "certifications/goals/exam.html", context)


@action
def version(request: Request, goal: Goal, slug: str) -> str | None:
    """Another exam of the same certification. What is passed was passed as the exam it was."""
    if not goal.is_open:
        return None
    version = get_object_or_404(goal.certification.versions, slug=slug)
    facts = version.facts
    if facts is None or facts.is_over(request.user.today()):
        messages.error(request, _("That exam cannot be taken any more."))
        return None
    goal.aim_at(version)
    return _("The goal is for %(code)s now. What you studied stays.") % {
        "code": facts.code or facts.slug
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def result(request: Request, pk: int) -> HttpResponse:
    """How it went."""
    mine = own_goal(request, pk)
    if not mine.is_open:
        return redirect("goal", pk)
    form = ResultForm(sent(request), goal=mine, today=request.user.today())
    if request.method == "POST" and form.is_valid():
        results.record(mine, **form.cleaned_data)
        if form.cleaned_data["passed"]:
            messages.success(request, _("Passed. It is kept with the goal."))
            return redirect(_to_what_is_held(pk))
        messages.info(request, _("Kept. What you studied stays; a new date makes a new plan."))
        return redirect("goal", pk)
    return render(request, "certifications/goals/result.html", {"form": form, "goal": mine})


def _to_what_is_held(pk: int) -> str:
    """The page that makes a credential of it. It belongs to a topic above this one and is known by
    its name alone."""
    return f"{reverse('credential-add')}?goal={pk}"


@action
def take_result_back(request: Request, goal: Goal) -> str | None:
    if results.take_back(goal):
        messages.error(request, SECOND)
        return None
    if goal.state == Goal.State.LET_GO:
        return None
    if getattr(goal, "credential", None):
        return _(
            "The result is taken back. What came of it stays among what you hold: delete it there "
            "if you do not hold it."
        )
    return _("The result is taken back.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def let_go(request: Request, pk: int) -> HttpResponse:
    """Not after it any more, and why."""
    mine = own_goal(request, pk)
    if mine.state == Goal.State.PASSED:
        return redirect("goal", pk)
    form = LetGoForm(sent(request), initial={"why": mine.let_go_why})
    if request.method == "POST" and form.is_valid():
        mine.let_go(form.cleaned_data["why"], request.user.today())
        messages.success(request, _("Let go. You can take it up again from its page."))
        return redirect("goal", pk)
    return render(request, "certifications/goals/let_go.html", {"form": form, "goal": mine})


@action
def take_up(request: Request, goal: Goal) -> str | None:
    if aiming.take_up(goal):
        messages.error(request, SECOND)
        return None
    return _("Taken up again, where it stood.")

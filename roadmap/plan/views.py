"""The plan and its months."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request
from common.http import sent
from roadmap.plan import building, closing, exam_milestone, fitting, in_ledger, in_portfolio, line
from roadmap.plan.current import Bench, Done
from roadmap.plan.forms import ExamForm, MilestoneForm
from roadmap.plan.models import Plan
from roadmap.plan.year import Year


@login_required
@require_safe
def plan(request: Request) -> HttpResponse:
    """Where am I? The line, and the months with their milestones."""
    current = Plan.objects.latest_of(request.user)
    if current is None:
        return render(request, "roadmap/plan/none.html")
    today = request.user.today()
    year = Year.of(current, today)
    exam_milestone.show(current, year.milestones, today)
    in_portfolio.show(current, year.milestones)
    context = {
        "plan": current,
        "year": year,
        "line": line.draw(current, today),
        "small_line": line.draw(current, today, width=360, margin=14, y=46, dip=24),
        "to_close": closing.to_close(current, year.closes, today),
        "earlier": Plan.objects.filter(user=request.user).exclude(pk=current.pk),
    }
    return render(request, "roadmap/plan/plan.html", context)


@login_required
@require_safe
def earlier(request: Request, pk: int) -> HttpResponse:
    """A plan that ended: what was done stays there."""
    old = Plan.objects.filter(user=request.user, pk=pk).select_related("choice", "user").first()
    if old is None:
        raise Http404
    return render(
        request, "roadmap/plan/earlier.html", {"plan": old, "year": Year.of(old, old.ended_on)}
    )


@login_required
@require_safe
def month(request: Request, month: int) -> HttpResponse:
    """One month: every milestone with all its sentences."""
    current = Plan.objects.latest_of(request.user)
    if current is None:
        return redirect("plan")
    today = request.user.today()
    year = Year.of(current, today)
    bench = Bench(current, year.milestones, today, Done())
    for milestone in year.month(month).milestones:
        milestone.shown_steps = bench.said_steps(milestone)
    exam_milestone.show(current, year.month(month).milestones, today)
    in_portfolio.show(current, year.month(month).milestones)
    context = {
        "plan": current,
        "year": year,
        "month": year.month(month),
        "add": MilestoneForm(plan=current, initial={"due_on": year.month(month).window.last}),
        "advice": current.advice.of_month(month),
        "to_close": closing.to_close(current, year.closes, today),
    }
    return render(request, "roadmap/plan/month.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exam(request: Request) -> HttpResponse:
    """Which exam the plan is built around: what each asks, and when the study block reaches it."""
    current = Plan.objects.current(request.user)
    if current is None:
        raise Http404
    around = building.exams_of(current)
    form = ExamForm(sent(request), around=around)
    if request.method == "POST" and form.is_valid():
        change = building.build_around(
            request.user, form.cleaned_data["exam"], request.user.today()
        )
        if change is None:
            messages.info(request, _("This exam is settled, so the plan stays as it is."))
        else:
            messages.success(request, building.said(change))
        return redirect("plan")
    context = {"plan": current, "around": around, "form": form, **_in_ledger(request, form)}
    return render(request, "roadmap/plan/exam.html", context)


def _in_ledger(request: Request, form: ExamForm) -> dict[str, object]:
    """The form's rows, each with what the ledger knows of its exam, and that of the plan's."""
    exams = [(option.exam.slug, option.exam.name) for option in form.around.options]
    known = in_ledger.of(request.user, exams, request.user.today())
    rows = [(radio, option, known[option.exam.slug]) for radio, option in form.rows()]
    return {"rows": rows, "known": known[form.around.first.exam.slug]}


@login_required
@require_POST
def take_less(request: Request) -> HttpResponse:
    """One of the ways out of a plan that does not fit: small versions where it is too much."""
    current = Plan.objects.current(request.user)
    if current is None:
        raise Http404
    taken = len(fitting.take_less(current, request.user.today()))
    messages.success(
        request,
        ngettext(
            "One milestone is planned in its small version now.",
            "%(count)d milestones are planned in their small version now.",
            taken,
        )
        % {"count": taken}
        if taken
        else _("Every milestone there is small already."),
    )
    return redirect("plan")

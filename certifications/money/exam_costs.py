"""One exam's money: what it costs, who pays, and its labs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request, in_turn
from certifications.goals.models import Goal
from certifications.goals.progress import exam_of
from certifications.money import standing
from certifications.money.costs import Cap
from certifications.money.forms import CostsForm, LabForm
from certifications.money.models import Budget, LabCost
from certifications.money.standing import Row
from common import metrics
from common.http import back_to, sent


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def exam_costs(request: Request, pk: int) -> HttpResponse:
    """What one exam costs; a POST keeps it."""
    goal = _goal(request, pk)
    form = _costs(request, goal)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect("money")
    return _page(request, pk, form, _lab(request, goal, None))


@login_required
@require_POST
@in_turn
def add_lab(request: Request, pk: int) -> HttpResponse:
    """Money that went into a lab."""
    goal = _goal(request, pk)
    form = _lab(request, goal, request.POST)
    if not form.is_valid():
        return _page(request, pk, _costs(request, goal, empty=True), form)
    lab = form.save()
    _say(request, _row(request, pk), lab)
    return redirect("money-exam", pk)


@login_required
@require_POST
@in_turn
def alarm(request: Request, pk: int) -> HttpResponse:
    """A billing alarm is set, or is not after all."""
    lab = get_object_or_404(LabCost.objects.for_user(request.user), pk=pk)
    lab.alarm_set = request.POST.get("set") == "yes"
    lab.save(update_fields=["alarm_set"])
    return redirect(back_to(request, _address(lab)))


@login_required
@require_POST
@in_turn
def off(request: Request, pk: int) -> HttpResponse:
    """Everything is switched off, or is not after all."""
    lab = get_object_or_404(LabCost.objects.for_user(request.user), pk=pk)
    lab.switched_off = request.POST.get("off") == "yes"
    lab.save(update_fields=["switched_off"])
    return redirect(back_to(request, _address(lab)))


@login_required
@require_POST
@in_turn
def remove_lab(request: Request, pk: int) -> HttpResponse:
    """A lab cost that was wrong."""
    lab = get_object_or_404(LabCost.objects.for_user(request.user), pk=pk)
    lab.delete()
    messages.success(request, _("The lab cost is gone."))
    return redirect("money-exam", lab.goal_id)


def _address(lab: LabCost) -> str:
    return str(redirect("money-exam", lab.goal_id).url)


def _goal(request: Request, pk: int) -> Goal:
    goals = Goal.objects.for_user(request.user).select_related("certification", "version")
    return get_object_or_404(goals, pk=pk)


def _row(request: Request, pk: int) -> Row:
    """The goal as the database has it, whatever a form has done to its copy."""
    budget = Budget.objects.of(request.user)
    return standing.row_of(_goal(request, pk), budget, request.user.today())


def _costs(request: Request, goal: Goal, *, empty: bool = False) -> CostsForm:
    row = _row(request, goal.pk)
    return CostsForm(
        None if empty else sent(request),
        instance=goal,
        currency=Budget.objects.of(request.user).currency,
        list_fee=row.money.list_fee,
        attempts=row.money.attempts,
        today=request.user.today(),
    )


def _lab(request: Request, goal: Goal, data: QueryDict | None) -> LabForm:
    currency = Budget.objects.of(request.user).currency
    return LabForm(data, goal=goal, currency=currency, today=request.user.today())


def _say(request: Request, row: Row, lab: LabCost) -> None:
    """What a lab cost calls for: the cap, the alarm, the switch."""
    if row.cap is Cap.OVER:
        over = metrics.money(row.over_cap, Budget.objects.of(request.user).currency)
        messages.warning(request, _("Kept. Lab money is over its cap by %s.") % over)
    elif lab.lacks_alarm:
        messages.warning(request, _("Kept. Set a billing alarm before you go on."))
    elif lab.is_running:
        messages.warning(request, _("Kept. Come back when everything is switched off."))
    else:
        messages.success(request, _("Kept."))


def _page(request: Request, pk: int, form: CostsForm, lab: LabForm) -> HttpResponse:
    row = _row(request, pk)
    context = {
        "row": row,
        "budget": Budget.objects.of(request.user),
        "version": exam_of(row.goal, request.user.today()),
        "form": form,
        "lab_form": lab,
        "labs": row.goal.lab_costs.all(),
    }
    return render(request, "certifications/money/exam.html", context)

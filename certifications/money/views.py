"""The money of one's certifications: the year, the order that fits it, and the settings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from certifications.goals.models import Goal
from certifications.money import currency as currencies
from certifications.money import ordering, saying, sequence, standing
from certifications.money.forms import BudgetForm, CurrencyForm
from certifications.money.models import Budget
from certifications.money.standing import Standing
from common.http import sent


@login_required
@require_safe
def money(request: Request) -> HttpResponse:
    """The year in a picture, the order that fits, and what each exam costs."""
    today = request.user.today()
    found = standing.of(request.user, today)
    lines = saying.lines(found.order, found.budget)
    context = {
        "standing": found,
        "budget": found.budget,
        "this": found.years[0],
        "lines": lines,
        "following": next((line for line in lines if not line.date_passed), None),
        "refusals": saying.refusals(found.order, found.budget),
        "undated": [row for row in found.rows if row.money.is_undated],
        "rate_is_old": found.budget.rate_is_old(today),
        **_what_if(request, found),
    }
    return render(request, "certifications/money/money.html", context)


def _what_if(request: Request, found: Standing) -> dict[str, object]:
    """What would change if the exam named in the address were let go."""
    asked = request.GET.get("without", "")
    row = next((row for row in found.rows if str(row.goal.pk) == asked and row.goal.is_open), None)
    if row is None:
        return {}
    after = found.without(row.goal.pk, request.user.today())
    changes = [saying.change(one) for one in sequence.changes(found.order, after)]
    return {"without": row, "changes": changes}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def currency(request: Request) -> HttpResponse:
    """Currency and rate. Another currency converts what was typed so far, and says so."""
    today = request.user.today()
    budget = Budget.objects.of(request.user)
    form = CurrencyForm(sent(request), budget=budget, today=today)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            changed = currencies.change(
                request.user, found["currency"], found["usd_rate"], found["rate_on"]
            )
        except currencies.TooLarge:
            form.add_error("usd_rate", _("At this rate one of your amounts has too many digits."))
        else:
            messages.success(request, _said(changed))
            return redirect("money")
    return render(request, "certifications/money/currency.html", {"form": form, "budget": budget})


def _said(changed: currencies.Changed) -> str:
    if changed.currency == changed.was:
        return _("Kept. Your own amounts stay as they are, list prices follow the rate.")
    if not changed.amounts:
        return _("Kept. Amounts are in %s from now on.") % changed.currency
    return ngettext(
        "Kept. One amount is converted from %(was)s to %(currency)s, by the two rates.",
        "Kept. %(n)d amounts are converted from %(was)s to %(currency)s, by the two rates.",
        changed.amounts,
    ) % {"n": changed.amounts, "was": changed.was, "currency": changed.currency}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def budget(request: Request) -> HttpResponse:
    """What a year may cost, and in which month it begins."""
    found = Budget.objects.of(request.user)
    form = BudgetForm(sent(request), instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept. The order below counts with it."))
        return redirect("money")
    return render(request, "certifications/money/budget.html", {"form": form, "budget": found})


@login_required
@require_POST
@in_turn
def before(request: Request, pk: int, other: int) -> HttpResponse:
    """Put one goal before another."""
    open_ones = Goal.objects.for_user(request.user).open().select_related("certification")
    moved, behind = get_object_or_404(open_ones, pk=pk), get_object_or_404(open_ones, pk=other)
    if moved != behind:
        ordering.put_before(request.user, moved, behind)
        said = {"moved": moved.certification, "behind": behind.certification}
        messages.success(request, _("%(moved)s now stands before %(behind)s.") % said)
    return redirect("money")

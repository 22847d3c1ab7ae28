"""Deciding for a pair of lanes, and the records of having decided."""

from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from common.http import sent
from common.lanes import Lane
from roadmap.lanes.decisions import recording
from roadmap.lanes.decisions.forms import SentencesForm
from roadmap.lanes.decisions.models import Decision
from roadmap.lanes.decisions.moved import moved
from roadmap.lanes.decisions.sentences import examples
from roadmap.lanes.forms import OWN, LanesForm
from roadmap.lanes.models import Choice


@login_required(login_url="account_signup")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request) -> HttpResponse:
    """The pair that the address names, what it rests on, and the two sentences."""
    answered = LanesForm(request.GET)
    if not answered.is_valid():
        return redirect(f"{reverse('lane-choose')}?{request.GET.urlencode()}")
    now, pair = timezone.now(), answered.pair()
    form = _form(request, pair)
    if request.method == "POST" and form.is_valid():
        decision = recording.decide(request.user, pair, form.cleaned_data, now)
        if decision.choice is None:
            return redirect(f"{reverse('choose-metric')}?{urlencode(answered.answers())}")
        messages.success(request, _("You confirmed it: the lanes stay as they are."))
        return redirect("decisions-record", decision.pk)
    seen = recording.seen(request.user, now)
    context = {
        "form": form,
        "pair": Decision(user=request.user, decided_at=now, **pair),
        "answers": answered.answers(),
        "seen": seen,
    }
    return render(request, "roadmap/lanes/decisions/decide.html", context)


def _form(request: Request, pair: dict[str, str]) -> SentencesForm:
    """With what they wrote last about the same lane, ready to be sharpened."""
    latest = Decision.objects.of(request.user).filter(primary=pair["primary"]).first()
    initial: dict[str, Any] = {}
    if latest:
        initial = {"known_for": latest.known_for, "leverage": latest.leverage}
    return SentencesForm(sent(request), initial=initial, example=examples()[Lane(pair["primary"])])


@login_required
@require_safe
def decisions(request: Request) -> HttpResponse:
    """All of one's records, the latest first."""
    mine = list(Decision.objects.of(request.user).select_related("user", "choice"))
    context = {
        "decisions": mine,
        "rows": list(zip_longest(mine, mine[1:])),
        "is_due": bool(mine) and mine[0].is_due_again(request.user.today()),
        "chosen": Choice.objects.current(request.user),
    }
    return render(request, "roadmap/lanes/decisions/decisions.html", context)


@login_required
@require_safe
def record(request: Request, pk: int) -> HttpResponse:
    """One record, every point and quotation as it was then."""
    mine = Decision.objects.of(request.user).select_related("user", "choice")
    decision = get_object_or_404(mine, pk=pk)
    latest = Decision.objects.latest_of(request.user)
    context = {
        "decision": decision,
        "record": decision.record,
        "before": Decision.objects.before(decision),
        "changeable": decision == latest and decision.is_changeable(timezone.now()),
        "as_query": urlencode(decision.pair | {"secondary": decision.secondary or OWN}),
    }
    return render(request, "roadmap/lanes/decisions/record.html", context)


@login_required
@require_safe
def compare(request: Request, one: int, other: int) -> HttpResponse:
    """Two records side by side, the earlier one first whichever the address names first."""
    mine = Decision.objects.of(request.user)
    both = [get_object_or_404(mine, pk=pk) for pk in (one, other)]
    before, after = sorted(both, key=lambda decision: (decision.decided_at, decision.pk))
    context = {
        "both": (before, after),
        "before": before,
        "after": after,
        "moved": moved(before.record, after.record),
        "weeks": (after.decided_at - before.decided_at).days // 7,
    }
    return render(request, "roadmap/lanes/decisions/compare.html", context)

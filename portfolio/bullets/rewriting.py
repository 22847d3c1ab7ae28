"""One line: what it lacks, what can back it, and the same line with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import Request, in_turn
from common import metrics
from common.http import sent
from common.lanes import Lane
from portfolio.bullets import suggesting
from portfolio.bullets.forms import RewriteForm
from portfolio.bullets.marking import judged
from portfolio.bullets.models import LONGEST, Bullet, Position
from portfolio.bullets.proofs import MOST_SHOWN, key_of, proofs


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def rewrite(request: Request, pk: int) -> HttpResponse:
    """``?lane=`` says whose metrics are offered. Three buttons: a suggestion, a judgement, and
    keeping; only the last one writes."""
    bullet = get_object_or_404(Bullet.objects.for_user(request.user), pk=pk)
    was = bullet.text
    lane = _lane(request)
    offered = proofs(request.user, bullet)
    form = RewriteForm(
        sent(request),
        instance=bullet,
        lane=lane,
        proofs=offered,
        initial={"proof": key_of(bullet)},
    )
    suggestion, now = "", was
    if request.method == "POST" and form.is_valid():
        if "suggest" in request.POST:
            suggestion = _suggestion(form)
        elif "judge" not in request.POST:
            return _keep(request, bullet, form)
        now = suggestion or form.cleaned_data["text"]
    context = _context(request, bullet, form, lane) | {
        "was": was,
        "now": judged(now),
        "suggestion": suggestion,
        "is_tried": now != was,
    }
    return render(request, "portfolio/bullets/line.html", context)


def _context(request: Request, bullet: Bullet, form: RewriteForm, lane: str) -> dict[str, Any]:
    offered = list(form.proofs.values())
    near = [one for one in offered if one.key == form.shown_proof]
    near += [one for one in offered if one not in near]
    return {
        "bullet": bullet,
        "form": form,
        "before": judged(bullet.before),
        "proofs": near[:MOST_SHOWN],
        "more_proofs": near[MOST_SHOWN:],
        "lane": lane,
        "lanes": Lane,
        "positions": Position.objects.for_user(request.user),
    }


def _lane(request: Request) -> str:
    said = request.POST.get("lane") or request.GET.get("lane") or ""
    return said if said in Lane.values else ""


def _suggestion(form: RewriteForm) -> str:
    """Made of what was picked: figures that were typed before those of a proof. The line's own
    words are those it was handed in with, so that a suggestion never quotes a suggestion."""
    whom = form.cleaned_data["for_whom"]
    if figures := form.figures:
        metric = metrics.catalogue().get(form.cleaned_data["metric"])
        pieces = suggesting.of_metric(metric, *figures, whom)
    elif proof := form.picked:
        pieces = suggesting.of_proof(proof, whom)
    else:
        pieces = suggesting.Pieces(for_whom=whom)
    return suggesting.suggested(form.instance.before, pieces)[:LONGEST]


def _keep(request: Request, bullet: Bullet, form: RewriteForm) -> HttpResponse:
    proof = form.picked
    bullet.text = form.cleaned_data["text"]
    bullet.win_id = proof.row if proof and proof.is_win else None
    bullet.case_result_id = proof.row if proof and not proof.is_win else None
    bullet.save(update_fields=["text", "win", "case_result", "changed_at"])
    messages.success(request, _("Kept. The line as it was stays beside it."))
    return redirect("bullet", bullet.pk)

"""The outcomes somebody claims: chosen, worded, put in order, taken out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.overview import Disclosure
from roadmap.story.narrative import claiming, proofs, standing
from roadmap.story.narrative.document import Outcome
from roadmap.story.narrative.forms import ClaimForm
from roadmap.story.narrative.known import Known, known
from roadmap.story.narrative.models import MOST_CLAIMS, Claim


@login_required
@require_safe
def claims(request: Request) -> HttpResponse:
    """Those that stand on the page, and what could."""
    return _page(request, known(request.user))


@login_required
@require_POST
@in_turn
def add(request: Request) -> HttpResponse:
    """Those that were ticked, at the end."""
    try:
        count = claiming.claim(request.user, request.POST.getlist("ref"))
    except claiming.Full:
        said = _("A page carries %d outcomes. Take one out first.") % MOST_CLAIMS
        return _page(request, known(request.user), said)
    if not count:
        return _page(request, known(request.user), _("Tick what you want to be asked about."))
    said = ngettext("One outcome more on the page.", "%d outcomes more on the page.", count)
    messages.success(request, said % count if "%d" in said else said)
    return redirect("claims")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def write(request: Request) -> HttpResponse:
    """One in one's own words, with its proof or before there is one."""
    rows = known(request.user)
    form = ClaimForm(sent(request), proofs=_choices(rows, None), claim=None)
    if request.method == "POST" and len(rows.claims) >= MOST_CLAIMS:
        form.add_error(None, _("A page carries %d outcomes. Take one out first.") % MOST_CLAIMS)
    if request.method == "POST" and form.is_valid():
        place = claiming.next_place(request.user)
        _keep(Claim(user=request.user, place=place), form)
        messages.success(request, _("It stands on the page."))
        return redirect("claims")
    return render(request, "roadmap/story/narrative/claim.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def change(request: Request, pk: int) -> HttpResponse:
    """Its words and its proof."""
    claim = get_object_or_404(Claim.objects.for_user(request.user), pk=pk)
    rows = known(request.user)
    initial = {"text": claim.text, "proof": claiming.ref_of(claim)}
    form = ClaimForm(sent(request), initial=initial, proofs=_choices(rows, claim), claim=claim)
    if request.method == "POST" and form.is_valid():
        _keep(claim, form)
        messages.success(request, _("Kept."))
        return redirect("claims")
    missing = standing.marks(rows).get(claim.pk)
    context = {"form": form, "claim": claim, "missing": missing}
    return render(request, "roadmap/story/narrative/claim.html", context)


@login_required
@require_POST
@in_turn
def remove(request: Request, pk: int) -> HttpResponse:
    """Off the page; what proved it stays where it is."""
    get_object_or_404(Claim.objects.for_user(request.user), pk=pk).delete()
    messages.success(request, _("It is off the page. What proved it is still there."))
    return redirect("claims")


@login_required
@require_POST
@in_turn
def move(request: Request, pk: int) -> HttpResponse:
    """One place up or down."""
    claim = get_object_or_404(Claim.objects.for_user(request.user), pk=pk)
    claiming.move(claim, up="up" in request.POST)
    return redirect("claims")


def _page(request: Request, rows: Known, wrong: str = "") -> HttpResponse:
    marks = standing.marks(rows)
    whole = Disclosure.whole()
    lines = [
        (one, proofs.outcome(proofs.of_claim(one, rows), whole, one), marks.get(one.pk))
        for one in rows.claims
    ]
    context = {
        "lines": [(claim, found or Outcome(""), mark) for claim, found, mark in lines],
        "proposals": [*claiming.proposals(rows), *claiming.proposed_lines(rows)],
        "most": MOST_CLAIMS,
        "wrong": wrong,
    }
    status = 422 if wrong else 200
    return render(request, "roadmap/story/narrative/claims.html", context, status=status)


def _choices(rows: Known, claim: Claim | None) -> list[tuple[str, str]]:
    """What could prove it: what it has, and what nobody else of the page has."""
    found = [(one.ref, one.label) for one in claiming.proposals(rows)]
    ref = claiming.ref_of(claim) if claim is not None else ""
    if claim is not None and ref:
        found.insert(0, (ref, claiming.label(proofs.of_claim(claim, rows))))
    return found


def _keep(claim: Claim, form: ClaimForm) -> None:
    claim.text = " ".join(form.cleaned_data["text"].split())
    row = claiming.row_of(claim.user, form.cleaned_data["proof"])
    for kind in claiming.KINDS:
        setattr(claim, kind, row.get(kind))
    claim.save()

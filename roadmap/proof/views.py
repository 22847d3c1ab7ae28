"""The pages of the proof sheet and the gaps."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.owners import Owner
from roadmap.proof import milestone_from, standing, wording
from roadmap.proof.forms import RatingsForm, ResumeForm
from roadmap.proof.models import Rating, Resume
from roadmap.proof.proofs import proofs
from roadmap.proof.sheet import open_rows

GAPS_SHOWN = 8
ROWS_SHOWN = 8
PAPER_ROWS, PAPER_QUESTIONS = 10, 6
"""What one page of paper holds in full; of the rest it has the names."""


@require_safe
def proof(request: HttpRequest) -> HttpResponse:
    """Must-haves of one's postings down the side, beside each the best one has."""
    owner = Owner.of(request)
    return _sheet(request, owner, ResumeForm(owner=owner))


def _sheet(
    request: HttpRequest, owner: Owner, form: ResumeForm, *, status: int = 200
) -> HttpResponse:
    sheet = standing.sheet_of(owner)
    context = {
        "sheet": sheet,
        "first": sheet.hard[:ROWS_SHOWN],
        "further": sheet.hard[ROWS_SHOWN:],
        "postings": Posting.objects.of(owner).counted(),
        "resume": Resume.objects.of(owner).first(),
        "form": form,
        "signup": f"{reverse('account_signup')}?next={reverse('proof')}",
    }
    return render(request, "roadmap/proof/proof.html", context, status=status)


@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Keep a pasted résumé; it takes the place of the one before."""
    owner = Owner.sending(request)
    form = ResumeForm(request.POST, owner=owner)
    if not form.is_valid():
        return _sheet(request, owner, form)
    kept = Resume.objects.keep(owner, form.cleaned_data["text"])
    messages.success(request, wording.read(len(kept.sentences)))
    return redirect("proof")


@require_POST
def resume_delete(request: HttpRequest) -> HttpResponse:
    """Delete the résumé with its text."""
    Resume.objects.of(Owner.of(request)).delete()
    messages.success(request, _("Your résumé is deleted, and with it every sentence of it here."))
    return redirect("proof")


@require_safe
def posting(request: HttpRequest, pk: int) -> HttpResponse:
    """One posting to print: proof per requirement, and what one cannot answer yet."""
    owner = Owner.of(request)
    shown = get_object_or_404(Posting.objects.of(owner), pk=pk)
    sheet = standing.sheet_for(owner, shown)
    context = {
        "posting": shown,
        "sheet": sheet,
        "questions": [wording.question(row) for row in open_rows(sheet.hard)],
        "paper_rows": PAPER_ROWS,
        "paper_questions": PAPER_QUESTIONS,
        "today": timezone.localdate(),
    }
    return render(request, "roadmap/proof/posting.html", context)


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """What is asked for and not proven, the widest gap first."""
    found = standing.gaps_of(Owner.of(request))
    return _gaps(request, found, RatingsForm(gaps=found.to_rate))


def _gaps(request: HttpRequest, found: standing.Standing, form: RatingsForm) -> HttpResponse:
    rows = found.rows
    context = {
        "standing": found,
        "rows": rows[:GAPS_SHOWN],
        "more": rows[GAPS_SHOWN:],
        "form": form,
        "here": reverse("gaps"),
    }
    return render(request, "roadmap/proof/gaps.html", context)


@require_POST
def rate(request: HttpRequest) -> HttpResponse:
    """Keep what somebody says of themselves about the skills that were asked."""
    owner = Owner.of(request)
    found = standing.gaps_of(owner)
    form = RatingsForm(request.POST, gaps=found.to_rate)
    if not form.is_valid():
        return _gaps(request, found, form)
    if levels := form.levels():
        Rating.objects.rate(Owner.sending(request), levels, timezone.localdate())
    messages.success(request, _("Kept. The ranking below takes it into account."))
    return redirect("gaps")


@login_required
@require_POST
def plan(request: Request, skill: str) -> HttpResponse:
    """A gap becomes a milestone, once."""
    if skill not in proofs():
        raise Http404
    try:
        made = milestone_from.milestone_from(request.user, skill, request.user.today())
    except milestone_from.PlanIsOver:
        messages.info(request, _("Your twelve months are over: begin a new line to plan it."))
        return redirect("plan")
    if made is None:
        messages.info(request, _("Choose a lane first: a milestone needs a plan to stand on."))
        return redirect("lane-choose")
    messages.success(request, milestone_from.said(made))
    # Back to where it was pressed, or to the top, where the message is, when it says no month fits.
    return redirect(f"{reverse('gaps')}#{skill}" if made.fits else reverse("gaps"))

"""What a passage was before: its kept texts, one beside the present one, and the way back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, in_turn
from portfolio.casestudies import passages
from portfolio.casestudies.access import slot_of
from portfolio.casestudies.difference import difference
from portfolio.casestudies.models import CaseStudy, Revision
from portfolio.casestudies.parts import prompts


@login_required
@require_safe
def history(request: Request, pk: int, slot: str) -> HttpResponse:
    """The kept texts, the newest first; ``?with=`` names the one that is shown, else the newest."""
    case = slot_of(request, pk, slot)
    passage = case.passages.filter(slot=slot).first()
    kept = list(Revision.objects.of(case, slot).listed())
    asked = request.GET.get("with", "")
    chosen = next((one for one in kept if str(one.pk) == asked), kept[0] if kept else None)
    pieces = []
    if passage and chosen:
        chosen.refresh_from_db(fields=["text"])
        pieces = difference(chosen.text, passage.text)
    context = {
        "case": case,
        "prompt": prompts()[slot],
        "passage": passage,
        "kept": kept,
        "chosen": chosen,
        "pieces": pieces,
    }
    return render(request, "portfolio/casestudies/history.html", context)


@login_required
@require_POST
@in_turn
def restore(request: Request, pk: int, slot: str, revision: int) -> HttpResponse:
    """A kept text stands there again; what stood there is kept in its turn."""
    case = slot_of(request, pk, slot)
    passages.restore(_revision(case, slot, revision), timezone.now())
    messages.success(request, _("The older text stands there again. The one before it is kept."))
    return redirect("passage-history", pk, slot)


def _revision(case: CaseStudy, slot: str, pk: int) -> Revision:
    kept = Revision.objects.of(case, slot).select_related("passage__case_study")
    return get_object_or_404(kept, pk=pk)

"""What is already written, beside the slot it fits: a fragment for the page on which one writes,
and a page of its own."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import Request
from common.http import by_fragment, is_fragment, whole_number
from portfolio.models import CaseStudy
from portfolio.overview import parts
from roadmap.casenotes import drafts, gathering

FURTHEST = 10_000
"""No list of drafts is longer."""


@login_required
@require_safe
def notes(request: Request, pk: int, slot: str) -> HttpResponse:
    """The drafts for one slot, the most fitting first."""
    case = get_object_or_404(CaseStudy.objects.for_user(request.user).with_passages(), pk=pk)
    prompt = parts.prompts().get(slot)
    if prompt is None or (slot not in case.slots and slot not in case.texts):
        raise Http404
    written = drafts.Slot(
        slot,
        f"{prompt.title} {prompt.asks}",
        case.texts.get(slot, ""),
        case.lane,
        case.started_on.replace(day=1),
    )
    found = gathering.drafts(request.user, drafts.sources(slot))
    shown = drafts.page(drafts.offered(found, written), _begins(request))
    fragment = is_fragment(request)
    context = {"case": case, "slot": slot, "prompt": prompt, "page": shown, "fragment": fragment}
    name = "_drafts" if fragment else "notes"
    answer = render(request, f"roadmap/casenotes/{name}.html", context)
    return by_fragment(answer)


def _begins(request: Request) -> int:
    """Which draft is the first: digits alone, anything else is the beginning."""
    return min(whole_number(request.GET.get("from", ""), 5) or 0, FURTHEST)

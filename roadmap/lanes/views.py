"""The public pages: what Forte is for, the five lanes side by side, and each of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certifications import overview
from common import metrics
from common.lanes import Lane

METRICS_SHOWN = 12


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """What Forte is for. Who is signed in goes on to today."""
    if request.user.is_authenticated:
        return redirect("today")
    return render(request, "roadmap/lanes/welcome.html", {"lanes": list(Lane)})


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The five side by side."""
    return render(request, "roadmap/lanes/index.html", {"lanes": list(Lane)})


@require_safe
def lane(request: HttpRequest, lane: Lane) -> HttpResponse:
    """One lane: what it relieves, who it suits, what it asks for and where it leads."""
    mine = metrics.for_lane(lane)
    context = {
        "lane": lane,
        "facts": lane.facts,
        "metrics": mine[:METRICS_SHOWN],
        "further_metrics": mine[METRICS_SHOWN:],
        "ladder": overview.ladder(lane, timezone.localdate()),
    }
    return render(request, "roadmap/lanes/lane.html", context)

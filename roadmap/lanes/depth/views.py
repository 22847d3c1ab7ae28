"""Can you explain it? The questions of one's lanes, and one of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from common.http import sent
from common.lanes import Lane
from roadmap.lanes.depth import check
from roadmap.lanes.depth.ageing import Went
from roadmap.lanes.depth.answering import answer
from roadmap.lanes.depth.check import Check
from roadmap.lanes.depth.forms import ExplanationForm
from roadmap.lanes.depth.hints import hints
from roadmap.lanes.depth.models import Explanation
from roadmap.lanes.depth.questions import questions
from roadmap.lanes.models import Choice


@login_required
@require_safe
def depth(request: Request) -> HttpResponse:
    """All questions of one's two lanes, with how each stands today."""
    choice = Choice.objects.current(request.user)
    return render(
        request, "roadmap/lanes/depth/depth.html", {"check": _check(request), "chosen": choice}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def explain(request: Request, slug: str) -> HttpResponse:
    """One question: explained now, and how it was explained before."""
    question = questions().get(slug)
    mine = Explanation.objects.of(request.user).filter(question=slug).select_related("user")
    if question is None or (question.retired and not mine):
        raise Http404
    form = ExplanationForm(sent(request), user=request.user)
    if request.method == "POST" and not question.retired and form.is_valid():
        said = form.cleaned_data
        answer(request.user, question, said["text"], Went(said["went"]), timezone.now())
        messages.success(request, _("Kept, with today's date."))
        return redirect("depth-explain", slug)
    earlier = list(mine)
    asked = check.stands(question, earlier[0] if earlier else None, request.user.today())
    context = {
        "asked": asked,
        "question": question,
        "form": form,
        "earlier": earlier[1:],
        "hints": hints(earlier[0].text) if earlier else [],
        "following": _check(request).next,
    }
    return render(request, "roadmap/lanes/depth/explain.html", context)


def _check(request: Request) -> Check:
    choice = Choice.objects.current(request.user)
    lanes: list[Lane] = [choice.lane] if choice else []
    if choice and choice.second_lane:
        lanes.append(choice.second_lane)
    answers = Explanation.objects.of(request.user).select_related("user")
    return check.of(lanes, answers.latest_of_each(), request.user.today())

"""The painkiller test: postings first, then one question a page, then the ranking."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.http import back_to, sent
from roadmap.lanes.owners import Owner
from roadmap.lanes.painkiller import snapshot
from roadmap.lanes.painkiller.advice import advise
from roadmap.lanes.painkiller.asking import unanswered
from roadmap.lanes.painkiller.forms import form_for
from roadmap.lanes.painkiller.models import Answers
from roadmap.lanes.painkiller.progress import Progress
from roadmap.lanes.painkiller.questions import Question, painkiller, questions


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What it is, what is known already, and the postings."""
    known = snapshot.of(Owner.of(request), timezone.now())
    context = {"known": known, "progress": Progress.of(known)}
    return render(request, "roadmap/lanes/painkiller/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """One question. Its answer is kept, and leads to the next."""
    asked = _asked(slug)
    known = snapshot.of(Owner.of(request), timezone.now())
    form = form_for(asked, sent(request), known.answers.picked.get(slug, ()))
    if request.method == "POST" and form.is_valid():
        Answers.keep(Owner.sending(request), slug, form.picked(), timezone.now())
        return _onward(request)
    context = {
        "form": form,
        "question": asked,
        "known": known,
        "progress": Progress.of(known, slug),
        "next": back_to(request, ""),
    }
    return render(request, "roadmap/lanes/painkiller/question.html", context)


@require_POST
def skip(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave a question open. An answer it had is taken back."""
    Answers.keep(Owner.sending(request), _asked(slug).slug, None, timezone.now())
    return _onward(request)


@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """The ranking with its working. Without anything to rank by, the first step."""
    known = snapshot.of(Owner.of(request), timezone.now())
    if known.is_empty:
        return redirect("painkiller")
    open_ones = unanswered(known.answers.picked, known.evidence)
    advice = advise(known.ranking, open_ones)
    context = {
        "known": known,
        "ranking": known.ranking,
        "advice": advice,
        "progress": Progress.of(known),
        "close": painkiller().close,
        "pair": urlencode({"primary": advice.first.lane, "secondary": advice.beside.lane}),
        "choose": urlencode({"primary": advice.first.lane, "beside": advice.beside.lane}),
    }
    return render(request, "roadmap/lanes/painkiller/result.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def over(request: HttpRequest) -> HttpResponse:
    """Start over: says what goes and what stays, then takes the answers away."""
    owner = Owner.of(request)
    if request.method == "POST":
        Answers.objects.start_over(owner)
        messages.success(request, _("Your answers are gone. Postings and incidents are kept."))
        return redirect("painkiller")
    known = snapshot.of(owner, timezone.now())
    return render(request, "roadmap/lanes/painkiller/over.html", {"known": known})


def _asked(slug: str) -> Question:
    if slug not in questions():
        raise Http404
    return questions()[slug]


def _onward(request: HttpRequest) -> HttpResponse:
    """To the page they came from, else to the next question, else to the result."""
    known = snapshot.of(Owner.of(request), timezone.now())
    upcoming = Progress.of(known).upcoming
    onward = reverse("painkiller-question", args=[upcoming.slug]) if upcoming else ""
    return redirect(back_to(request, onward or reverse("painkiller-result")))

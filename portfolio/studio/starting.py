"""Beginning a case study: from a lane's project brief, or from nothing."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import Request, in_turn
from accounts.models import User
from common.http import sent, whole_number
from common.lanes import Lane, Project
from portfolio.casestudies import passages
from portfolio.casestudies.models import MOST, CaseStudy
from portfolio.casestudies.parts import QUESTION
from portfolio.casestudies.passages import Tab
from portfolio.studio.forms import StartForm
from portfolio.wins.models import Win

TWICE = timedelta(minutes=1)
"""The same title again within this time is the same button pressed twice."""
LONGEST_TITLE = 160
"""Characters of a title."""
MANY_OPEN = 3
"""From so many unfinished on, the page says so before another begins."""


def briefs() -> Mapping[str, tuple[Lane, Project]]:
    """Every project brief with its lane, by slug."""
    return {one.slug: (lane, one) for lane in Lane for one in lane.facts.projects}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def start(request: Request) -> HttpResponse:
    """The briefs; with one of them, or with none, named in the address: the form that begins."""
    asked = request.POST.get("brief", request.GET.get("brief"))
    mine = CaseStudy.objects.for_user(request.user)
    context: dict[str, Any] = {"unfinished": mine.unfinished().count(), "many_open": MANY_OPEN}
    if asked is None and request.method != "POST":
        context |= {"lanes": list(Lane), "begun": set(mine.values_list("brief", flat=True))}
        return render(request, "portfolio/studio/start.html", context)
    lane, project = briefs().get(asked or "", (None, None))
    form = StartForm(sent(request), initial=_draft(lane, project) or _of_win(request))
    if request.method == "POST" and mine.count() >= MOST:
        form.add_error(None, _("You keep %d already, which is as many as fit.") % MOST)
    if request.method == "POST" and form.is_valid():
        made = begin(request.user, form.cleaned_data, request.user.today(), timezone.now())
        return redirect("casestudy", made.pk)
    context |= {"form": form, "project": project}
    return render(request, "portfolio/studio/begin.html", context)


def begin(user: User, data: Mapping[str, str], today: date, now: datetime) -> CaseStudy:
    """The case study, with the question as its first passage. Called in a transaction."""
    mine = CaseStudy.objects.for_user(user)
    twice = mine.filter(title=data["title"], lane=data["lane"], created_at__gt=now - TWICE).first()
    if twice is not None:
        return twice
    brief = data["brief"] if data["brief"] in briefs() else ""
    made = CaseStudy.objects.create(
        user=user,
        title=data["title"],
        lane=data["lane"],
        brief=brief,
        started_on=today,
        touched_at=now,
    )
    if data["question"]:
        passages.save(made, QUESTION, data["question"], 0, Tab(), now)
    return made


def _of_win(request: Request) -> dict[str, str]:
    """The line and the problem of the win that the address names, if it is theirs."""
    pk = whole_number(request.GET.get("win", ""), 9)
    found = Win.objects.for_user(request.user).filter(pk=pk).first() if pk else None
    if found is None:
        return {}
    return {"title": Truncator(found.line).chars(LONGEST_TITLE), "question": found.problem}


def _draft(lane: Lane | None, project: Project | None) -> dict[str, str]:
    """What the form holds before anybody types."""
    if lane is None or project is None:
        return {}
    return {
        "title": project.title,
        "lane": lane.value,
        "question": project.question,
        "brief": project.slug,
    }

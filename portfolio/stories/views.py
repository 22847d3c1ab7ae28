"""The four kinds with their stories, one of them, how one begins, and its end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.stories import kinds
from portfolio.stories.access import story_of
from portfolio.stories.beginning import begin as begin_story
from portfolio.stories.forms import BeginForm
from portfolio.stories.heard import groups, heard, parts_of
from portfolio.stories.models import MOST, Kind, Story
from portfolio.stories.sources import sources, untold, untold_wins


@login_required
@require_safe
def stories(request: Request) -> HttpResponse:
    """What each kind is for, which stories are there, and what is missing."""
    found = groups(list(Story.objects.for_user(request.user).with_takes()))
    context = {
        "groups": found,
        "ready": [one for one in found if one.is_ready],
        "without": [one for one in found if not one.lines],
        "are_any": any(one.lines for one in found),
        "untold": untold(request.user),
        "untold_wins": untold_wins(request.user),
    }
    return render(request, "portfolio/stories/list.html", context)


@login_required
@require_safe
def story(request: Request, pk: int) -> HttpResponse:
    """Its five parts as they are told, what a listener would miss, and what is asked next."""
    one = story_of(request, pk)
    context = {
        "story": one,
        "heard": heard(parts_of(one), one.for_whom),
        "facts": kinds.kinds()[Kind(one.kind)],
        "last": one.rehearsals.first(),
    }
    return render(request, "portfolio/stories/one.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def begin(request: Request) -> HttpResponse:
    """From a case study, from a win, from nothing; what is written already stands ready."""
    found = sources(request)
    initial = {"source": found.at_first, "kind": request.GET.get("kind", "")}
    form = BeginForm(sent(request), sources=found.choices, initial=initial)
    if request.method == "POST" and Story.objects.for_user(request.user).count() >= MOST:
        form.add_error(None, _("There are %d stories, and that is the most. Delete one.") % MOST)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        begun = found.begun(data["source"])
        kind = Kind(data["kind"]) if data["kind"] else begun.kind or Kind.RELIABILITY
        title = data["title"] or begun.title
        made = begin_story(request.user, begun, kind, title, timezone.now())
        return redirect("story-write", made.pk)
    context = {"form": form, "are_any": bool(found.choices)}
    return render(request, "portfolio/stories/begin.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def delete(request: Request, pk: int) -> HttpResponse:
    """It goes, with its rehearsals. What it was built from stays."""
    one = story_of(request, pk)
    if request.method == "POST":
        one.delete()
        messages.success(request, _("%(title)s is deleted.") % {"title": one.title})
        return redirect("stories")
    context = {"story": one, "takes": one.rehearsals.count()}
    return render(request, "portfolio/stories/delete.html", context)

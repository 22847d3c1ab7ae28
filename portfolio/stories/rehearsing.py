"""A story is told aloud, by the clock; what got lost, and what to try next."""

from collections.abc import Sequence
from itertools import pairwise

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request, in_turn
from accounts.models import User
from common.http import sent
from portfolio.stakeholders.models import Function, Stakeholder
from portfolio.stories import kinds, tries
from portfolio.stories.access import story_of
from portfolio.stories.forms import RehearsalForm
from portfolio.stories.heard import Shown, heard, parts_of
from portfolio.stories.kinds import Part
from portfolio.stories.models import MOST_TAKES, Kind, Rehearsal, Story

SHOWN = 8
"""So many takes stand open; the earlier ones are folded."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def rehearse(request: Request, pk: int) -> HttpResponse:
    """The clock, the parts with what carries them, the takes so far and what to try next."""
    story = story_of(request, pk)
    take = Rehearsal(story=story, at=timezone.now())
    form = RehearsalForm(sent(request), instance=take)
    if request.method == "POST" and form.is_valid():
        form.save()
        _make_room(story)
        messages.success(request, _("Kept. Below stands what to try next."))
        return redirect("story-rehearse", pk)
    takes = list(story.rehearsals.all()[:MOST_TAKES])
    shown = _shown(takes)
    context = {
        "story": story,
        "form": form,
        "heard": heard(parts_of(story), story.for_whom),
        "facts": kinds.kinds()[Kind(story.kind)],
        "tries": _tries(story, takes),
        "last": shown[0] if shown else None,
        "takes": shown[:SHOWN],
        "earlier": shown[SHOWN:],
    }
    return render(request, "portfolio/stories/rehearse.html", context)


@login_required
@require_POST
@in_turn
def remove(request: Request, pk: int) -> HttpResponse:
    """A take that was none: the clock ran on, or somebody knocked."""
    rows = Rehearsal.objects.filter(story__user=request.user)
    take = get_object_or_404(rows, pk=pk)
    take.delete()
    messages.success(request, _("The take is removed."))
    return redirect("story-rehearse", take.story_id)


def _tries(story: Story, takes: Sequence[Rehearsal]) -> Sequence[str]:
    """What to try next after the latest take; nothing before the first."""
    if not takes:
        return []
    last, *rest = [_take(one) for one in takes[:2]]
    whom = _to_whom(story, len(takes))
    return tries.after(parts_of(story), last, rest[0] if rest else None, whom)


def _take(row: Rehearsal) -> tries.Take:
    return tries.Take(row.seconds, tuple(part for part in Part if part.value in row.missed))


def _to_whom(story: Story, turn: int) -> str:
    """Who should hear it next: the functions of its kind in turn, by name where one is known."""
    functions = kinds.kinds()[Kind(story.kind)].heard_by
    function = functions[(turn - 1) % len(functions)]
    return _known(story.user, function) or _("somebody in %s") % function.label


def _known(user: User, function: Function) -> str:
    found = Stakeholder.objects.for_user(user).filter(function=function).first()
    return found.name if found else ""


def _shown(takes: Sequence[Rehearsal]) -> list[Shown]:
    """Each with what changed since the one before it, the latest first."""
    changes = [late.seconds - early.seconds for late, early in pairwise(takes)]
    return [Shown(row, moved) for row, moved in zip(takes, [*changes, None], strict=False)]


def _make_room(story: Story) -> None:
    kept = story.rehearsals.values("pk")[:MOST_TAKES]
    story.rehearsals.exclude(pk__in=[one["pk"] for one in kept]).delete()

"""The small tasks: a fragment for the map of stakeholders, and a page of its own."""

from dataclasses import replace
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.models import User
from common.http import by_fragment, is_fragment
from roadmap.cadence import progress, week
from roadmap.cadence.models import Block, CheckIn
from roadmap.plan import library
from roadmap.plan.blocks import BlockKind
from roadmap.plan.building import exams_of
from roadmap.plan.exercises import Exercise
from roadmap.plan.models import Phase, Plan
from roadmap.plan.slots import slots_of
from roadmap.story.approaching import tasks


@login_required
@require_safe
def small_tasks(request: Request) -> HttpResponse:
    """Which are done, and which is next."""
    user, today = request.user, request.user.today()
    plan = Plan.objects.latest_of(user)
    phase = Phase.of(plan.month_on(today)) if plan else Phase.FOCUS
    words = slots_of(plan.choice, exams_of(plan)) if plan else {}
    has_note = progress.of(user, today).has_note

    def filled(one: Exercise) -> Exercise:
        return replace(
            one,
            do=library.fill(one.do, words),
            done_when=library.fill(one.done_when, words),
            small=library.as_title(library.fill(one.small, words)),
        )

    fragment = is_fragment(request)
    context = {
        "tasks": tasks.tasks(phase, _finished(user), filled, has_note),
        "story_block": _story_block(user, plan),
        "fragment": fragment,
    }
    name = "_tasks" if fragment else "tasks"
    answer = render(request, f"roadmap/story/approaching/{name}.html", context)
    return by_fragment(answer)


def _finished(user: User) -> dict[str, date | None]:
    """When each was done, by slug: the latest time."""
    rows = CheckIn.objects.filter(block__user=user, finished=True, exercise__in=tasks.slugs())
    return dict(rows.order_by("done_on").values_list("exercise", "done_on"))


def _story_block(user: User, plan: Plan | None) -> str:
    """The page of this week's story block, while it is open; else of the week; else where blocks
    are set up."""
    block = Block.objects.for_user(user).active().filter(kind=BlockKind.STORY).first()
    if block is None:
        return reverse("settings-blocks")
    found = week.this_week(user, plan, user.today())
    card = next((one for one in found.blocks if one.block.pk == block.pk), None)
    return card.url if card is not None and card.is_open else reverse("week")

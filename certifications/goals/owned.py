"""Whose goal it is, and what a button on its page does."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import Request, in_turn
from certifications.goals.models import Goal
from common.http import back_to


def own_goal(request: Request, pk: int) -> Goal:
    """The one gate: another person's goal is no such page."""
    return get_object_or_404(Goal.objects.for_user(request.user).with_exam(), pk=pk)


Action = Callable[..., str | None]


def action(act: Action) -> Callable[..., HttpResponse]:
    """A POST that changes one goal, says so, and goes back to where it was pressed."""

    @wraps(act)
    @login_required
    @require_POST
    @in_turn
    def view(request: Request, pk: int, **kwargs: Any) -> HttpResponse:
        goal = own_goal(request, pk)
        if said := act(request, goal, **kwargs):
            messages.success(request, said)
        return redirect(back_to(request, reverse("goal", args=[pk])))

    return view

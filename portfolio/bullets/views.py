"""All lines by position, one tried without being kept, and a line moved or deleted."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from common.http import back_to, sent, whole_number
from portfolio.bullets import placing
from portfolio.bullets.critique import critique
from portfolio.bullets.findings import Critique
from portfolio.bullets.forms import TryForm
from portfolio.bullets.marking import judged
from portfolio.bullets.models import Bullet, Position
from portfolio.bullets.sentences import gallery

OPEN = 12
"""So many lines of a position are shown before the rest is folded."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line with what it lacks."""

    row: Bullet
    critique: Critique


@login_required
@require_safe
def bullets(request: Request) -> HttpResponse:
    """What is strong, what each line lacks, and the one to go on with."""
    lines = [Listed(row, critique(row.text)) for row in Bullet.objects.for_user(request.user)]
    below: dict[int | None, list[Listed]] = defaultdict(list)
    for line in lines:
        below[line.row.position_id].append(line)
    positions = list(Position.objects.for_user(request.user))
    groups = [(one, below[one.pk][:OPEN], below[one.pk][OPEN:]) for one in positions]
    weak = [line for line in lines if not line.critique.is_strong]
    context = {
        "groups": groups,
        "loose": (below[None][:OPEN], below[None][OPEN:]),
        "lines": lines,
        "strong": len(lines) - len(weak),
        "nearest": min(weak, key=lambda line: len(line.critique.remarks), default=None),
        "positions": positions,
        "gallery": gallery(),
    }
    return render(request, "portfolio/bullets/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: Request) -> HttpResponse:
    """One line, judged at once. Nothing is kept."""
    form = TryForm(sent(request))
    text = form.cleaned_data["text"] if form.is_valid() else ""
    context = {"form": form, "judged": judged(text) if text else None, "gallery": gallery()}
    return render(request, "portfolio/bullets/try.html", context)


@login_required
@require_POST
@in_turn
def delete(request: Request, pk: int) -> HttpResponse:
    """The line, as it was and as it is."""
    get_object_or_404(Bullet.objects.for_user(request.user), pk=pk).delete()
    messages.success(request, _("The line is deleted."))
    return redirect("bullets")


@login_required
@require_POST
@in_turn
def move(request: Request, pk: int) -> HttpResponse:
    """One up, one down, or below another position; ``to`` empty: below none."""
    bullet = get_object_or_404(Bullet.objects.for_user(request.user), pk=pk)
    said = request.POST.get("to", "")
    if said in ("up", "down"):
        placing.swap(bullet, up=said == "up")
    else:
        position = None
        if said:
            mine = Position.objects.for_user(request.user)
            position = get_object_or_404(mine, pk=whole_number(said) or 0)
        placing.put_below(bullet, position)
        messages.success(request, _("The line is moved."))
    return redirect(back_to(request, reverse("bullets")))

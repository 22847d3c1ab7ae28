"""Positions: added, changed and deleted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.bullets.forms import PositionForm
from portfolio.bullets.models import MOST_POSITIONS, Position


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def add(request: Request) -> HttpResponse:
    """Another one."""
    form = PositionForm(sent(request), instance=Position(user=request.user))
    count = Position.objects.for_user(request.user).count()
    if request.method == "POST" and count >= MOST_POSITIONS:
        form.add_error(None, _("There are %d already, which is as many as fit.") % MOST_POSITIONS)
    return _answer(request, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def change(request: Request, pk: int) -> HttpResponse:
    """Another title, other dates."""
    found = get_object_or_404(Position.objects.for_user(request.user), pk=pk)
    return _answer(request, PositionForm(sent(request), instance=found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def delete(request: Request, pk: int) -> HttpResponse:
    """Without its lines, which stay, or with them. A GET asks."""
    found = get_object_or_404(Position.objects.for_user(request.user), pk=pk)
    lines = found.bullets.all()
    if request.method == "POST":
        if "lines" in request.POST:
            lines.delete()
        found.delete()
        messages.success(request, _("The position is deleted."))
        return redirect("bullets")
    context = {"position": found, "count": lines.count()}
    return render(request, "portfolio/bullets/position_delete.html", context)


def _answer(request: Request, form: PositionForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect("bullets")
    context = {"form": form, "position": form.instance.pk}
    return render(request, "portfolio/bullets/position.html", context)

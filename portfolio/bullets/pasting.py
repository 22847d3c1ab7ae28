"""Lines from a paste, or from one's wins: looked at first, then kept."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request, in_turn
from common.http import sent, whole_number
from portfolio.bullets import taking
from portfolio.bullets.forms import PasteForm
from portfolio.bullets.splitting import Pasted, split


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: Request) -> HttpResponse:
    """A POST shows what was understood, and adds nothing."""
    form = PasteForm(sent(request))
    if request.method == "POST" and "back" not in request.POST and form.is_valid():
        pasted = split(form.cleaned_data["text"])
        if pasted.lines or pasted.skills or any(part.has_name for part in pasted.parts):
            return _look(request, form.cleaned_data["text"], pasted)
        form.add_error("text", _("Nothing in it reads like a line: three words at least."))
    context = {"form": form, "wins": taking.offered_wins(request.user)}
    return render(request, "portfolio/bullets/paste.html", context)


@login_required
@require_POST
@in_turn
def keep(request: Request) -> HttpResponse:
    """Add what is ticked. The text comes along and is read once more, so nothing waited here."""
    form = PasteForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "wins": taking.offered_wins(request.user)}
        return render(request, "portfolio/bullets/paste.html", context)
    text = form.cleaned_data["text"]
    pasted = split(text)
    lines, positions = (_numbers(request.POST.getlist(name)) for name in ("take", "position"))
    skills = "skills" in request.POST
    if not (lines or positions or skills):
        return _look(request, text, pasted, _("Tick at least one of them."))
    try:
        count = taking.keep(request.user, pasted, lines, positions, skills)
    except taking.Full as full:
        return _look(request, text, pasted, _full(full))
    messages.success(request, _said(count))
    return redirect("bullets")


@login_required
@require_POST
@in_turn
def keep_wins(request: Request) -> HttpResponse:
    """A line for each win that is ticked."""
    wanted = _numbers(request.POST.getlist("win"))
    try:
        count = taking.keep_wins(request.user, wanted)
    except taking.Full as full:
        messages.error(request, _full(full))
        return redirect("bullets-paste")
    if not count:
        messages.error(request, _("Tick at least one of the wins."))
        return redirect("bullets-paste")
    messages.success(request, _said(count))
    return redirect("bullets")


def _full(full: taking.Full) -> str:
    return _("%d fit, and with these there would be more. Tick fewer.") % full.most


def _said(count: int) -> str:
    if not count:
        return _("Kept. No line is new.")
    return ngettext("One line is added.", "%(n)d lines are added.", count) % {"n": count}


def _numbers(texts: Sequence[str]) -> set[int]:
    return {number for text in texts if (number := whole_number(text, 9)) is not None}


def _look(request: Request, text: str, pasted: Pasted, error: str = "") -> HttpResponse:
    groups = taking.shown(request.user, pasted)
    new = [one for group in groups for one in group.new]
    context = {
        "text": text,
        "pasted": pasted,
        "groups": groups,
        "new": new,
        "strong": sum(one.critique.is_strong for one in new),
        "there": sum(len(group.lines) for group in groups) - len(new),
        "error": error,
        "taken": _numbers(request.POST.getlist("take")) if error else None,
        "placed": _numbers(request.POST.getlist("position")) if error else None,
        "skills_left": bool(error) and "skills" not in request.POST,
    }
    return render(request, "portfolio/bullets/look.html", context)

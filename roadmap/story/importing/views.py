"""Reading in a résumé from elsewhere: choosing it, looking at what it would add, adding that."""

import secrets
from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request, in_turn
from common import uploads
from portfolio.overview import read, written
from roadmap.story.importing import keeping, saying
from roadmap.story.importing.forms import ImportForm
from roadmap.story.importing.found import Found
from roadmap.story.importing.looking import look

SESSION_KEY = "resume-import"
"""Where what was read waits, on our side, between looking and keeping."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request) -> HttpResponse:
    """A file or a text. A POST shows what is in it, and adds nothing."""
    if request.method != "POST":
        return _page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES, too_large=uploads.is_too_large(request))
    if not form.is_valid() or form.found is None:
        return _page(request, form)
    mark = secrets.token_urlsafe(12)
    request.session[SESSION_KEY] = {"mark": mark, "found": written(form.found)}
    return _look(request, form.found, mark)


@login_required
@require_POST
@in_turn
def keep(request: Request) -> HttpResponse:
    """Add what is ticked of what was shown, all or none."""
    waiting = request.session.get(SESSION_KEY)
    mark = request.POST.get("mark", "")
    found = _found(waiting, mark)
    if found is None:
        messages.error(request, _("What was read is not there any more. Choose it once more."))
        return redirect("resume-import")
    taken = set(request.POST.getlist("take"))
    if not taken:
        return _look(request, found, mark, _("Tick at least one of them."), taken)
    try:
        kept = keeping.keep(request.user, found, taken, timezone.now())
    except keeping.Full as error:
        return _look(request, found, mark, str(error), taken)
    del request.session[SESSION_KEY]
    messages.success(request, saying.said(kept))
    return redirect(_next(kept))


def _found(waiting: Any, mark: str) -> Found | None:
    if not isinstance(waiting, dict) or waiting.get("mark") != mark:
        return None
    try:
        return read(Found, waiting["found"])
    except ValueError:  # kept by an earlier version
        return None


def _next(kept: keeping.Kept) -> str:
    """Where what was added is looked at: the lines, what stands on LinkedIn, else the one page."""
    return "bullets" if kept.resume else "same-story" if kept.current else "narrative"


def _look(
    request: Request,
    found: Found,
    mark: str,
    error: str = "",
    taken: Collection[str] | None = None,
) -> HttpResponse:
    shown = look(found, keeping.beside(request.user, found))
    ticked = {item.key for one in shown.sections for item in one.items if item.is_ticked}
    context = {
        "found": found,
        "look": shown,
        "mark": mark,
        "error": error,
        "ticked": ticked if taken is None else taken,
    }
    return render(request, "roadmap/story/importing/look.html", context)


def _page(request: Request, form: ImportForm) -> HttpResponse:
    return render(request, "roadmap/story/importing/choose.html", {"form": form})

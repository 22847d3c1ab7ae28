"""Reading a file in: choosing it, looking at what it would add, and adding that."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request
from certifications.held.forms import FileForm
from certifications.held.importing import keeping, reading
from certifications.held.importing.found import Found, Raw, Unreadable
from certifications.held.importing.tables import HEADINGS
from certifications.held.models import MOST
from common import uploads

SESSION_KEY = "credentials-import"
"""Where the cells of the file wait, on our side, between looking and keeping."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request) -> HttpResponse:
    """One file. A POST shows what is in it, and adds nothing."""
    if request.method != "POST":
        return _page(request, FileForm())
    form = FileForm(request.POST, request.FILES, too_large=uploads.is_too_large(request))
    if form.is_valid():
        try:
            found = reading.read_upload(form.cleaned_data["file"])
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            mark = secrets.token_urlsafe(12)
            request.session[SESSION_KEY] = {"mark": mark, "found": asdict(found)}
            return _preview(request, found, mark)
    return _page(request, form)


@login_required
@require_POST
def keep(request: Request) -> HttpResponse:
    """Add the chosen lines of the file that was shown, all or none. Its cells are read anew."""
    waiting = request.session.get(SESSION_KEY)
    if waiting is None or waiting["mark"] != request.POST.get("mark"):
        messages.error(request, _("That file is not there any more. Choose it once more."))
        return redirect("credentials-import")
    found = _found(waiting["found"])
    wanted = _numbers(request.POST.getlist("take"))
    own = _numbers(request.POST.getlist("own"))
    if not wanted:
        return _preview(request, found, waiting["mark"], _("Choose at least one of the lines."))
    try:
        count = keeping.keep(request.user, found.raws, wanted, own, request.user.today())
    except keeping.Full:
        words = _("You may keep %d, and with these there would be more. Choose fewer.") % MOST
        return _preview(request, found, waiting["mark"], words)
    del request.session[SESSION_KEY]
    messages.success(request, _said(count))
    return redirect("credentials")


def _said(count: int) -> str:
    if not count:
        return _("You hold all of these already. Nothing is added.")
    return ngettext("One credential is added.", "%(n)d credentials are added.", count) % {
        "n": count
    }


def _found(kept: dict[str, Any]) -> Found:
    return Found(kept["kind"], [Raw(**raw) for raw in kept["raws"]], kept["remarks"])


def _numbers(texts: Sequence[str]) -> set[int]:
    return {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 9}


def _preview(request: Request, found: Found, mark: str, error: str = "") -> HttpResponse:
    shown = keeping.shown(request.user, found.raws, request.user.today())
    context = {
        "found": found,
        "mark": mark,
        "error": error,
        "new": [one.line for one in shown if one.can_be_kept],
        "held": [one.line for one in shown if one.is_held],
        "wrong": [one.line for one in shown if one.line.problems],
        "left_out": _left_out(request) if error else set(),
        "own": _numbers(request.POST.getlist("own")),
    }
    return render(request, "certifications/held/preview.html", context)


def _left_out(request: Request) -> set[int]:
    """The lines that were not ticked, so that they stay so when the page comes back."""
    taken = _numbers(request.POST.getlist("take"))
    return _numbers(request.POST.getlist("line")) - taken


def _page(request: Request, form: FileForm) -> HttpResponse:
    context = {"form": form, "headings": HEADINGS.values()}
    return render(request, "certifications/held/import.html", context)

"""Reading a text in: looking at what it would add, and adding what is ticked. Nothing is stored in
between: the page carries what was read, signed."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request
from common import uploads
from common.http import whole_number
from common.links import Link, LinkError
from portfolio.wins.importing import keeping, pull_requests, reading, table
from portfolio.wins.importing.candidates import Candidate, Found, Unreadable
from portfolio.wins.importing.forms import BY_ITSELF, TextForm
from portfolio.wins.importing.keeping import Shown
from portfolio.wins.models import MOST, Source

CARRIED = Link("wins-import", timedelta(days=1))
"""What a page carries from looking to keeping: whose it is, of what kind, and the candidates."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request) -> HttpResponse:
    """A text or a file. A POST shows what is in it, and adds nothing."""
    today = request.user.today()
    if request.method != "POST":
        return _page(request, TextForm(today=today))
    too_large = uploads.is_too_large(request)
    form = TextForm(request.POST, request.FILES, today=today, too_large=too_large)
    if not form.is_valid():
        return _page(request, form)
    text, said = form.cleaned_data["text"], form.cleaned_data["kind"]
    kind = reading.kind_of(text) if said == BY_ITSELF else Source(said)
    try:
        found = reading.read(text, kind, today, request.user.zone)
    except Unreadable as error:
        form.add_error("file" if form.cleaned_data["file"] else "text", str(error))
        return _page(request, form)
    return _preview(request, found, form.cleaned_data["on"], text)


@login_required
@require_POST
def keep(request: Request) -> HttpResponse:
    """Add the ticked lines of the page that was shown, all or none."""
    carried = _carried(request)
    if carried is None:
        messages.error(request, _("That page is too old, or not whole. Read the text once more."))
        return redirect("wins-import")
    source, otherwise, candidates = carried
    wanted = _numbers(request.POST.getlist("take"))
    shown = keeping.shown(request.user, source, candidates, otherwise)
    if not wanted:
        return _again(request, shown, wanted, _("Tick at least one of the lines."))
    try:
        count = keeping.keep(request.user, source, candidates, wanted, otherwise)
    except keeping.Full:
        words = _("A log holds %s wins, and with these there would be more. Tick fewer.")
        return _again(request, shown, wanted, words % f"{MOST:,}")
    messages.success(request, _added(count))
    return redirect("wins")


def _added(count: int) -> str:
    if not count:
        return _("All of these are there already. Nothing is added.")
    return ngettext("One win is added.", "%(n)d wins are added.", count) % {"n": count}


def _numbers(texts: Sequence[str]) -> set[int]:
    return {number for text in texts if (number := whole_number(text)) is not None}


# --- What a page carries ------------------------------------------------------------------------


def _sealed(request: Request, found: Found, otherwise: date) -> str:
    packed = [one.packed() for one in found.candidates]
    return CARRIED.token([request.user.pk, found.source.value, otherwise.isoformat(), packed])


def _carried(request: Request) -> tuple[Source, date, list[Candidate]] | None:
    """None for what is too old, cut off, or somebody else's."""
    try:
        whose, source, on, packed = CARRIED.read(request.POST.get("carried", ""))
    except LinkError:
        return None
    if whose != request.user.pk:
        return None
    return Source(source), date.fromisoformat(on), [Candidate.unpacked(one) for one in packed]


# --- The pages ----------------------------------------------------------------------------------


def _page(request: Request, form: TextForm) -> HttpResponse:
    context = {
        "form": form,
        "columns": [names[0] for names in table.COLUMNS.values()],
        "command": pull_requests.ASK,
    }
    return render(request, "portfolio/wins/import/choose.html", context)


def _preview(request: Request, found: Found, otherwise: date, text: str) -> HttpResponse:
    shown = keeping.shown(request.user, found.source, found.candidates, otherwise)
    again = {"kind": found.source, "on": otherwise, "text": text}
    context = {
        **_lists(shown, {one.candidate.at for one in shown if one.is_proposed}),
        "found": found,
        "carried": _sealed(request, found, otherwise),
        "otherwise": otherwise,
        "form": TextForm(initial=again, today=request.user.today(), auto_id="again_%s"),
    }
    return render(request, "portfolio/wins/import/preview.html", context)


def _again(
    request: Request, shown: Sequence[Shown], wanted: Collection[int], error: str
) -> HttpResponse:
    """The page as it was, with the sentence; what was ticked stays so."""
    context = {**_lists(shown, wanted), "carried": request.POST["carried"], "error": error}
    return render(request, "portfolio/wins/import/preview.html", context)


def _lists(shown: Sequence[Shown], ticked: Collection[int]) -> dict[str, Any]:
    new = [one for one in shown if not one.is_there]
    return {
        "new": [(one.candidate, one.candidate.at in ticked) for one in new],
        "proposed": sum(one.candidate.at in ticked for one in new),
        "there": [one.candidate for one in shown if one.is_there],
    }

"""Reading notes: all of them, and those beside one thing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, in_turn
from common.http import back_to, by_fragment, is_fragment, whole_number
from roadmap.story.notes import finding, linking
from roadmap.story.notes.models import BESIDE, NoteLink

AT_ONCE = 20
"""So many notes stand on a page."""
OFFERED = 8
"""So many are offered beside something."""
LONGEST = 200
"""Characters of a search."""


@login_required
@require_safe
def notes(request: Request) -> HttpResponse:
    """All of them, or those with the words somebody looks for."""
    words, today = _words(request), request.user.today()
    every = finding.notes(request.user)
    idle = finding.unused(every, today)
    only_idle = request.GET.get("unused") == "1"
    rows = finding.notes(request.user, words)
    if only_idle:
        rows = finding.unused(rows, today)
    page = Paginator(finding.whole(rows), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "page": page,
        "notes": [finding.shown(row) for row in page],
        "idle": idle.count(),
        "only_idle": only_idle,
        "is_empty": not page.paginator.count and not words and not only_idle,
    }
    return render(request, "roadmap/story/notes/notes.html", context)


@login_required
@require_safe
def beside(request: Request, kind: str, pk: int) -> HttpResponse:
    """Those beside one thing, and a search for another: a fragment, or a page of its own."""
    return _beside(request, kind, linking.thing(request.user, kind, pk))


@login_required
@require_POST
@in_turn
def link(request: Request, kind: str, pk: int) -> HttpResponse:
    """Put a note beside it."""
    one = linking.thing(request.user, kind, pk)
    note = whole_number(request.POST.get("note", ""))
    wrong = ""
    if note is None:
        wrong = _("Choose one of the notes.")
    else:
        try:
            linking.link(request.user, kind, one, note)
        except linking.TooMany:
            wrong = _("%d notes stand beside it. Take one away first.") % linking.MOST
    return _after(request, kind, one, wrong)


@login_required
@require_POST
@in_turn
def unlink(request: Request, pk: int) -> HttpResponse:
    """Take a note away from what it stands beside. The note stays."""
    row = get_object_or_404(NoteLink.objects.for_user(request.user).select_related(*BESIDE), pk=pk)
    kind = next(one for one in BESIDE if getattr(row, one) is not None)
    thing = linking.thing(request.user, kind, getattr(row, kind).pk)
    row.delete()
    return _after(request, kind, thing)


def _after(request: Request, kind: str, one: Model, wrong: str = "") -> HttpResponse:
    """The fragment as it stands now; without JavaScript back to where the button was."""
    if is_fragment(request):
        return _beside(request, kind, one, wrong)
    if wrong:
        messages.error(request, wrong)
    return redirect(back_to(request, reverse("notes-beside", args=[kind, one.pk])))


def _beside(request: Request, kind: str, one: Model, wrong: str = "") -> HttpResponse:
    user, words = request.user, _words(request)
    every = finding.notes(user)
    here = finding.whole(every.filter(**{f"note_links__{kind}": one}))
    offered = finding.notes(user, words).exclude(**{f"note_links__{kind}": one})
    found = list(offered[: OFFERED + 1])
    context = {
        "kind": kind,
        "row": one.pk,
        "name": finding.named(one),
        "page": finding.PAGES[kind],
        "words": words,
        "here": [(note, _link_of(note, kind, one)) for note in map(finding.shown, here)],
        "offered": found[:OFFERED],
        "more": len(found) > OFFERED,
        "wrong": wrong,
        "fragment": is_fragment(request),
    }
    name = "_fragment" if is_fragment(request) else "beside"
    answer = render(request, f"roadmap/story/notes/{name}.html", context)
    return by_fragment(answer)


def _link_of(note: finding.Note, kind: str, one: Model) -> int:
    """The row that puts the note beside this one."""
    return next(each.link for each in note.beside if (each.kind, each.row) == (kind, one.pk))


def _words(request: Request) -> str:
    asked = request.POST if request.method == "POST" else request.GET
    return asked.get("q", "").strip()[:LONGEST]

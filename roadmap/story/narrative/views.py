"""The one page for its author: as it is read, as it is written, and the forms it takes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from common.http import sent
from portfolio import overview as portfolio
from portfolio.overview import Disclosure
from roadmap.story.narrative import forms_of, gather, made, paper, publishing, standing
from roadmap.story.narrative.forms import FormsForm, NarrativeForm
from roadmap.story.narrative.known import Known, known
from roadmap.story.narrative.models import ABOUT, HEADLINE, Narrative


@login_required
@require_safe
def narrative(request: Request) -> HttpResponse:
    """As it will be read, with its author's marks beside it."""
    rows = known(request.user)
    page = gather.of(rows, Disclosure.whole())
    marks, published = standing.marks(rows), publishing.standing(request.user)
    context = {
        "page": page,
        "outcomes": [(one, marks.get(one.rows.claim or 0)) for one in page.outcomes],
        "sources": standing.sources(rows),
        "claimed": bool(rows.claims),
        "following": standing.following(rows, is_public=published is not None),
        "exit_check": standing.exit_check(rows),
        "loop": standing.loop(rows),
        "undrawn": paper.cannot_draw(page),
        "published": published,
    }
    return render(request, "roadmap/story/narrative/narrative.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def write(request: Request) -> HttpResponse:
    """Its lines; what stands ready for each is beside it."""
    rows = known(request.user)
    form = NarrativeForm(sent(request), instance=rows.narrative)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The page says it your way now."))
        return redirect("narrative")
    ready = [(field, made.suggestions(rows, field.name)) for field in form.lines]
    context = {"form": form, "lines": ready}
    return render(request, "roadmap/story/narrative/write.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def forms(request: Request) -> HttpResponse:
    """Headline, about, a section of the résumé, a spoken introduction."""
    rows = known(request.user)
    page = gather.of(rows, Disclosure.whole())
    made_of, texts = forms_of.made(page), forms_of.texts(page)
    initial = {name: getattr(texts, name) for name in ("headline", "about", "spoken")}
    form = FormsForm(sent(request), initial=initial, made=made_of)
    if request.method == "POST" and form.is_valid():
        _keep(rows.narrative, form.own)
        messages.success(request, _("Kept."))
        return redirect("narrative-forms")
    context = {
        "form": form,
        "texts": texts,
        "is_empty": page.is_empty and not any(getattr(rows.narrative, name) for name in initial),
        "following": standing.following(rows, is_public=False),
        **_counted(rows, texts),
    }
    return render(request, "roadmap/story/narrative/forms.html", context)


@login_required
@require_POST
@in_turn
def reset(request: Request, name: str) -> HttpResponse:
    """One of the forms is made of the page again."""
    row = Narrative.objects.of(request.user)
    if row.pk is not None:
        _keep(row, {name: ""})
    messages.success(request, _("It is made of the page again."))
    return redirect("narrative-forms")


def _keep(row: Narrative, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        setattr(row, name, text)
    row.save()


def _counted(rows: Known, texts: forms_of.Forms) -> dict[str, Any]:
    """How long each is, and which are somebody's own."""
    return {
        "own": {name for name in ("headline", "about", "spoken") if getattr(rows.narrative, name)},
        "most_headline": HEADLINE,
        "most_about": ABOUT,
        "spoken": portfolio.spoken(texts.spoken),
    }

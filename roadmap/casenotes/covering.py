"""What the case studies prove together, beside the lanes somebody chose: they are known here."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.http import Request
from common.lanes import Lane
from portfolio import overview as portfolio
from portfolio.overview import Case, Category, Shelf
from roadmap.lanes.models import Choice

Verdict = portfolio.coverage.Verdict

_SAID = {
    Verdict.TOO_MANY_OPEN: _("More is begun than a portfolio needs. Finish one before the next."),
    Verdict.NOTHING: _("Nothing is proven yet. Two case studies are enough to begin with."),
    Verdict.NONE_FINISHED: _("It is begun, and nothing is finished yet."),
    Verdict.NO_MAIN: _("What is finished lies beside your main lane."),
    Verdict.NO_ADJACENT: _("Your main lane is proven. One beside it is missing."),
    Verdict.LEFT_OPEN: _("It is enough. Finish what is open, or delete it."),
    Verdict.ENOUGH: _("It is enough: the main lane, and one beside it."),
    Verdict.MANY: _("More than four are finished. Show the best four."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A category, and the case studies that show it."""

    category: Category
    finished: tuple[Case, ...]
    begun: tuple[Case, ...]


@login_required
@require_safe
def coverage(request: Request) -> HttpResponse:
    """Three categories, two lanes, two to four: what is missing, and one thing to do."""
    user = request.user
    shelf = portfolio.case_studies({user.pk: user.today()})[user.pk]
    choice = Choice.objects.current(user)
    primary = Lane(choice.primary) if choice else None
    secondary = Lane(choice.secondary) if choice and choice.secondary else None
    found = shelf.coverage(primary, secondary)
    context = {
        "shelf": shelf,
        "found": found,
        "said": _SAID[found.verdict],
        "path": _path(shelf, found),
        "rows": [_row(shelf, category) for category in Category],
        "primary": primary,
        "secondary": secondary,
        "second_label": choice.second_label if choice else "",
    }
    return render(request, "roadmap/casenotes/coverage.html", context)


def _row(shelf: Shelf, category: Category) -> Row:
    def of(cases: list[Case]) -> tuple[Case, ...]:
        return tuple(one for one in cases if category in one.categories)

    return Row(category, of(list(shelf.finished)), of(list(shelf.unfinished)))


def _path(shelf: Shelf, found: portfolio.coverage.Coverage) -> str:
    """The one thing to do: go on with what is begun; else begin what is missing; "" where it is
    enough and no category is missing."""
    if shelf.unfinished:
        return shelf.unfinished[0].path
    if found.verdict in (Verdict.ENOUGH, Verdict.MANY) and not found.missing:
        return ""
    return reverse("casestudy-start")

"""What becomes of wins: a draft is kept, a question is let be, one goes, all are taken along."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from common.http import attachment, back_to
from portfolio.wins import export, listing
from portfolio.wins.models import Win
from portfolio.wins.searching import SearchForm
from portfolio.wins.views import theirs


@login_required
@require_POST
@in_turn
def keep(request: Request, pk: int) -> HttpResponse:
    """What was captured is one of theirs."""
    found = theirs(request, pk)
    found.is_draft = False
    found.save(update_fields=["is_draft"])
    messages.success(request, _("Kept."))
    return redirect("wins")


@login_required
@require_POST
@in_turn
def let_be(request: Request, pk: int) -> HttpResponse:
    """Not this one: its story is not asked for any more. It can be told all the same."""
    theirs(request, pk)
    Win.objects.for_user(request.user).filter(pk=pk).ask(request.user.today())
    messages.success(request, _("That one stays a line. It is not asked about again."))
    return redirect(back_to(request, reverse("wins")))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def delete(request: Request, pk: int) -> HttpResponse:
    """It goes with its story and its screenshot. A GET says so."""
    found = theirs(request, pk)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The win is gone."))
        return redirect("wins")
    return render(request, "portfolio/wins/delete.html", {"win": found})


@login_required
@require_safe
def as_markdown(request: Request) -> HttpResponse:
    """Those that the list shows, whatever page it is on."""
    search = SearchForm(request.GET or None, names=listing.names(request.user))
    rows = search.wanted().rows(request.user, request.user.today())
    text = export.markdown(rows).encode()
    return attachment(text, "wins.md", "text/markdown; charset=utf-8")

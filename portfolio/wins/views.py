"""The log of wins: the list, one win, its words."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.stakeholders.models import Stakeholder
from portfolio.wins import asking, listing, saying
from portfolio.wins.forms import ChangeForm, LineForm, TellForm
from portfolio.wins.models import MOST, Win
from portfolio.wins.searching import SearchForm


@login_required
@require_safe
def wins(request: Request) -> HttpResponse:
    """All of somebody's, the latest first, drafts apart and above."""
    user, today = request.user, request.user.today()
    search = SearchForm(request.GET or None, names=listing.names(user))
    wanted = search.wanted()
    page = listing.page(wanted.rows(user, today), request.GET.get("page"))
    is_whole = not wanted and page.number == 1
    drafts = Win.objects.for_user(user).drafts().with_screenshots()[: listing.DRAFTS]
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "form": LineForm(today=today),
        "search": search,
        "wanted": wanted,
        "counts": listing.counts(user),
        "page": page,
        "months": _months(page),
        "drafts": list(drafts) if is_whole else [],
        "worth": asking.worth_it(user, today) if is_whole else [],
        "asked": asked.urlencode(),
    }
    return render(request, "portfolio/wins/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def add(request: Request) -> HttpResponse:
    """One line, dated today or earlier."""
    today = request.user.today()
    form = LineForm(sent(request), instance=Win(user=request.user), today=today)
    if request.method == "POST" and Win.objects.for_user(request.user).is_full():
        form.add_error(None, full())
    if request.method == "POST" and form.is_valid():
        kept = form.save()
        if kept.happened_on == today:
            messages.success(request, _("Kept."))
        else:
            day = formats.date_format(kept.happened_on, "j F Y")
            messages.success(request, _("Kept for %s.") % day)
        return redirect("wins")
    return render(request, "portfolio/wins/add.html", {"form": form})


@login_required
@require_safe
def win(request: Request, pk: int) -> HttpResponse:
    """One of them."""
    found = theirs(request, pk)
    context = {"win": found, "figure": saying.figure(found)}
    return render(request, "portfolio/wins/win.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def change(request: Request, pk: int) -> HttpResponse:
    """Everything of it. What was captured is kept once its words were looked at."""
    found = theirs(request, pk)
    form = ChangeForm(
        sent(request), instance=found, people=people(request), today=request.user.today()
    )
    if request.method == "POST" and form.is_valid():
        return _kept(request, form)
    return render(request, "portfolio/wins/change.html", {"form": form, "win": theirs(request, pk)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def tell(request: Request, pk: int) -> HttpResponse:
    """The short story."""
    found = theirs(request, pk)
    form = TellForm(sent(request), instance=found, people=people(request))
    if request.method == "POST" and form.is_valid():
        return _kept(request, form)
    return render(request, "portfolio/wins/tell.html", {"form": form, "win": theirs(request, pk)})


def theirs(request: Request, pk: int) -> Win:
    """The win, if it is theirs."""
    return get_object_or_404(Win.objects.for_user(request.user).with_screenshots(), pk=pk)


def people(request: Request) -> list[str]:
    """Whom somebody may mean: those on their map, and those named before."""
    known = Stakeholder.objects.for_user(request.user).values_list("name", flat=True)
    return sorted({*known, *listing.names(request.user)}, key=str.casefold)


def _months(page: Page[Win]) -> list[tuple[date, list[tuple[Win, str]]]]:
    """The wins of a page by month, each with what stands below its line."""
    months = listing.months(page.object_list)
    return [(month, [(one, saying.aside(one)) for one in them]) for month, them in months]


def full() -> str:
    """The sentence for somebody who has as many as fit."""
    said = _("You have %s wins, which is as many as fit. Delete one that says nothing any more.")
    return said % f"{MOST:,}"


def _kept(request: Request, form: TellForm) -> HttpResponse:
    form.instance.is_draft = False
    kept = form.save()
    messages.success(request, _("Kept."))
    return redirect("win", kept.pk)

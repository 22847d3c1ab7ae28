"""The list of case studies, one of them, what it is about, and its end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.casestudies.access import case_of
from portfolio.casestudies.models import CaseStudy, Revision
from portfolio.readers.models import Reader
from portfolio.readiness import standing
from portfolio.studio import one
from portfolio.studio.forms import AboutForm

SHOWN = 8
"""So many of each group stand open; the others are folded."""


@login_required
@require_safe
def casestudies(request: Request) -> HttpResponse:
    """What somebody can prove: the finished ones, and what is on its way."""
    rows = CaseStudy.objects.for_user(request.user)
    cases = list(standing.of_many(rows, {request.user.pk: request.user.today()}).values())
    finished = [case for case in cases if case.is_finished]
    unfinished = [case for case in cases if not case.is_finished]
    context = {
        "cases": cases,
        "finished": finished,
        "unfinished": unfinished,
        "groups": [
            (_("On their way"), unfinished[:SHOWN], unfinished[SHOWN:]),
            (_("Finished"), finished[:SHOWN], finished[SHOWN:]),
        ],
    }
    return render(request, "portfolio/studio/list.html", context)


@login_required
@require_safe
def casestudy(request: Request, pk: int) -> HttpResponse:
    """One of them: what is next, what a reader would miss, and each part with its state."""
    context = one.page(case_of(request, pk), request.user.today())
    return render(request, "portfolio/studio/casestudy.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def about(request: Request, pk: int) -> HttpResponse:
    """Another title or lane, what it proves, where it was done."""
    case = case_of(request, pk)
    form = AboutForm(sent(request), instance=case, today=request.user.today())
    if request.method == "POST" and form.is_valid():
        form.save().touch(timezone.now())
        messages.success(request, _("Kept."))
        return redirect("casestudy", case.pk)
    context = {"case": CaseStudy.objects.get(pk=case.pk), "form": form}
    return render(request, "portfolio/studio/about.html", context)


@login_required
@require_POST
@in_turn
def finish(request: Request, pk: int) -> HttpResponse:
    """It is finished, unless a reader would miss what it cannot do without. Once finished it stays
    so, whatever is taken out of it later: its page and the list say what is missing then, and it
    counts as proof until its author opens it again."""
    case = case_of(request, pk)
    today = request.user.today()
    if blocking := standing.of(case, today).blocking:
        messages.error(request, _("It cannot be finished yet. %s") % blocking[0].said)
    elif case.finished_on is None:
        case.finish(today, timezone.now())
        messages.success(request, _("It is finished. You can go on changing it."))
    return redirect("casestudy", case.pk)


@login_required
@require_POST
@in_turn
def reopen(request: Request, pk: int) -> HttpResponse:
    """It is not finished after all. What is published stays as it was chosen."""
    case = case_of(request, pk)
    case.finish(None, timezone.now())
    messages.success(request, _("It is open again."))
    return redirect("casestudy", case.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def delete(request: Request, pk: int) -> HttpResponse:
    """It goes, with all that belongs to it. A GET says what that is."""
    case = case_of(request, pk)
    if request.method == "POST":
        Reader.objects.hold_all(case)
        case.delete()
        messages.success(request, _("%(title)s is deleted.") % {"title": case.title})
        return redirect("casestudies")
    what = ("results", "artifacts", "tradeoffs", "readers")
    counted = CaseStudy.objects.annotate(
        **{f"n_{name}": Count(name, distinct=True) for name in what}
    ).get(pk=case.pk)
    context = {
        "case": case,
        "counts": {name: getattr(counted, f"n_{name}") for name in what},
        "passages": len(case.texts),
        "revisions": Revision.objects.filter(passage__case_study=case).count(),
        "link": standing.of(case, request.user.today()).link,
    }
    return render(request, "portfolio/studio/delete.html", context)

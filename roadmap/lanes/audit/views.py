"""The audit: all postings together, adding to them, the samples, and deleting everything."""

from collections.abc import Iterable
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import uploads
from roadmap.lanes.audit import adding, samples, saying
from roadmap.lanes.audit.demand import Demand, Entry, demand
from roadmap.lanes.audit.export import as_csv
from roadmap.lanes.audit.forms import AddForm
from roadmap.lanes.audit.models import Posting, State, counted
from roadmap.lanes.owners import Owner

TOO_OFTEN = gettext_lazy("That was a lot within an hour. Wait a while, then send it again.")


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """What one's postings ask for together, and each of them."""
    return _page(request, AddForm())


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """What can be read is kept; what cannot is named beside its field, and stays in it."""
    form = AddForm(request.POST, request.FILES, too_large=uploads.is_too_large(request))
    if form.is_valid() and not _in_time(request):
        form.add_error(None, TOO_OFTEN)
        return _page(request, form, status=429)
    if form.is_valid():
        sources, refused = adding.read_sources(**form.cleaned_data)
        if sources:
            outcome = adding.add(Owner.sending(request), sources)
            refused += outcome.refused
            _say(request, outcome)
        form.answer(refused)
    return _page(request, form) if form.errors else redirect("audit")


@require_POST
def add_samples(request: HttpRequest) -> HttpResponse:
    """Six postings to look at, for an empty clipboard."""
    if _in_time(request):
        samples.add(Owner.sending(request))
    else:
        messages.error(request, TOO_OFTEN)
    return redirect("audit")


@require_POST
def remove_samples(request: HttpRequest) -> HttpResponse:
    if samples.take_out(Owner.of(request)):
        messages.success(request, _("The samples are taken out."))
    return redirect("audit")


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """All postings with their texts. A GET says what goes."""
    postings = Posting.objects.of(Owner.of(request))
    if request.method == "POST":
        postings.delete()
        messages.success(request, _("All postings and their texts are deleted."))
        return redirect("audit")
    return render(request, "roadmap/lanes/audit/delete.html", {"postings": postings})


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The demand for a spreadsheet."""
    text = as_csv(_demand(Posting.objects.of(Owner.of(request)).counted()))
    answer = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="demand.csv"'
    return answer


def _page(request: HttpRequest, form: AddForm, status: int = 200) -> HttpResponse:
    owner = Owner.of(request)
    postings = list(Posting.objects.of(owner))
    number = sum(posting.is_sample for posting in postings)
    found = _demand(counted(postings))
    context: dict[str, Any] = {
        "form": form,
        "room": adding.room_of(owner),
        "postings": [(posting, saying.sentences(posting.reading)) for posting in postings],
        "states": State.choices,
        "samples": number,
        "only_samples": number == len(postings),
        "demand": found,
        "headline": saying.headline(found.verdicts, found.total),
        "verdicts": [(saying.lane(one), saying.verdict(one), n) for one, n in found.verdicts],
    }
    return render(request, "roadmap/lanes/audit/audit.html", context, status=status)


def _demand(postings: Iterable[Posting]) -> Demand:
    return demand([Entry(one.pk, one.title, one.reading) for one in postings])


def _in_time(request: HttpRequest) -> bool:
    """Whether this visitor's address, or this person, may send once more within the hour."""
    action = "audit" if request.user.is_authenticated else "audit-visitor"
    return bool(ratelimit.consume(request, action=action))


def _say(request: HttpRequest, outcome: adding.Outcome) -> None:
    added, known = len(outcome.added), outcome.known
    if added:
        said = ngettext("One posting added.", "%(n)d postings added.", added) % {"n": added}
        messages.success(request, said)
    for title in known:
        messages.info(request, _("“%(title)s” is there already.") % {"title": title})

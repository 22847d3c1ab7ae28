"""The tally of incidents, for visitors too: one tap an incident, or a table's figures."""

from datetime import date, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from common import weeks
from common.lanes import Pain
from roadmap.lanes.incidents import counting, importing, tally
from roadmap.lanes.incidents.forms import TableForm
from roadmap.lanes.incidents.models import MOST, Incident, Source
from roadmap.lanes.owners import KEPT_FOR, Owner

YEARS_BACK = timedelta(days=2 * 365)


@require_safe
def incidents(request: HttpRequest) -> HttpResponse:
    """What keeps returning?"""
    return _page(request, TableForm(zone=_zone(request)))


@require_POST
def tap(request: HttpRequest, slug: str) -> HttpResponse:
    """One incident of this pain, this week."""
    pain, week = _pain(slug), weeks.week_of(_today(request))
    if not Incident.objects.tap(Owner.sending(request), pain, week):
        messages.warning(
            request,
            _("There are %(most)s of %(pain)s this week already. More would say nothing new.")
            % {"most": MOST, "pain": pain.label},
        )
    return redirect("incidents")


@require_POST
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back the last one of this pain."""
    Incident.objects.take_back(Owner.of(request), _pain(slug), weeks.week_of(_today(request)))
    return redirect("incidents")


@sensitive_post_parameters("text")
@require_POST
def from_table(request: HttpRequest) -> HttpResponse:
    """Count a table's lines. The answer is this page, since its text is not kept for another."""
    form = TableForm(request.POST, request.FILES, zone=_zone(request))
    if not form.is_valid():
        return _page(request, form)
    today = _today(request)
    counted = counting.count(form.rows, since=today - YEARS_BACK, until=today)
    replaced = importing.keep(Owner.sending(request), counted) if counted.dated_weeks else 0
    said = {"counted": counted, "replaced": replaced, "capped": counted.most() > MOST, "most": MOST}
    return _page(request, TableForm(zone=_zone(request)), **said)


def _page(request: HttpRequest, form: TableForm, **more: Any) -> HttpResponse:
    owner, today = Owner.of(request), _today(request)
    shown = tally.mondays(today)
    mine = Incident.objects.of(owner)
    context = {
        "rows": tally.rows(
            mine.of_weeks(shown[0], today),
            mine.filter(source=Source.TAP).counts(today, today),
            today,
        ),
        "weeks": shown,
        "weeks_kept": mine.weeks_kept(shown[0], today),
        "form": form,
        "kept_for": KEPT_FOR.days,
        **more,
    }
    return render(request, "roadmap/lanes/incidents/incidents.html", context)


def _zone(request: HttpRequest) -> tzinfo:
    """The person's clock; a visitor's is the server's."""
    return request.user.zone if request.user.is_authenticated else ZoneInfo(settings.TIME_ZONE)


def _today(request: HttpRequest) -> date:
    return timezone.localdate(timezone=_zone(request))


def _pain(slug: str) -> Pain:
    try:
        return Pain(slug)
    except ValueError:
        raise Http404 from None

"""What the ledger of certifications puts into the calendar: the days of exams, when a renewal opens
and when a credential expires. Each lasts the whole day."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from certifications.models import Credential, Goal
from delivery.content import absolute
from roadmap.cadence import calendar
from roadmap.cadence.calendar import Entry
from roadmap.plan.months import add_months


def of(user: User, since: date, now: datetime) -> list[Entry]:
    """Every day from ``since`` on: two queries, however many there are."""
    found = [*_exams(user, now), *_renewals(user, now)]
    return [entry for entry in found if entry.starts >= since]


def _exams(user: User, now: datetime) -> Iterator[Entry]:
    """The exam of each goal that has a date. One that was let go is off the calendar."""
    dated = Goal.objects.for_user(user).filter(exam_on__isnull=False)
    for goal in dated.exclude(state=Goal.State.LET_GO).select_related("certification"):
        title = _("Exam: %(name)s") % {"name": goal.certification.name}
        passed = goal.state == Goal.State.PASSED
        yield calendar.whole_day(
            user,
            ("exam", goal.pk),
            goal.exam_on or now.date(),
            calendar.done_title(title) if passed else title,
            absolute(reverse("goal", args=[goal.pk])),
            now,
            is_open=not passed,
        )


def _renewals(user: User, now: datetime) -> Iterator[Entry]:
    """Of each credential that expires: the first day of its renewal, where one is known, and its
    last day."""
    held = Credential.objects.for_user(user).filter(expires_on__isnull=False)
    for one in held.select_related("certification"):
        page = absolute(reverse("credential", args=[one.pk]))
        words = {"name": one.name}
        if opens := opens_on(one):
            title = _("Renewal opens: %(name)s") % words
            yield calendar.whole_day(user, ("renewal", one.pk), opens, title, page, now)
        title = _("Expires: %(name)s") % words
        if one.expires_on:
            yield calendar.whole_day(user, ("expiry", one.pk), one.expires_on, title, page, now)


def opens_on(held: Credential) -> date | None:
    """The first day on which it can be renewed; None where nobody knows."""
    known = held.certification.facts if held.certification else None
    if known is None or known.renewal_opens_months is None or held.expires_on is None:
        return None
    month = add_months(held.expires_on, -known.renewal_opens_months)
    return month.replace(day=min(held.expires_on.day, monthrange(month.year, month.month)[1]))

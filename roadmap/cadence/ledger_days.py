"""What the ledger of certifications puts into the calendar: the days of exams, when a renewal opens
and when a credential expires. Each lasts the whole day."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from certifications import overview
from certifications.models import Goal
from delivery.content import absolute
from roadmap.cadence import calendar
from roadmap.cadence.calendar import Entry


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
    for one in overview.renewals(user):
        page, words = absolute(one.url), {"name": one.name}
        if one.opens_on:
            title = _("Renewal opens: %(name)s") % words
            key = ("renewal", one.credential)
            yield calendar.whole_day(user, key, one.opens_on, title, page, now)
        title = _("Expires: %(name)s") % words
        yield calendar.whole_day(user, ("expiry", one.credential), one.expires_on, title, page, now)

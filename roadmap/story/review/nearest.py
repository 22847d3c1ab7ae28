"""Where there is something, when a period has nothing: its days are asked for then alone."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from certifications.models import Credential
from portfolio import overview as portfolio
from roadmap.cadence.models import CheckIn
from roadmap.lanes.models import Choice, Place
from roadmap.plan.models import Milestone, Reading
from roadmap.story.review.period import Period


def nearest(user: User, period: Period, *, without_plan: bool) -> date | None:
    """The latest day before the period that has something, else the earliest after it; None where
    nothing is kept at all."""
    days = [
        portfolio.nearest(user, period.first, period.last),
        portfolio.around(_sources(user, without_plan=without_plan), period.first, period.last),
    ]
    before = [first for first, _last in days if first]
    after = [last for _first, last in days if last]
    return max(before, default=None) or min(after, default=None)


def _sources(user: User, *, without_plan: bool) -> list[tuple[QuerySet[Any], str]]:
    choices = Choice.objects.filter(user=user)
    if without_plan:
        choices = choices.filter(place=Place.WORK)
    readings = Reading.objects.filter(user=user, metric_slug__in=choices.values("metric_slug"))
    found: list[tuple[QuerySet[Any], str]] = [
        (Credential.objects.for_user(user), "issued_on"),
        (readings, "on"),
    ]
    if not without_plan:
        milestones = Milestone.objects.for_user(user).kept().filter(already_true=False)
        found.append((milestones, "done_on"))
        found.append((CheckIn.objects.filter(block__user=user).done(), "done_on"))
    return found

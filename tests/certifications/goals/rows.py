"""Goals to test with, and study blocks without a calendar."""

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from certifications.catalogue import catalog, syncing
from certifications.goals import aiming
from certifications.models import Certification, Goal

TODAY = date(2026, 11, 30)
"""A Monday."""


def goal(user: User, slug: str = "finops-certified-practitioner", **fields: Any) -> Goal:
    """A goal for ``slug``, made as a person makes it."""
    syncing.sync(catalog.catalogue(), TODAY)
    made = aiming.aim(user, Certification.objects.get(slug=slug), TODAY).goal
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made


def tuesdays(user: User, today: date, until: date) -> list[tuple[date, int]]:
    """What STUDY_SITTINGS names in these tests: 90 minutes each Tuesday."""
    first = today + timedelta(days=(1 - today.weekday()) % 7)
    weeks = range((until - first).days // 7 + 1)
    return [(first + timedelta(weeks=week), 90) for week in weeks]


TOLD: list[Goal] = []


def before_it_goes(goal: Goal) -> None:
    """What ON_GOAL_REMOVAL names in these tests: the goal is still there when it is called."""
    TOLD.append(Goal.objects.get(pk=goal.pk))

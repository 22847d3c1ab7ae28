"""Goals to test with, and study blocks without a calendar."""

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from certifications.catalogue import catalog, syncing
from certifications.goals import aiming
from certifications.models import Certification, Goal

TODAY = date(2026, 11, 30)
"""A Monday."""
SPRING = date(2027, 4, 20)
FOCP = "finops-certified-practitioner"


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


def page(client: Client, goal: Goal) -> str:
    return client.get(reverse("goal", args=[goal.pk])).content.decode()


def post(client: Client, address: str, goal: Goal, **data: Any) -> str:
    """Send a form of a goal's; what the page it ends on says."""
    arguments = [goal.pk, *data.pop("also", [])]
    answer = client.post(reverse(address, args=arguments), data, follow=True)
    assert answer.status_code == 200
    goal.refresh_from_db()
    return answer.content.decode()

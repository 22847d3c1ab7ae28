"""Two planners at once: each reminder is queued by one of them."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from accounts.models import User
from certifications.held import reminders
from common import weeks
from delivery.models import Mail
from tests.certifications.held.rows import credential
from tests.people import person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite in memory has one connection"),
]

EXPIRY = date(2027, 7, 9)
PEOPLE = 12
DAY = timedelta(days=1)


def test_each_reminder_is_queued_by_one_of_them(dana: User) -> None:
    for user in (dana, *(person(f"p{n}@example.org") for n in range(PEOPLE - 1))):
        for name in ("First", "Second"):  # the second one waits for a day of its own
            credential(user, name, expires_on=EXPIRY)
    now = weeks.instant(EXPIRY - 30 * DAY, reminders.EVENING, dana.zone)
    made = planned_twice(now)
    assert sum(made) == PEOPLE
    assert Mail.objects.count() == PEOPLE == Mail.objects.values("user").distinct().count()


def planned_twice(now: datetime) -> list[int]:
    """How many rows each of two planners made that began together."""
    made: list[int] = []
    together = threading.Barrier(2)

    def plan() -> None:
        try:
            together.wait(10)
            made.append(reminders.plan_due(now))
        finally:
            connection.close()

    both = [threading.Thread(target=plan) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert len(made) == 2
    return made

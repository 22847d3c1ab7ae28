"""Exams and renewals in a calendar that subscribed: each has its day."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

import icalendar
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from certifications.models import Goal
from roadmap.cadence import feed, ledger_days
from tests.roadmap.cadence.ledger import EXAM_ON, goal, held
from tests.roadmap.cadence.rows import MONDAY, START, set_up

pytestmark = pytest.mark.django_db

AZURE = "azure-administrator-associate"
"""Its renewal opens six months before it expires."""


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def subscribed(dana: User) -> str:
    address = feed.address(feed.make(dana, timezone.now()))
    assert address
    return urlsplit(address).path


def events(path: str) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(Client().get(path).content)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def titles(path: str) -> dict[str, date]:
    return {str(one["summary"]): one.decoded("dtstart") for one in events(path).values()}


def test_an_exam_lasts_its_whole_day_and_moves_with_its_goal(dana: User, subscribed: str) -> None:
    aim = goal(dana, exam_on=EXAM_ON)
    name = f"exam-{aim.pk}@localhost"
    first = events(subscribed)[name]
    assert str(first["summary"]) == "Exam: FinOps Certified Practitioner"
    assert first.decoded("dtstart") == EXAM_ON
    assert str(first["url"]).endswith(f"/certifications/goals/{aim.pk}/")
    Goal.objects.update(exam_on=date(2027, 3, 9))
    moved = events(subscribed)[name]
    assert moved.decoded("dtstart") == date(2027, 3, 9)
    assert moved["sequence"] > first["sequence"]


def test_one_that_is_passed_says_so_and_one_that_is_let_go_is_cancelled(
    dana: User, subscribed: str
) -> None:
    aim = goal(dana, exam_on=EXAM_ON)
    events(subscribed)
    Goal.objects.update(state=Goal.State.PASSED)
    assert "Exam: FinOps Certified Practitioner (done)" in titles(subscribed)
    Goal.objects.update(state=Goal.State.LET_GO)
    assert events(subscribed)[f"exam-{aim.pk}@localhost"]["status"] == "CANCELLED"


def test_a_renewal_opens_and_a_credential_expires(dana: User, subscribed: str) -> None:
    held(dana, AZURE, name="Azure administrator", expires_on=date(2027, 8, 31))
    held(dana, "cka", name="CKA", expires_on=date(2027, 5, 1))
    held(dana, "cks", name="CKS")
    assert titles(subscribed) == {
        "Renewal opens: Azure administrator": date(2027, 2, 28),
        "Expires: Azure administrator": date(2027, 8, 31),
        "Expires: CKA": date(2027, 5, 1),
    }


def test_what_lies_long_behind_and_what_is_somebody_elses_is_not_there(
    dana: User, eve: User, subscribed: str
) -> None:
    goal(dana, exam_on=date(2026, 11, 1))
    held(dana, "cka", expires_on=date(2026, 10, 1))
    goal(eve, exam_on=EXAM_ON)
    held(eve, "cks", expires_on=date(2027, 5, 1))
    assert titles(subscribed) == {}


def test_the_discreet_form_says_neither_what_nor_where(dana: User, subscribed: str) -> None:
    goal(dana, exam_on=EXAM_ON)
    held(dana, AZURE, expires_on=date(2027, 8, 31))
    dana.discreet = True
    dana.save()
    found = events(subscribed).values()
    assert {str(one["summary"]) for one in found} == {"All day"}
    assert not any("url" in one for one in found)


def test_many_days_cost_the_queries_of_few(dana: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            ledger_days.of(dana, MONDAY, START)
        return len(asked)

    set_up(dana)
    goal(dana, exam_on=EXAM_ON)
    held(dana, AZURE, expires_on=date(2027, 8, 31))
    few = queries()
    for slug in ("cka", "cks", "ckad"):
        goal(dana, slug, exam_on=EXAM_ON)
        held(dana, slug, expires_on=date(2028, 1, 1))
    assert queries() == few == 2

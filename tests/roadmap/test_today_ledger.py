"""Today leads to the exam somebody studies for and to what they hold that is to be renewed."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from certifications.models import Goal
from roadmap.plan.models import Plan
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.ledger import goal, held

pytestmark = pytest.mark.django_db

DAY = date(2027, 1, 5)


@pytest.fixture(autouse=True)
def that_day() -> object:
    with time_machine.travel("2027-01-05T09:00:00Z", tick=False):
        yield


@pytest.fixture
def plan(dana: User) -> Plan:
    return rows.plan(dana)


def today(client: Client) -> str:
    return " ".join(client.get("/today/").content.decode().split())


def test_it_names_the_exam_its_day_and_the_hours_left(
    dana: User, as_dana: Client, plan: Plan
) -> None:
    mine = goal(dana)
    assert "no exam date yet, 22.5 hours of study left" in today(as_dana)
    mine.set_exam(date(2027, 3, 2), booked=False)
    assert "exam planned for 2 March, 22.5 hours of study left" in today(as_dana)
    mine.set_exam(date(2027, 3, 2), booked=True)
    html = today(as_dana)
    assert f'href="/certifications/goals/{mine.pk}/"' in html
    assert "exam on 2 March, 22.5 hours of study left" in html


def test_an_exam_whose_day_has_gone_by_waits_for_its_result(
    dana: User, as_dana: Client, plan: Plan
) -> None:
    goal(dana, state=Goal.State.BOOKED, exam_on=date(2027, 1, 2))
    assert "the day of the exam was 2 January: say how it went" in today(as_dana)


def test_it_leads_to_what_is_to_be_renewed_and_to_nothing_else(
    dana: User, as_dana: Client, plan: Plan
) -> None:
    held(dana, name="Long", expires_on=DAY + timedelta(days=500))
    held(dana, name="Gone", issued_on=date(2024, 1, 1), expires_on=DAY - timedelta(days=2))
    assert "to renew" not in today(as_dana)
    assert "Renew " not in today(as_dana)
    one = held(dana, name="Soon", expires_on=date(2027, 2, 1))
    html = today(as_dana)
    assert f'<a href="/certifications/held/{one.pk}/">Renew Soon</a>' in html
    assert "expires on 1 February 2027" in html
    held(dana, name="Sooner", expires_on=date(2027, 1, 20))
    html = today(as_dana)
    assert '<a href="/certifications/held/">2 credentials to renew</a>' in html
    assert "the first expires on 20 January 2027" in html


def test_before_there_is_a_plan_it_leads_there_too(dana: User, as_dana: Client) -> None:
    goal(dana)
    assert "no exam date yet" in today(as_dana)


def test_a_person_without_either_sees_neither(as_dana: Client, eve: User, plan: Plan) -> None:
    goal(eve)
    held(eve, expires_on=date(2027, 2, 1))
    html = today(as_dana)
    assert "hours of study left" not in html
    assert "Renew " not in html

"""The plan's exam and what the ledger of certifications knows of it: evidence, a goal, its day."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from certifications.models import Goal, Sitting
from roadmap.plan import building
from roadmap.plan.in_ledger import Known
from roadmap.plan.models import Milestone, Plan
from roadmap.signals.guard import Guard, Signal
from tests.people import choice
from tests.roadmap.cadence.ledger import goal, held

pytestmark = pytest.mark.django_db

EXAM = "finops-certified-practitioner"
MAKE_IT = f"/certifications/goals/aim/{EXAM}/"


@pytest.fixture(autouse=True)
def that_day() -> Any:
    with time_machine.travel("2026-11-10T12:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def plan(dana: User) -> Plan:
    return building.begin(choice(dana))


@pytest.fixture
def exam(plan: Plan) -> Milestone:
    return plan.milestones.get(kept="credential")


def pages(client: Client, exam: Milestone) -> list[str]:
    """Where the exam's milestone is shown whole, and the page that chooses the exam."""
    addresses = [
        reverse("plan-month", args=[exam.month]),
        reverse("milestone", args=[exam.pk]),
        reverse("plan-exam"),
    ]
    return [" ".join(client.get(one).content.decode().split()) for one in addresses]


def test_the_plans_exam_can_be_made_a_goal(as_dana: Client, exam: Milestone) -> None:
    for html in pages(as_dana, exam):
        assert f'action="{MAKE_IT}"' in html
        assert "Make it my goal" in html


def test_once_it_is_a_goal_its_page_is_a_link_away(
    as_dana: Client, dana: User, eve: User, exam: Milestone
) -> None:
    goal(eve, EXAM)
    assert all("is your goal" not in html for html in pages(as_dana, exam))
    mine = goal(dana, EXAM)
    for html in pages(as_dana, exam):
        assert f'href="/certifications/goals/{mine.pk}/"' in html
        assert "Its exam has no date yet." in html
        assert MAKE_IT not in html
    assert "your goal</span>" in pages(as_dana, exam)[2]


def test_a_day_other_than_the_plans_is_said(as_dana: Client, dana: User, exam: Milestone) -> None:
    mine = goal(dana, EXAM, exam_on=exam.due_on)
    month, page, chooser = pages(as_dana, exam)
    assert "; the plan says" not in month + page
    mine.exam_on = date(2027, 9, 1)
    mine.save()
    month, page, chooser = pages(as_dana, exam)
    for html in (month, page):
        assert "Its exam is on 1 September 2027; the plan says" in html
    assert "Its exam is on 1 September 2027." in chooser


def test_an_exam_that_was_sat_asks_how_it_went(
    as_dana: Client, dana: User, exam: Milestone
) -> None:
    mine = goal(dana, EXAM, exam_on=date(2026, 9, 1), state=Goal.State.BOOKED)
    for html in pages(as_dana, exam):
        assert "Its exam was on 1 September 2026." in html
        assert f"/certifications/goals/{mine.pk}/result/" in html


def test_a_goal_that_was_let_go_is_none(as_dana: Client, dana: User, exam: Milestone) -> None:
    goal(dana, EXAM, state=Goal.State.LET_GO)
    assert all(MAKE_IT in html for html in pages(as_dana, exam))


def test_a_credential_is_evidence_beside_the_tick_and_ticks_nothing(
    as_dana: Client, dana: User, exam: Milestone
) -> None:
    mine = held(dana, EXAM, issued_on=date(2026, 10, 20))
    for html in pages(as_dana, exam):
        assert "Met by evidence: FinOps Certified Practitioner, 20 October 2026." in html
        assert f'href="/certifications/held/{mine.pk}/"' in html
        assert MAKE_IT not in html
    assert "met by evidence" in as_dana.get(reverse("plan")).content.decode()
    assert not Milestone.objects.get(pk=exam.pk).is_done


def test_a_goal_that_was_passed_is_evidence_and_an_expired_credential_is_none(
    as_dana: Client, dana: User, exam: Milestone
) -> None:
    held(dana, EXAM, issued_on=date(2023, 1, 1), expires_on=date(2025, 1, 1))
    assert all("Met by evidence" not in html for html in pages(as_dana, exam))
    passed = goal(dana, EXAM, state=Goal.State.PASSED)
    Sitting.objects.create(goal=passed, on=date(2026, 11, 2), passed=True)
    for html in pages(as_dana, exam):
        assert "Met by evidence: FinOps Certified Practitioner, 2 November 2026." in html


def test_while_the_guard_speaks_no_exam_is_suggested() -> None:
    speaks = Guard((Signal(1, "CKA", paired=False, talked=False), Signal(2, "CKS", True, False)))
    known = Known(EXAM, "FinOps Certified Practitioner")
    silent = render_to_string("roadmap/plan/_exam.html", {"known": known, "guard": Guard()})
    assert MAKE_IT in silent
    html = render_to_string("roadmap/plan/_exam.html", {"known": known, "guard": speaks})
    assert "Do not buy another certification yet.</strong> CKS has no talk-through yet" in html
    assert 'href="/certifications/held/2/pair/"' in html
    assert MAKE_IT not in html
    of_goal = Known(EXAM, "FinOps Certified Practitioner", goal=7)
    html = render_to_string("roadmap/plan/_exam.html", {"known": of_goal, "guard": speaks})
    assert "is your goal" in html
    assert "Do not buy another" in html, "what is not booked can wait"
    booked = Known(EXAM, "FinOps Certified Practitioner", goal=7, booked=True)
    html = render_to_string("roadmap/plan/_exam.html", {"known": booked, "guard": speaks})
    assert "Do not buy another" not in html


@pytest.mark.parametrize("known", [True, False])
def test_the_last_close_counts_a_certification_that_is_held(
    client: Client, dana: User, plan: Plan, known: bool
) -> None:
    if known:
        held(dana, EXAM)
    with time_machine.travel("2027-09-29T12:00:00Z"):
        client.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
        html = client.get(reverse("plan-close", args=[12])).content.decode()
    line = html.split("One or two certifications")[1].split("</li>")[0]
    assert ("stands" in line) is known


def test_other_months_ask_the_ledger_nothing(as_dana: Client, exam: Milestone) -> None:
    def asks(month: int) -> bool:
        with CaptureQueriesContext(connection) as asked:
            as_dana.get(reverse("plan-month", args=[month]))
        return any("certifications_credential" in one["sql"] for one in asked)

    assert asks(exam.month)
    assert not asks(exam.month % 12 + 1)

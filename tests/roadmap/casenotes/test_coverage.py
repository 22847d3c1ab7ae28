"""What the case studies prove together, and where a milestone's outcome is told."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from roadmap.plan.models import Milestone, Plan
from tests.people import choice
from tests.portfolio import rows as portfolio

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 10)


def page(client: Client) -> str:
    answer = client.get(reverse("coverage"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_nothing_to_enough(as_dana: Client, dana: User) -> None:
    choice(dana)
    assert "Nothing is proven yet." in page(as_dana)
    assert reverse("casestudy-start") in page(as_dana)
    main = portfolio.case(dana, categories=["business", "automation"])
    assert "nothing is finished yet" in page(as_dana)
    assert "Go on with “A bill in which every line has an owner”" in page(as_dana)
    main.finished_on = DAY
    main.save()
    assert "Your main lane is proven. One beside it is missing." in page(as_dana)
    portfolio.case(dana, title="Keys", lane="security", categories=["resilience"], finished_on=DAY)
    shown = page(as_dana)
    assert "It is enough: the main lane, and one beside it." in shown
    assert "nothing yet" not in shown
    assert "button primary" not in shown


def test_nobody_elses_count_and_visitors_sign_in(
    as_eve: Client, client: Client, dana: User
) -> None:
    portfolio.case(dana, title="Only mine", finished_on=DAY)
    assert "Only mine" not in page(as_eve)
    assert client.get(reverse("coverage")).status_code == 302
    assert as_eve.post(reverse("coverage")).status_code == 405


def test_more_case_studies_cost_no_more_queries(as_dana: Client, dana: User) -> None:
    def counted() -> list[int]:
        found = []
        for name in ("coverage", "today"):
            with CaptureQueriesContext(connection) as caught:
                as_dana.get(reverse(name))
            found.append(len(caught))
        return found

    def add(**fields: Any) -> None:
        portfolio.result(portfolio.case(dana, categories=["business"], **fields))

    add()
    few = counted()
    for n in range(6):
        add(finished_on=DAY if n % 2 else None)
    assert counted() == few


def test_today_says_what_is_finished_and_what_is_next(as_dana: Client, dana: User) -> None:
    assert "under way" not in as_dana.get(reverse("today")).content.decode()
    portfolio.case(dana)
    portfolio.case(dana, finished_on=DAY)
    shown = as_dana.get(reverse("today")).content.decode()
    assert "one finished, one under way; next:" in shown


def test_a_milestone_leads_into_the_case_study_of_its_lane(as_dana: Client, dana: User) -> None:
    plan = Plan.objects.create(user=dana, choice=choice(dana), start_month=date(2026, 10, 1))

    def link(**fields: Any) -> str:
        made = Milestone.objects.create(
            plan=plan, title="M", role="own", block="lab", month=1, lane="finops", **fields
        )
        return as_dana.get(reverse("milestone", args=[made.pk])).content.decode()

    assert "Begin a case study with it" in link(kept="result")
    assert "case study with it" not in link(kept="note")
    study = portfolio.case(dana)
    portfolio.case(dana, title="Keys", lane="security")
    shown = link(feeds=["metric.baseline", "casestudy.problem"])
    assert "Write it into “A bill in which every line has an owner”" in shown
    assert f'{reverse("casestudy-write", args=[study.pk])}#passage-problem"' in shown

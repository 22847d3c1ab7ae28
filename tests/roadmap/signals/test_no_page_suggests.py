"""While the guard speaks no page suggests an exam that another advises against, and wherever a list
price stands, its sources are a link away."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from certifications.catalogue import catalog
from certifications.catalogue.syncing import sync
from certifications.models import Certification, Credential, Goal, Sitting
from common.lanes import Lane
from roadmap.plan.models import Milestone
from tests.roadmap.cadence import rows

pytestmark = pytest.mark.django_db

TODAY = date(2027, 1, 12)
ADVICE = "Do not buy another"
EXAM = "finops-certified-practitioner"
ONLY_ONE = "/certifications/only-one/?lane=finops&market=unknown&industry=any&weeks=30&hours=5"
SUGGESTING = [
    "/today/",
    "/plan/exam/",
    "/plan/1/",
    "/certifications/",
    "/certifications/?lane=devops",
    f"/certifications/exams/{EXAM}/",
    f"/certifications/goals/aim/{EXAM}/",
    "/certifications/goals/",
    "/certifications/money/",
    "/certifications/only-one/",
    "/certifications/proof/",
    *(f"/certifications/{lane.value}/" for lane in Lane),
    *(f"/lanes/{lane.value}/" for lane in Lane),
]


@pytest.fixture(autouse=True)
def that_day() -> Any:
    with time_machine.travel(TODAY, tick=False) as clock:
        sync(catalog.catalogue(), TODAY)
        yield clock


@pytest.fixture
def exam(dana: User) -> Milestone:
    plan = rows.plan(dana)
    plan.milestones.filter(kept="credential").delete()
    return rows.milestone(plan, "study", "The exam", kept="credential")


def hold_two(user: User) -> None:
    for name in ("CKA", "CKS"):
        Credential.objects.create(user=user, name=name, issued_on=date(2026, 9, 1))


@pytest.mark.parametrize("address", SUGGESTING)
def test_every_page_that_suggests_an_exam_obeys_the_guard(
    as_dana: Client, dana: User, exam: Milestone, address: str
) -> None:
    assert ADVICE not in as_dana.get(address).content.decode()
    hold_two(dana)
    html = as_dana.get(address).content.decode()
    assert ADVICE in html
    assert ">recommended<" not in html


def test_the_ranking_says_none_yet(as_dana: Client, dana: User) -> None:
    hold_two(dana)
    assert "None yet." in as_dana.get(ONLY_ONE).content.decode()


@pytest.mark.parametrize("state", ["planned", "studying", "not-passed", "booked"])
def test_a_goal_that_is_not_booked_waits_too(as_dana: Client, dana: User, state: str) -> None:
    certification = Certification.objects.get(slug=EXAM)
    day = date(2027, 3, 2) if state == "booked" else None
    mine = Goal.objects.create(
        user=dana, certification=certification, state=state, exam_on=day, began_on=TODAY,
        hours_estimate=13, hours_before=13,
    )  # fmt: skip
    if state == "not-passed":
        Sitting.objects.create(goal=mine, on=date(2027, 1, 5), passed=False)
    hold_two(dana)
    html = as_dana.get(f"/certifications/goals/{mine.pk}/").content.decode()
    assert (ADVICE in html) == (state != "booked")
    assert "What is missing is a date" not in html


def test_sitting_it_again_has_its_fee_with_the_price_s_sources(as_dana: Client, dana: User) -> None:
    mine = Goal.objects.create(
        user=dana, certification=Certification.objects.get(slug="terraform-associate"),
        state=Goal.State.NOT_PASSED,
    )  # fmt: skip
    Sitting.objects.create(goal=mine, on=date(2027, 1, 5), passed=False)
    html = as_dana.get(f"/certifications/goals/{mine.pk}/").content.decode()
    assert "It costs the fee once more:" in html
    assert "/certifications/exams/terraform-associate/#sources" in html


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/lanes/devops/", 2),
        ("/certifications/devops/", 3),
        ("/certifications/", 50),
        (ONLY_ONE, 1),
    ],
)
def test_each_list_price_leads_to_its_sources(client: Client, address: str, count: int) -> None:
    assert client.get(address).content.decode().count('/#sources"') >= count


def test_money_counted_by_the_list_leads_to_its_sources(as_dana: Client, dana: User) -> None:
    of = Certification.objects.get(slug="terraform-associate")
    mine = Goal.objects.create(user=dana, certification=of)
    for address in (
        "/certifications/money/",
        f"/certifications/goals/{mine.pk}/".replace("goals", "money"),
    ):
        assert (
            "/certifications/exams/terraform-associate/#sources"
            in as_dana.get(address).content.decode()
        )

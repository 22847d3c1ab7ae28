"""What the page says of somebody at an edge: nothing yet, decided and not begun, at the end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from portfolio.models import Publication
from roadmap.lanes.models import Choice
from roadmap.plan import closing
from roadmap.plan.models import Ending
from roadmap.story.narrative import standing
from roadmap.story.narrative.known import known
from tests.portfolio import rows as portfolio
from tests.roadmap.cadence import rows
from tests.roadmap.story.narrative import people

pytestmark = pytest.mark.django_db


def test_an_empty_page_makes_no_forms_and_offers_the_one_step(as_dana: Client) -> None:
    page = as_dana.get("/narrative/forms/").content.decode()
    assert "The page says nothing yet that they could be made of." in page
    assert page.count("button primary") == 1


def test_a_page_with_a_lane_makes_forms(as_dana: Client, dana: User) -> None:
    people.full(dana)
    page = as_dana.get("/narrative/forms/").content.decode()
    assert "The page says nothing yet" not in page


def test_a_lane_that_is_decided_and_not_chosen_is_not_called_chosen(dana: User) -> None:
    people.full(dana)
    Choice.objects.all().delete()
    first = standing.exit_check(known(dana))[0]
    assert not first.is_met
    assert first.text == "FinOps is decided, and not chosen yet."


def test_a_plan_that_ended_leaves_the_lane_and_says_where_it_is_told(
    as_dana: Client, dana: User
) -> None:
    plan = rows.plan(dana)
    closing.end(plan, next(iter(Ending)), dana.today())
    assert standing.exit_check(known(dana))[0].is_met
    assert reverse("narrative") in as_dana.get(reverse("plan-end")).content.decode()


def test_a_published_case_study_that_is_not_finished_is_not_called_finished(dana: User) -> None:
    case = portfolio.case(dana)
    now = timezone.now()
    Publication.objects.create(
        case_study=case,
        content={},
        created_at=now,
        published_at=now,
        expires_at=now + timedelta(days=9),
    )
    said = standing.loop(known(dana))[0]
    assert said.text == "One project others can open."

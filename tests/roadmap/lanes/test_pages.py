"""The public pages: the landing page, the five lanes side by side, and each of them."""

import html
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certifications import overview
from common import metrics
from common.lanes import Lane
from tests.people import choice

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode()).replace("’", "'").replace("“", '"')


def test_a_visitor_learns_what_it_is_for_and_can_sign_up(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert f'href="{reverse("account_signup")}"' in text(page)
    for lane in Lane:
        assert f'href="{reverse("lane", args=[lane])}"' in text(page)


def test_who_is_signed_in_goes_on_to_today(as_dana: Client) -> None:
    answer = as_dana.get("/")
    assert answer.status_code == 302
    assert answer["Location"] == reverse("today")


@pytest.mark.parametrize("path", ["/", "/lanes/", "/lanes/finops/"])
def test_a_page_view_of_a_visitor_asks_the_database_nothing(
    client: Client, django_assert_num_queries: Any, path: str
) -> None:
    with django_assert_num_queries(0):
        answer = client.get(path)
    assert "Set-Cookie" not in answer.headers


def test_the_five_stand_side_by_side(client: Client) -> None:
    page = text(client.get("/lanes/"))
    for lane in Lane:
        facts = lane.facts
        assert facts.character.replace("’", "'") in page
        assert str(facts.pain.label).casefold() in page.casefold()
        for role in facts.three_years:
            assert role.role in page


@pytest.mark.parametrize("lane", Lane)
def test_a_lane_says_everything_we_know_of_it(client: Client, lane: Lane) -> None:
    answer = client.get(f"/lanes/{lane.value}/")
    assert answer.status_code == 200
    page = text(answer)
    facts = lane.facts
    assert facts.promise in page
    assert f'<body data-lane="{lane.value}"' in page
    for project in facts.projects:
        assert project.title in page
    for role in facts.three_years:
        assert role.role in page
    for pair in facts.pairs:
        assert f'href="{reverse("lane", args=[pair.lane])}"' in page
    for metric in metrics.for_lane(lane):
        assert metric.name in page
    ladder = overview.ladder(lane, date(2026, 11, 22))
    assert str(ladder.starter).replace("’", "'") in page
    assert ladder.then.name in page
    assert "list price" in page
    assert "our estimate" in page


def test_no_lane_has_another_name(client: Client) -> None:
    assert client.get("/lanes/blockchain/").status_code == 404
    assert client.get("/lanes/FinOps/").status_code == 404


def test_who_is_signed_in_can_choose_a_lane_from_its_page(as_dana: Client) -> None:
    page = text(as_dana.get("/lanes/security/"))
    assert f'href="{reverse("lane-choose")}?primary=security"' in page


def test_ones_own_lane_says_so(as_dana: Client, dana: User) -> None:
    choice(dana)
    assert "This is your lane" in text(as_dana.get("/lanes/finops/"))
    assert "This is your lane" not in text(as_dana.get("/lanes/security/"))


def test_a_lanes_page_wears_its_own_colour_and_others_wear_the_persons(
    as_dana: Client, dana: User
) -> None:
    choice(dana)
    assert '<body data-lane="security"' in text(as_dana.get("/lanes/security/"))
    assert '<body data-lane="finops" data-second="security"' in text(as_dana.get("/lanes/"))


def test_public_pages_change_nothing(client: Client) -> None:
    for path in ("/", "/lanes/", "/lanes/devops/"):
        assert client.post(path).status_code == 405

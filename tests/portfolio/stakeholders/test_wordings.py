"""A result is worded for somebody: a draft, then one's own words, and all side by side."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from portfolio.stakeholders.models import Wording
from tests.portfolio.rows import case, result
from tests.portfolio.stakeholders.rows import stakeholder

pytestmark = pytest.mark.django_db


def test_a_draft_stands_ready_and_is_kept_as_it_was_changed(dana: User, as_dana: Client) -> None:
    who, found = stakeholder(dana, name="Priya", function="finance"), result(case(dana))
    address = reverse("wording", args=[who.pk, found.pk])
    page = as_dana.get(address).content.decode()
    assert "Time to restore went from 4 h to 25 min (−90 %)." in page
    assert "The draft says more once the result says what it is about" in page
    assert not Wording.objects.exists()
    answer = as_dana.post(address, {"text": "Less stand-by to pay for."})
    assert answer.url == reverse("stakeholder-result", args=[found.pk])
    assert "Less stand-by to pay for." in as_dana.get(address).content.decode()
    as_dana.post(address, {"text": "Half the stand-by."})
    assert Wording.objects.get().text == "Half the stand-by."


def test_the_draft_comes_back(dana: User, as_dana: Client) -> None:
    who, found = stakeholder(dana), result(case(dana))
    Wording.objects.create(stakeholder=who, result=found, text="Mine")
    as_dana.post(reverse("wording-forget", args=[who.pk, found.pk]))
    assert not Wording.objects.exists()


def test_empty_and_too_long_are_refused(dana: User, as_dana: Client) -> None:
    who, found = stakeholder(dana), result(case(dana))
    address = reverse("wording", args=[who.pk, found.pk])
    assert "Say it in one sentence" in as_dana.post(address, {"text": " "}).content.decode()
    assert "errorlist" in as_dana.post(address, {"text": "x" * 2001}).content.decode()
    assert not Wording.objects.exists()


def test_all_functions_stand_side_by_side(dana: User, as_dana: Client) -> None:
    who, found = stakeholder(dana), result(case(dana))
    stakeholder(dana, name="Sam", function="sales")
    Wording.objects.create(stakeholder=who, result=found, text="Sooner back & <b>bold</b>")
    page = as_dana.get(reverse("stakeholder-result", args=[found.pk])).content.decode()
    assert page.count('<li class="card">') == 5
    assert page.count("Nobody on the map") == 3
    assert "Sooner back &amp; &lt;b&gt;bold&lt;/b&gt;" in page
    assert "The controls" not in page


def test_anothers_result_and_anothers_stakeholder_are_not_there(
    dana: User, eve: User, as_eve: Client
) -> None:
    theirs, found = stakeholder(dana), result(case(dana))
    mine, own = stakeholder(eve), result(case(eve))
    for who, one in ((theirs, found), (mine, found), (theirs, own)):
        for name in ("wording", "wording-forget"):
            address = reverse(name, args=[who.pk, one.pk])
            assert as_eve.post(address, {"text": "Mine"}).status_code == 404
    assert as_eve.get(reverse("stakeholder-result", args=[found.pk])).status_code == 404
    assert not Wording.objects.exists()


def test_side_by_side_costs_as_many_queries_for_many(dana: User, as_dana: Client) -> None:
    found = result(case(dana))
    stakeholder(dana)
    address = reverse("stakeholder-result", args=[found.pk])
    with CaptureQueriesContext(connection) as few:
        as_dana.get(address)
    for number in range(15):
        who = stakeholder(dana, name=str(number), function="data")
        Wording.objects.create(stakeholder=who, result=found, text="x")
    with CaptureQueriesContext(connection) as many:
        as_dana.get(address)
    assert len(many) == len(few)

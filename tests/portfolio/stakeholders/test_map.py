"""The map: who is on it, who is missing, what is usual, and whom to ask again."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from portfolio.stakeholders.functions import functions
from portfolio.stakeholders.models import MOST, Function, Stakeholder
from portfolio.wins.models import Win
from tests.portfolio.rows import case, result
from tests.portfolio.stakeholders.rows import stakeholder, talk

TODAY = date(2026, 11, 28)
pytestmark = pytest.mark.django_db

TYPED = {"name": "Omar, on call", "function": "operations", "failure": "", "numbers": ""}


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-28T12:00:00Z", tick=False):
        yield


def page(client: Client, name: str = "stakeholders", *args: int) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_a_win_with_both_figures_leads_to_a_case_study(as_dana: Client, dana: User) -> None:
    who = stakeholder(dana)
    said = page(as_dana, "stakeholder", who.pk)
    assert "No result is measured yet" not in said
    assert "The result of a case study is what is worded for them" in said
    fields = {"metric": "Restore", "before": 240, "after": 25, "problem": "It took a morning"}
    mine = Win.objects.create(user=dana, line="Restore is quick", happened_on=TODAY, **fields)
    assert f"?brief=&amp;win={mine.pk}" in page(as_dana, "win", mine.pk)
    begun = as_dana.get(reverse("casestudy-start"), {"brief": "", "win": mine.pk}).content.decode()
    assert 'value="Restore is quick"' in begun
    assert "It took a morning" in begun


def test_a_choice_that_is_open_says_so_in_words(as_dana: Client) -> None:
    said = page(as_dana, "stakeholder-add")
    assert '<option value="" selected>Choose one</option>' in said
    assert "-----" not in said


def test_a_strangers_win_begins_no_case_study(as_dana: Client, eve: User) -> None:
    theirs = Win.objects.create(user=eve, line="Not yours", happened_on=TODAY)
    for win in (theirs.pk, "x", ""):
        answer = as_dana.get(reverse("casestudy-start"), {"brief": "", "win": win})
        assert answer.status_code == 200
        assert "Not yours" not in answer.content.decode()


def test_an_empty_map_says_whom_to_begin_with(as_dana: Client) -> None:
    said = page(as_dana)
    assert "Nobody is on the map yet." in said
    assert "Put somebody of product on it" in said
    assert said.count("What is usual there") == 4


def test_who_is_missing_is_named(dana: User, as_dana: Client) -> None:
    stakeholder(dana)
    stakeholder(dana, name="Sam", function="sales")
    said = page(as_dana)
    assert "Two on the map; three of the four functions have nobody yet." in said
    assert "Nobody yet of finance, security or operations" in said
    assert "Put somebody of finance on it" in said
    assert 'id="function-sales"' in said
    assert 'id="function-data"' not in said
    assert "add/?function=data" in said
    assert "add/?function=sales" not in said


def test_what_is_usual_is_taken_over_and_never_said_to_be_theirs(as_dana: Client) -> None:
    usual = functions()[Function.FINANCE]
    address = f"{reverse('stakeholder-add')}?function=finance&begin=usual"
    assert usual.failure in as_dana.get(address).content.decode()
    as_dana.post(
        reverse("stakeholder-add"),
        {"name": "Priya", "function": "finance", "failure": usual.failure, "numbers": "EBITDA"},
    )
    who = Stakeholder.objects.get()
    said = page(as_dana, "stakeholder", who.pk)
    assert said.count("not their own words yet") == 1
    as_dana.post(
        reverse("stakeholder-change", args=[who.pk]),
        {"name": "Priya", "function": "finance", "failure": "A surprise in March", "numbers": ""},
    )
    assert "not their own words yet" not in page(as_dana, "stakeholder", who.pk)


def test_what_somebody_wrote_is_not_replaced_by_what_is_usual(dana: User, as_dana: Client) -> None:
    who = stakeholder(dana, failure="Dates taken back")
    address = f"{reverse('stakeholder-change', args=[who.pk])}?begin=usual"
    said = as_dana.get(address).content.decode()
    assert ">\nDates taken back</textarea>" in said
    assert f">\n{functions()[Function.PRODUCT].numbers}</textarea>" in said


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "x" * 121}, {"function": "cooking"}, {"failure": "a\0b"}]
)
def test_wrong_input_is_said_and_stays(as_dana: Client, wrong: dict[str, str]) -> None:
    sent = {**TYPED, "numbers": "Pages a week", **wrong}
    said = as_dana.post(reverse("stakeholder-add"), sent).content.decode()
    assert "errorlist" in said
    assert "Pages a week" in said
    assert not Stakeholder.objects.exists()


def test_a_name_stands_once_on_the_map(dana: User, eve: User, as_dana: Client) -> None:
    stakeholder(eve, name="Omar, on call")
    as_dana.post(reverse("stakeholder-add"), TYPED)
    sent = {**TYPED, "name": " omar,  ON call"}
    said = as_dana.post(reverse("stakeholder-add"), sent).content.decode()
    assert "Somebody of that name is on the map already." in said
    who = Stakeholder.objects.for_user(dana).get()
    assert as_dana.post(reverse("stakeholder-change", args=[who.pk]), TYPED).status_code == 302


def test_there_is_an_end_to_them(dana: User, as_dana: Client) -> None:
    for number in range(MOST):
        stakeholder(dana, name=str(number))
    assert "that is the most" in as_dana.post(reverse("stakeholder-add"), TYPED).content.decode()
    assert Stakeholder.objects.count() == MOST


def test_open_follow_ups_stand_on_top(dana: User, as_dana: Client) -> None:
    who = stakeholder(dana)
    talk(who, gave="A page with our dates")
    talk(who, said="Later", follow_up_on=date(2026, 12, 24))
    talk(who, said="Settled", followed_up_on=date(2026, 11, 20))
    due = page(as_dana).split('id="due"')[1].split("</section>")[0]
    assert "A page with our dates" in due
    assert "Later" not in due
    assert "Settled" not in due
    own = page(as_dana, "stakeholder", who.pk).split('id="waiting"')[1].split("</section>")[0]
    assert own.index("17 Nov 2026") < own.index("24 Dec 2026")
    assert own.count("due</span>") == 1


def test_a_name_may_be_anything(dana: User, as_dana: Client) -> None:
    who = stakeholder(dana, name="<script>&/?for=x")
    for said in (page(as_dana), page(as_dana, "stakeholder", who.pk)):
        assert "<script>&" not in said
        assert "&lt;script&gt;&amp;" in said


def test_somebody_is_taken_off_with_what_was_said(dana: User, as_dana: Client) -> None:
    who = stakeholder(dana)
    talk(who)
    assert "one conversation" in page(as_dana, "stakeholder-delete", who.pk)
    as_dana.post(reverse("stakeholder-delete", args=[who.pk]))
    assert not Stakeholder.objects.exists()


def test_anothers_is_not_there(dana: User, as_eve: Client) -> None:
    who = stakeholder(dana)
    for name in ("stakeholder", "stakeholder-change", "stakeholder-delete", "conversation-add"):
        address = reverse(name, args=[who.pk])
        assert as_eve.get(address).status_code == 404
        if name != "stakeholder":
            assert as_eve.post(address, TYPED).status_code == 404
    assert "Ines" not in page(as_eve)
    assert Stakeholder.objects.get() == who


@pytest.mark.parametrize("name", ["stakeholders", "stakeholder"])
def test_a_page_costs_as_many_queries_for_many(dana: User, as_dana: Client, name: str) -> None:
    who = stakeholder(dana)
    talk(who)
    result(case(dana))
    args = [] if name == "stakeholders" else [who.pk]
    with CaptureQueriesContext(connection) as few:
        as_dana.get(reverse(name, args=args))
    for number in range(10):
        talk(stakeholder(dana, name=str(number)))
        talk(who)
        result(case(dana))
    with CaptureQueriesContext(connection) as many:
        as_dana.get(reverse(name, args=args))
    assert len(many) == len(few)


def test_one_that_is_missing_is_one(dana: User, as_dana: Client) -> None:
    for function in ("product", "finance", "operations"):
        stakeholder(dana, name=function, function=function)
    assert "Three on the map; one of the four functions has nobody yet." in page(as_dana)


def test_what_was_read_has_its_place_beside_them(dana: User, as_dana: Client) -> None:
    them = stakeholder(dana)
    beside = reverse("notes-beside", args=["stakeholder", them.pk])
    assert beside in page(as_dana, "stakeholder", them.pk)

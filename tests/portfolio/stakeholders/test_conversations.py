"""The log: what was said, what was given, and what came of it."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from portfolio.stakeholders.models import MOST_CONVERSATIONS, Conversation
from tests.portfolio.stakeholders.rows import stakeholder, talk

pytestmark = pytest.mark.django_db

TYPED = {"on": "2026-11-27", "said": "The bill of March", "gave": "", "follow_up_on": ""}


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-28T12:00:00Z", tick=False):
        yield


def test_one_is_noted_and_asked_again_after_fourteen_days(dana: User, as_dana: Client) -> None:
    who = stakeholder(dana)
    address = reverse("conversation-add", args=[who.pk])
    page = as_dana.get(address).content.decode()
    assert 'value="2026-12-12"' in page
    assert "Which promise to users would you break last?" in page
    as_dana.post(address, {**TYPED, "follow_up_on": "2026-12-12"})
    made = Conversation.objects.get()
    assert (made.on, made.follow_up_on) == (date(2026, 11, 27), date(2026, 12, 12))
    assert (
        "The bill of March" in as_dana.get(reverse("stakeholder", args=[who.pk])).content.decode()
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"said": " "}, "One sentence in their words is enough"),
        ({"on": "2026-12-01"}, "still to come"),
        ({"on": "1926-11-28"}, "Look at the year"),
        ({"on": "yesterday"}, "errorlist"),
        ({"follow_up_on": "2026-11-01"}, "You spoke after that day"),
        ({"follow_up_on": "2036-11-01"}, "more than a year ahead"),
    ],
)
def test_what_is_wrong_is_said_and_stays(
    dana: User, as_dana: Client, wrong: dict[str, str], said: str
) -> None:
    address = reverse("conversation-add", args=[stakeholder(dana).pk])
    page = as_dana.post(address, {**TYPED, "gave": "Typed already", **wrong}).content.decode()
    assert said in page
    assert "Typed already" in page
    assert not Conversation.objects.exists()


def test_what_came_of_it_closes_it(dana: User, as_dana: Client) -> None:
    one = talk(stakeholder(dana), gave="A page with our dates")
    address = reverse("conversation-follow-up", args=[one.pk])
    assert "A page with our dates" in as_dana.get(address).content.decode()
    as_dana.post(address, {"came_of_it": "She uses it on Mondays"})
    one.refresh_from_db()
    assert one.followed_up_on == date(2026, 11, 28)
    page = as_dana.get(reverse("stakeholder", args=[one.stakeholder_id])).content.decode()
    assert "She uses it on Mondays" in page
    assert "To ask again" not in page


def test_it_stays_open_where_another_day_is_said(dana: User, as_dana: Client) -> None:
    one = talk(stakeholder(dana))
    address = reverse("conversation-follow-up", args=[one.pk])
    as_dana.post(address, {"came_of_it": "Nothing yet", "again_on": "2026-12-10"})
    one.refresh_from_db()
    assert (one.follow_up_on, one.followed_up_on) == (date(2026, 12, 10), None)


@pytest.mark.parametrize(
    "wrong", [{"came_of_it": ""}, {"again_on": "2026-11-28"}, {"again_on": "2030-01-01"}]
)
def test_an_answer_that_is_none_is_refused(
    dana: User, as_dana: Client, wrong: dict[str, str]
) -> None:
    one = talk(stakeholder(dana))
    address = reverse("conversation-follow-up", args=[one.pk])
    page = as_dana.post(address, {"came_of_it": "Typed", **wrong}).content.decode()
    assert "errorlist" in page
    one.refresh_from_db()
    assert one.came_of_it == ""


def test_another_day_asks_anew_and_better_words_do_not(dana: User, as_dana: Client) -> None:
    one = talk(stakeholder(dana), followed_up_on=date(2026, 11, 18))
    address = reverse("conversation-change", args=[one.pk])
    sent = {**TYPED, "on": "2026-11-03", "follow_up_on": "2026-11-17"}
    as_dana.post(address, sent)
    one.refresh_from_db()
    assert one.followed_up_on == date(2026, 11, 18)
    as_dana.post(address, {**sent, "follow_up_on": "2026-12-17"})
    one.refresh_from_db()
    assert one.followed_up_on is None


def test_one_is_deleted_and_there_is_an_end_to_them(dana: User, as_dana: Client) -> None:
    who = stakeholder(dana)
    one = talk(who)
    assert as_dana.get(reverse("conversation-delete", args=[one.pk])).status_code == 405
    as_dana.post(reverse("conversation-delete", args=[one.pk]))
    assert not Conversation.objects.exists()
    Conversation.objects.bulk_create(
        Conversation(stakeholder=who, on=date(2026, 11, 1), said="x")
        for _ in range(MOST_CONVERSATIONS)
    )
    page = as_dana.post(reverse("conversation-add", args=[who.pk]), TYPED).content.decode()
    assert "Two hundred are kept already" in page


def test_anothers_is_not_there(dana: User, as_eve: Client) -> None:
    one = talk(stakeholder(dana))
    for name in ("conversation-change", "conversation-follow-up", "conversation-delete"):
        assert as_eve.post(reverse(name, args=[one.pk]), TYPED).status_code == 404
    one.refresh_from_db()
    assert one.said == "Dates I have to take back"

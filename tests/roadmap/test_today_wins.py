"""The line on Today: kept lines lead to their win, drafts are named."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from portfolio.models import Stakeholder
from portfolio.wins import models
from portfolio.wins.models import Win
from tests.roadmap.cadence import rows

pytestmark = pytest.mark.django_db


def today(client: Client) -> str:
    return client.get(reverse("today")).content.decode()


@pytest.fixture
def win(dana: User) -> Win:
    rows.plan(dana)
    return Win.objects.create(user=dana, happened_on=dana.today(), line="The queue is empty")


def test_a_kept_line_leads_to_its_win(win: Win, as_dana: Client) -> None:
    said = today(as_dana)
    assert f'href="{reverse("win", args=[win.pk])}">The queue is empty</a>' in said
    assert "captured" not in said


def test_a_line_waits_for_a_close_only_where_there_is_a_plan(dana: User, as_dana: Client) -> None:
    def kept() -> str:
        said = as_dana.post(reverse("keep"), {"line": "One"}, follow=True).content.decode()
        return said.replace("&#x27;", "'")

    assert "month's close" not in kept()
    rows.plan(dana)
    assert "Kept. It waits for you at the month's close." in kept()


def test_drafts_are_named_and_lead_to_the_log(win: Win, as_dana: Client) -> None:
    Win.objects.update(is_draft=True)
    said = today(as_dana)
    assert "One captured line waits for a look." in said
    assert "The queue is empty" not in said
    assert f'href="{reverse("wins")}">One captured' in said


def test_a_told_line_is_asked_about_before_it_goes(win: Win, as_dana: Client) -> None:
    Win.objects.update(tradeoff="slower writes")
    answer = as_dana.post(reverse("keep-remove", args=[win.pk]), follow=True)
    assert "With it goes its story." in answer.content.decode()
    assert Win.objects.count() == 1
    Win.objects.update(tradeoff="")
    answer = as_dana.post(reverse("keep-remove", args=[win.pk]), follow=True)
    assert "The line is gone." in answer.content.decode()
    assert not Win.objects.exists()


def test_a_full_log_takes_no_line_and_keeps_what_was_typed(
    win: Win, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "MOST", 1)
    said = as_dana.post(reverse("keep"), {"line": "One more"}, follow=True).content.decode()
    assert "You have as many wins as fit." in said
    assert 'value="One more"' in said
    assert Win.objects.count() == 1


def test_what_waits_to_be_told_is_one_quiet_line(win: Win, as_dana: Client, dana: User) -> None:
    Win.objects.update(line="The queue is empty in 3 min, it was 40", for_whom="Ines")
    said = today(as_dana)
    assert f'<a href="{reverse("win-tell", args=[win.pk])}">the rest of “The queue is' in said
    ines = Stakeholder.objects.create(user=dana, name="Ines", function="product")
    talk = ines.conversations.create(on=dana.today(), said="x", follow_up_on=dana.today())
    said = today(as_dana)
    assert "ask Ines what came of it" in said
    assert reverse("conversation-follow-up", args=[talk.pk]) in said
    assert "the rest of “" not in said


def test_where_nothing_waits_the_line_is_not_there(win: Win, as_dana: Client) -> None:
    assert "/narrative/" not in today(as_dana).partition("<main")[2]

"""Somebody with little yet: a win, a line or two, and a text that says another number."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from portfolio.models import Bullet, Position, Win
from roadmap.story.narrative.models import Claim, Narrative
from roadmap.story.same_story.sources import sources
from roadmap.story.same_story.statements import Kind

pytestmark = pytest.mark.django_db

PAGE, PASTE = "/narrative/same-story/", "/narrative/same-story/paste/"
DRILL = "Restore drill of the orders database took {} minutes, it was 4 hours"


def shown(client: Client) -> str:
    return client.get(PAGE).content.decode()


def paste(client: Client, **texts: str) -> None:
    client.post(PASTE, {"headline": "", "about": "", "other": "", "text": "", **texts})


def win(user: User, after: int | None = 25, **told: str) -> Win:
    told = {"metric": "Time to restore the orders database", "unit": "min", **told}
    return Win.objects.create(
        user=user,
        happened_on=date(2026, 5, 4),
        line="Restores run again",
        before=240,
        after=after,
        **told,
    )


def test_the_same_sentence_with_another_number(dana: User, as_dana: Client) -> None:
    Narrative.objects.create(user=dana, problem_space=DRILL.format(25))
    paste(as_dana, about=DRILL.format(10))
    page = shown(as_dana)
    assert "told in two ways" in page
    assert "10 minutes" in page


def test_what_a_win_counted_is_known(dana: User, as_dana: Client) -> None:
    one = win(dana)
    paste(as_dana, about="Time to restore the orders database went from 4 hours to 10 minutes.")
    page = shown(as_dana)
    assert "<mark>10 minutes</mark>" in page
    assert f'href="{reverse("win", args=[one.pk])}"' in page
    assert "No result" not in page


def test_half_a_figure_and_a_draft_are_not_known(dana: User, as_dana: Client) -> None:
    win(dana, after=None)
    Win.objects.filter(pk=win(dana).pk).update(is_draft=True)
    assert not sources(dana).facts.results


def test_two_wins_of_one_metric_are_one_thing_known(dana: User) -> None:
    win(dana)
    win(dana, after=40)
    (known,) = sources(dana).facts.results
    assert known.after == 40
    assert Decimal(25) in known.also


def test_more_wins_ask_no_more_of_the_database(dana: User, as_dana: Client) -> None:
    win(dana)
    shown(as_dana)
    with CaptureQueriesContext(connection) as few:
        shown(as_dana)
    for number in range(6):
        win(dana, metric=f"Metric {number}")
    with CaptureQueriesContext(connection) as many:
        shown(as_dana)
    assert len(many) == len(few)


def test_little_is_not_said_to_be_the_same_story(dana: User, as_dana: Client) -> None:
    win(dana)
    paste(as_dana, about="Time to restore the orders database is 25 minutes now.")
    page = shown(as_dana)
    assert "Hardly anything could be compared yet." in page
    assert "tell the same story." not in page.partition("</h1>")[0]
    assert "your LinkedIn headline, another text of yours, your résumé" in page


def test_what_is_made_of_the_page_does_not_make_it_more(dana: User, as_dana: Client) -> None:
    said = "\n\n".join([DRILL.format(25), "We serve 14 teams from one small platform of ours."])
    Narrative.objects.create(user=dana, problem_space=said)
    assert "tell the same story." not in shown(as_dana).partition("</h1>")[0]


def test_a_sentence_fits_one_text_and_several_lines(dana: User, as_dana: Client) -> None:
    Claim.objects.create(user=dana, text="The queue is empty")
    Bullet.objects.create(user=dana, before="x", text="Emptied the queue")
    page = shown(as_dana)
    assert "says nothing" not in page
    assert "Nothing in your résumé lines is clearly about" in page


def test_a_line_is_changed_where_it_is(dana: User, as_dana: Client) -> None:
    work = Position.objects.create(
        user=dana, title="Cloud engineer", organisation="Brintal Commerce", summary="I run things."
    )
    first = Bullet.objects.create(
        user=dana, position=work, before="x", text="Ran the wiki", place=1
    )
    second = Bullet.objects.create(
        user=dana, position=work, before="x", text=DRILL.format(25), place=2
    )
    loose = Bullet.objects.create(user=dana, before="x", text="Emptied the queue")
    paste(as_dana, about=DRILL.format(10))
    assert f'<a href="{reverse("bullet", args=[second.pk])}">Change it there' in shown(as_dana)
    lines = sources(dana).source("lines")
    assert lines is not None
    for text, path in (
        ("I run things.", reverse("position-change", args=[work.pk])),
        (first.text, reverse("bullet", args=[first.pk])),
        (loose.text, reverse("bullet", args=[loose.pk])),
    ):
        assert lines.path_at(lines.words.index(text)) == path
    assert sources(dana).path(Kind.DATE, "Brintal Commerce")

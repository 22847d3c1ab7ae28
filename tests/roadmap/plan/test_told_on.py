"""A milestone shows the way to the pages its outcome is told on."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from roadmap.plan import told_in, uses
from roadmap.plan.models import Milestone, Plan
from roadmap.plan.uses import Use
from tests.people import choice

pytestmark = pytest.mark.django_db


def milestone(user: User, *feeds: str) -> Milestone:
    plan = Plan.objects.create(user=user, choice=choice(user), start_month=date(2026, 10, 1))
    return Milestone.objects.create(
        plan=plan, slug="", title="Two people", role="own", block="story", month=1, feeds=feeds
    )


@pytest.fixture
def two_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the pages that tell, two are there, under names that every version has."""
    there = {**uses._PAGES, "wins": "today", "stories": "week"}
    monkeypatch.setattr(uses, "_PAGES", {**there, "story": "week", "bullets": "no-such-page"})
    monkeypatch.setattr(uses, "_TELLING", ("today", "week", "no-such-page"))


def test_each_page_is_named_once_in_the_order_of_the_milestone(two_pages: None, dana: User) -> None:
    one = milestone(dana, "story.cost", "wins", "story.ai", "casestudy.result", "nonsense")
    assert told_in.pages(one) == [Use.COST_STORY, Use.WINS]


def test_a_page_that_is_not_there_is_not_named(two_pages: None, dana: User) -> None:
    assert told_in.pages(milestone(dana, "bullets")) == []
    assert Use.BULLETS.path == ""


def test_the_milestones_page_links_to_them(two_pages: None, as_dana: Client, dana: User) -> None:
    one = milestone(dana, "story.cost", "wins")
    said = as_dana.get(reverse("milestone", args=[one.pk])).content.decode()
    assert f'<a href="{reverse("week")}">your cost story</a>' in said
    assert f'<a href="{reverse("today")}">the lines you keep of what happened</a>' in said


def test_one_that_tells_nothing_says_nothing(as_dana: Client, dana: User) -> None:
    one = milestone(dana, "metric.baseline")
    said = as_dana.get(reverse("milestone", args=[one.pk])).content.decode()
    assert "also belongs into" not in said

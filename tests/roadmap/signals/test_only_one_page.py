"""If somebody can pay for only one: the page, for a person and for a visitor."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certifications.catalogue import catalog
from certifications.catalogue.syncing import sync
from certifications.models import Budget, Certification, Credential, Goal
from roadmap.lanes import owners
from roadmap.lanes.audit.models import Posting
from roadmap.plan import building
from roadmap.signals.demand import demand
from tests.people import choice

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
SAID = {
    "lane": "devops", "market": "aws", "industry": "saas", "money": "", "weeks": "52", "hours": "4",
    "at_aws": "2", "at_kubernetes": "1",
}  # fmt: skip
ROLE = "Platform Engineer\n\nRequirements\n- Kubernetes in production\n- CKA certification required"


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        yield


def ranked(client: Client, **said: str) -> str:
    return client.get(reverse("only-one"), {**SAID, **said}).content.decode()


def test_a_visitor_is_asked_and_nothing_is_kept(client: Client) -> None:
    page = client.get(reverse("only-one")).content.decode()
    assert "Which one would you pay for?" in page
    assert "Kubernetes" in page
    assert page.count("button primary") == 1
    assert "Every point" in ranked(client)
    assert owners.KEY not in client.session


def test_every_point_is_shown_and_what_is_out(client: Client) -> None:
    page = ranked(client, money="400")
    assert "It is about the cloud your market runs on" in page
    assert "AWS: you work there daily" in page
    assert "Its list price, $445, is more than you can pay." in page
    assert "No posting is read" in page
    assert "Sign up to make it your goal" in page


def test_what_was_typed_wrong_gets_a_sentence_beside_it_and_stays(client: Client) -> None:
    page = ranked(client, weeks="0", hours="99", money="-5", market="mars")
    for sentence in (
        "A week is the least.",
        "More than 60 hours a week is no plan.",
        "Money is zero or more.",
        "Choose one of these.",
    ):
        assert sentence in page
    assert 'value="99"' in page
    assert "Every point" not in page
    assert "Choose none, some or daily." in ranked(client, at_aws="9")
    assert "Write it as a number" in ranked(client, money="three")


def test_nothing_fits_and_the_page_says_so(client: Client) -> None:
    page = ranked(client, weeks="1", hours="0.5")
    assert "None fits what you said." in page
    assert "It takes" in page


def test_a_visitor_says_what_they_hold(client: Client) -> None:
    answer = client.get(reverse("only-one"), {**SAID, "held": ["cka"]})
    slugs = [one.slug for one in answer.context["ranking"].ranked]
    assert "cks" in slugs
    assert "cka" not in slugs


def test_postings_that_name_it_move_it_up(as_dana: Client, dana: User) -> None:
    for n in range(3):
        Posting.made_from(f"{ROLE}\nNumber {n}", user=dana).save()
    page = ranked(as_dana)
    assert "<h1>Certified Kubernetes Administrator" in page
    assert "3 of your 3 postings name it" in page
    assert "3 of your 3 postings ask for what it stands for: Kubernetes" in page


def test_postings_that_name_none_are_said(as_dana: Client, dana: User) -> None:
    Posting.made_from("Baker\n\nRequirements\n- Bread and patience, early hours", user=dana).save()
    assert "Your posting names no certification of this lane." in ranked(as_dana)


def test_our_sample_postings_are_called_ours(as_dana: Client, dana: User) -> None:
    Posting.made_from(ROLE, user=dana, is_sample=True).save()
    assert "The postings counted are our examples." in ranked(as_dana)


def test_a_posting_counts_once_however_often_it_says_it(dana: User) -> None:
    said = demand([Posting.made_from(f"{ROLE}\n- CKA, CKA and Kubernetes", user=dana)])
    assert said.naming["cka"] == 1
    assert said.asking["cka"].postings == 1


def test_the_lane_and_the_study_hours_are_known(as_dana: Client, dana: User) -> None:
    plan = building.begin(choice(dana))
    form = as_dana.get(reverse("only-one")).context["form"]
    assert form["lane"].value() == "finops"
    assert Decimal(form["hours"].value()) == Decimal(plan.study_a_week) / 60
    form = as_dana.get(reverse("only-one"), {"lane": "security"}).context["form"]
    assert form["lane"].value() == "security"
    assert not form.is_bound


def test_money_is_in_ones_own_currency(as_dana: Client, dana: User) -> None:
    Budget.objects.create(user=dana, currency="JPY", usd_rate=Decimal(150))
    page = as_dana.get(reverse("only-one")).content.decode()
    assert "Money, in JPY" in page
    assert "At your rate one costs 150 JPY." in page
    answers = as_dana.get(reverse("only-one"), {**SAID, "money": "60000"}).context["answers"]
    assert answers.usd == 400


def test_what_is_held_is_not_suggested(as_dana: Client, dana: User) -> None:
    sync(catalog.catalogue(), TODAY)
    Credential.objects.create(
        user=dana, certification=Certification.objects.get(slug="cka"), name="CKA"
    )
    answer = as_dana.get(reverse("only-one"), SAID)
    assert "You hold it." in answer.content.decode()
    assert "cks" in [one.slug for one in answer.context["ranking"].ranked]


def test_while_the_guard_speaks_none_is_suggested(as_dana: Client, dana: User) -> None:
    for name in ("KCNA", "KCSA"):
        Credential.objects.create(user=dana, name=name)
    assert (
        "Do not buy another certification yet." in as_dana.get(reverse("only-one")).content.decode()
    )
    page = ranked(as_dana)
    assert "<h1>None yet.</h1>" in page
    assert "Prove KCSA" in page
    assert "The ranking, for when it is proven" in page
    assert "Make it my goal" not in page


def test_more_postings_cost_no_more_queries(
    as_dana: Client, dana: User, django_assert_max_num_queries: Any
) -> None:
    building.begin(choice(dana))
    for n in range(15):
        Posting.made_from(f"{ROLE}\nNumber {n}", user=dana).save()
    with django_assert_max_num_queries(10):
        ranked(as_dana)


def test_who_is_after_one_already_finishes_that_first(as_dana: Client, dana: User) -> None:
    sync(catalog.catalogue(), TODAY)
    assert "Make it my goal" in ranked(as_dana)
    mine = Goal.objects.create(
        user=dana, certification=Certification.objects.get(slug="prometheus-certified-associate")
    )
    page = ranked(as_dana)
    assert "Finish it before you pay for another." in page
    assert f'href="/certifications/goals/{mine.pk}/"' in page
    assert "Make it my goal" not in page

"""A story is told aloud: how long, what got lost, what to try next."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from portfolio.stakeholders.models import Stakeholder
from portfolio.stories.models import MOST_TAKES, Rehearsal
from tests.portfolio.stories.rows import story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("typed", "seconds"), [("95", 95), ("1:35", 95), (" 2:05 ", 125)])
def test_a_take_is_kept_and_says_what_to_try_next(
    dana: User, as_dana: Client, typed: str, seconds: int
) -> None:
    one = story(dana)
    address = reverse("story-rehearse", args=[one.pk])
    as_dana.post(address, {"seconds": typed, "missed": ["tradeoff"], "note": "Slower at the end"})
    take = Rehearsal.objects.get()
    assert (take.seconds, take.missed) == (seconds, ["tradeoff"])
    page = as_dana.get(address).content.decode()
    assert "Tradeoff got lost. Learn its first sentence by heart" in page
    assert "Slower at the end" in page
    assert "Next, tell it to somebody in operations." in page


def test_it_is_told_next_to_somebody_of_the_map(dana: User, as_dana: Client) -> None:
    Stakeholder.objects.create(user=dana, name="Omar, on call", function="operations")
    one = story(dana)
    one.rehearsals.create(at=timezone.now(), seconds=80)
    page = as_dana.get(reverse("story-rehearse", args=[one.pk])).content.decode()
    assert "Next, tell it to Omar, on call." in page


def test_takes_are_listed_with_what_changed(dana: User, as_dana: Client) -> None:
    one = story(dana)
    for seconds in (130, 110, 112):
        one.rehearsals.create(at=timezone.now(), seconds=seconds)
    page = as_dana.get(reverse("story-rehearse", args=[one.pk])).content.decode()
    assert page.index("+2 s") < page.index("−20 s")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "How long did it take?"),
        ("a while", "Type it in seconds"),
        ("1:2:3", "Type it in seconds"),
        ("0", "at least a second"),
        ("9000", "more than an hour"),
        ("-5", "Type it in seconds"),
    ],
)
def test_what_is_no_length_is_said_and_the_note_stays(
    dana: User, as_dana: Client, typed: str, said: str
) -> None:
    address = reverse("story-rehearse", args=[story(dana).pk])
    page = as_dana.post(address, {"seconds": typed, "note": "Typed already"}).content.decode()
    assert said in page
    assert "Typed already" in page
    assert not Rehearsal.objects.exists()


def test_a_part_that_is_none_is_refused(dana: User, as_dana: Client) -> None:
    address = reverse("story-rehearse", args=[story(dana).pk])
    as_dana.post(address, {"seconds": "90", "missed": ["ending"]})
    assert not Rehearsal.objects.exists()


def test_a_take_is_removed_by_its_own_person(dana: User, as_dana: Client, as_eve: Client) -> None:
    take = story(dana).rehearsals.create(at=timezone.now(), seconds=80)
    address = reverse("rehearsal-remove", args=[take.pk])
    assert as_eve.post(address).status_code == 404
    assert as_dana.get(address).status_code == 405
    as_dana.post(address)
    assert not Rehearsal.objects.exists()


def test_the_oldest_makes_room_and_the_page_costs_the_same(dana: User, as_dana: Client) -> None:
    one = story(dana)
    address = reverse("story-rehearse", args=[one.pk])
    one.rehearsals.create(at=timezone.now(), seconds=1)
    with CaptureQueriesContext(connection) as few:
        as_dana.get(address)
    Rehearsal.objects.bulk_create(
        Rehearsal(story=one, at=timezone.now(), seconds=50) for _ in range(MOST_TAKES - 1)
    )
    with CaptureQueriesContext(connection) as many:
        as_dana.get(address)
    assert len(many) == len(few)
    as_dana.post(address, {"seconds": "77"})
    assert one.rehearsals.count() == MOST_TAKES
    assert not one.rehearsals.filter(seconds=1).exists()

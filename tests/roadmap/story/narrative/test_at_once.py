"""Two browser tabs, a button pressed twice: one page, each outcome once. Needs PostgreSQL."""

from datetime import date

import pytest
from django.db import connection

from accounts.models import User
from portfolio.models import Rehearsal, Story, Win
from portfolio.wins.importing import markdown
from portfolio.wins.importing.views import CARRIED
from roadmap.plan.models import Reading
from roadmap.story.capture.models import Receipt
from roadmap.story.narrative import publishing
from roadmap.story.narrative.known import known
from roadmap.story.narrative.models import Claim, NarrativePage
from tests.people import choice
from tests.roadmap.plan.test_at_once import at_once
from tests.roadmap.story.capture.rows import path_of
from tests.roadmap.story.narrative import people
from tests.roadmap.story.narrative.test_sharing import choose

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite in memory has one connection"),
]


def test_published_four_times_it_is_one_page(dana: User) -> None:
    people.full(dana)
    choose(dana)
    made = publishing.draft(known(dana), publishing.chosen(dana))
    ticks = {"lasts": "90", **{one.mark: "on" for one in made.remarks}}
    assert at_once(dana, *[("/narrative/share/publish/", ticks)] * 4) == [302] * 4
    assert NarrativePage.objects.filter(user=dana).count() == 1


def test_a_result_is_claimed_once_and_no_more_than_fit(dana: User) -> None:
    study = people.full(dana)
    result = study.results.all()[0]
    claim = ("/narrative/outcomes/add/", {"ref": f"case_result.{result.pk}"})
    assert set(at_once(dana, *[claim] * 4)) <= {302, 422}
    assert Claim.objects.filter(user=dana).count() == 1
    for place in range(10):
        Claim.objects.create(user=dana, text="x", place=place + 1)
    write = ("/narrative/outcomes/write/", {"text": "One more", "proof": ""})
    at_once(dana, *[write] * 4)
    assert Claim.objects.filter(user=dana).count() == 12


def test_rehearsals_at_once_are_all_kept(dana: User) -> None:
    story = Story.objects.create(user=dana, kind="cost", title="It", touched_at=people.NOW)
    take = (f"/stories/{story.pk}/rehearse/", {"seconds": "90", "minutes": "1"})
    assert at_once(dana, *[take] * 4) == [302] * 4
    assert Rehearsal.objects.filter(story=story).count() == 4


def test_the_same_key_posted_at_once_counts_once(dana: User) -> None:
    choice(dana)
    path = path_of(dana)
    found = at_once(dana, *[(f"{path}?key=one", {"value": "42"})] * 6)
    assert sorted(found) == [200] * 5 + [201]
    assert Reading.objects.count() == Receipt.objects.count() == 1


def test_the_same_text_read_in_at_once_is_one(dana: User) -> None:
    found = markdown.read("- A line\n- Another line", date(2026, 11, 1))
    packed = [one.packed() for one in found.candidates]
    carried = CARRIED.token([dana.pk, found.source.value, "2026-11-01", packed])
    take = [str(one.at) for one in found.candidates]
    path = "/wins/import/keep/"
    assert at_once(dana, *[(path, {"carried": carried, "take": take})] * 4) == [302] * 4
    assert Win.objects.filter(user=dana).count() == 2

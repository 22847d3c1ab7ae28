"""Small tasks bring somebody to the people who have to care, one after the other."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from roadmap.plan.exercises import Theme, exercises, stories
from roadmap.plan.models import Phase
from roadmap.story.approaching.tasks import FIRST, THEMES, tasks
from tests.roadmap.cadence import rows
from tests.roadmap.story.notes.rows import note


def page(client: Client, **headers: str) -> str:
    return client.get(reverse("stakeholder-tasks"), headers=headers).content.decode()


def plain(phase: Phase = Phase.TELL, finished: tuple[str, ...] = (), *, note: bool = True):  # type: ignore[no-untyped-def]
    return tasks(phase, dict.fromkeys(finished, date(2026, 3, 1)), lambda one: one, note)


def test_the_first_two_are_being_in_the_room_and_knowing_their_number() -> None:
    found = plain()
    assert "planning" in found.following.title
    assert "KPI" in found.later[0].title
    assert {exercises()[slug].theme for slug in FIRST} <= set(THEMES)


def test_what_is_done_makes_room_for_the_next() -> None:
    found = plain(finished=FIRST[:1])
    assert "KPI" in found.following.title
    assert [one.done_on for one in found.done] == [date(2026, 3, 1)]


def test_all_of_them_are_there_once_and_no_others() -> None:
    found = plain()
    assert 1 + len(found.later) + found.left == sum(one.theme in THEMES for one in stories())
    every = plain(finished=tuple(one.slug for one in stories()))
    assert every.following is None
    assert len(every.done) == sum(one.theme in THEMES for one in stories())


def test_a_later_phase_and_a_lab_note_wait() -> None:
    early = plain(Phase.FOCUS, note=False)
    late = plain(Phase.TELL)
    assert early.left < late.left
    rehearsal = {one.title.lower() for one in stories() if one.theme is Theme.REHEARSAL}
    assert not {one.title.lower() for one in late.later} & rehearsal


@pytest.mark.django_db
def test_a_check_in_says_which_is_done(as_dana: Client, dana: User) -> None:
    note(dana, date(2026, 3, 1), "", kind="story", exercise=FIRST[0], finished=True)
    said = page(as_dana)
    assert "One is done" in said
    assert "1 Mar 2026" in said
    assert "one KPI" in said.replace("One KPI", "one KPI")
    assert "Done when one line has its formula" in said
    assert "Little time?" in said
    assert "30 minutes" in said


@pytest.mark.django_db
def test_it_leads_to_the_story_block_or_to_setting_it_up(as_dana: Client, dana: User) -> None:
    assert f'href="{reverse("settings-blocks")}"' in page(as_dana)
    rows.plan(dana)
    rows.set_up(dana)
    said = page(as_dana)
    assert reverse("settings-blocks") not in said
    assert "/week/" in said


@pytest.mark.django_db
def test_a_fragment_is_no_page(as_dana: Client) -> None:
    assert "<html" not in page(as_dana, HX_Request="true")
    assert "<html" in page(as_dana)


@pytest.mark.django_db
def test_what_others_did_does_not_count(as_dana: Client, eve: User) -> None:
    note(eve, date(2026, 3, 1), "", kind="story", exercise=FIRST[0], finished=True)
    assert "is done" not in page(as_dana)


@pytest.mark.django_db
def test_strangers_sign_in_first(client: Client) -> None:
    assert client.get(reverse("stakeholder-tasks")).status_code == 302


@pytest.mark.django_db
def test_queries_do_not_grow_with_what_is_done(as_dana: Client, dana: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(as_dana)
        return len(queries)

    note(dana, date(2026, 3, 2), "", kind="story", exercise=FIRST[0], finished=True)
    before = asked()
    for n, one in enumerate(stories()[:8]):
        note(dana, date(2025, 1, 6 + n * 0).replace(month=1 + n), "", kind="story",
             exercise=one.slug, finished=True)  # fmt: skip
    assert asked() == before

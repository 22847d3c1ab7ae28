"""Reading notes are found again, and put beside what they help."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from portfolio.models import Stakeholder, Story, Win
from roadmap.story.narrative.models import Claim
from roadmap.story.notes import linking
from roadmap.story.notes.models import BESIDE, NoteLink
from tests.portfolio import rows as portfolio
from tests.roadmap.story.notes.rows import note

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def thing(user: User, kind: str) -> Any:
    """One of each sort that a note can stand beside."""
    match kind:
        case "win":
            return Win.objects.create(user=user, happened_on=date(2026, 3, 1), line="A win & more")
        case "story":
            now = datetime(2026, 3, 1, tzinfo=UTC)
            return Story.objects.create(user=user, kind="cost", title="The cut", touched_at=now)
        case "case_study":
            return portfolio.case(user)
        case "stakeholder":
            return Stakeholder.objects.create(user=user, name="Ines", function="product")
    return Claim.objects.create(user=user, text="Half the spend")


def listed(client: Client, query: str = "") -> str:
    return client.get(reverse("reading-notes") + query).content.decode()


# --- Finding --------------------------------------------------------------------------------------


def test_an_empty_page_says_how_the_first_one_comes(as_dana: Client) -> None:
    said = listed(as_dana)
    assert "Nothing you read is kept here yet." in said
    assert reverse("week") in said


def test_the_newest_stands_first_with_both_lines_and_what_it_was_for(
    as_dana: Client, dana: User
) -> None:
    note(dana, date(2026, 2, 3), "An old book", exists_now="Idle time has an owner")
    note(
        dana, date(2026, 3, 3), "A <b>page</b>", pick_up="chapter 4",
        source_url="https://example.org/p", exercise="study-focp-1",
    )  # fmt: skip
    note(dana, date(2026, 3, 10), "")
    note(dana, date(2026, 3, 12), "Not of a study block", kind="lab")
    said = listed(as_dana)
    assert said.index("A &lt;b&gt;page") < said.index("An old book")
    assert "Idle time has an owner" in said
    assert "chapter 4" in said
    assert "Two reading notes." in said
    assert "Not of a study block" not in said


def test_they_are_found_by_every_word_wherever_it_stands(as_dana: Client, dana: User) -> None:
    note(dana, date(2026, 2, 3), "Cloud bills", exists_now="idle time has an owner")
    note(dana, date(2026, 2, 10), "Cloud networks", exists_now="hops")
    assert "Cloud bills" in listed(as_dana, "?q=cloud+OWNER")
    assert "Cloud networks" not in listed(as_dana, "?q=cloud+owner")
    nothing = listed(as_dana, "?q=cloud+%25+zebra")
    assert "No note has all of these words." in nothing
    assert 'value="cloud % zebra"' in nothing


def test_a_strangers_notes_are_not_found(as_dana: Client, eve: User) -> None:
    note(eve, date(2026, 2, 3), "Her book")
    assert "Her book" not in listed(as_dana, "?q=book")


def test_pages_hold_twenty_and_keep_the_words(as_dana: Client, dana: User) -> None:
    for n in range(25):
        note(dana, date(2026, 1, 6) + 7 * DAY * n, f"Book {n}")
    first, second = listed(as_dana, "?q=book"), listed(as_dana, "?q=book&page=2")
    assert "Book 24" in first
    assert "Book 4<" not in first
    assert "Book 4<" in second
    assert "q=book" in first[first.index("Pages of notes") :]
    assert listed(as_dana, "?page=nonsense")


def test_what_nothing_uses_after_sixty_days_is_said_quietly(as_dana: Client, dana: User) -> None:
    today = dana.today()
    note(dana, today - 70 * DAY, "Forgotten")
    note(dana, today - 14 * DAY, "Fresh")
    linking.link(dana, "win", thing(dana, "win"), note(dana, today - 90 * DAY, "Used").pk)
    assert "One of them is older than 60 days and stands beside nothing." in listed(as_dana)
    idle = listed(as_dana, "?unused=1")
    assert "Forgotten" in idle
    assert "Fresh" not in idle
    assert "Used" not in idle


@pytest.mark.parametrize("page", ["reading-notes", "notes-beside"])
def test_queries_do_not_grow_with_notes(as_dana: Client, dana: User, page: str) -> None:
    one = thing(dana, "case_study")
    path = reverse(page, args=["case_study", one.pk] if page == "notes-beside" else [])

    def asked(year: int, notes: int) -> int:
        for n in range(notes):
            row = note(dana, date(year, 1, 6) + 7 * DAY * n, f"Book {n}")
            linking.link(dana, "case_study", one, row.pk)
            linking.link(dana, "win", thing(dana, "win"), row.pk)
        with CaptureQueriesContext(connection) as queries:
            assert as_dana.get(path).status_code == 200
        return len(queries)

    assert asked(2024, 2) == asked(2025, 12)


# --- Beside ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", BESIDE)
def test_a_note_is_put_beside_it_once_and_taken_away(
    as_dana: Client, dana: User, kind: str
) -> None:
    one, read = thing(dana, kind), note(dana, date(2026, 2, 3), "Cloud bills")
    here = reverse("notes-beside", args=[kind, one.pk])
    assert "No reading note stands beside it." in as_dana.get(here).content.decode()
    for _ in range(2):
        answer = as_dana.post(reverse("note-link", args=[kind, one.pk]), {"note": read.pk})
        assert (answer.status_code, answer["Location"]) == (302, here)
    link = NoteLink.objects.get()
    assert getattr(link, kind) == one
    assert "Take it away" in as_dana.get(here).content.decode()
    assert str(one).replace("&", "&amp;") in listed(as_dana)
    as_dana.post(reverse("note-unlink", args=[link.pk]))
    assert not NoteLink.objects.exists()
    assert "Cloud bills" in listed(as_dana)


@pytest.mark.parametrize("kind", BESIDE)
def test_a_stranger_finds_neither_side(as_eve: Client, dana: User, eve: User, kind: str) -> None:
    one, read = thing(dana, kind), note(dana, date(2026, 2, 3), "Cloud bills")
    hers, her_note = thing(eve, kind), note(eve, date(2026, 2, 3), "Her book")
    linking.link(dana, kind, one, read.pk)
    link = NoteLink.objects.get()
    tries = [
        as_eve.get(reverse("notes-beside", args=[kind, one.pk])),
        as_eve.post(reverse("note-link", args=[kind, one.pk]), {"note": her_note.pk}),
        as_eve.post(reverse("note-link", args=[kind, hers.pk]), {"note": read.pk}),
        as_eve.post(reverse("note-unlink", args=[link.pk])),
    ]
    assert [answer.status_code for answer in tries] == [404] * 4
    assert NoteLink.objects.count() == 1
    offered = as_eve.get(reverse("notes-beside", args=[kind, hers.pk]) + "?q=cloud")
    assert "Cloud bills" not in offered.content.decode()


@pytest.mark.parametrize("kind", ["user", "check_in", "wins", "pk"])
def test_there_are_five_sorts_and_no_other(as_dana: Client, dana: User, kind: str) -> None:
    assert as_dana.get(reverse("notes-beside", args=[kind, 1])).status_code == 404
    answer = as_dana.post(reverse("note-link", args=[kind, 1]), {"note": "1"})
    assert answer.status_code == 404


@pytest.mark.parametrize("said", ["", "x", "9" * 30, "-1"])
def test_no_note_is_no_link(as_dana: Client, dana: User, said: str) -> None:
    one = thing(dana, "win")
    answer = as_dana.post(reverse("note-link", args=["win", one.pk]), {"note": said}, follow=True)
    assert "Choose one of the notes." in answer.content.decode()
    assert not NoteLink.objects.exists()


def test_a_lab_block_is_no_note(as_dana: Client, dana: User) -> None:
    one, lab = thing(dana, "win"), note(dana, date(2026, 2, 3), "x", kind="lab")
    answer = as_dana.post(reverse("note-link", args=["win", one.pk]), {"note": lab.pk})
    assert answer.status_code == 404


def test_a_fragment_answers_with_itself(as_dana: Client, dana: User) -> None:
    one, read = thing(dana, "win"), note(dana, date(2026, 2, 3), "Cloud bills")
    answer = as_dana.post(
        reverse("note-link", args=["win", one.pk]),
        {"note": read.pk, "q": "cloud"},
        headers={"HX-Request": "true"},
    )
    said = answer.content.decode()
    assert "<html" not in said
    assert "Take it away" in said
    assert 'value="cloud"' in said
    assert "HX-Request" in answer["Vary"]


def test_so_many_and_no_more(as_dana: Client, dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "MOST", 2)
    one = thing(dana, "win")
    for day in (3, 10):
        linking.link(dana, "win", one, note(dana, date(2026, 2, day), f"Of {day}").pk)
    third = note(dana, date(2026, 2, 17), "Third")
    path = reverse("note-link", args=["win", one.pk])
    said = as_dana.post(path, {"note": third.pk}, follow=True).content.decode()
    assert "2 notes stand beside it. Take one away first." in said


def test_a_case_study_shows_the_way_to_its_notes(as_dana: Client, dana: User) -> None:
    case = portfolio.case(dana)
    said = as_dana.get(reverse("casestudy", args=[case.pk])).content.decode()
    assert reverse("notes-beside", args=["case_study", case.pk]) in said


def test_what_it_stood_beside_may_go_and_the_note_stays(dana: User) -> None:
    one, read = thing(dana, "win"), note(dana, date(2026, 2, 3), "Cloud bills")
    linking.link(dana, "win", one, read.pk)
    one.delete()
    assert not NoteLink.objects.exists()
    read.refresh_from_db()

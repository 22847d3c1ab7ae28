"""Of telling, a story block has one thing at a time: who is to be asked again, then a win, then a
story to tell aloud."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from portfolio.models import Conversation, Rehearsal, Stakeholder, Story, Win
from portfolio.overview import to_rehearse
from roadmap.cadence import checkins, telling
from roadmap.cadence.models import Words
from tests.people import person
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import MONDAY, STORY_DUE, SUNDAY, set_up
from tests.roadmap.cadence.test_telling import block, lines, mail, win

PARTS = ("problem", "constraints", "decision", "tradeoff", "result")
pytestmark = pytest.mark.django_db


def talk(user: User, again: date, name: str = "Ines", **fields: Any) -> Conversation:
    who, _made = Stakeholder.objects.get_or_create(user=user, name=name, function="finance")
    given = {"said": "The bill comes late.", "on": again - timedelta(days=14), **fields}
    return Conversation.objects.create(stakeholder=who, follow_up_on=again, **given)


def story(user: User, title: str = "What one answer costs", **fields: Any) -> Story:
    parts = dict.fromkeys(PARTS, "It was so.")
    given = {"kind": "cost", "touched_at": timezone.now(), **parts, **fields}
    return Story.objects.create(user=user, title=title, **given)


def told(one: Story, days: int, seconds: int) -> None:
    Rehearsal.objects.create(story=one, at=timezone.now() - timedelta(days=days), seconds=seconds)


def test_who_is_to_be_asked_again_comes_before_a_win_and_a_story(dana: User) -> None:
    set_up(dana)
    win(dana)
    story(dana)
    talk(dana, MONDAY, gave="The list of ten lines.")
    said = lines(mail())
    assert said[0] == "Story, Sun 10:00: ask Ines what came of it"
    assert said[2:6] == [
        "Next, ask Ines what came of it. On 21 December you gave them: “The list of ten lines.”",
        "Done when the answer stands beside the conversation; “nothing came of it” is one.",
        "You meant to ask on 4 January.",
        "Only 10 minutes? Send the question alone: what came of it?",
    ]


def test_a_block_that_asked_again_has_not_asked_for_a_win(dana: User) -> None:
    block_ = set_up(dana)["story"]
    mine = win(dana)
    talk(dana, MONDAY)
    found = checkins.of(block_, MONDAY)
    assert found
    checkins.done(found, Words(on=SUNDAY), STORY_DUE)
    mine.refresh_from_db()
    assert mine.asked_on is None


def test_a_story_never_told_aloud_is_offered_where_nothing_else_waits(dana: User) -> None:
    set_up(dana)
    one = story(dana)
    said = lines(mail())
    assert said[0] == "Story, Sun 10:00: What one answer costs"
    assert "Next, tell “What one answer costs” aloud, by the clock." in said
    assert "It is written, and was never told aloud." in said
    assert telling.waiting({dana.pk: SUNDAY})[dana.pk].aloud.pk == one.pk  # type: ignore[union-attr]


def test_beside_a_milestone_each_is_one_sentence(dana: User) -> None:
    rows.plan(dana)
    set_up(dana)
    talk(dana, MONDAY)
    said = mail()
    assert "Ines waits to be asked since 4 January: what came of it?" in said
    assert not re.search(r"[{}]|None|“”|  | \.|\.\.(?!\.)", said.split("\n--")[0])


def test_a_story_beside_a_milestone_is_one_sentence_too(dana: User) -> None:
    rows.plan(dana)
    set_up(dana)
    story(dana)
    assert "Your story “What one answer costs”: It is written, and was never told aloud." in mail()


@pytest.mark.parametrize(
    ("days", "seconds", "why"),
    [
        (3, 90, ""),
        (3, 121, "The last time it took 2:01; two minutes are listened to."),
        (31, 90, "It was told aloud more than a month ago."),
        (30, 90, ""),
    ],
)
def test_what_was_told_well_of_late_rests(dana: User, days: int, seconds: int, why: str) -> None:
    told(story(dana), days, seconds)
    found = to_rehearse({dana.pk: dana.today()}).get(dana.pk)
    assert (found.why if found else "") == why


def test_what_was_never_told_comes_first_then_what_ran_over(dana: User) -> None:
    old, long, new = (story(dana, title) for title in ("old", "long", "new"))
    told(old, 60, 90)
    told(long, 2, 200)
    assert to_rehearse({dana.pk: dana.today()})[dana.pk].title == "new"
    told(new, 1, 90)
    assert to_rehearse({dana.pk: dana.today()})[dana.pk].title == "long"


def test_what_is_not_written_to_the_end_is_not_rehearsed(dana: User) -> None:
    story(dana, tradeoff="")
    assert not to_rehearse({dana.pk: dana.today()})


def test_a_day_to_come_an_answer_that_is_there_and_others_wait_for_nobody(
    dana: User, eve: User
) -> None:
    talk(dana, SUNDAY + timedelta(days=1))
    talk(dana, MONDAY, "Mira", followed_up_on=MONDAY)
    talk(eve, MONDAY, "Tomas")
    assert dana.pk not in telling.waiting({dana.pk: SUNDAY, eve.pk: SUNDAY})


def test_the_page_of_the_block_offers_the_same(dana: User, as_dana: Client) -> None:
    set_up(dana)
    one = talk(dana, dana.today())
    html = block(as_dana, dana)
    assert f"/stakeholders/conversations/{one.pk}/" in html
    one.followed_up_on = dana.today()
    one.save()
    mine = story(dana)
    assert f"/stories/{mine.pk}/rehearse/" in block(as_dana, dana)
    Win.objects.create(user=dana, happened_on=dana.today(), line="From 4 h to 25 min")
    html = block(as_dana, dana)
    assert "Tell it" in html
    assert "Rehearse it" not in html


def test_queries_do_not_grow_with_people(dana: User) -> None:
    def counted(users: list[User]) -> int:
        with CaptureQueriesContext(connection) as asked:
            telling.waiting({user.pk: SUNDAY for user in users})
        return len(asked)

    people = [dana, *(person(f"p{n}@example.org") for n in range(4))]
    for one in people:
        story(one)
        talk(one, MONDAY)
    assert counted(people) == counted([dana]) == 3

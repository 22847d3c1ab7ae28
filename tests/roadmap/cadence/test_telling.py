"""The story block asks for the rest of a win: once, and where a case study has nothing for it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from delivery.content import Content
from delivery.models import Mail
from portfolio.models import Win
from roadmap.cadence import checkins, compose, nudges
from roadmap.cadence.answers import Action
from roadmap.cadence.models import Block, CheckIn, SkipReason, Words
from tests.people import person
from tests.portfolio import rows as portfolio
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import LAB_DUE, MONDAY, STORY_DUE, SUNDAY, set_up

TICK = timedelta(seconds=5)
LINE = "Restore took 25 min, it was 4 h"
pytestmark = pytest.mark.django_db


def win(user: User, line: str = LINE, **fields: Any) -> Win:
    return Win.objects.create(
        **{"user": user, "happened_on": MONDAY - timedelta(days=9), "line": line, **fields}
    )


def mail() -> str:
    """What the story block's mail says."""
    nudges.plan_due(STORY_DUE + TICK)
    mails = list(Mail.objects.filter(due_at=STORY_DUE).select_related("user"))
    [content] = compose.compose(mails, STORY_DUE + TICK).values()
    assert isinstance(content, Content)
    return f"{content.subject}\n{content.text}"


def block(client: Client, user: User, kind: str = "story") -> str:
    """The page of this week's block."""
    monday = user.today() - timedelta(days=user.today().weekday())
    Block.objects.update(anchor=monday, since=monday)
    return client.get(reverse("block", args=[monday, kind])).content.decode()


def lines(said: str) -> list[str]:
    return [line for line in said.splitlines() if line]


def test_without_a_milestone_the_mail_asks_for_it_in_five_lines(dana: User) -> None:
    set_up(dana)
    win(dana, for_whom="Ines")
    said = lines(mail())
    assert said[0] == f"Story, Sun 10:00: {LINE}"
    assert said[1:6] == [
        "No line of yours yet, and no milestone for this block.",
        f"Next, the rest of a win: “{LINE}” The problem, what you could not change, what you "
        "chose, what it gave up, what came of it: a sentence each.",
        "Done when somebody who was not there can say what you chose, and over what.",
        "You kept it on 26 December. It has a before and an after, and it mattered to Ines.",
        "Only 10 minutes? Write the tradeoff alone: what it gave up, and who carries that.",
    ]


def test_beside_a_milestone_it_is_one_sentence(dana: User) -> None:
    rows.plan(dana)
    set_up(dana)
    win(dana)
    said = mail()
    assert f"Your win “{LINE}” is worth its whole story. It has a before and an after." in said
    assert said.count(LINE) == 1
    assert not re.search(r"[{}]|None|“”|  | \.|\.\.(?!\.)", said.split("\n--")[0])


def test_looking_and_composing_ask_nothing_yet(dana: User, as_dana: Client) -> None:
    set_up(dana)
    mine = win(dana, happened_on=dana.today())
    block(as_dana, dana)
    compose.test_mail(dana, STORY_DUE)
    mine.refresh_from_db()
    assert mine.asked_on is None


def test_a_block_that_took_place_has_asked_and_no_other_asks_again(dana: User) -> None:
    story = set_up(dana)["story"]
    mine, other = win(dana), win(dana, "Took 3 min", happened_on=MONDAY - timedelta(days=60))
    assert LINE in mail()
    found = checkins.of(story, MONDAY)
    assert found
    checkins.done(found, Words(on=SUNDAY), STORY_DUE)
    mine.refresh_from_db()
    assert mine.asked_on == SUNDAY
    checkins.done(found, Words(on=SUNDAY, pick_up="more"), STORY_DUE)
    other.refresh_from_db()
    assert other.asked_on is None, "the same block answered twice asks once"


def test_answered_from_the_mail_it_has_asked_too(dana: User, client: Client) -> None:
    story = set_up(dana)["story"]
    mine = win(dana, happened_on=dana.today())
    monday = dana.today() - timedelta(days=dana.today().weekday())
    Block.objects.update(anchor=monday, since=monday)
    client.post(Action.DONE.path(story, monday), {"done_on": dana.today().isoformat()})
    assert CheckIn.objects.get().state == CheckIn.State.DONE
    mine.refresh_from_db()
    assert mine.asked_on == dana.today()


def test_a_block_that_was_skipped_or_is_no_story_has_not_asked(dana: User) -> None:
    mine = set_up(dana)
    kept = win(dana)
    story, lab = checkins.of(mine["story"], MONDAY), checkins.of(mine["lab"], MONDAY)
    assert story
    assert lab
    checkins.skip(story, SkipReason.WORK, STORY_DUE)
    checkins.done(lab, Words(on=SUNDAY), STORY_DUE)
    kept.refresh_from_db()
    assert kept.asked_on is None


def test_the_page_of_the_story_block_asks_and_takes_a_no(dana: User, as_dana: Client) -> None:
    set_up(dana)
    mine = win(dana, happened_on=dana.today())
    said = block(as_dana, dana)
    assert f"“{LINE}”" in said
    assert reverse("win-tell", args=[mine.pk]) in said
    assert "Not this one" in said
    assert LINE not in block(as_dana, dana, "lab")
    found = re.search(r'name="next" value="(/week/[^"]+)"', said)
    assert found
    answer = as_dana.post(
        reverse("win-let-be", args=[mine.pk]), {"next": found[1]}, follow=True
    ).content.decode()
    assert "That one stays a line." in answer
    assert "“Restore" not in answer
    assert "No milestone" in answer


def test_a_case_study_that_wants_a_reader_comes_first(
    dana: User, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = set_up(dana)["story"]
    mine = win(dana, happened_on=dana.today())
    portfolio.case(dana)
    monkeypatch.setattr("roadmap.cadence.casework._is_telling", lambda case: True)
    assert f"“{LINE}”" not in mail()
    assert LINE not in block(as_dana, dana)
    found = checkins.of(story, MONDAY)
    assert found
    checkins.done(found, Words(on=SUNDAY), STORY_DUE)
    mine.refresh_from_db()
    assert mine.asked_on is None


def test_a_lab_mail_says_nothing_of_it(dana: User) -> None:
    set_up(dana)
    win(dana)
    nudges.plan_due(LAB_DUE + TICK)
    mails = list(Mail.objects.filter(due_at=LAB_DUE).select_related("user"))
    [content] = compose.compose(mails, LAB_DUE + TICK).values()
    assert isinstance(content, Content)
    assert LINE not in content.text


def test_ten_story_mails_cost_the_queries_of_two(dana: User) -> None:
    def queries(count: int) -> int:
        Mail.objects.all().delete()
        Block.objects.all().delete()
        for n in range(count):
            one = person(f"{count}-{n}@example.org")
            set_up(one)
            for m in range(n % 4 + 1):
                win(one, f"Took {m + 2} min")
        nudges.plan_due(STORY_DUE + TICK)
        mails = list(Mail.objects.filter(due_at=STORY_DUE).select_related("user"))
        assert len(mails) == count
        with CaptureQueriesContext(connection) as asked:
            compose.compose(mails, STORY_DUE + TICK)
        return len(asked)

    assert queries(2) == queries(10)


def test_what_is_too_old_is_left_in_peace(dana: User) -> None:
    set_up(dana)
    win(dana, happened_on=date(2026, 5, 1))
    assert LINE not in mail()

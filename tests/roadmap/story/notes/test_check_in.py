"""A study block names what was read, on its page and from its mail, and shows it again."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from roadmap.cadence import checkins
from roadmap.cadence.answers import Action
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import Block, CheckIn
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import MONDAY, STUDY_DUE, TUESDAY, set_up

pytestmark = pytest.mark.django_db
READ = {"source": "The FOCUS specification", "source_url": "https://example.org/focus"}
LINES = {"exists_now": "", "pick_up": "which columns are nullable", "minutes": "90"}
SENT = {**LINES, "done_on": TUESDAY.isoformat(), **READ}


@pytest.fixture(autouse=True)
def that_evening() -> Any:
    with time_machine.travel(STUDY_DUE + timedelta(hours=1), tick=False) as clock:
        yield clock


@pytest.fixture
def study(dana: User) -> Block:
    rows.plan(dana)
    return set_up(dana)["study"]


def kept() -> CheckIn:
    return CheckIn.objects.get(week=MONDAY)


def page(client: Client, monday: date = MONDAY, kind: str = "study") -> str:
    return client.get(reverse("block", args=[monday, kind])).content.decode()


def week(client: Client, monday: date = MONDAY) -> str:
    return client.get(reverse("week-other", args=[monday])).content.decode()


def test_what_was_read_is_kept_with_the_two_lines(as_dana: Client, study: Block) -> None:
    assert "What did you read?" in page(as_dana)
    as_dana.post(reverse("block-done", args=[MONDAY, "study"]), SENT)
    assert (kept().source, kept().source_url) == (READ["source"], READ["source_url"])
    said = page(as_dana)
    assert '<a href="https://example.org/focus" rel="noopener noreferrer">The FOCUS' in said
    assert f'value="{READ["source"]}"' in said  # ready to be changed
    assert "It stands among your reading notes." in said
    assert "Read: The FOCUS specification" in week(as_dana)


def test_the_next_block_says_what_was_being_read(as_dana: Client, study: Block) -> None:
    as_dana.post(reverse("block-done", args=[MONDAY, "study"]), SENT)
    after = page(as_dana, MONDAY + WEEK)
    assert "You were reading" in after
    assert "The FOCUS specification" in after
    assert "(The FOCUS specification)" in week(as_dana, MONDAY + WEEK)


def test_an_address_alone_is_its_own_name(as_dana: Client, study: Block) -> None:
    as_dana.post(reverse("block-done", args=[MONDAY, "study"]), {**SENT, "source": ""})
    assert kept().source == "example.org/focus"


def test_a_wrong_address_is_said_beside_it_and_all_else_stays(
    as_dana: Client, study: Block
) -> None:
    answer = as_dana.post(
        reverse("block-done", args=[MONDAY, "study"]), {**SENT, "source_url": "javascript:alert(1)"}
    )
    said = answer.content.decode()
    assert "This is no web address." in said
    assert "which columns are nullable" in said
    assert not CheckIn.objects.filter(state="done").exists()


@pytest.mark.parametrize("kind", ["lab", "story"])
def test_other_blocks_are_not_asked_and_take_nothing(
    as_dana: Client, study: Block, kind: str
) -> None:
    assert "What did you read?" not in page(as_dana, kind=kind)
    as_dana.post(reverse("block-done", args=[MONDAY, kind]), SENT)
    assert kept().source == ""


def test_it_can_be_named_from_the_mail(client: Client, study: Block) -> None:
    path = Action.DONE.path(study, MONDAY)
    assert "What did you read?" in client.get(path).content.decode()
    client.post(path, SENT)
    assert kept().source == READ["source"]


def test_an_answer_from_the_mail_that_names_nothing_keeps_what_was_named(
    as_dana: Client, client: Client, study: Block
) -> None:
    as_dana.post(reverse("block-done", args=[MONDAY, "study"]), SENT)
    found = checkins.find(study.user, MONDAY, "study")
    assert found
    checkins.reopen(found)
    path = Action.DONE.path(study, MONDAY)
    assert READ["source"] not in client.get(path).content.decode()  # whoever holds the link
    client.post(path, {**SENT, "source": "", "source_url": ""})
    assert kept().source == READ["source"]
    assert kept().source_url == READ["source_url"]

"""What a reader without an account does with a link, and what a link refuses."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from portfolio.casestudies.models import CaseStudy
from portfolio.readers import reading
from portfolio.readers.models import Reader, ReadingTest
from portfolio.sharing.models import Publication
from tests.portfolio.readers.rows import (
    ANSWERS,
    NEWER,
    TEXT,
    address,
    answered,
    press,
    reader,
    rewrite,
    version,
)
from tests.portfolio.rows import case, write

pytestmark = pytest.mark.django_db
START, READ, ANSWER = "reader-start", "reader-read", "reader-answer"


@pytest.fixture
def study(dana: User) -> CaseStudy:
    made = case(dana, title="Secret title", employer="Initech")
    write(made, plain=TEXT, problem="Secret problem")
    return made


@pytest.fixture
def ines(study: CaseStudy) -> Reader:
    return reader(study, role="product")


def test_a_reader_starts_reads_and_answers_on_the_servers_clock(
    client: Client, ines: Reader
) -> None:
    page = client.get(address(ines)).content.decode()
    assert "Dana asks for two minutes of your reading." in page
    assert TEXT not in page
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert TEXT in press(client, ines, START)
        clock.shift(94)
        assert "Three questions" in press(client, ines, READ)
        clock.shift(300)
        page = press(client, ines, ANSWER, **ANSWERS)
    assert "Thank you, Ines." in page
    assert TEXT not in page
    test = ReadingTest.objects.get()
    assert (test.seconds, test.confused, test.would_fund) == (94, "Nothing", "yes")
    assert test.said_back == ANSWERS["said_back"]
    page = client.get(address(ines)).content.decode()
    assert "Thank you, Ines." in page
    assert TEXT not in page


def test_nothing_of_the_account_is_shown_but_the_name_and_the_text(
    client: Client, ines: Reader, as_dana: Client, as_eve: Client
) -> None:
    def pages(visitor: Client) -> str:
        ReadingTest.objects.all().delete()
        said = visitor.get(address(ines)).content.decode()
        for name in (START, READ, ANSWER):
            said += press(visitor, ines, name, **(ANSWERS if name == ANSWER else {}))
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|value="\d+"', "", said)

    said = pages(client)
    for secret in ("Secret", "Initech", "dana@", "finops", "/portfolio/"):
        assert secret not in said
    for other in (pages(as_eve), pages(as_dana)):
        assert "Eve" not in other
        assert "/today/" not in other
        assert "/settings/" not in other


def test_looking_changes_nothing_and_sets_no_session(client: Client, ines: Reader) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address(ines)).status_code == 200
        assert client.head(address(ines)).status_code == 200
        for name in (START, READ, ANSWER):
            assert client.get(address(ines, name)).status_code == 405
            assert client.head(address(ines, name)).status_code == 405
    assert all(one["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE")) for one in asked)
    assert not ReadingTest.objects.exists()
    assert "session" not in client.cookies


def test_no_cache_search_or_other_page_learns_the_address(client: Client, ines: Reader) -> None:
    gone = reader(ines.case_study, "Gone", revoked_at=timezone.now())
    started = client.post(address(ines, START))
    for answer in (client.get(address(ines)), started, client.get(address(gone))):
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "strict-origin"
    assert 'name="robots" content="noindex' in client.get(address(ines)).content.decode()


def test_the_clock_is_not_started_anew(client: Client, ines: Reader) -> None:
    for _ in range(3):
        press(client, ines, START)
        client.get(address(ines))
    first = ReadingTest.objects.get()
    for _ in range(2):
        press(client, ines, READ)
    read_at = ReadingTest.objects.get().read_at
    press(client, ines, START)
    press(client, ines, START, interrupted=str(first.pk))
    assert ReadingTest.objects.get().read_at == read_at


def test_who_was_interrupted_begins_anew_and_the_first_reading_is_kept(
    client: Client, ines: Reader
) -> None:
    assert "I was interrupted" in press(client, ines, START)
    first = ReadingTest.objects.get()
    for _ in range(3):  # sent again, it interrupts nothing more
        assert TEXT in press(client, ines, START, interrupted=str(first.pk))
    second, kept = ReadingTest.objects.all()
    assert kept == first
    assert kept.interrupted_at
    assert kept.read_at is None
    press(client, ines, READ)
    press(client, ines, ANSWER, **ANSWERS)
    second.refresh_from_db()
    assert second.answered_at


@pytest.mark.parametrize("interrupted", ["0", "x", "9" * 40, "\0", "-1"])
def test_a_reading_that_is_not_theirs_is_not_interrupted(
    client: Client, ines: Reader, interrupted: str
) -> None:
    press(client, ines, START, interrupted=interrupted)
    assert not ReadingTest.objects.exists()
    press(client, ines, START)
    press(client, ines, START, interrupted=interrupted)
    assert ReadingTest.objects.get().interrupted_at is None


def test_answers_sent_twice_are_one_and_the_first_stays(client: Client, ines: Reader) -> None:
    press(client, ines, START)
    press(client, ines, READ)
    for said in ("first", "second"):
        press(client, ines, ANSWER, **{**ANSWERS, "said_back": said})
    press(client, ines, START)
    assert ReadingTest.objects.get().said_back == "first"


def test_steps_out_of_order_do_nothing(client: Client, ines: Reader) -> None:
    press(client, ines, READ)
    press(client, ines, ANSWER, **ANSWERS)
    assert not ReadingTest.objects.exists()
    press(client, ines, START)
    press(client, ines, ANSWER, **ANSWERS)
    assert ReadingTest.objects.get().answered_at is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"nothing_confused": ""}, "Say what did, or tick that nothing did."),
        ({"said_back": " "}, "Write a sentence, even if you are not sure of it."),
        ({"would_fund": ""}, "Choose one of the three."),
        ({"would_fund": "maybe"}, "is not one of the available choices"),
        ({"said_back": "x" * 2001}, "at most 2000 characters"),
        ({"confused": "x" * 2001}, "at most 2000 characters"),
        ({"fund_why": "x" * 1001}, "at most 1000 characters"),
        ({"said_back": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    client: Client, ines: Reader, fields: dict[str, str], sentence: str
) -> None:
    press(client, ines, START)
    press(client, ines, READ)
    page = press(client, ines, ANSWER, **{**ANSWERS, **fields})
    assert sentence in page
    assert ANSWERS["fund_why"] in page or "fund_why" in fields
    assert ReadingTest.objects.get().answered_at is None


def test_fields_that_are_not_asked_for_are_not_taken(client: Client, ines: Reader) -> None:
    press(client, ines, START)
    press(client, ines, READ)
    press(
        client, ines, ANSWER, **ANSWERS, said_right="on", cleared_note="mine",
        started_at="2020-01-01", reader="9",
    )  # fmt: skip
    test = ReadingTest.objects.get()
    assert (test.said_right, test.cleared_note, test.reader) == (None, "", ines)


def test_a_newer_version_opens_by_the_same_link(client: Client, ines: Reader) -> None:
    answered(ines)
    assert "Thank you" in client.get(address(ines)).content.decode()
    Reader.objects.update(version=version(ines.case_study, 2, NEWER))
    assert "Dana rewrote it. Is it clearer?" in client.get(address(ines)).content.decode()
    assert NEWER in press(client, ines, START)


def test_a_reading_under_way_goes_on_with_the_text_it_began_with(
    client: Client, ines: Reader
) -> None:
    press(client, ines, START)
    Reader.objects.update(version=version(ines.case_study, 2, NEWER))
    assert TEXT in client.get(address(ines)).content.decode()
    first = ReadingTest.objects.get()
    assert NEWER in press(client, ines, START, interrupted=str(first.pk))


def test_twenty_beginnings_are_enough(client: Client, ines: Reader) -> None:
    now = timezone.now()
    for _ in range(20):
        answered(ines, interrupted_at=now, answered_at=None, read_at=None)
    assert client.post(address(ines, START)).status_code == 410
    assert ines.tests.count() == 20


# --- Links that open nothing --------------------------------------------------------------------


def refused(client: Client, token: str, status: int) -> str:
    """Every address answers so, and none says the text."""
    said = ""
    for name in ("reader", START, READ, ANSWER):
        url = reverse(name, args=[token])
        answer = client.get(url) if name == "reader" else client.post(url, ANSWERS)
        assert answer.status_code == status, name
        said += answer.content.decode()
    assert TEXT not in said
    assert "Dana" not in said
    assert not ReadingTest.objects.filter(answered_at=None).exists()
    return said


def test_a_link_taken_back_opens_nothing(client: Client, ines: Reader) -> None:
    ines.revoke(timezone.now())
    assert "This link was taken back." in refused(client, ines.token, 410)


def test_a_link_whose_time_is_over_opens_nothing(client: Client, ines: Reader) -> None:
    Reader.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "The time of this link is over." in refused(client, ines.token, 410)


def test_a_link_forged_cut_off_or_of_another_kind_opens_nothing(
    client: Client, ines: Reader
) -> None:
    token = ines.token
    now = timezone.now()
    other = Publication.objects.create(
        pk=ines.pk, nonce=ines.nonce, case_study=ines.case_study, content={}, created_at=now,
        expires_at=now + timedelta(days=9), published_at=now,
    )  # fmt: skip
    for wrong in (token[:-2], token[1:], "x", "a:b:c", token.swapcase(), other.token):
        assert "This link is not whole." in refused(client, wrong, 404)


def test_a_link_whose_reader_is_gone_opens_nothing(client: Client, ines: Reader) -> None:
    token = ines.token
    ines.case_study.delete()
    refused(client, token, 404)


def test_who_reads_while_the_link_is_taken_back_is_told(client: Client, ines: Reader) -> None:
    press(client, ines, START)
    press(client, ines, READ)
    ines.revoke(timezone.now())
    assert client.post(address(ines, ANSWER), ANSWERS).status_code == 410


def test_who_began_in_time_may_finish_for_a_day(client: Client, ines: Reader) -> None:
    with time_machine.travel(ines.expires_at - timedelta(minutes=1), tick=False) as clock:
        press(client, ines, START)
        clock.shift(timedelta(minutes=2))
        assert "Three questions" in press(client, ines, READ)
        clock.shift(timedelta(hours=23))
        assert "Thank you, Ines." in press(client, ines, ANSWER, **ANSWERS)
        Reader.objects.update(version=version(ines.case_study, 2, NEWER))
        assert client.get(address(ines)).status_code == 410
        assert client.post(address(ines, START)).status_code == 410
        clock.shift(timedelta(hours=1))
        assert "The time of this link is over." in client.get(address(ines)).content.decode()
    assert ReadingTest.objects.get().said_back == ANSWERS["said_back"]


def test_nobody_begins_after_the_end(client: Client, ines: Reader) -> None:
    with time_machine.travel(ines.expires_at, tick=False):
        assert client.post(address(ines, START)).status_code == 410
    assert not ReadingTest.objects.exists()


def test_who_reads_while_the_link_is_taken_back_gets_a_plain_page(
    client: Client, ines: Reader
) -> None:
    press(client, ines, START)
    ines.revoke(timezone.now())
    for answer in (client.get(address(ines)), client.post(address(ines, READ))):
        assert answer.status_code == 410
        assert "This link was taken back." in answer.content.decode()
        assert TEXT not in answer.content.decode()


@pytest.mark.parametrize("name", [START, READ, ANSWER])
def test_a_form_of_another_site_is_refused(ines: Reader, name: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(address(ines, name), ANSWERS)
    assert answer.status_code == 403
    assert not ReadingTest.objects.exists()


# --- At once ------------------------------------------------------------------------------------


def test_two_starts_at_once_are_one(
    client: Client, ines: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = Reader.objects.hold
    met: list[bool] = []

    def wait(one: Reader) -> None:
        if not met:
            met.append(True)
            reading.begin(one, timezone.now())
        hold(one)

    monkeypatch.setattr(Reader.objects, "hold", wait)
    assert client.post(address(ines, START)).status_code == 302
    assert met
    assert ReadingTest.objects.count() == 1


def test_the_table_keeps_one_reading_under_way(ines: Reader) -> None:
    answered(ines, answered_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        answered(ines, answered_at=None)
    answered(ines)


@pytest.mark.parametrize("half", [{"read_at": None}, {"interrupted_at": timezone.now()}])
def test_the_table_keeps_no_answer_to_what_was_not_read(ines: Reader, half: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        answered(ines, **half)


def test_a_rewrite_while_they_read_is_not_what_they_read(client: Client, ines: Reader) -> None:
    press(client, ines, START)
    rewrite(ines.case_study, NEWER)
    assert TEXT in client.get(address(ines)).content.decode()

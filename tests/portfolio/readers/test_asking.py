"""What an author does: asks somebody, sees what they said, answers it by rewriting."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portfolio.casestudies.models import CaseStudy
from portfolio.readers.models import PlainVersion, Reader
from tests.portfolio.readers.authors import invite, page, press
from tests.portfolio.readers.rows import NEWER, TEXT, address, answered, reader, rewrite

pytestmark = pytest.mark.django_db


def test_a_reader_gets_a_link_and_the_author_words_to_send(
    as_dana: Client, study: CaseStudy
) -> None:
    said = invite(as_dana, study)
    made = Reader.objects.get()
    assert (made.name, made.role, made.version.number) == ("Ines", "product", 1)
    assert made.expires_at - made.created_at == timedelta(days=14)
    assert "The link for Ines is made. Nothing was sent." in said
    assert "made today, 14 days left" in said
    (shown,) = re.findall(r'value="(http[^"]+/reader/[^"]+)" readonly', said)
    assert "Hello Ines," in said
    assert said.count(shown) == 2  # to copy, and in the words
    assert "mailto:?subject=Two%20minutes" in said
    assert quote(shown, safe="") in said
    assert Client().get(re.sub(r"^http://[^/]+", "", shown)).status_code == 200


@pytest.mark.parametrize("days", [7, 30])
def test_the_link_holds_as_long_as_is_chosen(as_dana: Client, study: CaseStudy, days: int) -> None:
    invite(as_dana, study, days=str(days))
    made = Reader.objects.get()
    assert made.expires_at - made.created_at == timedelta(days=days)


def test_the_same_text_is_the_same_version_and_another_the_next(
    as_dana: Client, study: CaseStudy
) -> None:
    invite(as_dana, study)
    invite(as_dana, study, name="Otto")
    rewrite(study, NEWER)
    invite(as_dana, study, name="Mia")
    assert [one.version.number for one in Reader.objects.order_by("pk")] == [1, 1, 2]
    assert [one.text for one in PlainVersion.objects.all()] == [TEXT, NEWER]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "This field is required."),
        ({"name": "x" * 81}, "at most 80 characters"),
        ({"role": "x" * 81}, "at most 80 characters"),
        ({"days": "365"}, "is not one of the available choices"),
        ({"name": "a\0"}, "Null characters"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    as_dana: Client, study: CaseStudy, fields: dict[str, str], sentence: str
) -> None:
    assert sentence in invite(as_dana, study, **fields)
    assert not Reader.objects.exists()
    assert not PlainVersion.objects.exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no plain version yet. Write it first."),
        ("word " * 301, "has 301 words, 1 more than the 300 a reader gets"),
        ("word " * 420, "has 420 words, 120 more than the 300 a reader gets"),
    ],
)
def test_a_text_that_is_too_long_or_missing_is_shown_to_nobody(
    as_dana: Client, study: CaseStudy, text: str, sentence: str
) -> None:
    rewrite(study, text)
    assert sentence in invite(as_dana, study)
    url = reverse("reader-invite", args=[study.pk])
    assert sentence in as_dana.get(url).content.decode()
    assert "Ask a reader" not in page(as_dana, study)
    assert not Reader.objects.exists()


def test_three_hundred_words_can_be_shown(as_dana: Client, study: CaseStudy) -> None:
    rewrite(study, "word " * 300)
    invite(as_dana, study)
    assert Reader.objects.exists()


def test_thirty_readers_are_as_many_as_fit(as_dana: Client, study: CaseStudy) -> None:
    for number in range(30):
        reader(study, f"Reader {number}")
    assert "You asked 30 people already" in invite(as_dana, study)
    assert Reader.objects.count() == 30


def test_the_age_of_a_link_is_shown(as_dana: Client, study: CaseStudy) -> None:
    now = timezone.now()
    reader(study, created_at=now - timedelta(days=9, hours=1), expires_at=now + timedelta(days=5))
    reader(study, "Otto", expires_at=now - timedelta(days=1))
    said = page(as_dana, study)
    assert "made 9 days ago, 5 days left" in said
    assert "expired on" in said


def test_a_link_is_taken_back_and_its_answers_stay(as_dana: Client, study: CaseStudy) -> None:
    ines = reader(study)
    answered(ines, said_back="It is cheaper now.")
    said = press(as_dana, study, "reader-revoke", ines.pk)
    assert "leads nowhere any more" in said
    assert "It is cheaper now." in said
    assert "taken back on" in said
    assert Client().get(address(ines)).status_code == 410
    ines.refresh_from_db()
    first = ines.revoked_at
    press(as_dana, study, "reader-revoke", ines.pk)
    ines.refresh_from_db()
    assert ines.revoked_at == first


def test_a_silent_reader_is_asked_once_more_and_not_twice(
    as_dana: Client, study: CaseStudy
) -> None:
    now = timezone.now()
    ines = reader(study, created_at=now - timedelta(days=15), expires_at=now - timedelta(days=1))
    said = press(as_dana, study, "reader-resend", ines.pk)
    assert "A while ago I sent you a short text" in said
    ines.refresh_from_db()
    assert ines.is_open(now + timedelta(days=13))
    again, until = ines.resent_at, ines.expires_at
    assert "cannot be asked once more" in press(as_dana, study, "reader-resend", ines.pk)
    ines.refresh_from_db()
    assert (ines.resent_at, ines.expires_at) == (again, until)


def test_who_answered_or_was_let_go_is_not_asked_once_more(
    as_dana: Client, study: CaseStudy
) -> None:
    ines, otto = reader(study), reader(study, "Otto", revoked_at=timezone.now())
    answered(ines)
    for one in (ines, otto):
        assert "cannot be asked once more" in press(as_dana, study, "reader-resend", one.pk)
    assert not Reader.objects.exclude(resent_at=None).exists()


def test_a_newer_version_is_shown_to_who_answered(as_dana: Client, study: CaseStudy) -> None:
    now = timezone.now()
    ines = reader(study, resent_at=now, expires_at=now + timedelta(days=1))
    answered(ines)
    assert "Show Ines version" not in page(as_dana, study)
    assert "shows the plain version of now already" in press(as_dana, study, "reader-show", ines.pk)
    rewrite(study, NEWER)
    assert "Show Ines version 2" in page(as_dana, study)
    said = press(as_dana, study, "reader-show", ines.pk)
    assert "Ines’s link now shows version 2. Tell them" in said
    assert "I rewrote the text after what you said." in said
    ines.refresh_from_db()
    assert (ines.version.number, ines.resent_at) == (2, None)
    assert ines.is_open(now + timedelta(days=13))


def test_who_did_not_answer_is_shown_the_newer_one_without_more_time(
    as_dana: Client, study: CaseStudy
) -> None:
    ines = reader(study, resent_at=timezone.now())
    until = ines.expires_at
    rewrite(study, NEWER)
    press(as_dana, study, "reader-show", ines.pk)
    ines.refresh_from_db()
    assert (ines.version.number, ines.expires_at) == (2, until)
    assert ines.resent_at

"""What comes in at the capture address: what becomes of it, and what never does."""

import io
import json
from base64 import b64encode
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import User
from portfolio.models import Screenshot, Win
from portfolio.wins import captured
from roadmap.plan.models import Reading
from roadmap.story.capture import taking
from roadmap.story.capture.models import CaptureAddress, Receipt
from tests.people import choice
from tests.roadmap.story.capture.rows import NOW, path_of, post

pytestmark = pytest.mark.django_db

TODAY = date(2027, 1, 4)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def path(dana: User) -> str:
    choice(dana)
    return path_of(dana)


def png(kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, kind)
    return file.getvalue()


# --- A number -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "kind", "value"),
    [
        ("42", "text/plain", "42"),
        ("$0.49\n", "text/plain; charset=utf-8", "0.49"),
        ("0,49", "text/plain", "0.49"),
        ("0.49", "application/x-www-form-urlencoded", "0.49"),  # curl -d 0.49
        ("value=0.49", "application/x-www-form-urlencoded", "0.49"),
        ('{"value": 0.49}', "application/json", "0.49"),
        ('{"value": "4,200"}', "application/json", "4200"),
        ("3e3", "application/json", "3000"),
    ],
)
def test_a_number_becomes_a_reading(
    path: str, dana: User, body: str, kind: str, value: str
) -> None:
    answer = post(path, body, kind)
    assert (answer.status_code, answer.content) == (201, b"Kept as a reading.\n")
    reading = Reading.objects.get()
    assert (reading.user, reading.metric_slug) == (dana, "cloud-spend")
    assert (reading.value, reading.on, reading.how) == (Decimal(value), TODAY, "captured")
    assert not Win.objects.exists()


def test_a_number_may_say_its_day_its_limit_and_how(path: str) -> None:
    sent = {"value": 3900, "on": "2026-12-31", "limit": "880", "how": "the bill"}
    assert post(path, json.dumps(sent), "application/json").status_code == 201
    assert post(path + "?on=2026-12-30&how=cron", "3950").status_code == 201
    rows = Reading.objects.values_list("on", "value", "limit_value", "how")
    assert list(rows) == [
        (date(2026, 12, 30), 3950, None, "cron"),
        (date(2026, 12, 31), 3900, 880, "the bill"),
    ]


def test_a_number_without_a_metric_is_kept_as_a_line(dana: User) -> None:
    answer = post(path_of(dana), "$0.49")
    assert answer.status_code == 201
    assert b"no metric is chosen" in answer.content
    win = Win.objects.get()
    assert (win.line, win.is_draft) == ("$0.49, posted without a metric chosen", True)


def test_a_day_keeps_four_readings_and_the_latest_is_the_last(path: str, dana: User) -> None:
    Reading.objects.create(
        user=dana, metric_slug="cloud-spend", on=TODAY, value=4000, how="the bill"
    )
    for number in range(6):
        assert post(path, str(3000 + number)).status_code == 201
    assert [row.value for row in Reading.objects.all()] == [4000, 3000, 3001, 3005]


# --- A line -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "kind", "line", "rest"),
    [
        ("Idle GPUs are off at night", "text/plain", "Idle GPUs are off at night", ""),
        ("Three runs\n\nbefore & after\nheld", "text/plain", "Three runs", "before & after\nheld"),
        ("a=b & 20% less", "application/x-www-form-urlencoded", "a=b & 20% less", ""),
        ("we%20cut%20it", "application/x-www-form-urlencoded", "we cut it", ""),
        ("text=we+cut+it", "application/x-www-form-urlencoded", "we cut it", ""),
        ('{"text": "η ουρά\\nкоротко"}', "application/json", "η ουρά", "коротко"),
        ('"a line"', "application/json", "a line", ""),
        ("99999999999999999", "text/plain", "99999999999999999", ""),  # no figure we keep
    ],
)
def test_a_text_becomes_a_draft(
    path: str, dana: User, body: str, kind: str, line: str, rest: str
) -> None:
    answer = post(path, body, kind)
    assert (answer.status_code, answer.content) == (201, b"Kept as a draft.\n")
    win = Win.objects.get()
    assert (win.user, win.line, win.result) == (dana, line, rest)
    assert (win.is_draft, win.source, win.happened_on) == (True, "capture", TODAY)


def test_a_long_first_line_goes_on_below_and_nothing_is_cut(path: str) -> None:
    words = [f"word{number}" for number in range(200)]
    assert post(path, " ".join(words)).status_code == 201
    win = Win.objects.get()
    assert len(win.line) <= 500
    assert f"{win.line} {win.result}".split() == words


def test_a_text_that_does_not_fit_is_refused_whole(path: str) -> None:
    answer = post(path, "A line\n" + "x" * 2001)
    assert answer.status_code == 413
    assert b"2,000" in answer.content
    both = json.dumps({"value": 3, "text": "y" * 3000})
    assert post(path, both, "application/json").status_code == 413
    assert not Win.objects.exists()
    assert not Reading.objects.exists()


def test_a_number_and_a_line_are_a_reading_and_a_draft(path: str) -> None:
    answer = post(path, '{"value": 3900, "text": "One node less"}', "application/json")
    assert answer.content == b"Kept: a reading and a draft.\n"
    assert (Reading.objects.get().value, Win.objects.get().line) == (3900, "One node less")


# --- A picture ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "declared"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("PNG", "application/x-www-form-urlencoded")],
)
def test_an_image_is_the_screenshot_of_a_draft(path: str, kind: str, declared: str) -> None:
    answer = post(path + "?text=The+dashboard", png(kind), declared)
    assert (answer.status_code, answer.content) == (201, b"Kept as a draft.\n")
    shot = Screenshot.objects.get()
    assert (shot.win.line, shot.win.is_draft) == ("The dashboard", True)
    assert bytes(shot.data)[8:12] == b"WEBP"
    assert (shot.width, shot.height, shot.size) == (40, 30, len(shot.data))


def test_an_image_without_words_gets_a_line_of_its_day(path: str) -> None:
    assert post(path, png(), "image/png").status_code == 201
    assert Win.objects.get().line == "A screenshot of 2027-01-04"


def test_a_form_with_a_picture_may_bring_all_three(path: str) -> None:
    file = SimpleUploadedFile("shot.html", png())  # its name is looked at by nobody
    answer = Client().post(path, {"value": "3,900", "text": "Less", "image": file})
    assert answer.status_code == 201
    assert Reading.objects.get().value == 3900
    assert Screenshot.objects.get().win.line == "Less"


def test_a_picture_in_json_is_base64(path: str) -> None:
    for start in ("", "data:image/png;base64,"):
        sent = json.dumps({"image": start + b64encode(png()).decode(), "text": "Less"})
        assert post(path, sent, "application/json").status_code == 201
    assert Screenshot.objects.count() == 2


# --- A key --------------------------------------------------------------------------------------


def test_a_repeated_key_is_counted_once(path: str, dana: User) -> None:
    first = post(path, "42", headers={"Idempotency-Key": "run-7"})
    again = post(path, "42", headers={"Idempotency-Key": "run-7"})
    behind = post(path + "?key=run-7", "Another text")
    assert [one.status_code for one in (first, again, behind)] == [201, 200, 200]
    assert again.content == b"Counted already.\n"
    assert (Reading.objects.count(), Win.objects.count()) == (1, 0)
    assert Receipt.objects.get().became == "reading"


def test_without_a_key_the_same_comes_twice(path: str) -> None:
    post(path, "A line")
    post(path, "A line")
    assert Win.objects.count() == 2


def test_what_was_refused_may_come_again_with_its_key(path: str) -> None:
    assert post(path + "?key=a", "x" * 9000).status_code == 413
    assert post(path + "?key=a", "x").status_code == 201


def test_the_same_key_twice_at_once_is_one(
    path: str, dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.at_once import comes_first

    met = comes_first(monkeypatch, lambda: post(path + "?key=a", "42"))
    assert post(path + "?key=a", "42").status_code == 200
    assert met
    assert Reading.objects.count() == 1


def test_a_key_of_somebody_else_is_another(path: str, eve: User) -> None:
    post(path + "?key=a", "A line")
    assert post(path_of(eve) + "?key=a", "A line").status_code == 201


def test_old_keys_are_forgotten_and_no_more_than_so_many_kept(
    path: str, dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    Receipt.objects.create(user=dana, key="old", became="win", at=long_ago)
    for number in range(4):
        ago = timezone.now() - timedelta(minutes=9 - number)
        Receipt.objects.create(user=dana, key=f"key-{number}", became="win", at=ago)
    monkeypatch.setattr(taking, "MOST_RECEIPTS", 3)
    post(path + "?key=new", "A line")
    kept = set(Receipt.objects.values_list("key", flat=True))
    assert kept == {"new", "key-3", "key-2"}


# --- No room ------------------------------------------------------------------------------------


def test_drafts_wait_in_a_bounded_line(
    path: str, monkeypatch: pytest.MonkeyPatch, dana: User
) -> None:
    monkeypatch.setattr(captured, "MOST_WAITING", 2)
    assert [post(path, "A line").status_code for _ in range(3)] == [201, 201, 429]
    assert int(post(path, "A line")["Retry-After"]) > 0
    Win.objects.drafts().update(is_draft=False)
    assert post(path, "A line").status_code == 201


def test_a_full_draft_line_keeps_no_half(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captured, "MOST_WAITING", 0)
    sent = '{"value": 3, "text": "A line"}'
    assert post(path + "?key=a", sent, "application/json").status_code == 429
    assert not Reading.objects.exists()
    assert not Receipt.objects.exists()


def test_when_it_was_used_last_is_known(path: str) -> None:
    assert CaptureAddress.objects.get().used_at is None
    post(path, "A line")
    assert CaptureAddress.objects.get().used_at == timezone.now()

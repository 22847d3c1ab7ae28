"""What the capture address refuses, and what it never says."""

import io
import logging
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from accounts.models import User
from common.logs import WithoutLinks
from portfolio.models import Win
from roadmap.plan.models import Reading
from roadmap.story.capture import own
from roadmap.story.capture.models import CaptureAddress, Receipt
from tests.people import choice
from tests.roadmap.story.capture.rows import NOW, path_of, post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def path(dana: User) -> str:
    choice(dana)
    return path_of(dana)


def nothing_is_kept() -> bool:
    return not (Win.objects.exists() or Reading.objects.exists() or Receipt.objects.exists())


# --- It reads nothing ---------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_whoever_asks_is_told_the_same_of_every_address(path: str, method: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        mine = getattr(Client(), method)(path)
        none = getattr(Client(), method)("/capture/no-such-address/")
    assert mine.status_code == none.status_code == 405
    assert mine.content == none.content
    assert mine.headers == none.headers
    assert mine["Allow"] == "POST"
    assert not asked.captured_queries


def test_a_wrong_address_a_revoked_one_and_one_of_somebody_gone_say_the_same(
    path: str, eve: User
) -> None:
    gone = path_of(eve)
    User.objects.filter(pk=eve.pk).update(is_active=False)
    CaptureAddress.objects.filter(user__email="dana@example.org").delete()
    answers = [post(one, "42") for one in (path, gone, "/capture/x/", "/capture/%ff%00/")]
    assert {(one.status_code, one.content) for one in answers} == {
        (404, b"There is nothing here.\n")
    }
    assert nothing_is_kept()


def test_no_answer_says_anything_of_its_person(path: str, dana: User) -> None:
    Reading.objects.create(user=dana, metric_slug="cloud-spend", on=date(2027, 1, 1), value=4321)
    bodies = ["42", "A line", "", "x" * 9000, '{"value": "no"}']
    said = b"".join(
        post(path, body, kind).content
        for body in bodies
        for kind in ("text/plain", "application/json")
    )
    for secret in (b"Dana", b"dana", b"Cloud", b"cloud", b"4321", b"4,321", b"4,200", b"USD"):
        assert secret not in said


def test_an_answer_is_one_line_and_sets_no_cookie(path: str) -> None:
    for body in ("42", "", "x" * 9000):
        answer = post(path, body)
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.content.count(b"\n") == 1
        assert not answer.cookies
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]


def test_logs_hold_no_address(path: str, caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("capture-test")
    logger.addFilter(WithoutLinks())
    with caplog.at_level(logging.INFO):
        logger.info("POST %s 201", path)
        logger.info("POST /settings/capture/revoke/ 302")
    assert path.split("/")[2] not in caplog.text
    assert "/capture/…/" in caplog.text
    assert "/settings/capture/revoke/" in caplog.text


def test_what_is_refused_writes_no_log(path: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        for one in (path, "/capture/no-such-address/"):
            Client().get(one)
            for body in ("", "x" * 9000, b"\xff"):
                post(one, body)
    assert not caplog.records


# --- What is not understood ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "kind", "status", "word"),
    [
        ("", "text/plain", 400, "nothing was sent"),
        ("  \n ", "text/plain", 400, "nothing was sent"),
        ("\0", "text/plain", 400, "nothing was sent"),
        ("{}", "application/json", 400, "nothing was sent"),
        ("{", "application/json", 400, "no JSON"),
        ("[1, 2]", "application/json", 400, "no JSON"),
        ("[" * 100_000, "application/json", 400, "no JSON"),
        ('{"value": [1]}', "application/json", 400, "no JSON"),
        ('{"value": true}', "application/json", 400, "no JSON"),
        ('{"value": NaN}', "application/json", 400, "no JSON"),
        ('{"value": 1e999999}', "application/json", 400, "no JSON"),
        ('{"value": 1e50}', "application/json", 400, "hundred billion"),
        ('{"value": "much"}', "application/json", 400, "no number"),
        ('{"vaule": 3}', "application/json", 400, "“vaule” is not known"),
        ('{"value": 3, "on": "2027-01-05"}', "application/json", 400, "still to come"),
        ('{"value": 3, "on": "1999-01-05"}', "application/json", 400, "ten years"),
        ('{"value": 3, "on": "soon"}', "application/json", 400, "2026-01-31"),
        ('{"value": 3, "limit": "x"}', "application/json", 400, "“limit”"),
        ('{"value": 3, "how": "' + "x" * 201 + '"}', "application/json", 400, "200"),
        ('{"image": "%%%"}', "application/json", 400, "base64"),
        (b"\xff\xfe\x00\x01", "text/plain", 415, "neither text nor"),
        (b"%PDF-1.7", "application/pdf", 415, "send a text"),
        (b"GIF89a" + bytes(40), "image/gif", 415, "GIF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "image/png", 415, "damaged"),
        ("--x\r\n", "multipart/form-data", 400, "malformed"),
    ],
)
def test_what_is_not_understood_is_said_in_a_line_and_nothing_is_kept(
    path: str, body: str | bytes, kind: str, status: int, word: str
) -> None:
    answer = post(path + "?key=a", body, kind)
    assert answer.status_code == status
    assert word in answer.content.decode()
    assert nothing_is_kept()


def test_what_is_too_large_is_not_read(path: str) -> None:
    for kind in ("image/png", "text/plain", "application/json"):
        assert post(path, b"x" * (7 * 1024 * 1024), kind).status_code == 413
    assert nothing_is_kept()


def test_two_pictures_an_empty_one_and_a_long_key_are_refused(path: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (9, 9)).save(file, "PNG")
    two = {
        "image": SimpleUploadedFile("a.png", file.getvalue()),
        "other": SimpleUploadedFile("b.png", file.getvalue()),
    }
    assert Client().post(path, two).status_code == 400
    empty = Client().post(path, {"image": SimpleUploadedFile("a.png", b"")})
    assert empty.status_code == 400
    assert post(path + "?key=" + "k" * 201, "42").status_code == 400
    assert nothing_is_kept()


# --- How fast -----------------------------------------------------------------------------------


def test_sixty_come_at_once_and_then_one_in_six_seconds(path: str, clock: Any) -> None:
    found = [post(path, "42").status_code for _ in range(63)]
    assert found == [201] * 60 + [429] * 3
    assert post(path, "42")["Retry-After"] == "6"
    clock.shift(timedelta(seconds=6))
    assert [post(path, "42").status_code for _ in range(2)] == [201, 429]


def test_what_is_too_fast_costs_one_look_and_no_write(path: str) -> None:
    for _number in range(60):
        post(path, "42")
    with CaptureQueriesContext(connection) as asked:
        assert post(path, "42").status_code == 429
    assert len(asked) == 1


def test_what_is_refused_counts_too(path: str) -> None:
    for _number in range(60):
        assert post(path, "").status_code == 400
    assert post(path, "42").status_code == 429


def test_a_picture_counts_as_six(path: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (9, 9)).save(file, "PNG")
    found = [post(path, file.getvalue(), "image/png").status_code for _ in range(11)]
    assert found == [201] * 10 + [429]


def test_one_address_does_not_slow_another(path: str, eve: User) -> None:
    for _number in range(61):
        post(path, "42")
    assert post(path_of(eve), "A line").status_code == 201


def test_two_at_once_count_as_two(path: str, dana: User) -> None:
    mine = own.find(path.split("/")[2])
    assert mine
    post(path, "42")
    before = CaptureAddress.objects.get().busy_until
    from roadmap.story.capture import taking

    taking.admit(mine, NOW)  # knows nothing of the other one
    after = CaptureAddress.objects.get().busy_until
    assert before
    assert after
    assert after - before == timedelta(seconds=6)


def test_an_address_revoked_while_something_is_under_way_takes_nothing(
    path: str, dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.at_once import comes_first

    met = comes_first(monkeypatch, lambda: own.revoke(dana))
    assert post(path, "42").status_code == 404
    assert met
    assert nothing_is_kept()


def test_its_own_address_for_each_purpose(dana: User, path: str) -> None:
    from django.utils import timezone

    from roadmap.cadence import feed

    calendar = feed.address(feed.make(dana, timezone.now()))
    assert calendar
    token = calendar.split("/")[-1].removesuffix(".ics")
    assert post(f"/capture/{token}/", "42").status_code == 404
    assert Client().get(reverse("calendar-feed", args=[path.split("/")[2]])).status_code == 404

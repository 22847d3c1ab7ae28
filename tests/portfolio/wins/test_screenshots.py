"""The screenshot of a win: kept, described, replaced, refused, removed, and seen by its owner."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common import uploads
from portfolio.wins import screenshots
from portfolio.wins.models import Screenshot, Win
from tests.portfolio.artifacts.files import HOSTILE, diagram, encode

pytestmark = pytest.mark.django_db


@pytest.fixture
def win(dana: User) -> Win:
    return Win.objects.create(user=dana, happened_on=dana.today(), line="The queue is empty")


def png() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.png", encode(diagram(), "PNG"), "image/png")


def send(client: Client, win: Win, **fields: Any) -> str:
    answer = client.post(reverse("win-screenshot", args=[win.pk]), fields, follow=True)
    return answer.content.decode().replace("&#x27;", "'")


def test_a_screenshot_is_kept_shown_and_described(win: Win, as_dana: Client) -> None:
    said = send(as_dana, win, alt="A flat line", picture=png())
    kept = Screenshot.objects.get()
    assert (kept.width, kept.height, kept.size) == (320, 200, len(kept.data))
    assert reverse("screenshot", args=[kept.key]) in said
    assert 'alt="A flat line"' in said
    said = send(as_dana, win, alt="Flat since Monday")
    assert 'alt="Flat since Monday"' in said
    assert Screenshot.objects.get().key == kept.key


def test_another_picture_has_another_address(win: Win, as_dana: Client) -> None:
    send(as_dana, win, alt="First", picture=png())
    first = Screenshot.objects.get()
    send(as_dana, win, alt="Second", picture=png())
    second = Screenshot.objects.get()
    assert first.key != second.key
    assert as_dana.get(reverse("screenshot", args=[first.key])).status_code == 404


def test_its_owner_sees_it_and_nobody_else(win: Win, as_dana: Client, as_eve: Client) -> None:
    send(as_dana, win, picture=png())
    address = reverse("screenshot", args=[Screenshot.objects.get().key])
    answer = as_dana.get(address)
    assert answer["Content-Type"] == "image/webp"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert as_dana.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert as_eve.get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_none_chosen_is_said_and_the_words_stay(win: Win, as_dana: Client) -> None:
    said = send(as_dana, win, alt="A flat line")
    assert "Choose a picture first." in said
    assert 'value="A flat line"' in said


@pytest.mark.parametrize("name", HOSTILE)
def test_a_refused_picture_is_said_and_the_words_stay(win: Win, as_dana: Client, name: str) -> None:
    file, make, sentence = HOSTILE[name]
    upload = SimpleUploadedFile(file, make(), "image/png")
    said = send(as_dana, win, alt="A flat line", picture=upload)
    assert sentence in said
    assert 'value="A flat line"' in said
    assert not Screenshot.objects.exists()


def test_a_picture_beside_a_mistake_is_asked_for_again(win: Win, as_dana: Client) -> None:
    said = send(as_dana, win, alt="x" * 301, picture=png())
    assert "Choose the picture again: browsers do not keep it." in said
    assert not Screenshot.objects.exists()


def test_no_more_than_fits_is_kept(
    win: Win, dana: User, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(as_dana, win, alt="First", picture=png())
    kept = Screenshot.objects.get()
    monkeypatch.setattr(screenshots, "MOST_BYTES", kept.size)
    assert "The screenshot is kept." in send(as_dana, win, alt="Its own room", picture=png())
    other = Win.objects.create(user=dana, happened_on=dana.today(), line="Another")
    said = send(as_dana, other, alt="A flat line", picture=png())
    assert "as much room as there is, 50 MB" in said
    assert 'value="A flat line"' in said
    assert Screenshot.objects.count() == 1


def test_a_request_that_is_too_large_keeps_the_words(
    win: Win, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST", 100)
    said = send(as_dana, win, alt="A flat line", picture=png())
    assert "larger than 5 MB" in said
    assert not Screenshot.objects.exists()


def test_removed_the_line_stays(win: Win, as_dana: Client) -> None:
    send(as_dana, win, picture=png())
    said = as_dana.get(reverse("win-delete", args=[win.pk])).content.decode()
    assert "With it goes its screenshot." in said
    answer = as_dana.post(reverse("win-screenshot-remove", args=[win.pk]), follow=True)
    assert "The screenshot is removed. The line stays." in answer.content.decode()
    assert Win.objects.count() == 1
    assert not Screenshot.objects.exists()

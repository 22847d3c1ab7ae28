"""The page of the capture address in settings: made, shown, replaced, revoked."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from portfolio.models import Win
from roadmap.story.capture import own
from roadmap.story.capture.models import CaptureAddress
from tests.roadmap.story.capture.rows import post

pytestmark = pytest.mark.django_db

PAGE = "/settings/capture/"


def shown(client: Client) -> str:
    """The path of the address on the page."""
    said = unescape(client.get(PAGE).content.decode())
    found = re.search(r'id="address" type="url" value="([^"]+)"', said)
    assert found
    return urlsplit(found[1]).path


def press(client: Client, name: str) -> str:
    return client.post(reverse(name), follow=True).content.decode()


def test_an_address_is_made_with_one_click_and_works(as_dana: Client, dana: User) -> None:
    assert 'id="address"' not in as_dana.get(PAGE).content.decode()
    press(as_dana, "settings-capture-make")
    assert post(shown(as_dana), "A line").status_code == 201
    assert Win.objects.get().user == dana


def test_one_before_is_spoken_of_where_there_was_one(as_dana: Client) -> None:
    assert "takes nothing now" not in press(as_dana, "settings-capture-make")
    again = press(as_dana, "settings-capture-make")
    assert "The one you had before takes nothing now." in again


def test_the_page_says_when_it_was_used_last(as_dana: Client) -> None:
    assert "Nothing has come in yet." in press(as_dana, "settings-capture-make")
    post(shown(as_dana), "A line")
    assert f"{timezone.now():%Y}" in as_dana.get(PAGE).content.decode()
    assert "Something last came in" in as_dana.get(PAGE).content.decode()


def test_another_one_ends_the_first(as_dana: Client) -> None:
    press(as_dana, "settings-capture-make")
    old = shown(as_dana)
    press(as_dana, "settings-capture-make")
    assert post(old, "A line").status_code == 404
    assert post(shown(as_dana), "A line").status_code == 201
    assert CaptureAddress.objects.count() == 1


def test_a_stolen_one_is_dead_after_one_click_and_what_came_in_stays(as_dana: Client) -> None:
    press(as_dana, "settings-capture-make")
    stolen = shown(as_dana)
    post(stolen, "A line")
    press(as_dana, "settings-capture-revoke")
    assert post(stolen, "A line").status_code == 404
    assert Win.objects.count() == 1


def test_ready_made_lines_hold_the_address(as_dana: Client) -> None:
    press(as_dana, "settings-capture-make")
    said = unescape(as_dana.get(PAGE).content.decode())
    assert said.count(shown(as_dana)) >= 6
    for word in ("curl -d 0.49", "image=@", "win() {", "Idempotency-Key", "github.run_id"):
        assert word in said


def test_only_its_own_person_sees_it(as_dana: Client, as_eve: Client, client: Client) -> None:
    press(as_dana, "settings-capture-make")
    assert shown(as_dana) not in as_eve.get(PAGE).content.decode()
    press(as_eve, "settings-capture-revoke")
    assert CaptureAddress.objects.count() == 1
    for name in ("settings-capture", "settings-capture-make", "settings-capture-revoke"):
        assert client.post(reverse(name)).status_code == 302
        assert "/accounts/login/" in client.post(reverse(name))["Location"]


def test_looking_changes_nothing(as_dana: Client) -> None:
    for name in ("settings-capture-make", "settings-capture-revoke"):
        assert as_dana.get(reverse(name)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = as_dana.cookies
    assert strict.post(reverse("settings-capture-make")).status_code == 403
    assert not CaptureAddress.objects.exists()


def test_one_made_under_a_key_that_is_gone_still_takes(
    as_dana: Client, dana: User, settings: object
) -> None:
    press(as_dana, "settings-capture-make")
    path = shown(as_dana)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    as_dana.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
    assert "can no longer be shown" in as_dana.get(PAGE).content.decode()
    assert post(path, "A line").status_code == 201


def test_an_account_that_is_deleted_takes_its_address_along(dana: User) -> None:
    own.make(dana, timezone.now())
    dana.delete()
    assert not CaptureAddress.objects.exists()


def test_settings_lead_here(as_dana: Client) -> None:
    assert f'href="{PAGE}"' in as_dana.get("/settings/").content.decode()

"""Name and time zone, and the index of settings."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User

moved: list[tuple[int, str]] = []


def note_move(user: User) -> None:
    moved.append((user.pk, user.time_zone))


@pytest.fixture(autouse=True)
def nothing_moved(settings: Any) -> None:
    moved.clear()
    settings.ON_ZONE_CHANGE = [f"{__name__}.note_move"]


def save(client: Client, **fields: str) -> Any:
    data = {"name": "Dana", "time_zone": "Europe/Berlin", **fields}
    return client.post(reverse("settings-profile"), data, follow=True)


@pytest.mark.parametrize("name", ["settings", "settings-profile"])
def test_a_visitor_is_asked_to_sign_in(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_every_link_of_the_settings_leads_somewhere(as_dana: Client) -> None:
    page = as_dana.get(reverse("settings")).content.decode()
    for name in ("settings-profile", "settings-blocks", "settings-nudges", "account_email"):
        assert f'href="{reverse(name)}"' in page
        assert as_dana.get(reverse(name)).status_code == 200
    for name in ("account_change_password", "mfa_index", "usersessions_list"):
        assert f'href="{reverse(name)}"' in page
        assert as_dana.get(reverse(name)).status_code == 200


def test_a_name_is_saved_and_shown_at_once(as_dana: Client, dana: User) -> None:
    page = save(as_dana, name="Dana Okafor").content.decode()
    assert "Saved." in page
    assert "<span>Dana Okafor</span>" in page
    assert moved == []


def test_moving_to_another_zone_plans_everything_anew(as_dana: Client, dana: User) -> None:
    page = save(as_dana, time_zone="Asia/Calcutta").content.decode()
    dana.refresh_from_db()
    assert dana.time_zone == "Asia/Kolkata"
    assert moved == [(dana.pk, "Asia/Kolkata")]
    assert "Reminders go by Asia/Kolkata time now." in page


def test_an_unknown_zone_keeps_what_was_typed_and_changes_nothing(
    as_dana: Client, dana: User
) -> None:
    page = save(as_dana, name="D.", time_zone="Mars/Olympus").content.decode()
    dana.refresh_from_db()
    assert (dana.name, dana.time_zone) == ("Dana", "Europe/Berlin")
    assert 'value="Mars/Olympus"' in page
    assert 'value="D."' in page
    assert "“Mars/Olympus” is no time zone we know" in page
    assert moved == []


def test_nobody_sees_or_changes_another_persons_name(as_eve: Client, dana: User) -> None:
    assert "Dana" not in as_eve.get(reverse("settings-profile")).content.decode()
    save(as_eve, name="Mallory")
    dana.refresh_from_db()
    assert dana.name == "Dana"


def test_the_real_listener_for_a_move_exists() -> None:
    from django.utils.module_loading import import_string

    from config import settings

    for path in settings.ON_ZONE_CHANGE:
        assert callable(import_string(path))

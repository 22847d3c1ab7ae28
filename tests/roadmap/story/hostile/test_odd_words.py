"""Signs that no text has, words without end, fields that no form has: each form keeps what was
typed, or says a sentence and shows it still; never more than it asks for, and never a fault."""

import json
from collections.abc import Iterator
from html import unescape
from itertools import product
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import models
from django.test import Client

from accounts.models import User
from portfolio.models import Skill
from roadmap.proof.models import Resume
from tests.access import undone
from tests.roadmap.story.hostile.forms import CHOICES, FORMS, typed
from tests.roadmap.story.hostile.texts import fields
from tests.roadmap.story.rooms import ROOMS, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ODD = {
    "null": "a\0b",
    "controls": "a\x01\x08\x0b\x0c\x1b\x7f\x85b",
    "right to left": "a\u202eb\u2066c\u2069\u200fd",
    "unseen": "a\u200b\ufeff\u00ad\u2028\u2029b",
    "combined": "a" + "\u0301" * 200 + "b",
    "beyond": "a\U0001f4a9\U000e0001\uffff\ufdd0b",
    "half a sign": "a\ud800b",
    "long word": "x" * 10_000,
}
NOT_FORMS = {"narrative-share", "narrative-publish", "position-delete", "win-delete",
             "story-delete", "stakeholder-delete"}  # fmt: skip
"""Ticks and buttons alone."""
PIECES = {("bullet", "for_whom")}
"""A suggestion is made of it; it is no field of the line."""


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel("2026-11-28T09:00:00Z", tick=False):
        yield


@pytest.fixture
def danas(dana: User) -> World:
    return World(dana, "Plain")


def test_every_form_is_here() -> None:
    asked = {one for one, methods in ROOMS.table.items() if {"GET", "POST"} <= set(methods)}
    assert asked - set(FORMS) == NOT_FORMS


def texts() -> list[str]:
    """Every word that is kept of anybody."""
    found = []
    for model, names in fields():
        for row in model._default_manager.all():
            found += [str(getattr(row, one.name)) for one in names]
    found += [text for row in Skill.objects.all() for text in row.keywords]
    return found + [row.text for row in Resume.objects.all()]


@pytest.mark.parametrize("name", FORMS)
def test_what_is_odd_is_kept_or_shown(danas: World, as_dana: Client, name: str) -> None:
    free = [one for one in FORMS[name] if one not in CHOICES and (name, one) not in PIECES]
    for field, (odd, value) in product(free, ODD.items()):
        with undone():
            sent = {**typed(danas, name), field: value}
            answer = as_dana.generic(
                "POST", danas.url(name), _body(sent), "application/x-www-form-urlencoded"
            )
            assert answer.status_code in (200, 302), (field, odd)
            if answer.status_code == 302:
                assert _is_there(value, texts()), (field, odd)
            elif name not in ("story-listen", "wins-import", "resume-import", "bullets-paste"):
                page = unescape(answer.content.decode())
                assert _is_there(value, [page]), (field, odd)
                assert b"_error" in answer.content or name == "bullets-try", (field, odd)


def _body(sent: dict[str, Any]) -> bytes:
    from urllib.parse import urlencode

    return urlencode(sent, errors="surrogatepass").encode()


def _is_there(value: str, found: list[str]) -> bool:
    """Its letters: signs that nobody sees may be gone from a line, what is read is not."""
    letters = [sign for sign in value if sign.isalpha()]
    for text in found:
        at = text.find(value) if value in text else -1
        if at >= 0:
            return True
        if len(value) < 1000 and "".join(letters) in "".join(s for s in text if s.isalpha()):
            return True
    return False


@pytest.mark.parametrize("name", FORMS)
def test_a_field_that_is_always_a_number_or_a_day(danas: World, as_dana: Client, name: str) -> None:
    for field in CHOICES & set(FORMS[name]):
        for value in ("\0", "1e999999", "9" * 400, "NaN", "٣", "x" * 10_000, "0000-00-00"):
            with undone():
                answer = as_dana.post(danas.url(name), {**typed(danas, name), field: value})
                assert answer.status_code in (200, 302), (field, value[:9])


# --- Fields that no form has ----------------------------------------------------------------------

MORE = {
    "id": "1", "pk": "1", "is_draft": "on", "source": "capture", "source_key": "k",
    "asked_on": "2026-01-01", "created_at": "2020-01-01", "touched_at": "2020-01-01",
    "changed_at": "2020-01-01", "followed_up_on": "2026-01-01", "place": "77", "key": "k" * 64,
    "token_hash": "0" * 64, "nonce": "n", "seed": "s", "expires_at": "2099-01-01",
    "revoked_at": "", "findable": "on", "content": "{}", "chosen": "{}", "accepted": "[]",
    "keywords": '["k"]', "metric_slug": "", "is_staff": "on",
    "is_superuser": "on", "password": "x", "email": "evil@example.org",
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_fields_that_no_form_has_change_nothing(
    danas: World, eve: User, as_dana: Client, name: str
) -> None:
    """The same form, sent with and without them, leaves the same rows."""
    hers = World(eve, "Hers")
    owners = {
        "user": eve.pk, "user_id": eve.pk, "win": hers.the_win.pk, "win_id": hers.the_win.pk,
        "stakeholder": hers.the_stakeholder.pk, "story": hers.the_story.pk,
        "position": hers.the_position.pk, "position_id": hers.the_position.pk,
        "case_study": hers.the_case.pk, "case_result": hers.result, "claim": hers.the_claim.pk,
    }  # fmt: skip
    own = typed(danas, name)
    more = {key: str(value) for key, value in {**MORE, **owners}.items() if key not in own}
    if name == "story-begin":
        more = {key: value for key, value in more.items() if key not in ("win", "case")}
    plain = _after(as_dana, danas.url(name), own)
    assert _after(as_dana, danas.url(name), {**own, **more}) == plain


def _after(client: Client, url: str, sent: dict[str, Any]) -> list[Any]:
    """What stands in every table once it was sent, but for ids and secrets that are made anew."""
    with undone():
        assert client.post(url, sent).status_code in (200, 302)
        return [(model.__name__, _rows(model)) for model in apps.get_models() if _is_told(model)]


def _is_told(model: type[models.Model]) -> bool:
    return model._meta.app_label in ("portfolio", "roadmap", "accounts")


def _rows(model: type[models.Model]) -> list[Any]:
    names = [one.attname for one in model._meta.concrete_fields if not one.primary_key]
    return sorted(map(str, model._default_manager.values_list(*names)))


# --- What a script sends --------------------------------------------------------------------------


@pytest.mark.parametrize("odd", ODD)
def test_a_script_sends_what_is_odd(danas: World, client: Client, odd: str) -> None:
    """Kept with all that can be read of it, or refused in one line."""
    raw = ODD[odd].encode("utf-8", "surrogatepass")
    escaped = json.dumps({"text": ODD[odd]}).encode()
    multipart = {"text": ODD[odd].encode("utf-8", "replace").decode(), "how": "x"}
    bodies: list[tuple[Any, dict[str, str]]] = [
        (raw, {"content_type": "text/plain"}),
        (raw, {"content_type": "application/x-www-form-urlencoded"}),
        (b"text=" + raw, {"content_type": "application/x-www-form-urlencoded"}),
        (escaped, {"content_type": "application/json"}),
        (multipart, {}),
    ]
    for body, kind in bodies:
        with undone():
            answer = client.post(danas.url("capture"), body, **kind)
            assert answer.status_code in (201, 400, 413, 415), kind
            assert answer.content.count(b"\n") == 1
            if answer.status_code == 201:
                assert _is_there(ODD[odd], texts()), kind

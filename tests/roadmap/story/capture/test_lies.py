"""Bodies that lie about what they are: a line says so, and nothing breaks."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from portfolio.models import Win
from tests.people import choice
from tests.roadmap.story.capture.rows import path_of

pytestmark = pytest.mark.django_db


def send(path: str, body: bytes, kind: str) -> Any:
    """As it is: the client's own post would decode a body by its charset."""
    client = Client(raise_request_exception=False)
    return client.generic("POST", path, body, content_type=kind)


@pytest.mark.parametrize("charset", ["UTF-8", "latin1", "windows-1252", "utf-16"])
def test_a_charset_of_texts_is_read(dana: User, charset: str) -> None:
    choice(dana)
    body = "Größe halved".encode(charset)
    path = path_of(dana) + "?on=2026-01-31"
    assert send(path, body, f"text/plain; charset={charset}").status_code == 201
    assert str(Win.objects.get().happened_on) == "2026-01-31"
    assert Win.objects.get().line == "Größe halved"


def test_half_a_character_as_a_name_is_a_name_that_is_not_known(dana: User) -> None:
    answer = send(path_of(dana), b'{"\\ud800": 1}', "application/json")
    assert answer.status_code == 400
    assert "is not known here" in answer.content.decode()

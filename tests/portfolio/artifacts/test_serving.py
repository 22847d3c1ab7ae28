"""The picture as an answer: to its owner, once, and as nothing but a picture."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from portfolio.artifacts import keeping, pictures, serving
from portfolio.artifacts.models import Artifact, Picture
from tests.portfolio.artifacts.files import diagram, encode
from tests.portfolio.artifacts.test_pictures import read
from tests.portfolio.rows import case

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(dana: User) -> Picture:
    made = Artifact.objects.create(
        case_study=case(dana), kind="diagram", title="A", section="result"
    )
    return keeping.show(made, read(encode(diagram(), "PNG")))


def test_it_is_a_file_in_which_nothing_runs(picture: Picture, as_dana: Client) -> None:
    answer = as_dana.get(reverse("picture", args=[picture.key]))
    assert answer.content == bytes(picture.data)
    headers = answer.headers
    assert headers["Content-Type"] == "image/webp"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Content-Disposition"] == f'attachment; filename="{picture.key}.webp"'
    assert headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


def test_it_is_one_query_beside_the_person(picture: Picture, as_dana: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        as_dana.get(reverse("picture", args=[picture.key]))
    assert len([one for one in asked if "portfolio_" in one["sql"]]) == 1
    assert len(asked) == 3  # the session, the person, the picture


def test_what_a_browser_has_is_not_sent_again(
    picture: Picture, as_dana: Client, as_eve: Client
) -> None:
    address = reverse("picture", args=[picture.key])
    etag = as_dana.get(address)["ETag"]
    again = as_dana.get(address, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert as_dana.get(address, headers={"if-none-match": '"other"'}).status_code == 200
    assert as_eve.get(address, headers={"if-none-match": etag}).status_code == 404
    assert Client().get(address, headers={"if-none-match": etag}).status_code == 302


def test_head_says_how_long_it_is(picture: Picture, as_dana: Client) -> None:
    answer = as_dana.head(reverse("picture", args=[picture.key]))
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer["Content-Length"]) == picture.size


def test_behind_a_link_it_is_asked_for_each_time(picture: Picture) -> None:
    answer = serving.answer(picture, private=False)
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["ETag"] == f'"{picture.key}"'
    assert len(answer.content) < pictures.KEPT_BYTES

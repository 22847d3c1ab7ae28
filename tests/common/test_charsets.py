"""A charset that is none breaks no page: what comes in is read as UTF-8."""

import io
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from common.charsets import only_known


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("text/plain", "text/plain"),
        ("text/plain; charset=UTF-8", "text/plain; charset=UTF-8"),
        ("text/plain; charset=latin1; x=1", "text/plain; charset=latin1; x=1"),
        ("text/plain; charset=base64", "text/plain; charset=utf-8"),
        ('a/b; Charset="undefined"; boundary=x', "a/b; Charset=utf-8; boundary=x"),
        ("text/plain; charset=idna", "text/plain; charset=utf-8"),
        ("text/plain; charset=no-such; charset=hex", "text/plain; charset=utf-8; charset=utf-8"),
        ("", ""),
    ],
)
def test_what_is_no_charset_of_texts_is_taken_for_utf_8(said: str, read: str) -> None:
    seen: dict[str, Any] = {"CONTENT_TYPE": said}
    only_known(lambda environ, _start: [environ["CONTENT_TYPE"].encode()])(seen, None)
    assert seen["CONTENT_TYPE"] == read


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["base64", "undefined", "punycode", "idna", "utf-16"])
def test_a_page_is_read_whatever_charset_a_request_names(name: str) -> None:
    kind = f"text/plain; charset={name}"
    environ = Client()._base_environ(
        PATH_INFO="/known-for/none/", QUERY_STRING="a=%ff", CONTENT_TYPE=kind
    )
    environ["wsgi.input"] = io.BytesIO()
    told: list[str] = []
    only_known(WSGIHandler())(environ, lambda status, _headers: told.append(status))
    assert told == ["404 Not Found"]

"""Hostile text in what is taken along: Markdown, plain text, JSON, PDF."""

import io
import json
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from markdown_it import MarkdownIt
from pypdf import PdfReader

from accounts.models import User
from portfolio.models import Win
from portfolio.wins import export
from portfolio.wins.importing import candidates, markdown
from tests.roadmap.story.hostile.texts import TEXTS, hostile

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADDRESS = re.compile("https?://")
PACK = {"period": "year", "audience": "review"}


def tokens(text: str) -> list[Any]:
    """Flat, with those inside of lines."""
    found = []
    for one in MarkdownIt("commonmark").parse(text):
        found += [one, *(one.children or [])]
    return found


def headings(text: str, levels: str = "h1 h2") -> list[str]:
    every = MarkdownIt("commonmark").parse(text)
    pairs = pairwise(every)
    return [
        after.content for one, after in pairs if one.type == "heading_open" and one.tag in levels
    ]


def is_text(text: str) -> None:
    """Nothing in it is HTML, a picture, code, a quotation or a rule; its links are ours."""
    kinds = Counter(one.type for one in tokens(text))
    for kind in ("html_block", "html_inline", "image", "fence", "code_block", "blockquote_open",
                 "hr", "code_inline"):  # fmt: skip
        assert kinds[kind] == 0, kind
    links = [one.attrs["href"] for one in tokens(text) if one.type == "link_open"]
    for link in links:
        assert link.startswith(("https://", "http://localhost", "http://testserver")), link
        assert "elsewhere.example" not in link
    assert "\0" not in text


def test_the_one_page_as_markdown(dana: User, as_dana: Client) -> None:
    hostile(dana)
    text = as_dana.get(reverse("narrative-markdown")).content.decode()
    is_text(text)
    assert len(headings(text)) <= 10
    assert all(not one.startswith("<") for one in headings(text)[1:])


def test_the_review_pack_as_markdown(dana: User, as_dana: Client) -> None:
    hostile(dana)
    for without in ({}, {"without": "on"}):
        text = as_dana.get(reverse("review-markdown"), {**PACK, **without}).content.decode()
        is_text(text)
        assert len(headings(text)) < 10
        assert all("window" not in one for one in headings(text))


def test_the_log_as_markdown(dana: User, as_dana: Client) -> None:
    hostile(dana)
    text = as_dana.get(reverse("wins-export")).content.decode()
    is_text(text)
    assert headings(text)[0] == "Wins"
    assert all(" 202" in one and len(one) < 20 for one in headings(text)[1:])


def test_the_log_read_in_again_has_the_words_as_they_were(dana: User, eve: User) -> None:
    words = [one for one in TEXTS if len(one) < 400 and one == " ".join(one.split())]
    words = [one for one in words if not ADDRESS.search(one) and one == candidates.clean(one)]
    assert len(words) > 50
    wins = [Win(user=dana, happened_on=date(2026, 11, 3), line=f"At {one} that", problem=one,
                result=f"{one}\n- {one}") for one in words]  # fmt: skip
    found = markdown.read(export.markdown(wins), date(2026, 11, 28)).candidates
    assert [one.line for one in found] == [f"At {one} that" for one in words]
    assert [one.more.get("problem") for one in found] == words
    assert [one.more.get("result") for one in found] == [f"{one}\n- {one}" for one in words]


def test_the_one_page_as_json(dana: User, as_dana: Client) -> None:
    hostile(dana)
    answer = as_dana.get(reverse("narrative-json"))
    assert answer["Content-Type"].startswith("application/json")
    assert answer["X-Content-Type-Options"] == "nosniff"
    found = json.loads(answer.content)
    for one in _strings(found):
        assert "\0" not in one
    urls = [one for name, one in _named(found) if name in ("url", "image")]
    assert urls
    assert all(one.startswith(("https://", "http://")) for one in urls)


@pytest.mark.parametrize("name", ["narrative-text", "narrative-markdown", "wins-export"])
def test_a_file_is_a_file_and_no_page(dana: User, as_dana: Client, name: str) -> None:
    hostile(dana)
    answer = as_dana.get(reverse(name))
    assert answer["Content-Type"].startswith(("text/plain", "text/markdown"))
    assert answer["X-Content-Type-Options"] == "nosniff"
    said = answer["Content-Disposition"]
    assert said.startswith('attachment; filename="')
    assert not set("<>\r\n;'") & set(said.removeprefix("attachment;"))


@pytest.mark.parametrize("name", ["narrative-pdf", "review-pdf"])
def test_paper_does_nothing(dana: User, as_dana: Client, name: str) -> None:
    hostile(dana)
    answer = as_dana.post(reverse(name), PACK)
    assert answer["Content-Type"] == "application/pdf"
    for mark in (b"/JavaScript", b"/JS ", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/AA "):
        assert mark not in answer.content, mark
    read = PdfReader(io.BytesIO(answer.content))
    said = "".join(one.extract_text() for one in read.pages)
    assert "window.hit" in said
    for page in read.pages:
        for one in page.get("/Annots", []):
            action = one.get_object().get("/A", {})
            assert str(action.get("/URI", "https://")).startswith(("http", "mailto:"))


def _strings(found: Any) -> list[str]:
    return [one for _name, one in _named(found)]


def _named(found: Any, name: str = "") -> list[tuple[str, str]]:
    if isinstance(found, dict):
        return [pair for key, value in found.items() for pair in _named(value, key)]
    if isinstance(found, list):
        return [pair for value in found for pair in _named(value, name)]
    return [(name, found)] if isinstance(found, str) else []

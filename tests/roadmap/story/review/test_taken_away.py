"""A pack taken away: as Markdown and as a PDF, with nothing but what is in it."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import User
from common.typesetting import setting
from portfolio.models import Win
from roadmap.story.review import paper, printing
from tests.roadmap.story.review.full import TODAY, everything

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


def page(client: Client) -> str:
    return client.get(reverse("review")).content.decode()


def test_markdown_has_words_and_no_markup_of_theirs(as_dana: Client, dana: User) -> None:
    everything(dana)
    Win.objects.create(
        user=dana,
        happened_on=date(2026, 11, 9),
        line="# *Big*\n<script>",
        link="https://e.org/a b>",
    )
    answer = as_dana.get(reverse("review-markdown"), {"period": "quarter", "audience": "review"})
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert 'filename="evidence-2026-08-29-2026-11-28.md"' in answer["Content-Disposition"]
    assert r"\# \*Big\* \<script\>" in text
    assert "<https://e.org/a%20b%3E>" in text
    assert "- **Idle cards switched off at night**: Night spend: from" in text
    assert "[Proof](<https://example.org/proof>)" in text
    assert "/wins/" not in text  # what only its author can open


def test_the_pdf_is_tagged_titled_and_selectable(as_dana: Client, dana: User) -> None:
    everything(dana)
    Win.objects.create(
        user=dana, happened_on=date(2026, 11, 9), line='Привет Ψ #read("/etc/passwd")'
    )
    answer = as_dana.post(reverse("review-pdf"), {"period": "quarter", "audience": "promotion"})
    read = PdfReader(io.BytesIO(answer.content))
    words = " ".join(one.extract_text() for one in read.pages)
    assert 'Привет Ψ #read("/etc/passwd")' in words
    assert "root:" not in words
    meta: Any = read.metadata
    assert meta.title == "What I did, 29 August to 28 November 2026"
    assert meta.author == "Dana"
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]


def test_what_the_pdf_cannot_show_is_said_before(as_dana: Client, dana: User) -> None:
    Win.objects.create(user=dana, happened_on=date(2026, 11, 9), line="日本")
    assert "The PDF cannot show these: 日 本." in page(as_dana)


@pytest.mark.parametrize(
    ("wrong", "status"), [(setting.Busy, 503), (setting.NotMade, 422), (paper.TooLong, 422)]
)
def test_a_pdf_that_is_not_made_is_said_on_the_page(
    as_dana: Client, dana: User, monkeypatch: pytest.MonkeyPatch, wrong: Any, status: int
) -> None:
    def fail(*_: object) -> bytes:
        raise wrong

    monkeypatch.setattr(printing, "pdf", fail)
    Win.objects.create(user=dana, happened_on=date(2026, 11, 9), line="Kept line")
    answer = as_dana.post(reverse("review-pdf"), {"period": "quarter", "audience": "review"})
    assert answer.status_code == status
    assert "Kept line" in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


def test_a_pdf_is_asked_for_by_a_button(as_dana: Client) -> None:
    assert as_dana.get(reverse("review-pdf")).status_code == 405


@pytest.mark.parametrize("name", ["review", "review-markdown"])
def test_strangers_sign_in_first(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302


def test_looking_stores_nothing(as_dana: Client, dana: User) -> None:
    def rows() -> dict[str, int]:
        return {m._meta.label: m._default_manager.count() for m in apps.get_models()}

    everything(dana)
    before = rows()
    page(as_dana)
    as_dana.get(reverse("review-markdown"), {"period": "quarter", "audience": "review"})
    as_dana.post(reverse("review-pdf"), {"period": "quarter", "audience": "review"})
    assert rows() == before

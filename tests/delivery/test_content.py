"""What a mail says."""

from pathlib import Path

import pytest
from django.core.mail import BadHeaderError
from pytest_django import Settings

from delivery.content import Content, render, short


@pytest.fixture
def templates(tmp_path: Path, settings: Settings) -> Path:
    """A folder for the mail ``sample``."""
    folder = tmp_path / "emails" / "sample"
    folder.mkdir(parents=True)
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]
    (folder / "subject.txt").write_text("\n  {{ day }},\n  {{ what }}  \n")
    (folder / "body.txt").write_text(
        '{% extends "emails/base.txt" %}'
        "{% block main %}\n{{ what }}   \n\n\n\nOpen it.{% endblock %}"
    )
    (folder / "body.html").write_text(
        '{% extends "emails/base.html" %}{% block main %}<h1>{{ what }}</h1>'
        '<a class="primary" href="{{ site_url }}/today/">Open</a>{% endblock %}'
    )
    return folder


def test_templates_become_a_mail(templates: Path, settings: Settings) -> None:
    settings.SITE_URL = "https://forte.example.org"
    content = render("sample", {"day": "Tuesday", "what": "Bread & butter", "lane": "finops"})
    assert content.subject == "Tuesday, Bread & butter"
    assert content.text.startswith("Bread & butter\n\nOpen it.")
    assert "Bread &amp; butter" in content.html
    assert 'href="https://forte.example.org/today/"' in content.html


def test_styles_are_in_the_elements_and_dark_mode_stays(templates: Path) -> None:
    html = render("sample", {"day": "Tuesday", "what": "x", "lane": "finops"}).html
    assert "background: #9a5b00" in html.split("<body")[1]
    assert "prefers-color-scheme: dark" in html.split("<body")[0]
    assert "max-width: 560px" in html


def test_nothing_is_fetched_from_anywhere(templates: Path) -> None:
    html = render("sample", {"day": "Tuesday", "what": "x", "unsubscribe_url": "http://x/"}).html
    for fetched in ("<img", "<link", "<script", "url(", "@import", "@font-face"):
        assert fetched not in html


@pytest.mark.parametrize("evil", ["x\r\nBcc: eve@example.org", "x\nBcc: y", "x\rBcc: y", "x\0"])
def test_no_header_holds_a_second_line(evil: str) -> None:
    for given in (
        {"subject": evil},
        {"from_name": evil},
        {"headers": {"X-A": evil}},
        {"headers": {evil: "a"}},
    ):
        with pytest.raises(BadHeaderError):
            Content(**{"subject": "Hello", "text": "", **given})


def test_a_subject_has_at_most_seventy_characters() -> None:
    Content("x" * 70, "")
    for wrong in ("x" * 71, ""):
        with pytest.raises(ValueError):
            Content(wrong, "")


def test_a_long_subject_is_cut_between_words() -> None:
    cut = short("Tuesday 19:00:\n you stopped at the second query of the cost report by team, then")
    assert cut == "Tuesday 19:00: you stopped at the second query of the cost report by…"
    assert len(short("x" * 300)) == 70
    assert short("  as \t it\n is ") == "as it is"

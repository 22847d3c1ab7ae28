"""A quoted sentence: once, without its bullet, the words that count marked, never endless."""

import pytest

from roadmap.lanes.audit.quoting import AROUND, Part, marked, quoted
from roadmap.lanes.postings.reading import Quote


def said(sentence: str, *phrases: str) -> str:
    return "".join(f"[{p.text}]" if p.marked else p.text for p in marked(sentence, phrases))


@pytest.mark.parametrize(
    ("sentence", "phrases", "shown"),
    [
        ("Know Terraform well", ["Terraform"], "Know [Terraform] well"),
        ("* Terraform and Helm", ["Helm", "Terraform"], "[Terraform] and [Helm]"),
        ("3. Good Go and Google", ["Go"], "Good [Go] and Google"),
        ("Google first, Go later", ["Go"], "Google first, [Go] later"),
        ("CI/CD pipelines", ["CI/CD", "CI/CD pipelines"], "[CI/CD pipelines]"),
        ("5+ years of AWS", ["AWS", ""], "5+ years of [AWS]"),
        ("Nothing of it", ["Kafka"], "Nothing of it"),
        ("C++ and C# (both)", ["C#"], "C++ and [C#] (both)"),
    ],
)
def test_the_words_that_count_are_marked(sentence: str, phrases: list[str], shown: str) -> None:
    assert said(sentence, *phrases) == shown


def test_a_sentence_is_quoted_once_with_all_its_words() -> None:
    both = quoted(
        [Quote("Helm and Go", "Go"), Quote("Only Go", "Go"), Quote("Helm and Go", "Helm")]
    )
    assert both == (
        (Part("Helm", True), Part(" and "), Part("Go", True)),
        (Part("Only "), Part("Go", True)),
    )


def test_a_text_without_full_stops_is_cut_around_the_words() -> None:
    endless = "word " * 5000
    shown = said(f"{endless}Kafka {endless}Spark {endless}", "Kafka", "Spark")
    assert "[Kafka]" in shown
    assert "[Spark]" in shown
    assert len(shown) < 5 * AROUND

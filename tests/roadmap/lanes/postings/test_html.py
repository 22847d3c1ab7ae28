"""Markup becomes what a reader of the page sees."""

import pytest

from roadmap.lanes.postings.html import is_markup, text_of

PAGE = """<!DOCTYPE html><html><head><title>Cloud Engineer &ndash; Harbour</title>
<style>p { color: red }</style><script>var a = "<p>no</p>";</script></head>
<body><nav><ul><li>Home</li></ul></nav><header><img src=x><p>Careers</p></header>
<main><p>We   run
two hundred hosts.</p><h2>Must have</h2><ul><li>Go</li><li><p>Terraform</p></li></ul>
<table><tr><th>Level</th><td>Senior</td></tr></table><div hidden>trap</div>
<form><input type="hidden" value="token"><select><option>Germany</option></select></form>
<noscript>Turn it on</noscript><svg><title>icon</title><text>shape</text></svg></main>
<footer>© Harbour</footer></body></html>"""


def test_a_page_is_read_without_scripts_navigation_and_forms_insides() -> None:
    assert text_of(PAGE).splitlines() == [
        "Cloud Engineer – Harbour",
        "",
        "We run two hundred hosts.",
        "",
        "Must have",
        "",
        "- Go",
        "- Terraform",
        "",
        "Level | Senior",
    ]


def test_a_page_with_a_top_heading_does_not_repeat_its_title() -> None:
    markup = "<html><title>Jobs | Harbour</title><body><h1>Cloud Engineer</h1><p>Hi</p></body>"
    assert text_of(markup) == "Cloud Engineer\n\nHi"


def test_the_top_heading_in_a_page_s_header_is_kept() -> None:
    markup = "<html><body><header><a>Home</a><h1>Cloud Engineer</h1></header><p>Hi</p></body>"
    assert text_of(markup) == "Cloud Engineer\n\nHi"


def test_lines_outside_of_blocks_stay_lines() -> None:
    assert (
        text_of("One\nTwo <b>three</b>\n<p>four\nfive</p>\nsix")
        == "One\nTwo three\n\nfour five\n\nsix"
    )


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<p>One<p>Two<li>Three", "One\n\nTwo\n- Three"),
        ("<ul><li>One</ul></div></p>Two", "- One\n\nTwo"),
        ("<p>Uptime < 99 % & rising > falling", "Uptime < 99 % & rising > falling"),
        ("<p>One <!-- never closed <b>Two</b>", "One never closed Two"),
        ("<p>One<nav>Two", "One\nTwo"),
        ("<nav>Only this", "Only this"),
        ("<a title=\"a > b\" href='x'>Go</a>", "Go"),
        ("<p>One<script>two", "One"),
        ("<P>One<BR/>Two<br>Three", "One\nTwo\nThree"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_broken_markup_gives_what_can_be_had(markup: str, said: str) -> None:
    assert text_of(markup) == said


def test_an_element_that_never_ends_does_not_swallow_the_posting() -> None:
    assert "Go" in text_of("<html><body><header><h1>SRE</h1><main><p>Go</p></main></body></html>")


def test_a_million_open_elements_are_read() -> None:
    assert text_of("<div>" * 200_000 + "deep") == "deep"


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<a ", '<a b="', "</", "<!", "<?", "<script>", "&lt", "<p"]
)
def test_markup_made_to_be_slow_is_read(piece: str) -> None:
    """Were any of them looked at anew for each "<", this would not end."""
    text_of(piece * (1_000_000 // len(piece)))


def test_a_huge_attribute_is_no_text() -> None:
    assert text_of(f'<p class="{"x" * 1_000_000}">Hi</p>') == "Hi"


def test_comparisons_in_ordinary_text_are_no_markup() -> None:
    assert not is_markup("p95 < 300 ms and cost > 0, a<b, <3, List<String>")
    assert is_markup("One<br>Two")
    assert is_markup('<a href="x">y</a>')

"""Markdown as readers see it, and what bounds its cost."""

import pytest

from portfolio.telling import bounding
from portfolio.telling.markdown import html, plain


def test_headings_begin_below_those_of_the_page() -> None:
    assert (
        html("# a\n\n## b\n\n### c\n\n#### d") == "<h4>a</h4>\n<h5>b</h5>\n<h6>c</h6>\n<h6>d</h6>\n"
    )


def test_links_say_that_nobody_vouches_for_them() -> None:
    assert html("[a](https://a.example)") == (
        '<p><a href="https://a.example" rel="nofollow ugc noopener noreferrer">a</a></p>\n'
    )


def test_a_picture_becomes_a_link_with_its_words() -> None:
    assert ">the flow</a>" in html("![the flow](https://a.example/x.png)")
    assert html("[![a](https://p.example)](https://b.example)").count("<a ") == 1


def test_a_table_scrolls_by_itself_and_can_be_reached() -> None:
    made = html("| a |\n|---|\n| 1 |")
    assert made.startswith('<div class="table-frame" tabindex="0" role="region"')
    assert "<td>1</td>" in made


def test_code_stays_as_it_is_and_numbers_go_on() -> None:
    assert '<pre tabindex="0"><code>a &lt; b\n</code></pre>' in html("```sh\na < b\n```")
    assert '<ol start="3">' in html("3. third")
    assert "<s>no</s>" in html("~~no~~")


def test_plain_is_the_words_alone() -> None:
    text = "# Bill\n\nWe **cut** [it](https://a.example) & `all`.\n\n- one\n- two\n\n"
    text += "| a | b |\n|-|-|\n| 1 | 2 |"
    assert plain(text) == "Bill\nWe cut it & all.\none\ntwo\na b\n1 2"


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10 + "a\n" + "a\n" * 29_000,
        "[" * 60_000,
        "![" * 30_000,
        "[*`<&~_!" * 7_500,
        "|a" * 500 + "\n" + "|-" * 500 + "\n" + "|\n" * 27_000,
    ],
)
def test_what_would_cost_too_much_is_shown_as_it_was_typed(text: str) -> None:
    assert not bounding.is_readable(text)
    made = html(text)
    assert made.startswith("<p>")
    assert "<a" not in made
    assert len(made) < 6 * len(text)


def test_a_reference_cannot_fill_a_page() -> None:
    text = "[a]: https://a.example/" + "b" * 20_000 + "\n\n" + "[a] " * 3_900
    assert bounding.is_readable(text)
    assert len(html(text)) < 1_000_000


def test_ten_thousand_words_are_readable() -> None:
    text = "\n\n".join(
        ["The bill had no owner, and **nobody** looked at [it](https://a.example)."] * 830
    )
    assert bounding.is_readable(text[:60_000])

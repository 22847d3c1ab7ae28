"""A case study as README."""

from markdown_it import MarkdownIt

from portfolio.telling.document import Artifact, Document, Figure, Picture, Text, Tradeoff
from portfolio.telling.embedding import embedded
from portfolio.telling.readme import address, line, readme
from tests.portfolio.telling.payloads import PAYLOADS

FIGURE = Figure(
    "Time to restore", "from 4 h to 25 min (−90 %)", "improvement", origin="my own lab",
    limit="while p95 latency stays under 900 ms: 820 ms, kept",
)  # fmt: skip
STUDY = Document(
    title="A bill",
    lane="finops",
    origin="my own lab",
    question="Who pays?\n\nAnd why?",
    sections=(
        Text("problem", "Problem", "# Before\n\nNo owner."),
        Text("decision", "Decision", "Tags."),
        Text("lessons", "Lessons", "Ask first."),
    ),
    decisions=(Text("decision.cost", "Cost", "$40 a month"),),
    tradeoffs=(Tradeoff("tags", "accounts", "there was one.", "precision."),),
    figures=(FIGURE,),
    artifacts=(
        Artifact("Design diagram", "The flow", "decision", picture=Picture("k1", 1, 1, "Boxes")),
        Artifact("Link", "Repository", "implementation", url="https://git.example/x"),
    ),
)
EXPECTED = """\
# A bill

> Who pays?
>
> And why?

FinOps · done in my own lab

## Problem

### Before

No owner.

## Design

Tags.

### Cost

$40 a month

### The flow

![Boxes](<flow.webp>)

- Chose **tags** over **accounts**, because there was one; gave up: precision.

## Implementation

### Repository

[Link](<https://git.example/x>)

## Outcome

- **Time to restore**: from 4 h to 25 min (−90 %), improvement; \
while p95 latency stays under 900 ms: 820 ms, kept; number from my own lab

### Lessons

Ask first.
"""


def test_it_has_the_five_headings_in_the_words_that_are_there() -> None:
    assert readme(STUDY, {"k1": "flow.webp"}) == EXPECTED


def test_a_picture_without_a_file_is_left_out() -> None:
    assert "![" not in readme(STUDY, {})


def test_titles_and_names_cannot_break_out() -> None:
    for payload in PAYLOADS:
        made = MarkdownIt("commonmark", {"html": True}).parse(f"# {line(payload)}\n\nend")
        assert [token.type for token in made] == [
            "heading_open", "inline", "heading_close", "paragraph_open", "inline",
            "paragraph_close",
        ]  # fmt: skip
        inside = {child.type for child in made[1].children or []}
        assert inside <= {"text", "text_special"}


def test_addresses_end_where_they_end() -> None:
    assert address("https://a.example/x> y\n") == "<https://a.example/x%3E%20y>"


def test_a_passage_cannot_leave_its_section() -> None:
    assert embedded("a\n===\n\n## b ##\n\n# c") == "### a\n\n#### b ##\n\n### c"
    assert embedded("```\nnever closed") == "```\nnever closed\n```"
    assert embedded("<!-- never closed") == "&lt;!-- never closed"
    assert embedded("a <b>b</b>") == "a &lt;b>b&lt;/b>"
    assert embedded("[" * 5000).startswith("```\n[")
    for payload in PAYLOADS:
        made = MarkdownIt("commonmark", {"html": True}).parse(f"{embedded(payload)}\n\n## Next")
        assert [token.tag for token in made if token.type == "heading_open"][-1] == "h2"
        assert not any(token.type == "html_block" for token in made)

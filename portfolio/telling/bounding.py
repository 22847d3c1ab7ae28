"""What keeps one passage from costing a page its time.

The parser's time grows with a text's length, but some constructs cost a hundred times as much as
words do: measured at 60,000 characters, two to five seconds (lines that continue twenty quotes,
opening brackets, rows that a wide table fills up), and a reference whose long address is used
thousands of times made 195 MB of HTML. No text that somebody reads comes near these bounds.
"""

LINES = 4_000
BRACKETS = 4_000
MARKS = 12_000
CELLS = 30_000
DEEPEST = 10
"""Quotes and lists within one another; deeper ones stay text."""
ADDRESSES = 200_000
"""Characters of all addresses in one text; links beyond are words alone."""


def is_readable(text: str) -> bool:
    """Whether the parser may have it. What it may not have is shown as it was typed."""
    lines = text.splitlines()
    widest = max((line.count("|") for line in lines), default=0)
    marks = sum(text.count(mark) for mark in "[*_`<&~\\")
    return (
        len(lines) <= LINES
        and text.count("[") <= BRACKETS
        and marks <= MARKS
        and widest * len(lines) <= CELLS
    )

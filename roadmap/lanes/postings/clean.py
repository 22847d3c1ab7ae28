"""What people paste to the lines of a posting.

Three steps: characters (look-alike letters, line ends, entities), markup (string literals, HTML,
front matter, Markdown), and lines (bullets, headings that ran together, what belongs to the web
page and not to the posting). Doubt keeps a line. Cleaning twice changes nothing, and the cost
grows with the text alone: every pattern is possessive, bounded, or looks for one character.
"""

import re

from roadmap.lanes.postings import html, lines, literals, markdown
from roadmap.lanes.postings.characters import readable

PASSES = 6


def clean(text: str) -> str:
    """One posting as lines of plain text: bullets as "- …", headings on lines of their own."""
    for _ in range(PASSES):
        before, text = text, lines.tidy(plain(text))
        if text == before:
            return text
    return _without_marks(text)


def plain(text: str) -> str:
    """Without markup and escapes; lines of dashes and form feeds still stand, for whoever parts
    several postings."""
    text = markdown.without_front_matter(readable(text))
    unquoted = literals.unquoted(text)
    text = text if unquoted == text else readable(unquoted)
    if html.is_markup(text):
        text = readable(html.text_of(text))
    return markdown.without_marks(text)


def _without_marks(text: str) -> str:
    """For a text that every pass uncovers something new in: it was made so."""
    for _ in range(PASSES):
        before, text = text, lines.tidy(re.sub(r"[^\w\s.,;:!?()/+%$€£’'-]", " ", text))
        if text == before:
            break
    return text

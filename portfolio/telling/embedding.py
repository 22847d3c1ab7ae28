"""A passage inside a longer Markdown text: it cannot leave its section."""

from functools import cache
from typing import TYPE_CHECKING

from portfolio.telling import bounding

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def embedded(text: str, below: int = 2) -> str:
    """The passage with its headings ``below`` levels lower, tags as text, and every fence closed.

    What is beyond the bounds of ``bounding`` stands in a fence of its own.
    """
    text = "\n".join(text.replace("\0", "").splitlines()).strip("\n")
    if not bounding.is_readable(text):
        return _fenced(text)
    lines = text.split("\n")
    tokens = _parser().parse(text, {})
    for token in tokens:
        if token.map is None:
            continue
        if token.type == "html_block":
            _as_text(lines, token, "<")
        for inside in token.children or []:
            if inside.type == "html_inline":
                _as_text(lines, token, inside.content)
    for token in reversed(tokens):
        if token.type == "heading_open" and token.map is not None and token.level == 0:
            _lower(lines, token, below)
    return "\n".join(lines) + _missing_fence(lines, tokens)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": bounding.DEEPEST})
    return parser.enable(["table", "strikethrough"])


def _as_text(lines: list[str], token: "Token", tag: str) -> None:
    first, last = token.map or (0, 0)
    found = "\n".join(lines[first:last]).replace(tag, tag.replace("<", "&lt;"))
    lines[first:last] = found.split("\n")


def _lower(lines: list[str], token: "Token", below: int) -> None:
    first, last = token.map or (0, 0)
    level = min(int(token.tag[1:]) + below, 6)
    if token.markup.startswith("#"):
        words = lines[first].lstrip().lstrip("#").strip()
    else:
        words = " ".join(one.strip() for one in lines[first : last - 1])
    lines[first:last] = [f"{'#' * level} {words}".rstrip()]


def _missing_fence(lines: list[str], tokens: list["Token"]) -> str:
    if not tokens or tokens[-1].type != "fence" or tokens[-1].map is None:
        return ""
    first, mark = tokens[-1].map[0], tokens[-1].markup
    closed = len(lines) > first + 1 and lines[-1].strip().startswith(mark)
    return "" if closed else f"\n{mark}"


def _fenced(text: str) -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}\n{text}\n{fence}"

"""Markdown as plain blocks, for a typesetter that must not be given anything to run.

What comes out is JSON of a few known kinds: paragraphs, headings, lists, code, tables, quotes, and
inside them words, bold, italics, code and links. Raw HTML stays words; pictures become links.
"""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from portfolio.telling import bounding

Node = dict[str, Any]

DEEPEST = 6
"""Lists and quotes within one another; what is deeper stands at this depth."""
WIDEST = 8
"""Columns of a table; a wider one is left as its rows, one below the other."""
SCHEMES = ("http://", "https://", "mailto:")

_SPANS = {"strong_open": "bold", "em_open": "italic", "s_open": "struck", "link_open": "link"}


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def blocks(text: str, level: int = 2) -> list[Node]:
    """``text`` (Markdown) as blocks. Its headings begin at ``level`` and never skip one. What is
    too intricate to be read stands as it was typed."""
    text = text.replace("\0", "")
    if not bounding.is_readable(text):
        return [{"kind": "code", "text": text}]
    return _Reader(_parser().parse(text), level).blocks(0)


class _Reader:
    """Goes through the tokens once, from the first to the last."""

    def __init__(self, tokens: Sequence[Token], level: int) -> None:
        self.tokens, self.at, self.level, self.last = tokens, 0, level, level - 1

    def blocks(self, depth: int, until: str = "") -> list[Node]:
        """Everything up to the token ``until``, which is stepped over."""
        found: list[Node] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                break
            found += self._block(token, depth)
        return found

    def _block(self, token: Token, depth: int) -> list[Node]:
        match token.type:
            case "paragraph_open":
                return [{"kind": "words", "spans": self._inline("paragraph_close")}]
            case "heading_open":
                return [self._heading(token)]
            case "fence" | "code_block":
                return [{"kind": "code", "text": token.content.rstrip("\n")}]
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token, depth)
            case "blockquote_open":
                inner = self.blocks(depth + 1, "blockquote_close")
                return [{"kind": "quote", "blocks": inner}] if depth < DEEPEST else inner
            case "table_open":
                return self._table()
            case "hr":
                return [{"kind": "rule"}]
        return []

    def _heading(self, token: Token) -> Node:
        # A reader who hears the page gets no gap between one level and the next.
        wanted = self.level + int(token.tag[1:]) - 1
        self.last = min(max(wanted, self.level), self.last + 1, 6)
        return {"kind": "heading", "level": self.last, "spans": self._inline("heading_close")}

    def _inline(self, until: str) -> list[Node]:
        found: list[Node] = []
        while (token := self.tokens[self.at]).type != until:
            found += spans(token.children or [])
            self.at += 1
        self.at += 1
        return found

    def _list(self, token: Token, depth: int) -> list[Node]:
        end = token.type.replace("_open", "_close")
        items: list[list[Node]] = []
        while (inner := self.tokens[self.at]).type != end:
            self.at += 1
            if inner.type == "list_item_open":
                items.append(self.blocks(depth + 1, "list_item_close"))
        self.at += 1
        if depth >= DEEPEST:
            return [block for item in items for block in item]
        if token.type == "bullet_list_open":
            return [{"kind": "list", "items": items}]
        start = int(token.attrGet("start") or 1) if token.attrGet("start") != 0 else 0
        return [{"kind": "numbers", "start": start, "items": items}]

    def _table(self) -> list[Node]:
        rows: list[list[list[Node]]] = []
        while (inner := self.tokens[self.at]).type != "table_close":
            self.at += 1
            if inner.type == "tr_open":
                rows.append([])
            elif inner.type == "inline":
                rows[-1].append(spans(inner.children or []))
        self.at += 1
        if len(rows[0]) <= WIDEST:
            return [{"kind": "table", "columns": len(rows[0]), "rows": rows}]
        return [
            {"kind": "words", "spans": [span for cell in row for span in [*cell, word(" · ")]][:-1]}
            for row in rows
        ]


def word(text: str) -> Node:
    """Words as they are."""
    return {"kind": "text", "text": text}


def spans(tokens: Sequence[Token]) -> list[Node]:
    """What stands in one paragraph."""
    stack: list[list[Node]] = [[]]
    for token in tokens:
        if token.type in _SPANS:
            node: Node = {"kind": _SPANS[token.type], "spans": []}
            if token.type == "link_open":
                node["url"] = str(token.attrGet("href") or "")
                # A link that leads nowhere we know is its words.
                node["kind"] = "link" if node["url"].lower().startswith(SCHEMES) else "plain"
            stack[-1].append(node)
            stack.append(node["spans"])
        elif token.type.endswith("_close") and len(stack) > 1:
            stack.pop()
        else:
            stack[-1] += _leaf(token)
    return stack[0]


def _leaf(token: Token) -> list[Node]:
    match token.type:
        case "code_inline":
            return [{"kind": "code", "text": token.content}]
        case "softbreak":
            return [word(" ")]
        case "hardbreak":
            return [{"kind": "break"}]
        case "image":
            url = str(token.attrGet("src") or "")
            said = [word(token.content or url)]
            is_link = url.lower().startswith(SCHEMES)
            return [{"kind": "link", "url": url, "spans": said}] if is_link else said
    return [word(token.content)] if token.content else []

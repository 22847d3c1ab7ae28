"""Markup to the text that a reader of the page sees, line by line."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_PLAIN = re.compile(r"[^<]++")
_TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,30})
        (?P<rest>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""",
    re.VERBOSE,
)
_ROUGH = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,30})[^<>]*+>")
_DECLARATION = re.compile(r"<[!?][^<>]*+>")
_HIDDEN = re.compile(r"(?<![-\w\"'=])hidden(?=[\s=/>])")

_RAW = ("script", "style")
_AWAY = frozenset({
    "nav", "footer", "header", "aside", "noscript", "template", "svg", "iframe", "object",
    "dialog", "button", "select", "textarea", "datalist", "head", "audio", "video", "canvas",
    "map",
})  # fmt: skip
_KEPT_IN_HEADER = frozenset({"h1"})
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
})  # fmt: skip
_BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_APART = frozenset({
    "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "section", "table",
    "ul",
})  # fmt: skip

_MARKUP = re.compile(
    r"</?(?:a|b|blockquote|body|br|code|div|em|h[1-6]|head|html|i|li|ol|p|pre|section|span|strong"
    r"|table|td|tr|u|ul)(?:\s[^<>]*+)?/?>",
    re.IGNORECASE,
)
_LOST_BULLET = re.compile(r"^- ?\n+(?=\S)", re.MULTILINE)
_BETWEEN_ITEMS = re.compile(r"^(- [^\n]*+)\n\n(?=- )", re.MULTILINE)
_WHOLE_PAGE = re.compile(r"<!doctype html|<html[\s>]|<body[\s>]|<head>", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether there is an HTML tag in it."""
    return _MARKUP.search(text) is not None


def is_page(text: str) -> bool:
    """Whether it begins as a whole HTML document does."""
    return _WHOLE_PAGE.search(text[:5000]) is not None


def text_of(markup: str) -> str:
    """The visible text: blocks as lines, list items as "- …", a table's cells beside each other.

    A whole page loses its navigation, header and footer, and begins with its title where it has no
    top heading. In a fragment, lines outside of blocks stay lines. Broken markup gives what can be
    had. Linear in its length.
    """
    page = is_page(markup)
    for away in (_AWAY, frozenset(["head", "svg", "template"])):
        reader = _Reader(away, page)
        reader.feed("".join(_tidy(markup)))
        reader.close()
        if reader.text() and not reader.skipping:
            break
    return reader.text()


def _tidy(markup: str) -> Iterator[str]:
    """Tags without attributes, and text without stray "<": what the parser reads in one pass.

    Left to itself the parser looks for the end of every unclosed tag and comment anew, which takes
    minutes for a megabyte of them.
    """
    at, unclosed = 0, False
    while at < len(markup):
        if plain := _PLAIN.match(markup, at):
            at = plain.end()
            yield plain.group()
        elif not unclosed and markup.startswith("<!--", at):
            end = markup.find("-->", at + 4)
            unclosed = end < 0
            at = at + 4 if unclosed else end + 3
        elif tag := (_TAG.match(markup, at) or _ROUGH.match(markup, at)):
            at = tag.end()
            name = tag["name"].lower()
            if name in _RAW:
                at = _past_raw(markup, at, name)
            else:
                yield _bare(tag, name)
        elif declaration := _DECLARATION.match(markup, at):
            at = declaration.end()
        else:
            at += 1
            yield "&lt;"


def _bare(tag: re.Match[str], name: str) -> str:
    if tag.group().startswith("</"):
        return f"</{name}>"
    hidden = " hidden" if _HIDDEN.search(tag.group().lower(), len(name) + 1) else ""
    return f"<{name}{hidden}>"


def _past_raw(markup: str, at: int, name: str) -> int:
    """Behind a script or style. One that never ends takes the rest, as it does in a browser."""
    end = re.compile(rf"</{name}[^<>]*+>", re.IGNORECASE).search(markup, at)
    return end.end() if end else len(markup)


class _Reader(HTMLParser):
    """Gathers lines. ``away`` are the elements whose contents are left out."""

    def __init__(self, away: frozenset[str], page: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.away = away
        self.page = page
        self.skipping: list[str] = []
        self.kept = 0
        self.blocks = 0
        self.title: list[str] = []
        self.in_title = False
        self.has_heading = False
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and "svg" not in self.skipping:
            self.in_title = True
        elif self.skipping:
            self._start_within(tag)
        elif tag in self.away or (attrs and tag not in _VOID):
            self.parts.append("\n")
            self.skipping.append(tag)
        else:
            self._start(tag)

    def _start_within(self, tag: str) -> None:
        """In what is left out: a page's top heading counts, wherever it stands."""
        if tag in self.skipping:
            self.skipping.append(tag)
        elif tag in _KEPT_IN_HEADER and self.skipping == ["header"]:
            self.kept += 1
            self._start(tag)

    def _start(self, tag: str) -> None:
        if tag == "h1":
            self.has_heading = True
        if tag == "hr":
            self.parts.append("\n\n---\n\n")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append("\t")
        elif tag in _BLOCK:
            self.parts.append("\n\n" if tag in _APART else "\n")
            self.parts.append("- " if tag == "li" else "")
            self.blocks += 0 if tag in ("html", "body") else 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.in_title = False
        elif self.kept and tag in _KEPT_IN_HEADER:
            self.kept -= 1
            self._end(tag)
        elif self.skipping:
            if tag == self.skipping[-1]:
                self.skipping.pop()
        else:
            self._end(tag)

    def _end(self, tag: str) -> None:
        if tag in _BLOCK:
            self.parts.append("\n\n" if tag in _APART else "\n")
            self.blocks = max(0, self.blocks - 1)

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title.append(data)
        elif not self.skipping or self.kept:
            if self.page:
                data = re.sub(r"\s++", " ", data)
            elif self.blocks:
                data = re.sub(r"\s++", _space_in_block, data)
            self.parts.append(data)

    def text(self) -> str:
        lines = (" | ".join(_cells(line)) for line in "".join(self.parts).split("\n"))
        text = re.sub(r"\n{3,}+", "\n\n", "\n".join(lines)).strip()
        text = _LOST_BULLET.sub("- ", text)
        text = _BETWEEN_ITEMS.sub(r"\1\n", text)
        title = " ".join("".join(self.title).split())
        return f"{title}\n\n{text}" if title and text and not self.has_heading else text


def _space_in_block(space: re.Match[str]) -> str:
    """Lines of the source are no lines of the page; a blank one within a block is taken for one,
    as people paste markup that they cut by hand."""
    return "\n\n" if space.group().count("\n") > 1 else " "


def _cells(line: str) -> list[str]:
    cells = (" ".join(cell.split()) for cell in line.split("\t"))
    return [cell for cell in cells if cell]

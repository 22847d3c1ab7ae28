"""Markdown that strangers may read. Nothing a writer types becomes more than text, and links.

The parser makes no HTML of a writer's tags; an allow-list then cleans what it made. Both libraries
are loaded with the first text that is read.
"""

import re
from collections.abc import MutableMapping, Sequence
from functools import cache, lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portfolio.telling import bounding

if TYPE_CHECKING:
    import nh3
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

BELOW = 3
"""A page has a title, its sections and their parts: a passage's own headings begin below those."""
TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
    "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul", "div",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "div": {"tabindex", "role", "aria-label"},
}
SCHEMES = {"http", "https", "mailto"}
REL = "nofollow ugc noopener noreferrer"

_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"</(?:p|h\d|li|tr|pre|blockquote|div)>|<(?:br|hr)\s*/?>")
_CELL = re.compile(r"</t[dh]>\s*")


def html(text: str) -> SafeString:
    """The text as HTML that is safe to show. Pictures become links: an article has its own."""
    return _html(text.replace("\0", ""), get_language())


@lru_cache(maxsize=32)  # of the longest texts some 20 MB
def _html(text: str, language: str | None) -> SafeString:
    """The last ones are kept, so that whoever opens a costly page again and again pays once."""
    made = _parser().render(text, {}) if bounding.is_readable(text) else _as_typed(text)
    return mark_safe(_cleaner().clean(made))  # noqa: S308 - this is what the allow-list lets through


def _as_typed(text: str) -> str:
    lines = (escape(line) for line in text.splitlines())
    return f"<p>{'<br>'.join(lines)}</p>"


def plain(text: str) -> str:
    """The words alone, a line for each paragraph, without marks and addresses of links."""
    made = _CELL.sub(" ", _BLOCK.sub("\n", html(text)))
    lines = (" ".join(line.split()) for line in unescape(_TAG.sub("", made)).splitlines())
    return "\n".join(line for line in lines if line)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": bounding.DEEPEST})
    parser.enable(["table", "strikethrough"])
    for name, rule in (
        ("image", _picture),
        ("link_open", _link),
        ("link_close", _link_end),
        ("heading_open", _heading),
        ("heading_close", _heading),
        ("fence", _code),
        ("code_block", _code),
        ("table_open", _table_open),
        ("table_close", _table_close),
    ):
        parser.add_render_rule(name, rule)
    return parser


@cache
def _cleaner() -> "nh3.Cleaner":
    import nh3

    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes={"div": {"table-frame"}},
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel=REL,
    )


# --- How the parser's parts are written -----------------------------------------------------------

Tokens = Sequence["Token"]
Env = MutableMapping[str, Any]


def _picture(
    renderer: "RendererHTML", tokens: Tokens, at: int, options: "OptionsDict", env: Env
) -> str:
    token = tokens[at]
    said = renderer.renderInlineAsText(token.children or [], options, env) or _("a picture")
    if env.get("within"):  # there is no link within a link
        return str(escape(said))
    return f"<a{_address(token.attrGet('src'), env)}>{escape(said)}</a>"


def _link(
    renderer: "RendererHTML", tokens: Tokens, at: int, options: "OptionsDict", env: Env
) -> str:
    env["within"] = True
    return f"<a{_address(tokens[at].attrGet('href'), env)}>"


def _link_end(
    renderer: "RendererHTML", tokens: Tokens, at: int, options: "OptionsDict", env: Env
) -> str:
    env["within"] = False
    return "</a>"


def _address(href: str | int | float | None, env: Env) -> str:
    """An ``href``, while the text has not used up what all its addresses may hold: a reference is
    written once and used as often as one likes."""
    used = env["addresses"] = env.get("addresses", 0) + len(str(href))
    return f' href="{escape(str(href))}"' if href and used <= bounding.ADDRESSES else ""


def _heading(
    renderer: "RendererHTML", tokens: Tokens, at: int, options: "OptionsDict", env: Env
) -> str:
    level = min(int(tokens[at].tag[1:]) + BELOW, 6)
    return f"<h{level}>" if tokens[at].nesting == 1 else f"</h{level}>\n"


def _code(
    renderer: "RendererHTML", tokens: Tokens, at: int, options: "OptionsDict", env: Env
) -> str:
    """Long lines scroll, by keyboard, too."""
    return f'<pre tabindex="0"><code>{escape(tokens[at].content)}</code></pre>\n'


def _table_open(
    renderer: "RendererHTML", tokens: Tokens, at: int, options: "OptionsDict", env: Env
) -> str:
    label = escape(_("Table"))
    return f'<div class="table-frame" tabindex="0" role="region" aria-label="{label}"><table>\n'


def _table_close(
    renderer: "RendererHTML", tokens: Tokens, at: int, options: "OptionsDict", env: Env
) -> str:
    return "</table></div>\n"

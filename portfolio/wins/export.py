"""Wins as Markdown, to take along: a heading for each month, a line for each win, what is told of
it below. Captured and imported words are others' as well: they are text in it and no markup, and
reading the file in gives the words as they were."""

from collections.abc import Iterable

from django.utils import formats
from django.utils.translation import gettext as _

from common import markdown_text
from portfolio.wins import listing, saying
from portfolio.wins.models import Win

_UNSAFE = {sign: f"%{ord(sign):02X}" for sign in "<>[]`\\ "}
"""What ends an address, or makes something else of it."""


def markdown(wins: Iterable[Win]) -> str:
    """``wins`` in the order they come in."""
    lines = [f"# {_('Wins')}"]
    for month, them in listing.months(wins):
        lines += ["", f"## {formats.date_format(month, 'F Y')}", ""]
        for win in them:
            lines += _lines(win)
    return "\n".join(lines) + "\n"


def _lines(win: Win) -> list[str]:
    said = [f"- {win.happened_on.isoformat()}: {markdown_text.line(win.line)}"]
    for name, text in (
        (_("Figure"), saying.said(win)),
        (_("For"), win.for_whom),
        *((name.capitalize(), text) for name, text in win.parts),
    ):
        if text:
            said.append(f"  - {name}: {_indented(text)}")
    if win.link:
        address = "".join(_UNSAFE.get(sign, sign) for sign in win.link)
        said.append(f"  - {_('Link')}: {address}")
    return said


def _indented(text: str) -> str:
    """Further lines stay below the point they belong to."""
    lines = text.replace("\0", "").strip().splitlines()
    return "\n    ".join(markdown_text.escaped(line.strip()) for line in lines)

"""Wins as Markdown, to take along: a heading for each month, a line for each win, what is told of
it below."""

from collections.abc import Iterable

from django.utils import formats
from django.utils.translation import gettext as _

from portfolio.wins import listing, saying
from portfolio.wins.models import Win


def markdown(wins: Iterable[Win]) -> str:
    """``wins`` in the order they come in. The words stand as they were typed."""
    lines = [f"# {_('Wins')}"]
    for month, them in listing.months(wins):
        lines += ["", f"## {formats.date_format(month, 'F Y')}", ""]
        for win in them:
            lines += _lines(win)
    return "\n".join(lines) + "\n"


def _lines(win: Win) -> list[str]:
    said = [f"- {win.happened_on.isoformat()}: {_flat(win.line)}"]
    for name, text in (
        (_("Figure"), saying.said(win)),
        (_("For"), win.for_whom),
        *((name.capitalize(), text) for name, text in win.parts),
        (_("Link"), win.link),
    ):
        if text:
            said.append(f"  - {name}: {_indented(text)}")
    return said


def _flat(text: str) -> str:
    return " ".join(text.split())


def _indented(text: str) -> str:
    """Further lines stay below the point they belong to."""
    return "\n    ".join(line.rstrip() for line in text.strip().splitlines())

"""What a line names: technologies, and everything with a number in it that measures nothing.

A version, a standard, a year, a port and the name of a machine are hidden before figures are
looked for, each character by a mark, so that every place stays where it was.
"""

import re
from functools import cache

from portfolio.bullets.findings import Span
from portfolio.bullets.rules import hiding
from portfolio.bullets.wording import tools

HIDDEN = "~"


def named(text: str) -> list[Span]:
    """The technologies in ``text``, by name and as they are written."""
    return [match.span() for match in _names().finditer(text)]


def hidden(text: str) -> str:
    """``text`` with every number hidden that measures nothing."""
    for rule in hiding():
        text = rule.sub(_hide, text)
    return text


def _hide(match: re.Match[str]) -> str:
    """All of a match, or the versions of it alone."""
    versions = match.groupdict().get("v")
    if versions is None:
        return re.sub(r"\S", HIDDEN, match.group())
    return match.group()[: -len(versions)] + re.sub(r"\S", HIDDEN, versions)


@cache
def _names() -> re.Pattern[str]:
    """The names, as they are written; short and everyday ones too, since the capital tells."""
    names = sorted(tools().names, key=len, reverse=True)
    return re.compile(rf"(?<![\w@-])(?:{'|'.join(map(re.escape, names))})(?![\w@])(?!\.\w)")

"""What somebody studied, as the lines of a résumé say it. Text in, values out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from common import facts
from portfolio.bullets.wording import FACTS

YEAR = re.compile(r"[(\[]?\b(?P<ends>(?:19|20)\d\d)\b[)\]]?")
"""The one year that a degree is said with: the one in which it was earned."""


@dataclass(frozen=True, slots=True)
class _Studies:
    basis: str
    degrees: tuple[str, ...]
    schools: tuple[str, ...]
    beside: tuple[str, ...]


def is_degree(text: str) -> bool:
    """Whether it begins as a degree is called: "BSc Computer Science"."""
    known = _studies()
    return _begins(text, known.degrees) and not is_beside(text)


def is_study(text: str) -> bool:
    """Whether a degree or where one studies is named in it."""
    return is_degree(text) or (bool(_schools().search(text)) and not is_beside(text))


def is_beside(text: str) -> bool:
    """Whether it is a grade or a thesis, which stand below a degree."""
    return _begins(text, _studies().beside)


def degree_first(parts: Sequence[str]) -> list[str]:
    """The same, with the degree before the school."""
    first, second, *others = (*parts, "", "")
    is_turned = is_degree(second) and not is_degree(first)
    return [*((second, first) if is_turned else (first, second)), *others]


def _begins(text: str, words: Sequence[str]) -> bool:
    said = text.lstrip(" (").casefold()
    return any(said.startswith(word) and not said[len(word) :][:1].isalnum() for word in words)


@cache
def _studies() -> _Studies:
    return facts.read(FACTS / "studies.toml", _Studies)


@cache
def _schools() -> re.Pattern[str]:
    each = "|".join(map(re.escape, _studies().schools))
    return re.compile(rf"(?i)(?<!\w)(?:{each})(?!\w)")

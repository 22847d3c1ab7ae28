"""What stands at the top of a résumé, before its first heading: told apart, and no line of it.
Values in, values out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_REACHED = re.compile(r"@|https?:|www\.|\w\.(?:com|org|net|dev|io|de)\b|\d{3}")
MOST_WORDS = 5
"""Of a name."""


@dataclass(frozen=True, slots=True)
class Top:
    """A name, what its person is, and how to reach them. Each may be empty."""

    name: str = ""
    titles: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()


def top(lines: Sequence[str]) -> Top:
    """The first that is no address is the name."""
    reached = tuple(line for line in lines if _REACHED.search(line))
    name, *titles = [line for line in lines if line not in reached] or [""]
    if len(name.split()) > MOST_WORDS:
        name, titles = "", [name, *titles]
    return Top(name, tuple(titles), reached)

"""What a commit or a pull request is not told for: merges, newer versions, spelling. Values in,
values out; the rules are facts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common import facts

FACTS = Path(__file__).parent / "facts" / "routine.toml"
LOOKED_AT = 200
"""Characters of a line."""
_ROBOTS = re.compile(r"\b(dependabot|renovate|github-actions|pre-commit-ci|greenkeeper)\b|\[bot\]")


@dataclass(frozen=True, slots=True)
class Routine:
    """One kind of it. ``why`` is said beside a line that is not ticked."""

    slug: str
    why: str
    patterns: tuple[str, ...]


@cache
def routines() -> Sequence[Routine]:
    """In the file's order."""
    return tuple(facts.read_list(FACTS, "routine", Routine, alongside={"basis"}))


@cache
def _patterns() -> Sequence[tuple[Routine, re.Pattern[str]]]:
    return [(one, re.compile("|".join(f"(?:{p})" for p in one.patterns))) for one in routines()]


def why_not(line: str, by: str = "") -> str:
    """Why the line is not proposed; empty where it is. ``by`` is who made it, if that is known."""
    said = line[:LOOKED_AT].strip().lower()
    for one, pattern in _patterns():
        if pattern.match(said):
            return one.why
    if _ROBOTS.search(by.lower()):
        return next(one.why for one in routines() if one.slug == "dependency")
    return ""

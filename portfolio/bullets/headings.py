"""The headings of a résumé: what begins with each. Text in, values out."""

from dataclasses import dataclass
from functools import cache

from common import facts
from portfolio.bullets.wording import FACTS


@dataclass(frozen=True, slots=True)
class _Headings:
    basis: str
    work: tuple[str, ...]
    project: tuple[str, ...]
    education: tuple[str, ...]
    skills: tuple[str, ...]
    other: tuple[str, ...]


def section(line: str) -> str:
    """What begins with this heading; "" where it is none."""
    name = line.strip(" :*#_=-–—").lower().replace("&", "and")
    return _sections().get(name, "") if len(name) < 40 else ""


def said_with(line: str) -> tuple[str, str] | None:
    """The section and what follows: education and skills are often said in one line."""
    name, _colon, rest = line.partition(":")
    below = section(name)
    return (below, rest.strip()) if below in ("education", "skills") and rest.strip() else None


@cache
def _sections() -> dict[str, str]:
    names = facts.read(FACTS / "headings.toml", _Headings)
    return {
        word: kind
        for kind in ("work", "project", "education", "skills", "other")
        for word in getattr(names, kind)
    }

"""What people of each function usually fear, watch and teach: suggestions to take over and change,
never what somebody said."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common import facts
from portfolio.stakeholders.models import Function

FACTS = Path(__file__).parent / "facts"
MAIN = (Function.PRODUCT, Function.FINANCE, Function.SECURITY, Function.OPERATIONS)
"""Whom a map lacks as long as nobody of theirs is on it."""


@dataclass(frozen=True, slots=True)
class FunctionFacts:
    """One function. ``hears``: "money and predictability"."""

    slug: Function
    failure: str
    numbers: str
    asks: tuple[str, ...]
    teaches: str
    hears: str

    @property
    def title(self) -> str:
        return str(self.slug.label)


@cache
def functions() -> dict[Function, FunctionFacts]:
    """All of them, in the file's order. Basis: our own judgement."""
    path = FACTS / "functions.toml"
    read = facts.read_list(path, "function", FunctionFacts, alongside={"basis"})
    return {one.slug: one for one in read}


def is_suggested(function: Function, text: str) -> bool:
    """Whether ``text`` is still what we suggested, and nobody's own word."""
    found = functions()[function]
    return text.strip() in (found.failure, found.numbers)

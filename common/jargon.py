"""Words of the trade, and what to say instead to somebody who is not in it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common import facts

FACTS = Path(__file__).parent / "facts" / "jargon.toml"


@dataclass(frozen=True, slots=True)
class Term:
    word: str
    plain: str


@cache
def terms() -> dict[str, str]:
    """The plain words for each word of the trade, in the file's order."""
    return {
        term.word: term.plain for term in facts.read_list(FACTS, "term", Term, alongside={"basis"})
    }

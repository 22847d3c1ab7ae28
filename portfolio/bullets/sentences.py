"""What each finding is called and says, from ``facts/sentences.toml``."""

from dataclasses import dataclass
from functools import cache

from common import facts
from portfolio.bullets.findings import Finding
from portfolio.bullets.wording import FACTS


@dataclass(frozen=True, slots=True)
class Sentence:
    """``name``: in two or three words. ``missing``: what is missing. ``ask``: the question that
    brings it."""

    finding: Finding
    name: str
    missing: str
    ask: str


@cache
def sentences() -> dict[Finding, Sentence]:
    """Each finding's, in the order of :class:`Finding`.

    Raises:
        FactError: one is missing, or stands there twice.
    """
    rows = facts.read_list(FACTS / "sentences.toml", "sentence", Sentence, alongside={"basis"})
    found = {row.finding: row for row in rows}
    if len(rows) != len(found) or set(found) != set(Finding):
        raise facts.FactError("sentences.toml: each finding has one sentence")
    return {finding: found[finding] for finding in Finding}


@dataclass(frozen=True, slots=True)
class Instead:
    """ "Instead of … say …": what is wrong with the first, and what the second has."""

    instead_of: str
    say: str
    because: str


@cache
def gallery() -> tuple[Instead, ...]:
    """The pairs of ``facts/gallery.toml``, in the file's order."""
    rows = facts.read_list(FACTS / "gallery.toml", "instead", Instead, alongside={"basis"})
    return tuple(rows)

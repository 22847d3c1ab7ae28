"""A case study as values: everything a page, a link or a file may show of it, and nothing else.

``gather.document`` makes one of rows and a disclosure; the article, the five-part story, the README
and the PDF are made of it alone. It goes to JSON and back, so that what was published stays as it
was seen when it was chosen.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """One passage: its heading and its Markdown."""

    slot: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A result in words, as far as it may be seen."""

    name: str
    said: str
    """ "from 4 h to 25 min (−90 %)", or less of it: "−90 %", "from 2–5 h to under 1 h"."""
    verdict: str
    """ "improvement", "no improvement", "baseline"."""
    before: str = ""
    after: str = ""
    percent: Decimal | None = None
    """The change of the figure in percent; falling is below zero."""
    before_share: Decimal | None = None
    """Length of each bar of the small picture, the longer one 1; None where it may not be seen."""
    after_share: Decimal | None = None
    period: str = ""
    how: str = ""
    origin: str = ""
    limit: str = ""
    """ "while p95 latency stays under 900 ms: 820 ms, kept"."""
    limit_kept: bool | None = None
    again: str = ""
    """ "measured again on 3 Nov 2026: 27 min, held"."""


@dataclass(frozen=True, slots=True)
class Tradeoff:
    chose: str
    over: str
    because: str
    gave_up: str


@dataclass(frozen=True, slots=True)
class Picture:
    """``key`` names the row its bytes are in."""

    key: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Artifact:
    kind: str
    title: str
    section: str
    text: str = ""
    url: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The parts in reading order; a part that is not shown is missing, without a trace."""

    title: str
    lane: str
    author: str = ""
    employer: str = ""
    origin: str = ""
    question: str = ""
    sections: tuple[Text, ...] = ()
    decisions: tuple[Text, ...] = ()
    evidence: tuple[Text, ...] = ()
    tradeoffs: tuple[Tradeoff, ...] = ()
    figures: tuple[Figure, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    on: date | None = None
    """When its words last changed."""

    def as_json(self) -> dict[str, Any]:
        """As ``from_json`` reads it."""
        raise NotImplementedError

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Document":
        """What ``as_json`` made. Keys of an older edition that are gone are left out."""
        raise NotImplementedError

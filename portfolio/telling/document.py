"""A case study as values: everything a page, a link or a file may show of it, and nothing else.

``gather.document`` makes one of rows and a disclosure; the article, the five-part story, the README
and the PDF are made of it alone. It goes to JSON and back, so that what was published stays as it
was seen when it was chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from common.lanes import Lane
from portfolio.casestudies.parts import Section
from portfolio.results.figures import Figure as Figure
from portfolio.telling import markdown, storing


@dataclass(frozen=True, slots=True)
class Text:
    """One passage: its heading and its Markdown."""

    slot: str
    title: str
    text: str

    @property
    def html(self) -> SafeString:
        """As pages show it."""
        return markdown.html(self.text)


@dataclass(frozen=True, slots=True)
class Tradeoff:
    chose: str
    over: str
    because: str
    gave_up: str
    row: int | None = None
    """The row it is made of; likewise of artifacts and figures: what is published leaves out what
    was deleted since."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``key`` names the row its bytes are in."""

    key: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Artifact:
    """``kind`` in words: "Design diagram"; ``section``: a slot of the canonical structure."""

    kind: str
    title: str
    section: str
    text: str = ""
    url: str = ""
    picture: Picture | None = None
    row: int | None = None

    @property
    def html(self) -> SafeString:
        """Its own text, as pages show it."""
        return markdown.html(self.text)

    @property
    def address(self) -> str:
        """Its link where it leads to the web; empty for anything else."""
        return self.url if self.url.lower().startswith(("http://", "https://")) else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the article with all that stands in it."""

    slot: str
    title: str
    text: Text | None = None
    decisions: tuple[Text, ...] = ()
    evidence: tuple[Text, ...] = ()
    tradeoffs: tuple[Tradeoff, ...] = ()
    figures: tuple[Figure, ...] = ()
    artifacts: tuple[Artifact, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read in it."""
        held = (self.decisions, self.evidence, self.tradeoffs, self.figures, self.artifacts)
        return self.text is None and not any(held)


@dataclass(frozen=True, slots=True)
class Document:
    """The parts in reading order; a part that is not shown is missing, without a trace."""

    title: str
    lane: str
    """The lane's slug."""
    author: str = ""
    employer: str = ""
    origin: str = ""
    """Where the work was done: "my own lab"."""
    question: str = ""
    sections: tuple[Text, ...] = ()
    decisions: tuple[Text, ...] = ()
    evidence: tuple[Text, ...] = ()
    tradeoffs: tuple[Tradeoff, ...] = ()
    figures: tuple[Figure, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    on: date | None = None
    """When its words last changed."""

    def section(self, slot: str) -> str:
        """The Markdown of one section; empty where it is not written or not shown."""
        return next((one.text for one in self.sections if one.slot == slot), "")

    @property
    def whole(self) -> tuple[Part, ...]:
        """The canonical structure in reading order, empty parts too."""
        return tuple(self._part(section) for section in Section)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What there is to read: an empty part leaves no trace."""
        return tuple(part for part in self.whole if not part.is_empty)

    @property
    def best(self) -> Figure | None:
        """What one sees at a glance: of the improvements with a number that may be seen, the one
        that moved most; the first of several. None where there is none."""
        told = [
            one for one in self.figures if one.is_improvement and any(map(str.isdigit, one.said))
        ]
        return max(told, key=lambda one: abs(one.percent or Decimal(0)), default=None)

    def _part(self, section: Section) -> Part:
        return Part(
            section.value,
            str(section.label),
            next((one for one in self.sections if one.slot == section), None),
            self.decisions if section is Section.DECISION else (),
            self.evidence if section is Section.IMPLEMENTATION else (),
            self.tradeoffs if section is Section.TRADEOFFS else (),
            self.figures if section is Section.RESULT else (),
            tuple(one for one in self.artifacts if one.section == section),
        )

    @property
    def lane_name(self) -> str:
        """The lane in words; empty where there is no such lane any more."""
        return str(Lane(self.lane).label) if self.lane in Lane.values else ""

    @property
    def pictures(self) -> tuple[str, ...]:
        """The keys of its pictures, in the order of the page."""
        return tuple(one.picture.key for one in self.artifacts if one.picture)

    @property
    def question_html(self) -> SafeString:
        return markdown.html(self.question)

    def as_json(self) -> dict[str, Any]:
        """As ``from_json`` reads it."""
        kept: dict[str, Any] = storing.written(self)
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Document":
        """What ``as_json`` made. Keys of an older edition that are gone are left out, those that
        came since are empty.

        Raises:
            ValueError: a value is of another kind than its key says, or the title is missing.
        """
        return storing.read(cls, kept)

    def with_words(self, said: Callable[[str], str]) -> "Document":
        """Every string that a reader sees, as ``said`` says it; slugs and keys stay."""
        return storing.mapped(self, said, stay=_NO_WORDS)


_NO_WORDS = frozenset({"lane", "slot", "section", "key", "verdict"})

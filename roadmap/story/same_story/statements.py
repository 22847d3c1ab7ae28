"""What is compared, and what comes of it: values alone."""

import enum
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

LONGEST = 20_000
"""Characters of a text that are read. What follows is not compared."""


class Kind(enum.StrEnum):
    """What two places say differently, the worst first."""

    NUMBER = "number"
    TITLE = "title"
    DATE = "date"
    LANE = "lane"


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody worked. Dates are partial: "2024" or "2024-10"; ``until`` empty: until now."""

    title: str
    organisation: str
    since: str = ""
    until: str = ""

    @property
    def is_current(self) -> bool:
        return not self.until


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric before and after, in ``unit``. ``also`` are figures that may stand beside them, as a
    wanted value or one measured again."""

    metric: str
    before: Decimal
    after: Decimal | None = None
    unit: str = ""
    measured_on: str = ""
    also: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Earned:
    """A credential and the month it was earned in, "2026-03"; empty where that is not known."""

    name: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of somebody."""

    lane: str = ""
    secondary: str = ""
    positions: Sequence[Position] = ()
    results: Sequence[Measured] = ()
    credentials: Sequence[Earned] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text in which somebody describes themselves. ``name`` tells it from the others."""

    name: str
    words: str
    made_of: tuple[str, ...] = ()
    """Texts it is put together from without anybody writing it: it is not held against them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a text, by where they begin and end in it."""

    text: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two places that say different things. Where ``other`` is None it is a fact that ``place``
    disagrees with, and ``against`` is how the fact would be said; else the other place's words."""

    kind: Kind
    place: Place
    against: str
    sentence: str
    other: Place | None = None
    subject: str = ""
    """What both are about: a metric, an organisation, a credential; empty for lanes."""

    @property
    def text(self) -> str:
        return self.place.text

    @property
    def words(self) -> str:
        return self.place.words

    @property
    def key(self) -> str:
        """The same as long as both places say the same."""
        other = (self.other.text, self.other.words) if self.other else ("", self.against)
        said = "\x1f".join((self.kind, self.text, self.words, self.subject, *other))
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Compared:
    """One statement of a text that was held against something."""

    kind: Kind
    text: str
    subject: str


@dataclass(slots=True)
class Findings:
    """What a comparison gathers on its way."""

    disagreements: list[Disagreement] = field(default_factory=list)
    compared: list[Compared] = field(default_factory=list)

    def saw(self, kind: Kind, text: str, subject: str) -> None:
        """That this was held against something, whatever came of it."""
        self.compared.append(Compared(kind, text, subject))

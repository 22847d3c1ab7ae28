"""The one page as values: all that a page, a link or a file may say of somebody, and nothing else.

``gather.page`` makes one of rows and a disclosure; the page itself, the forms it takes, the PDF and
the files are made of it alone. It goes to JSON and back, so that what was published stays as it was
seen when it was chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portfolio.overview import Entry, SkillLine, mapped, read, written

FEW_OUTCOMES = 4
"""So many outcomes stand on the page while none is chosen: more is a list, and no answer."""


def _said(text: str) -> str:
    return " ".join(text.split()).rstrip(". ").casefold()


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows something is made of: what is published leaves out what was deleted since.

    ``case_study`` is the one that the proof stands in, also where a result of it is the proof."""

    claim: int | None = None
    case_result: int | None = None
    case_study: int | None = None
    win: int | None = None
    story: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something somebody drove, and what proves it."""

    text: str
    """The sentence: their own words, else the proof's."""
    figure: str = ""
    """The proof's figure, "Time to restore: from 4 h to 25 min (−90 %)"; empty where ``text`` says
    it, or where there is none."""
    verdict: str = ""
    """ "improvement", "no improvement", "baseline"; empty without a figure."""
    proof_title: str = ""
    """What the proof is called."""
    proof_path: str = ""
    """Its page for its author; empty on a page for anybody else."""
    proof_url: str = ""
    """Path of a page of it that strangers may open; empty where there is none."""
    is_proven: bool = False
    is_own: bool = False
    """Whether ``text`` is wording of theirs, and not the figure."""
    measured_on: date | None = None
    limit: str = ""
    """ "while p95 latency stays under 900 ms: 820 ms, kept"."""
    rows: Rows = field(default_factory=Rows)

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"{self.text.rstrip('. ')}: {self.figure}" if self.figure else self.text

    @property
    def proof_name(self) -> str:
        """What its link says: what the proof is called, and what it is where that was just said."""
        if self.proof_title and _said(self.proof_title) != _said(self.text):
            return self.proof_title
        if self.rows.win is not None:
            return _("the win")
        return _("the story") if self.rows.case_study is None else _("the case study")


@dataclass(frozen=True, slots=True)
class Credential:
    """A certification that is held and has not expired. ``path``: its page for its author."""

    name: str
    issuer: str = ""
    earned: date | None = None
    expires: date | None = None
    url: str = ""
    path: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A story that can be told aloud. ``kind`` in words."""

    title: str
    kind: str
    path: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished case study. ``result`` is its best figure in words; ``url`` the path of the page
    that strangers may open. Both may be empty."""

    title: str
    result: str = ""
    url: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """The one page. What is not known, or may not be seen, is empty."""

    name: str = ""
    headline: str = ""
    """At most 220 characters; their own, else made of the rest."""
    has_own_headline: bool = False
    lane: str = ""
    """The primary lane's slug; empty while none is chosen."""
    lane_name: str = ""
    second: str = ""
    """The second lane or area, in words."""
    keeps: str = ""
    leverage: str = ""
    problem_space: str = ""
    outcomes: tuple[Outcome, ...] = ()
    looking_for: str = ""
    target_by: date | None = None
    """When they mean to be able to apply."""
    positions: tuple[Entry, ...] = ()
    projects: tuple[Entry, ...] = ()
    education: tuple[Entry, ...] = ()
    skills: tuple[SkillLine, ...] = ()
    credentials: tuple[Credential, ...] = ()
    stories: tuple[Told, ...] = ()
    finished: tuple[Finished, ...] = ()
    """The finished case studies, for their author: outcomes may leave some of them out."""
    location: str = ""
    contact: str = ""
    links: tuple[Link, ...] = ()
    about: str = ""
    """Their own words for LinkedIn's section; empty where it is made of the page."""
    spoken: str = ""
    """Their own spoken introduction; empty where it is made of the page."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read but a name."""
        words = (self.lane, self.problem_space, self.leverage, self.keeps, self.looking_for)
        return not any((*words, self.outcomes, self.positions, self.credentials, self.projects))

    @property
    def proven(self) -> tuple[Outcome, ...]:
        """The outcomes with something behind them."""
        return tuple(one for one in self.outcomes if one.is_proven)

    def as_json(self) -> dict[str, Any]:
        """As ``from_json`` reads it."""
        kept: dict[str, Any] = written(self)
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Page":
        """What ``as_json`` made.

        Raises:
            ValueError: a value is of another kind than its key says.
        """
        return read(cls, kept)

    def with_words(self, said: Callable[[str], str]) -> "Page":
        """Every string that a reader sees, as ``said`` says it; slugs and our own paths stay."""
        return mapped(self, said, stay=_NO_WORDS)


_PATHS = {"proof_path", "proof_url", "path"}
_NO_WORDS = frozenset({"lane", "lane_name", "kind", "verdict", "rows", "starts", "ends", *_PATHS})

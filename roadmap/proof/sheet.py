"""The proof sheet: must-haves down the side, beside each the best one has. Values in, values out.

A must-have is met by *proof* alone, and proof leads to a record: what nobody can open is words.
"""

import enum
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from roadmap.lanes.postings.overall import Overall, SkillDemand
from roadmap.lanes.postings.reading import Quote
from roadmap.lanes.postings.taxonomy import Category, skills


class Evidence(enum.IntEnum):
    """How far what one has goes; a larger one is better."""

    NOTHING = 0
    WORDS = 1
    SIGNAL = 2
    PROOF = 3

    @property
    def slug(self) -> str:
        return self.name.lower()

    @property
    def label(self) -> str:
        return str(_LABELS[self])

    @property
    def meaning(self) -> str:
        return str(_MEANINGS[self])


_LABELS = {
    Evidence.NOTHING: _("nothing"),
    Evidence.WORDS: _("words only"),
    Evidence.SIGNAL: _("signal"),
    Evidence.PROOF: _("proof"),
}
_MEANINGS = {
    Evidence.PROOF: _("somebody can open it: a result, a case study, a paired credential"),
    Evidence.SIGNAL: _("a credential alone"),
    Evidence.WORDS: _(
        "a sentence of your résumé, a line you kept, or a case study that is not finished"
    ),
    Evidence.NOTHING: _("nothing you did and no sentence names it"),
}


class Kind(enum.StrEnum):
    """What a record is."""

    RESULT = "result"
    CASE_STUDY = "case-study"
    PAIRED_CREDENTIAL = "paired-credential"
    MILESTONE = "milestone"
    CREDENTIAL = "credential"
    DRAFT = "draft"
    RESUME = "resume"
    WIN = "win"

    @property
    def label(self) -> str:
        return str(_KINDS[self])

    @property
    def reaches(self) -> Evidence:
        """How far it goes at most."""
        return _REACHES.get(self, Evidence.PROOF)


_KINDS = {
    Kind.RESULT: _("result"),
    Kind.CASE_STUDY: _("case study"),
    Kind.PAIRED_CREDENTIAL: _("credential with a case study"),
    Kind.MILESTONE: _("milestone"),
    Kind.CREDENTIAL: _("credential"),
    Kind.DRAFT: _("unfinished case study"),
    Kind.RESUME: _("your résumé"),
    Kind.WIN: _("a line you kept"),
}
_REACHES = {
    Kind.CREDENTIAL: Evidence.SIGNAL,
    Kind.DRAFT: Evidence.WORDS,
    Kind.RESUME: Evidence.WORDS,
    Kind.WIN: Evidence.WORDS,
}


@dataclass(frozen=True, slots=True)
class Record:
    """Something one has, and the skills (slugs) it speaks for.

    ``url`` is the record's own page; ``link`` is where anybody may look, if there is such a place.
    """

    kind: Kind
    title: str
    sentence: str
    url: str
    skills: frozenset[str]
    link: str = ""

    @property
    def host(self) -> str:
        """Where the link leads, in short."""
        return urlsplit(self.link).netloc.removeprefix("www.")

    @property
    def evidence(self) -> Evidence:
        """What it is worth. Without a page to open, a result is words."""
        reaches = self.kind.reaches
        return reaches if self.url or reaches is not Evidence.PROOF else Evidence.WORDS


@dataclass(frozen=True, slots=True)
class Row:
    """A must-have, and the best record for it."""

    demand: SkillDemand
    name: str
    is_soft: bool
    best: Record | None

    @property
    def evidence(self) -> Evidence:
        return self.best.evidence if self.best else Evidence.NOTHING

    @property
    def is_proven(self) -> bool:
        return self.evidence is Evidence.PROOF

    @property
    def asked(self) -> str:
        """The posting's words, short."""
        return excerpt(self.demand.said[0].quote) if self.demand.said else ""

    @property
    def said(self) -> str:
        """One's own words, short."""
        return shortened(self.best.sentence) if self.best else ""


@dataclass(frozen=True, slots=True)
class Figure:
    """The year's honest progress: how many of the must-haves are proven."""

    proven: int
    of: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """``hard`` are the must-haves one can show, ``soft`` those one is heard for; only the first
    are counted."""

    postings: int
    hard: tuple[Row, ...]
    soft: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.hard + self.soft

    @property
    def best_first(self) -> list[Row]:
        """What can be shown first, as one would tell it."""
        return sorted(self.hard, key=lambda row: -row.evidence)

    @property
    def figure(self) -> Figure:
        return Figure(sum(row.is_proven for row in self.hard), len(self.hard))

    @property
    def counts(self) -> list[tuple[Evidence, int]]:
        """How many of each, the best first."""
        found = [row.evidence for row in self.hard]
        return [(one, found.count(one)) for one in sorted(Evidence, reverse=True)]

    @property
    def marks(self) -> list[Evidence]:
        """One a must-have, the best first: the sheet as a picture."""
        return sorted((row.evidence for row in self.hard), reverse=True)


def sheet(demand: Overall, records: Iterable[Record]) -> Sheet:
    """The must-haves of all postings, most demanded first, each with the best record."""
    have = best_of(records)
    rows = [
        Row(one, known.name, known.category is Category.SOFT, have.get(one.slug))
        for one in demand.skills
        if one.must and (known := skills().get(one.slug))
    ]
    return Sheet(
        demand.postings,
        hard=tuple(row for row in rows if not row.is_soft),
        soft=tuple(row for row in rows if row.is_soft),
    )


def best_of(records: Iterable[Record]) -> dict[str, Record]:
    """For each skill the record that goes furthest. Of two alike, one with a figure in it, then
    the first given."""
    best: dict[str, Record] = {}
    for record in records:
        for slug in record.skills:
            if slug not in best or _weighs(record) > _weighs(best[slug]):
                best[slug] = record
    return best


def _weighs(record: Record) -> tuple[Evidence, bool]:
    return record.evidence, bool(re.search(r"\b\d", record.sentence))


QUOTED = 170
"""Characters of a sentence that a page shows. Postings have sentences of a page's length."""
_BULLETS = "*-•–·#> "


def excerpt(quote: Quote, length: int = QUOTED) -> str:
    """The sentence around the words that were recognised, cut at words."""
    sentence = " ".join(quote.sentence.split()).lstrip(_BULLETS)
    at = max(0, sentence.lower().find(quote.phrase.lower()))
    if len(sentence) <= length:
        return sentence
    first = max(0, min(at - length // 3, len(sentence) - length))
    if first:
        space = sentence.find(" ", first)
        first = space + 1 if 0 <= space < at else first
    rest = shortened(sentence[first:], length)
    return f"… {rest}" if first else rest


def shortened(sentence: str, length: int = QUOTED) -> str:
    """The beginning of a sentence, cut at a word."""
    sentence = " ".join(sentence.split())
    if len(sentence) <= length:
        return sentence
    return sentence[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def open_rows(rows: Sequence[Row]) -> list[Row]:
    """Those that somebody cannot answer with a link yet, what has least first."""
    return sorted((row for row in rows if not row.is_proven), key=lambda row: row.evidence)

"""What a text would add to the log: candidates, each with the reason where it is not proposed, and
what was not understood. Values in, values out."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from portfolio.wins.models import LONGEST, LONGEST_PART, Source

MOST = 500
"""Candidates that are shown at once."""
MOST_UNREAD = 50
"""Lines that are told as not understood; of the rest it is said how many there are."""
PARTS = ("problem", "constraints", "decision", "tradeoff", "result")
LONGEST_LINK = 500
LONGEST_OTHER = {"for_whom": 120, "metric": 100, "unit": 60}
_is_address = URLValidator(schemes=["http", "https"])


class Unreadable(ValueError):
    """Nothing of it can be read. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that was not understood: its number, its beginning, and why."""

    at: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A win to be. ``at`` is the number of its line; ``on`` None where no day stands in it;
    ``why_not`` the reason it is not proposed, empty where it is."""

    at: int
    line: str
    on: date | None = None
    more: dict[str, str] = field(default_factory=dict)
    """Further words, by the name of the field they belong to."""
    before: Decimal | None = None
    after: Decimal | None = None
    key: str = ""
    why_not: str = ""
    remarks: tuple[str, ...] = ()

    def packed(self) -> str:
        """As a text that a form can carry."""
        return json.dumps(asdict(self), default=str, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Self:
        """The same again."""
        raw: dict[str, Any] = json.loads(text)
        raw["on"] = date.fromisoformat(raw["on"]) if raw["on"] else None
        for name in ("before", "after"):
            raw[name] = Decimal(raw[name]) if raw[name] is not None else None
        return cls(**{**raw, "remarks": tuple(raw["remarks"])})


@dataclass(slots=True)
class Found:
    """All of a text. A reader fills it line by line, up to ``MOST`` candidates."""

    source: Source
    candidates: list[Candidate] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    unread_beyond: int = 0
    beyond: int = 0
    """Candidates that are not shown, since there are too many."""
    remarks: list[str] = field(default_factory=list)

    def add(self, candidate: Candidate, today: date) -> None:
        """One more, looked at whole: what does not fit is told, and never cut."""
        if len(self.candidates) >= MOST:
            self.beyond += 1
            return
        problem = _problem(candidate, today)
        if problem:
            self.skip(candidate.at, candidate.line, problem)
        else:
            self.candidates.append(_checked(candidate))

    def skip(self, at: int, text: str, why: str) -> None:
        """A line that was not understood."""
        if len(self.unread) < MOST_UNREAD:
            self.unread.append(Unread(at, shortened(text), why))
        else:
            self.unread_beyond += 1


def shortened(text: str, most: int = 80) -> str:
    """The beginning of a line that may be anything."""
    text = " ".join(text[: most * 4].split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _problem(candidate: Candidate, today: date) -> str:
    if not candidate.line:
        return _("It says no line.")
    if candidate.on and candidate.on > today:
        return _("Its day is still to come.")
    if candidate.on and candidate.on.year < 1970:
        return _("Its day lies before 1970.")
    rest = _fitted(candidate).more
    if any(len(rest.get(name, "")) > LONGEST_PART for name in PARTS):
        return _("It is longer than fits a win: a line of 500 characters, 2,000 in each part.")
    return ""


def _fitted(candidate: Candidate) -> Candidate:
    """A line that is too long goes on in the result."""
    line = candidate.line
    if len(line) <= LONGEST:
        return candidate
    at = line.rfind(" ", 0, LONGEST) + 1 or LONGEST
    rest = f"{line[at:]}\n{candidate.more.get('result', '')}".strip()
    return replace(candidate, line=line[:at].rstrip(), more={**candidate.more, "result": rest})


def _checked(candidate: Candidate) -> Candidate:
    """With what does not fit its field said as a remark."""
    candidate = _fitted(candidate)
    more, remarks = dict(candidate.more), list(candidate.remarks)
    if (link := more.get("link")) and not is_address(link):
        remarks.append(_("“%s” is no web address and is left out.") % shortened(link, 40))
        del more["link"]
    for name, most in LONGEST_OTHER.items():
        if len(more.get(name, "")) > most:
            words = {"text": shortened(more.pop(name), 40), "most": most}
            remarks.append(
                _("“%(text)s” has more than %(most)d characters and is left out.") % words
            )
    figures = (candidate.before, candidate.after)
    if not more.get("metric") and any(figure is not None for figure in figures):
        remarks.append(_("Its figures have no metric, and are left out."))
        candidate = replace(candidate, before=None, after=None)
    more = {name: text for name, text in more.items() if text}
    return replace(candidate, more=more, remarks=tuple(remarks))


def is_address(text: str) -> bool:
    """Whether it is an address of a page, short enough to be kept."""
    try:
        _is_address(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_LINK


def key_of(on: date | None, line: str, more: Mapping[str, str] | None = None) -> str:
    """What a line is called that has no name of its own: the same line of the same day is one."""
    said = json.dumps([str(on), " ".join(line.casefold().split()), (more or {}).get("link", "")])
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def clean(text: str) -> str:
    """A line, without what no database takes and what no line has."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def cleaned(lines: Iterable[str]) -> str:
    """Some lines, the empty ones at both ends left out."""
    kept = ["".join(c for c in line if c.isprintable() or c == "\t").rstrip() for line in lines]
    return "\n".join(kept).strip()

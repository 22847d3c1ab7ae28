"""A pasted résumé, or some lines of one, as positions with their lines. Lenient: whatever is not
understood is a line, or is named as left out. Values in, values out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from common import facts
from portfolio.bullets.models import LONGEST, Kind
from portfolio.bullets.wording import FACTS

MOST_CHARACTERS = 60_000
"""Of one paste: some twenty pages."""
SHORTEST = 3
"""Words of a line; what is shorter is a name or a remainder."""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = rf"(?:(?:{_MONTH} ?'?)?(?:(?:0?[1-9]|1[0-2])[/.])?(?:19|20)\d\d(?:[-/](?:0[1-9]|1[0-2]))?)"
_NOW = r"(?:present|now|today|current(?:ly)?|ongoing|date)"
_RANGE = re.compile(
    rf"[(\[]?\b(?P<starts>{_DAY}) ?(?:-|–|—|to|until|till) ?(?P<ends>{_DAY}|{_NOW})\b[)\]]?"
    rf"|[(\[]?\bsince (?P<since>{_DAY})\b[)\]]?",
    re.IGNORECASE,
)
_MARK = re.compile(r"^(?:[-–—•*·▪‣◦●○■□>+]+|\d{1,2}[.)])\s+")
_PARTS = re.compile(r"\s+[|·–—-]\s+|\s*[|•]\s*|\s*,\s+|\s+at\s+|\s+@\s+|\t+")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@dataclass(frozen=True, slots=True)
class _Headings:
    basis: str
    work: tuple[str, ...]
    project: tuple[str, ...]
    education: tuple[str, ...]
    skills: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """``at``: its number in the paste, from 1."""

    at: int
    text: str


@dataclass(slots=True)
class Part:
    """A position with its lines; the one without a name holds what belongs to none."""

    at: int = 0
    kind: Kind = Kind.WORK
    title: str = ""
    organisation: str = ""
    location: str = ""
    starts: str = ""
    ends: str = ""
    lines: list[Line] = field(default_factory=list)

    @property
    def has_name(self) -> bool:
        return bool(self.title or self.organisation)


@dataclass(slots=True)
class Pasted:
    """All of it. ``left_out``: each remainder with the reason."""

    parts: list[Part] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    too_short: list[str] = field(default_factory=list)
    too_long: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    """Below headings that a résumé's lines do not stand under."""

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]


@dataclass(slots=True)
class _Reading:
    """Where in the paste one is."""

    found: Pasted = field(default_factory=Pasted)
    section: str = "work"
    waiting: str = ""
    """An unmarked, short line: the name of a position if a date follows."""


def split(text: str) -> Pasted:
    """The positions, lines and skills in ``text``."""
    reading = _Reading()
    reading.found.parts.append(Part())
    for at, (raw, marked) in enumerate(_joined(text[:MOST_CHARACTERS]), start=1):
        _take(reading, at, raw, marked)
    _give_up_waiting(reading)
    reading.found.parts = [one for one in reading.found.parts if one.has_name or one.lines]
    return reading.found


def _joined(text: str) -> Iterator[tuple[str, bool]]:
    """Each line without its mark, and whether it had one; a line that was wrapped is one."""
    before, marked = "", False
    for raw in text.replace("\0", "").splitlines():
        line = " ".join(raw.split())
        mark = _MARK.match(line)
        if not line or mark or not (marked and before and line[0].islower()):
            if before:
                yield before, marked
            before, marked = (line[mark.end() :] if mark else line), bool(mark)
        else:
            before = f"{before} {line}"
    if before:
        yield before, marked


def _take(reading: _Reading, at: int, line: str, marked: bool) -> None:
    if not marked and (section := _section(line)):
        _give_up_waiting(reading)
        reading.section = section
    elif reading.section == "other":
        reading.found.elsewhere.append(line)
    elif reading.section == "skills":
        reading.found.skills += _skills(line)
    elif not marked and (when := _RANGE.search(line)) and _may_be_a_name(line):
        _position(reading, at, line, when)
    elif not marked and _may_be_a_name(line) and not _reads_like_a_line(line):
        _give_up_waiting(reading)
        reading.waiting = line
    else:
        _give_up_waiting(reading)
        _line(reading.found, at, line)


def _position(reading: _Reading, at: int, line: str, when: re.Match[str]) -> None:
    rest = (line[: when.start()] + " " + line[when.end() :]).strip(" ,;:|·•–—-()\t")
    parts = [part.strip(" ,;:()") for part in _PARTS.split(rest) if part and part.strip(" ,;:()")]
    if reading.waiting:
        parts = [part.strip() for part in _PARTS.split(reading.waiting) if part.strip()] + parts
        reading.waiting = ""
    title, organisation, *others = (*parts, "", "")
    location = ", ".join(filter(None, others))
    reading.found.parts.append(
        Part(
            at,
            Kind(reading.section),
            title[:160],
            organisation[:160],
            location[:120],
            partial(when["starts"] or when["since"]),
            partial(when["ends"] or ""),
        )
    )


def _give_up_waiting(reading: _Reading) -> None:
    """No date came after it: what waited was a name alone, or a remainder."""
    if reading.waiting:
        reading.found.too_short.append(reading.waiting)
        reading.waiting = ""


def _line(found: Pasted, at: int, line: str) -> None:
    if len(line) > LONGEST:
        found.too_long.append(line)
    elif len(line.split()) < SHORTEST:
        found.too_short.append(line)
    else:
        found.parts[-1].lines.append(Line(at, line))


def _section(line: str) -> str:
    """What begins with this heading; "" where it is none."""
    name = line.strip(" :*#_=-–—").lower().replace("&", "and")
    return _sections().get(name, "") if len(name) < 40 else ""


@cache
def _sections() -> dict[str, str]:
    names = facts.read(FACTS / "headings.toml", _Headings)
    return {
        word: kind
        for kind in ("work", "project", "education", "skills", "other")
        for word in getattr(names, kind)
    }


def _may_be_a_name(line: str) -> bool:
    return len(line) <= 160 and len(line.split()) <= 16 and not line.endswith(".")


def _reads_like_a_line(line: str) -> bool:
    """An unmarked line of more than a few words is one of the résumé's, and so is one that begins
    as people begin them: "Built …", "Responsible for …"."""
    words = line.split()
    small = sum(word[0].islower() for word in words)
    return len(words) > 8 or (len(words) >= SHORTEST and (small >= 2 or words[0].endswith("ed")))


def _skills(line: str) -> list[str]:
    name, colon, rest = line.partition(":")
    return [
        one.strip(" .")[:80]
        for one in re.split(r"[,;|•·]", rest if colon else name)
        if one.strip(" .")
    ]


def partial(said: str) -> str:
    """The year, or year and month, of a date as people write it: 2024 or 2024-03; empty for now."""
    year = re.search(r"(?:19|20)\d\d", said)
    if year is None:
        return ""
    if iso := re.search(r"(?:19|20)\d\d[-/](0[1-9]|1[0-2])", said):
        return f"{year[0]}-{iso[1]}"
    if before := re.search(r"\b(0?[1-9]|1[0-2])[/.](?:19|20)\d\d", said):
        return f"{year[0]}-{int(before[1]):02}"
    month = re.match(r"[a-z]{3}", said.strip().lower())
    return f"{year[0]}-{_MONTHS.index(month[0]) + 1:02}" if month else year[0]

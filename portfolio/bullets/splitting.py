"""A pasted résumé, or some lines of one, as positions with their lines. Lenient: whatever is not
understood is a line, or is named as left out. Values in, values out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from portfolio.bullets import headings, studied
from portfolio.bullets.models import LONGEST, Kind
from portfolio.bullets.topmost import Top, top

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
    topmost: list[str] = field(default_factory=list)
    """Before the first heading, position and line."""

    @property
    def top(self) -> Top:
        return top(self.topmost)

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
    waiting_at: int = 0
    has_begun: bool = False
    """Whether there was a heading, a position or a line."""


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
    if not marked and (section := headings.section(line)):
        _give_up_waiting(reading)
        reading.section, reading.has_begun = section, True
    elif not marked and (said := headings.said_with(line)):
        _take_below(reading, at, *said)
    elif reading.section == "other":
        reading.found.elsewhere.append(line)
    elif reading.section == "skills":
        reading.found.skills += _skills(line)
    elif when := _when(reading, line, marked):
        _position(reading, at, line, when)
    elif not marked and _is_name(line):
        _wait(reading, at, line)
    else:
        _give_up_waiting(reading)
        _line(reading.found, at, line)
        reading.has_begun = True


def _take_below(reading: _Reading, at: int, section: str, rest: str) -> None:
    """A heading with what stands below it in one line: "Education: BSc Physics, 2017"."""
    _give_up_waiting(reading)
    before, reading.section, reading.has_begun = reading.section, section, True
    for one in rest.split(";"):
        if one.strip():
            _take(reading, at, one.strip(), marked=False)
            _give_up_waiting(reading)
    reading.section = before


def _when(reading: _Reading, line: str, marked: bool) -> re.Match[str] | None:
    """The days of a position, if the line is the head of one."""
    is_degree = studied.is_degree(line)
    studies = reading.section == "education"
    if (marked and not (studies and is_degree)) or not _may_be_a_name(line):
        return None
    if found := _RANGE.search(line):
        return found
    if is_degree or (studies and not studied.is_beside(line)):
        return studied.YEAR.search(line)
    return None


def _is_name(line: str) -> bool:
    """Whether it may be the head of a position whose days follow."""
    if not _may_be_a_name(line) or studied.is_beside(line):
        return False
    return studied.is_degree(line) or not _reads_like_a_line(line)


def _wait(reading: _Reading, at: int, line: str) -> None:
    """A degree and where it was earned may stand in two lines."""
    waiting = reading.waiting
    if waiting and studied.is_degree(waiting) != studied.is_degree(line) and _studies(reading):
        reading.waiting = f"{waiting}, {line}"
        return
    _give_up_waiting(reading)
    reading.waiting, reading.waiting_at = line, at


def _studies(reading: _Reading) -> bool:
    """Whether what waits was studied."""
    if reading.section == "education":
        return studied.is_study(reading.waiting)
    return studied.is_degree(reading.waiting)


def _position(reading: _Reading, at: int, line: str, when: re.Match[str] | None) -> None:
    rest = line
    if when:
        rest = f"{line[: when.start()]} {line[when.end() :]}".strip(" ,;:|·•–—-()\t")
    parts = _named(rest)
    if reading.waiting:
        parts = _named(reading.waiting) + parts
        reading.waiting = ""
    kind = Kind(reading.section)
    if kind is Kind.EDUCATION or any(map(studied.is_degree, parts[:2])):
        kind, parts = Kind.EDUCATION, studied.degree_first(parts)
    title, organisation, *others = (*parts, "", "")
    location = ", ".join(filter(None, others))
    said = when.groupdict() if when else {}
    reading.has_begun = True
    reading.found.parts.append(
        Part(
            at,
            kind,
            title[:160],
            organisation[:160],
            location[:120],
            partial(said.get("starts") or said.get("since") or ""),
            partial(said.get("ends") or ""),
        )
    )


def _named(text: str) -> list[str]:
    return [part.strip(" ,;:()") for part in _PARTS.split(text) if part and part.strip(" ,;:()")]


def _give_up_waiting(reading: _Reading) -> None:
    """No date came after it: what waited was studied, stands at the top, or is a remainder."""
    line, is_study = reading.waiting, _studies(reading)
    reading.waiting = ""
    if not line:
        return
    if is_study:
        _position(reading, reading.waiting_at, line, None)
        return
    left = reading.found.too_short if reading.has_begun else reading.found.topmost
    left.append(line)


def _line(found: Pasted, at: int, line: str) -> None:
    if len(line) > LONGEST:
        found.too_long.append(line)
    elif len(line.split()) < SHORTEST:
        found.too_short.append(line)
    else:
        found.parts[-1].lines.append(Line(at, line))


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

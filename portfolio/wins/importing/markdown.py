"""A log kept in Markdown or in plain lines: a line for each win, dated by itself or by the heading
above it; what stands indented below it is told of it. Reads what Forte writes in wins.md."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from common import markdown_text
from portfolio.wins.importing import days
from portfolio.wins.importing.candidates import (
    PARTS,
    Candidate,
    Found,
    Unreadable,
    clean,
    cleaned,
    key_of,
)
from portfolio.wins.importing.days import Day
from portfolio.wins.models import Source

LONGEST_LINE = 10_000
_HEADING = re.compile(r"^ {0,3}(?P<level>#{1,6})\s+(?P<text>.*?)[#\s]*$")
_POINT = re.compile(r"^(?P<indent>[ \t]*)(?:[-*+•–]|\d{1,3}[.)])\s+(?P<text>\S.*)$")
_TASK = re.compile(r"^\[(?P<mark>[ xX])\]\s+")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]{0,300})\]\((?P<url>https?://[^\s()]{1,600})\)")
_ADDRESS = re.compile(r"https?://[^\s<>()\"']{4,600}")
_EMPHASIS = re.compile(r"(\*\*|__|``|~~)(?=\S)(.{1,300}?)(?<=\S)\1")
_NAMED = re.compile(r"^\**(?P<name>[^\W\d_][\w -]{2,24}?)\**:\**\s+(?P<text>.*)$", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_SETEXT = re.compile(r"^ {0,3}(?:=+|-{3,}|\*{3,}|_{3,})\s*$")
_EDGES = " \t:;,-–—|*_()[]"

_BELOW = {"for": "for_whom", "for whom": "for_whom", "for whom it mattered": "for_whom",
          "link": "link", "trade-off": "tradeoff", **{name: name for name in PARTS}}  # fmt: skip


@dataclass(slots=True)
class _Point:
    """One point of a list, while what stands below it is read."""

    at: int
    indent: int
    text: str
    heading: Day | None
    goes_on: str = ""
    below: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """Where in the text the reader is."""

    found: Found
    today: date
    has_points: bool
    heading: Day | None = None
    level: int = 0
    point: _Point | None = None
    in_code: bool = False

    def finish(self) -> None:
        if self.point:
            self.found.add(_candidate(self.point), self.today)
        self.point = None


def read(text: str, today: date) -> Found:
    """Each point of each list; each line, where there is no list at all.

    Raises:
        Unreadable: there is no line in it.
    """
    lines = text.splitlines()
    if not any(line.strip() for line in lines):
        raise Unreadable(_("There is no line in it."))
    has_points = any(_POINT.match(line) for line in lines)
    reading = _Reading(Found(Source.MARKDOWN), today, has_points)
    for at, line in enumerate(lines, start=1):
        _take(reading, at, line)
    reading.finish()
    return reading.found


def _take(reading: _Reading, at: int, line: str) -> None:
    if len(line) > LONGEST_LINE:
        reading.found.skip(at, line, _("It has more than %d characters.") % LONGEST_LINE)
    elif _FENCE.match(line):
        reading.in_code = not reading.in_code
    elif reading.in_code:
        reading.found.skip(at, line, _("It stands in a block of code."))
    elif not line.strip() or _SETEXT.match(line):
        if reading.point and not line.strip():
            reading.point.below.append("")
    else:
        # Where there are no lists, a backslash is one.
        _words(reading, at, markdown_text.held(line) if reading.has_points else line)


def _words(reading: _Reading, at: int, line: str) -> None:
    if heading := _HEADING.match(line):
        reading.finish()
        _head(reading, len(heading["level"]), heading["text"])
    elif point := _POINT.match(line):
        _point(reading, at, len(point["indent"].expandtabs(4)), line, point["text"])
    elif reading.point and line[:1] in " \t":
        reading.point.below.append(line)
    elif reading.has_points and reading.point and not reading.point.below and not days.find(line):
        reading.point.goes_on += " " + line.strip()  # a point that was broken into two lines
    else:
        _loose(reading, at, line)


def _head(reading: _Reading, level: int, text: str) -> None:
    """A heading with a day holds for what is below it, until one as high comes."""
    day = days.find(text)
    if day:
        reading.heading, reading.level = day, level
    elif level <= reading.level:
        reading.heading, reading.level = None, 0


def _point(reading: _Reading, at: int, indent: int, line: str, text: str) -> None:
    if reading.point and indent >= reading.point.indent + 2:
        reading.point.below.append(line)
        return
    reading.finish()
    reading.point = _Point(at, indent, text, reading.heading)


def _loose(reading: _Reading, at: int, line: str) -> None:
    """A line outside of any list: a win where it begins with its day, or where no list is."""
    reading.finish()
    day = days.find(line)
    if day and day.is_whole and not line[: day.start].strip(_EDGES):
        reading.point = _Point(at, 0, line.strip(), reading.heading)
    elif (
        not reading.has_points
        and day
        and not line[: day.start].strip(_EDGES) + line[day.end :].strip(_EDGES)
    ):
        reading.heading, reading.level = day, 1
    elif not reading.has_points:
        reading.found.add(_candidate(_Point(at, 0, line.strip(), reading.heading)), reading.today)
    else:
        why = _("It is no point of a list, and has no day.")
        reading.found.skip(at, markdown_text.freed(line), why)


def _candidate(point: _Point) -> Candidate:
    task = _TASK.match(point.text)
    text = point.text[task.end() :] if task else point.text
    day, text = _dated(_EMPHASIS.sub(r"\2", text), point.heading)
    line, more = _linked(text + _EMPHASIS.sub(r"\2", point.goes_on))
    _told(point.below, more)
    remarks: tuple[str, ...] = ()
    if day and not day.is_whole:
        remarks = (_("Only its month or week is said: the first day is taken."),)
    on = day.on if day else None
    return Candidate(
        at=point.at,
        line=line,
        on=on,
        more=more,
        key=key_of(on, line, more),
        why_not=_("It is not ticked off in the text.") if task and task["mark"] == " " else "",
        remarks=remarks,
    )


def _dated(text: str, heading: Day | None) -> tuple[Day | None, str]:
    """The day at either end of the line, taken out of it; else the heading's. One in the middle is
    part of what is said."""
    day = days.find(text)
    if day and not text[: day.start].strip(_EDGES):
        return day, text[day.end :].lstrip(_EDGES)
    if day and not text[day.end :].strip(_EDGES + "."):
        return day, text[: day.start].rstrip(_EDGES)
    return heading, text


def _linked(text: str) -> tuple[str, dict[str, str]]:
    """The line as it is read, and the first address in it."""
    link = _LINK.search(text) or _ADDRESS.search(text)
    more = {}
    if link:
        url = link["url"] if link.re is _LINK else link[0].rstrip(".,;:")
        more["link"] = markdown_text.freed(url)
    said = _LINK.sub(lambda found: found["text"] or found["url"], text)
    if link and link.re is _ADDRESS and len(without := said.replace(link[0], "").strip(_EDGES)) > 2:
        said = without
    return clean(markdown_text.freed(re.sub(r"`([^`]{1,200})`", r"\1", said))), more


def _told(below: list[str], more: dict[str, str]) -> None:
    """What stands indented below: parts by their names, the rest as the result."""
    loose: list[str] = []
    for block in _blocks(below):
        named = _NAMED.match(block)
        name = _BELOW.get(named["name"].strip().casefold(), "") if named else ""
        if named and name and not more.get(name):
            more[name] = markdown_text.freed(named["text"].strip())
        else:
            loose.append(markdown_text.freed(block))
    rest = cleaned("\n".join(loose).splitlines())
    if rest:
        more["result"] = f"{more['result']}\n{rest}" if more.get("result") else rest


def _blocks(below: list[str]) -> list[str]:
    """Each point below with the lines that go on with it."""
    found: list[str] = []
    for line in below:
        point = _POINT.match(line)
        if point or not found:
            found.append((point["text"] if point else line).strip())
        elif line.strip():
            found[-1] += "\n" + line.strip()
    return [block for block in found if block]

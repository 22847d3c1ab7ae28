"""``git log``, pasted: as it comes, --oneline, --stat, --graph, or with dates of one's own format.

The day is the one the log says, by the clock of whoever made the commit.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from portfolio.wins.importing import days, routine
from portfolio.wins.importing.candidates import (
    Candidate,
    Found,
    Unreadable,
    clean,
    cleaned,
    key_of,
)
from portfolio.wins.models import LONGEST_PART, Source

COMMIT = re.compile(r"^[*|\\/_ ]{0,40}commit (?P<sha>[0-9a-f]{7,64})\b", re.MULTILINE)
_GRAPH = re.compile(r"^[*|\\/_ ]{0,40}(?=\S)")
_DRAWN = re.compile(r"^(?:[|\\/*_] ?){1,20}")
_SHA = re.compile(r"^[|\[(\"' ]{0,3}(?P<sha>(?=[a-f]{0,63}\d)[0-9a-f]{7,64})(?![\w-])")
_STAT = re.compile(
    r"^ ?.{1,300} \|\s+(?:\d+ ?[+-]{0,200}|Bin\b.{0,60})\s*$"
    r"|^ ?\d+ files? changed\b.{0,80}$"
    r"|^ (?:create|delete) mode \d+ |^ (?:rename|copy|mode change) "
)
_HEADER = re.compile(r"^(Merge|Author|AuthorDate|Commit|CommitDate|Date|Reflog[^:]{0,20}):\s*(.*)$")
_TRAILER = re.compile(r"^[A-Z][\w-]{2,40}-by: |^(?:Change-Id|Closes|Fixes|Refs?): ", re.IGNORECASE)
_DECORATION = re.compile(r"^\((?:HEAD|tag: |origin/|upstream/)[^)]{0,300}\)\s*")
_EDGES = " \t|:;,-–—·\"'()[]<>"
_NO_WORDS = _EDGES + "\\/*_"
_BETWEEN = " \t|:;,-–—·\"'"
LONGEST_NAME = 60
"""Characters of whoever made a commit."""


@dataclass(slots=True)
class _Commit:
    """One commit of the long form, while its lines are read."""

    at: int
    sha: str
    headers: dict[str, str] = field(default_factory=dict)
    message: list[str] = field(default_factory=list)


def is_log(text: str) -> bool:
    """Whether it looks like a log: of the first lines, most begin with a commit's name."""
    if COMMIT.search(text[:4000]):
        return True
    lines = [_GRAPH.sub("", line) for line in text[:20_000].splitlines()[:200]]
    lines = [line for line in lines if line.strip(_NO_WORDS) and not _is_stat(line)][:20]
    named = sum(bool(_parts(line).sha) for line in lines)
    return bool(lines) and named * 2 > len(lines)


def _is_stat(line: str) -> bool:
    return _STAT.match(line) is not None


def read(text: str, today: date) -> Found:
    """The commits, in the order they come in.

    Raises:
        Unreadable: there is no line in it.
    """
    found = Found(Source.GIT)
    lines = text.splitlines()
    if not any(line.strip() for line in lines):
        raise Unreadable(_("There is no line in it."))
    if COMMIT.search(text):
        _long(lines, found, today)
    else:
        _short(lines, found, today)
    return found


# --- The long form ------------------------------------------------------------------------------


def _long(lines: list[str], found: Found, today: date) -> None:
    commit: _Commit | None = None
    for at, whole in enumerate(lines, start=1):
        if begun := COMMIT.match(whole):
            if commit:
                _keep(commit, found, today)
            commit = _Commit(at, begun["sha"])
            continue
        line = _without_graph(whole)
        if commit is None:
            if line.strip():
                found.skip(at, line, _("It stands before the first commit."))
        elif header := _HEADER.match(line):
            commit.headers.setdefault(header[1], header[2])
        elif line.startswith("    ") or not line.strip(" |\\/*"):
            commit.message.append(line[4:] if line.startswith("    ") else "")
        elif not _STAT.match(line) and not line.startswith(("diff --git", "\t")):
            found.skip(at, line, _("It belongs to no commit’s message."))
    if commit:
        _keep(commit, found, today)


def _without_graph(whole: str) -> str:
    """A message is indented by four, behind the lines of --graph too."""
    rest = _DRAWN.sub("", whole)
    return rest if rest == whole or rest.startswith("    ") else rest.lstrip()


def _keep(commit: _Commit, found: Found, today: date) -> None:
    message = cleaned(commit.message).split("\n")
    subject, body = clean(message[0]), message[1:]
    rest = cleaned(line for line in body if not _TRAILER.match(line))
    when = days.find(commit.headers.get("AuthorDate") or commit.headers.get("Date", ""))
    remarks: tuple[str, ...] = ()
    if len(rest) > LONGEST_PART:
        rest, remarks = "", (_("Its message has more than 2,000 characters: the line is taken."),)
    why_not = routine.why_not(subject, commit.headers.get("Author", ""))
    if "Merge" in commit.headers:
        why_not = next(one.why for one in routine.routines() if one.slug == "merge")
    found.add(
        Candidate(
            at=commit.at,
            line=subject,
            on=when.on if when else None,
            more={"result": rest} if rest else {},
            key=commit.sha,
            why_not=why_not,
            remarks=remarks,
        ),
        today,
    )


# --- One line each ------------------------------------------------------------------------------


def _short(lines: list[str], found: Found, today: date) -> None:
    is_dated = _are_dated(lines)
    for at, whole in enumerate(lines, start=1):
        line = _GRAPH.sub("", whole)
        if not line.strip(_NO_WORDS) or _is_stat(line) or _is_stat(whole):
            continue
        one = _parts(line, is_dated=is_dated)
        if not one.sha and one.on is None:
            found.skip(at, whole, _("No commit and no day stands in it."))
            continue
        key = one.sha or key_of(one.on, one.subject)
        why_not = routine.why_not(one.subject, one.by)
        found.add(Candidate(at, one.subject, one.on, key=key, why_not=why_not), today)


def _are_dated(lines: list[str]) -> bool:
    """Whether a column of the log is the day: most lines have one."""
    some = [line for line in lines if line.strip(_NO_WORDS) and not _is_stat(line)][:200]
    dated = sum(days.find(line) is not None for line in some)
    return dated * 2 > len(some)


@dataclass(frozen=True, slots=True)
class _Line:
    """What stands in one line of the short form."""

    sha: str
    on: date | None
    by: str
    subject: str


def _parts(line: str, *, is_dated: bool = True) -> _Line:
    """The commit's name first, or behind its day. What stands between the two is who made it.
    ``is_dated``: whether the lines say days; else one that is named belongs to the subject."""
    line, sha, by = line.strip(), "", ""
    if named := _SHA.match(line):
        sha, line = named["sha"], line[named.end() :].lstrip(_BETWEEN)
    line = _DECORATION.sub("", line)
    day = days.find(line) if is_dated else None
    on = day.on if day and day.is_whole else None
    if day and on:
        before, after = line[: day.start].rstrip(_EDGES), line[day.end :].lstrip(_BETWEEN + ")]")
        if sha and before and after and len(before) <= LONGEST_NAME:
            before, by = "", before
        line = f"{before} {after}".strip()
    if on and not sha and (named := _SHA.match(line)):
        sha, line = named["sha"], line[named.end() :].lstrip(_BETWEEN)
    return _Line(sha, on, by, clean(_stripped(_DECORATION.sub("", line.strip()))))


def _stripped(line: str) -> str:
    """Without what parted the columns; a bracket of the subject's own stays."""
    line = line.strip(" \t|:;,–—·")
    line = re.sub(r"^(?:- |\[\] ?|\(\) ?)+|(?: -|\[\]|\(\))+$", "", line).strip(" \t|")
    return line[1:-1] if len(line) > 2 and line[0] == line[-1] == '"' else line

"""The one page as what the typesetter's template places, in ever tighter settings. The template
takes the first that fits one sheet; what that left out is said to its author. Values in, values
out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.typesetting.drawing import drawable, undrawn
from portfolio.overview import Entry
from roadmap.story.narrative.document import Credential, Outcome, Page
from roadmap.story.narrative.parts import Part

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Room:
    """How much of the page is set, and how large. Sizes in points."""

    size: float = 11.5
    details: bool = True
    """Whether an outcome says its limit and its month."""
    outcomes: int = 12
    credentials: int = 8
    entries: int = 8
    lines: int = 4
    """Lines of a position."""
    summaries: bool = True
    projects: bool = True
    education: bool = True
    skills: bool = True
    depth: bool = True
    leverage: bool = True
    longest: int = 1200
    """Characters of a text."""


LONGEST_SUMMARY = 400
"""Characters of what a position was about."""
_STEPS: Sequence[tuple[dict[str, Any], str | Promise]] = (
    ({"size": 11.0}, ""),
    ({"size": 10.5}, ""),
    ({"details": False}, ""),
    ({"size": 10.0}, ""),
    ({"size": 9.5}, ""),
    ({"size": 9.0}, ""),
    ({"size": 8.5}, ""),
    ({"lines": 2}, gettext_lazy("all but two lines of each position")),
    ({"lines": 0}, gettext_lazy("the lines of positions")),
    ({"summaries": False}, gettext_lazy("what each position was about")),
    ({"skills": False}, gettext_lazy("skills")),
    ({"education": False}, gettext_lazy("education")),
    ({"projects": False}, gettext_lazy("projects")),
    ({"depth": False}, gettext_lazy("what you keep and go deep on")),
    ({"entries": 4, "credentials": 3}, gettext_lazy("older positions and credentials")),
    ({"outcomes": 6}, gettext_lazy("outcomes after the sixth")),
    ({"entries": 0}, gettext_lazy("positions")),
    ({"outcomes": 4, "longest": 600}, gettext_lazy("outcomes after the fourth, the ends of texts")),
    ({"leverage": False, "longest": 240}, gettext_lazy("where you create the most leverage")),
    ({"outcomes": 3, "longest": 120}, gettext_lazy("outcomes after the third")),
)
"""Each on top of those before it; the words say what is missing from then on."""


def rooms() -> list[Room]:
    """From all of it, in large letters, to the least."""
    found = [Room()]
    for changes, _said in _STEPS:
        found.append(replace(found[-1], **changes))
    return found


def left_out(fit: int) -> list[str]:
    """What the setting with the number ``fit`` has no room for, in words."""
    return [str(said) for _changes, said in _STEPS[:fit] if said]


def missing(page: Page, fit: int) -> list[str]:
    """Everything of ``page`` that the setting with the number ``fit`` does not say, in words: also
    what is more than any setting takes."""
    return [*_beyond(page, rooms()[fit]), *left_out(fit)]


def _beyond(page: Page, room: Room) -> Iterator[str]:
    most, kinds = Room(), (page.positions, page.projects, page.education)
    entries = [one for kind in kinds for one in kind[: room.entries]]
    if room.entries == most.entries and any(len(kind) > room.entries for kind in kinds):
        yield _("entries after the eighth of each kind")
    if room.lines == most.lines and any(len(one.lines) > room.lines for one in entries):
        yield _("lines after the fourth of each position")
    if room.summaries and any(len(one.summary) > LONGEST_SUMMARY for one in entries):
        yield _("the ends of long summaries")
    if room.credentials == most.credentials and len(page.credentials) > room.credentials:
        yield _("credentials after the eighth")


def paper(page: Page, site: str) -> dict[str, Any]:
    """What the template places. ``site`` begins the addresses of our own public pages."""
    return {
        "title": drawable(page.name or str(_("One page"))),
        "author": drawable(page.name),
        "levels": [
            {"size": room.size, "blocks": list(_blocks(page, room, site))} for room in rooms()
        ],
    }


def _blocks(page: Page, room: Room, site: str) -> Iterator[Node]:
    yield from _head(page)
    yield from _section(Part.PROBLEM, [_text(page.problem_space, room)])
    if room.leverage and page.leverage:
        yield {"kind": "strong", "text": _short(page.leverage, room)}
    outcomes = [_outcome(one, room, site) for one in page.outcomes[: room.outcomes]]
    yield from _section(Part.OUTCOMES, outcomes)
    yield from _section(Part.NEXT, [_text(_next(page), room)])
    if room.depth:
        yield from _section(Part.DEPTH, [_text(depth(page), room)])
    yield from _section(
        Part.CREDENTIALS, [_credential(one) for one in page.credentials[: room.credentials]]
    )
    yield from _section(Part.POSITIONS, _entries(page.positions, room))
    if room.projects:
        yield from _section(Part.PROJECTS, _entries(page.projects, room))
    if room.education:
        yield from _section(Part.EDUCATION, _entries(page.education, room))
    if room.skills:
        skills = " · ".join(one.name for one in page.skills)
        yield from _section(Part.SKILLS, [_text(skills, room)])


def _head(page: Page) -> Iterator[Node]:
    if page.headline:
        yield {"kind": "headline", "text": drawable(page.headline)}
    spans = [{"text": drawable(page.location), "url": ""}] if page.location else []
    if page.contact:
        spans.append({"text": drawable(page.contact), "url": f"mailto:{page.contact}"})
    spans += [{"text": drawable(one.name or one.url), "url": one.url} for one in page.links]
    if spans:
        yield {"kind": "contact", "spans": spans}


def _section(part: Part, inside: Sequence[Node]) -> Iterator[Node]:
    inside = [one for one in inside if one.get("text")]
    if inside:
        yield {"kind": "heading", "text": str(part.label)}
        yield from inside


def _text(text: str, room: Room) -> Node:
    return {"kind": "words", "text": _short(text, room)}


def _short(text: str, room: Room) -> str:
    return drawable(Truncator(text).chars(room.longest))


def _next(page: Page) -> str:
    """What they look for, and from when on."""
    if page.target_by is None:
        return page.looking_for
    day = _("Able to apply by %s.") % formats.date_format(page.target_by, "F Y")
    return f"{page.looking_for} {day}" if page.looking_for else day


def depth(page: Page) -> str:
    """The T in a sentence; without lanes what is kept alone."""
    kept = _("Breadth kept: %s.") % page.keeps.rstrip(".") if page.keeps else ""
    if not page.lane_name:
        return kept
    deep = _("Deep on %(lane)s, with %(second)s beside it.") if page.second else ""
    said = (deep or _("Deep on %(lane)s.")) % {"lane": page.lane_name, "second": page.second}
    return f"{said} {kept}" if kept else said


def _outcome(one: Outcome, room: Room, site: str) -> Node:
    more = [one.limit, _measured(one)] if room.details else []
    return {
        "kind": "outcome",
        "text": _short(one.text, room),
        "figure": _short(one.figure, room),
        "more": drawable(" · ".join(filter(None, more))),
        "url": f"{site}{one.proof_url}" if one.proof_url else "",
    }


def _measured(one: Outcome) -> str:
    if one.measured_on is None:
        return ""
    return _("measured in %s") % formats.date_format(one.measured_on, "F Y")


def _credential(one: Credential) -> Node:
    day = formats.date_format(one.earned, "F Y") if one.earned else ""
    more = drawable(", ".join(filter(None, (one.issuer, day))))
    return {"kind": "entry", "text": drawable(one.name), "when": more, "about": "", "lines": []}


def _entries(entries: Sequence[Entry], room: Room) -> list[Node]:
    return [_entry(one, room) for one in entries[: room.entries]]


def _entry(one: Entry, room: Room) -> Node:
    return {
        "kind": "entry",
        "text": drawable(", ".join(filter(None, (one.title, one.organisation, one.location)))),
        "when": one.span,
        "about": drawable(Truncator(one.summary).chars(LONGEST_SUMMARY)) if room.summaries else "",
        "lines": [drawable(line.text) for line in one.lines[: room.lines]],
    }


def cannot_draw(page: Page) -> tuple[str, ...]:
    """The letters of the page that the fonts of the PDF have no drawing for, each once."""
    found: list[str] = []

    def heard(text: str) -> str:
        found.append(text)
        return text

    page.with_words(heard)
    return undrawn("".join(found))

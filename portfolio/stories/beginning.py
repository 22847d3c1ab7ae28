"""With which words a story begins: those that are written already, in a case study or a win. They
stand ready in its five parts, and are their person's to shorten."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.models import User
from common.metrics import NO_BREAK, Direction
from portfolio.casestudies.models import CaseStudy
from portfolio.results import change
from portfolio.stories.kinds import Part, kind_of_lane
from portfolio.stories.models import LONGEST, Kind, Story
from portfolio.telling import markdown
from portfolio.telling import story as telling
from portfolio.telling.disclosure import Disclosure
from portfolio.telling.document import Figure, Tradeoff
from portfolio.telling.gather import document
from portfolio.wins.models import Win


@dataclass(frozen=True, slots=True)
class Begun:
    """What stands ready."""

    title: str = ""
    kind: Kind | None = None
    for_whom: str = ""
    parts: dict[Part, str] = field(default_factory=dict)
    case: CaseStudy | None = None
    win: Win | None = None


def from_case(case: CaseStudy) -> Begun:
    """The five parts of its whole document: its words without marks, its tradeoffs in sentences,
    its results in words. Wants ``passages`` loaded."""
    whole = document(case, Disclosure.whole())
    told = zip(Part, telling.five(whole), strict=True)
    parts = {part: _told(one) for part, one in told}
    first = [_figure(one) for one in whole.figures if not one.after]
    parts[Part.PROBLEM] = _joined(parts[Part.PROBLEM], first)
    return Begun(case.title, kind_of_lane(case.lane), parts=parts, case=case)


def from_win(win: Win) -> Begun:
    """Its short story as far as it is told; its line is its title, and its result where it has
    none. The figures are said where the result does not say one."""
    parts = {part: getattr(win, part.value).strip() for part in Part}
    parts[Part.RESULT] = parts[Part.RESULT] or win.line
    figure = _figure_of(win)
    if figure and not any(map(str.isdigit, parts[Part.RESULT])):
        parts[Part.RESULT] = f"{parts[Part.RESULT]}\n{figure}"
    return Begun(win.line[:160], None, win.for_whom, parts, win=win)


def begin(user: User, begun: Begun, kind: Kind, title: str, now: datetime) -> Story:
    """A story with what stands ready, each part cut where a story's part ends."""
    texts = {part.value: text[:LONGEST] for part, text in begun.parts.items()}
    return Story.objects.create(
        user=user, kind=kind, title=title, for_whom=begun.for_whom, touched_at=now,
        case_study=begun.case, win=begun.win, **texts,
    )  # fmt: skip


def _told(part: telling.StoryPart) -> str:
    text = markdown.plain(part.text.text) if part.text else ""
    figures = [_figure(one) for one in part.figures if one.after]
    return _joined(text, [*map(_tradeoff, part.tradeoffs), *figures])


def _joined(text: str, lines: Sequence[str]) -> str:
    """``text`` with those ``lines`` below it that it does not have yet."""
    missing = [line for line in map(_spaced, lines) if line not in text]
    return "\n".join(filter(None, [_spaced(text), *missing]))


def _tradeoff(one: Tradeoff) -> str:
    said = _("We chose %(chose)s over %(over)s, because %(because)s; it gave up %(gave_up)s.")
    names = ("chose", "over", "because", "gave_up")
    return said % {name: getattr(one, name).strip().rstrip(".;,") for name in names}


def _figure(one: Figure) -> str:
    """In words; a limit is said once it was measured."""
    if not one.after:
        return f"{one.name}: {one.said}."
    limit = one.limit if one.limit_kept is not None else ""
    return f"{', '.join(filter(None, [f'{one.name} {one.said}', limit]))}."


def _figure_of(win: Win) -> str:
    if not win.metric or win.before is None:
        return ""
    direction = Direction(win.direction) if win.direction else Direction.LOWER
    after: Decimal | None = win.after
    return _spaced(f"{win.metric} {change.said(win.before, after, win.unit, direction)}.")


def _spaced(text: str) -> str:
    """With spaces that a field shows like any other."""
    return text.replace(NO_BREAK, " ")

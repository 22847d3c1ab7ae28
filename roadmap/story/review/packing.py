"""The pack for an audience: which parts, in which order, and what comes first. Values in, values
out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from portfolio.overview import Happened, Measured
from roadmap.story.review import statements
from roadmap.story.review.audiences import Audience, Part
from roadmap.story.review.material import Material
from roadmap.story.review.pack import Group, Line, Pack, Section
from roadmap.story.review.period import Period
from roadmap.story.review.statements import Address

MOST = 40
"""So many statements of a part are read; more bury the ones that matter."""


def pack(
    material: Material,
    audience: Audience,
    period: Period,
    author: str,
    address: Address,
    *,
    without_plan: bool,
) -> Pack:
    """What that audience is handed. ``address`` makes a path of ours whole."""
    made = _Making(material, audience, period, address, without_plan=without_plan)
    parts = [one for one in audience.parts if not (without_plan and one.is_of_the_plan)]
    sections = (made.section(one) for one in parts)
    return Pack(period, author, tuple(one for one in sections if one is not None))


class _Making:
    """Each part of one pack."""

    def __init__(
        self,
        material: Material,
        audience: Audience,
        period: Period,
        address: Address,
        *,
        without_plan: bool,
    ) -> None:
        self.material, self.audience = material, audience
        self.without_plan = without_plan
        self.period, self.address = period, address
        self.wins = self._in_order(material.evidence.wins)
        self.told = self._told()
        self.cases = {one.pk: one for one in material.cases}

    def section(self, part: Part) -> Section | None:
        """None where there is nothing to say."""
        groups = [group for group in self._groups(part) if group.lines]
        total = sum(len(group.lines) for group in groups)
        if not total:
            return None
        return Section(part, tuple(_first(groups, MOST)), max(0, total - MOST))

    def _groups(self, part: Part) -> list[Group]:
        material, found = self.material, self.material.evidence
        if part is Part.WINS:
            return self._wins()
        lines: dict[Part, Callable[[], Iterable[Line]]] = {
            Part.SCOPE: lambda: statements.scope(_by(self.wins, lambda one: one.for_whom)),
            Part.STORIES: lambda: map(statements.told, found.stories),
            Part.METRIC: self._courses,
            Part.RESULTS: lambda: map(self._measured, self._results()),
            Part.CASES: lambda: self._timed(self._finished()),
            Part.CREDENTIALS: lambda: self._timed(map(statements.earned, material.credentials)),
            Part.MILESTONES: lambda: self._timed(map(statements.done, material.milestones)),
            Part.MONTHS: lambda: self._timed(map(statements.closed, material.months)),
            Part.HOURS: lambda: map(statements.spent, material.hours),
            Part.VOICES: lambda: self._timed(map(statements.voice, found.voices)),
        }
        return [Group("", tuple(lines[part]()))]

    def _told(self) -> set[int | None]:
        """The wins whose story the pack has: their parts are read there, and once."""
        if self.without_plan or Part.STORIES not in self.audience.parts:
            return set()
        return {story.win for story in self.material.evidence.stories[:MOST]}

    def _happened(self, one: Happened) -> Line:
        return statements.happened(replace(one, parts=()) if one.pk in self.told else one)

    def _wins(self) -> list[Group]:
        """By metric, that of the goal first; or by who gained, the one who gained most first."""
        match self.audience.wins_by:
            case "metric":
                named = _by(self.wins, lambda one: one.metric)
                goal = {one.metric for one in self.wins if self._is_of_goal(one)}
                order = sorted(named, key=lambda name: (not name, name not in goal))
                otherwise = _("Beside a number")
            case "whom":
                named = _by(self.wins, lambda one: one.for_whom)
                order = sorted(named, key=lambda name: (not name, -len(named[name])))
                otherwise = _("For everybody else")
            case _:
                return [Group("", tuple(map(self._happened, self.wins)))]
        if list(named) == [""]:
            otherwise = ""
        return [Group(name or otherwise, tuple(map(self._happened, named[name]))) for name in order]

    def _results(self) -> Sequence[Measured]:
        """Improvements first, those of the goal before others; for a review in order of time."""
        rows = self.material.evidence.results
        if self.audience.is_by_time:
            return sorted(rows, key=lambda one: (one.metric_slug != self._goal, one.on))
        return sorted(
            rows,
            key=lambda one: (
                not one.figure.is_improvement,
                bool(self.audience.goal) and one.metric_slug != self._goal,
            ),
        )

    def _measured(self, one: Measured) -> Line:
        return statements.measured(one, self.cases.get(one.case), self.address)

    def _courses(self) -> Iterable[Line]:
        for one in self.material.courses:
            yield statements.course(one, linked=not self.without_plan)

    def _finished(self) -> list[Line]:
        rows = [one for one in self.material.cases if self.period.has(one.finished_on)]
        rows.sort(key=lambda one: one.finished_on or self.period.first, reverse=True)
        return [statements.finished(one, self.address) for one in rows]

    def _timed(self, lines: Iterable[Line]) -> list[Line]:
        """The latest first, as they come; for a review the earliest."""
        found = list(lines)
        return found[::-1] if self.audience.is_by_time else found

    @property
    def _goal(self) -> str:
        return self.material.goal

    def _is_of_goal(self, one: Happened) -> bool:
        return bool(one.metric_slug) and one.metric_slug == self._goal

    def _in_order(self, wins: Iterable[Happened]) -> list[Happened]:
        """In order of time, or the weightiest first and of those alike the latest."""
        if self.audience.is_by_time:
            return sorted(wins, key=lambda one: (one.on, one.pk))
        return sorted(wins, key=lambda one: (self._weight(one), one.on, one.pk), reverse=True)

    def _weight(self, one: Happened) -> int:
        points = self.audience
        return (
            points.goal * self._is_of_goal(one)
            + points.figure * bool(one.figure)
            + points.whom * bool(one.for_whom)
            + points.told * bool(one.parts)
            + points.proof * bool(one.link)
        )


def _by(wins: Iterable[Happened], name: Callable[[Happened], str]) -> dict[str, list[Happened]]:
    """By what they are called, upper and lower case alike, as the first one writes it."""
    found: dict[str, list[Happened]] = defaultdict(list)
    called: dict[str, str] = {}
    for one in wins:
        said = name(one).strip()
        found[called.setdefault(said.casefold(), said)].append(one)
    return dict(found)


def _first(groups: Iterable[Group], room: int) -> Iterable[Group]:
    """The groups as far as there is room for their lines."""
    for group in groups:
        if room > 0:
            yield Group(group.title, group.lines[:room])
        room -= len(group.lines)

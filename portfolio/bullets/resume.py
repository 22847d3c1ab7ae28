"""A résumé as values: its entries with their lines, and the skills. What reads one in from
elsewhere, and what writes one out, know these and no rows."""

from collections import defaultdict
from dataclasses import dataclass, field

from accounts.models import User
from portfolio.bullets import dates
from portfolio.bullets.models import Bullet, Kind, Position, Skill


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``is_backed``: a win or a result of its person's stands behind it."""

    text: str
    is_backed: bool = False
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One position, project or school. Dates are partial: "2024", "2024-03" or "2024-03-15";
    ``ends`` empty means until now."""

    kind: Kind
    title: str = ""
    organisation: str = ""
    location: str = ""
    url: str = ""
    starts: str = ""
    ends: str = ""
    summary: str = ""
    lines: tuple[Line, ...] = ()
    row: int | None = None

    @property
    def span(self) -> str:
        """``April 2023 to now``: as exact as it was said."""
        return dates.span(self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class SkillLine:
    name: str
    level: str = ""
    keywords: tuple[str, ...] = ()
    row: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Resume:
    """The latest entry of each kind first; ``loose`` are lines that belong to none."""

    entries: tuple[Entry, ...] = ()
    loose: tuple[Line, ...] = ()
    skills: tuple[SkillLine, ...] = ()

    def of_kind(self, kind: Kind) -> list[Entry]:
        return [one for one in self.entries if one.kind is kind]


def resume(user: User) -> Resume:
    """Somebody's, in three queries."""
    lines: dict[int | None, list[Line]] = defaultdict(list)
    for row in Bullet.objects.for_user(user):
        backed = row.win_id is not None or row.case_result_id is not None
        lines[row.position_id].append(Line(row.text, backed, row.pk))
    return Resume(
        tuple(_entry(row, lines[row.pk]) for row in Position.objects.for_user(user)),
        tuple(lines[None]),
        tuple(
            SkillLine(row.name, row.level, tuple(row.keywords), row.pk)
            for row in Skill.objects.for_user(user)
        ),
    )


def _entry(row: Position, lines: list[Line]) -> Entry:
    return Entry(
        Kind(row.kind),
        row.title,
        row.organisation,
        row.location,
        row.url,
        row.starts,
        row.ends,
        row.summary,
        tuple(lines),
        row.pk,
    )

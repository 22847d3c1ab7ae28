"""From a paste, or from one's wins, to rows: what it would add, and adding it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from portfolio.bullets.critique import critique
from portfolio.bullets.findings import Critique
from portfolio.bullets.models import MOST, MOST_POSITIONS, MOST_SKILLS, Bullet, Position, Skill
from portfolio.bullets.splitting import Line, Part, Pasted
from portfolio.wins.models import Win

MOST_WINS = 60
"""So many wins are offered as lines, the latest."""


class Full(Exception):
    """There would be more than a person may have. ``most``: of which, and how many."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the paste beside what is there."""

    line: Line
    critique: Critique
    is_there: bool


@dataclass(frozen=True, slots=True)
class Group:
    part: Part
    lines: tuple[Shown, ...]

    @property
    def new(self) -> list[Shown]:
        return [one for one in self.lines if not one.is_there]


def shown(user: User, pasted: Pasted) -> list[Group]:
    """What each line would become: one query. What stands twice is taken once."""
    seen = _there(user)
    groups = []
    for part in pasted.parts:
        lines = []
        for line in part.lines:
            lines.append(Shown(line, critique(line.text), _key(line.text) in seen))
            seen.add(_key(line.text))
        groups.append(Group(part, tuple(lines)))
    return groups


def _there(user: User) -> set[str]:
    rows = Bullet.objects.for_user(user).values_list("before", "text")
    return {_key(text) for row in rows for text in row}


def _key(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".")


@transaction.atomic
def keep(
    user: User, pasted: Pasted, lines: Collection[int], positions: Collection[int], skills: bool
) -> int:
    """Add the lines and the positions with these numbers, and the skills if wanted. A position
    that has the same name and beginning is the one that is there.

    Returns how many lines were added.

    Raises:
        Full: nothing was added.
    """
    count = Bullet.objects.for_user(user).count()
    place = _last_place(user)
    rows: list[Bullet] = []
    for group in shown(user, pasted):
        new = [one.line.text for one in group.new if one.line.at in lines]
        position = _position(user, group.part) if group.part.at in positions else None
        rows += [
            Bullet(user=user, position=position, before=text, text=text, place=place + at)
            for at, text in enumerate(new, start=len(rows) + 1)
        ]
    if count + len(rows) > MOST:
        raise Full(MOST)
    Bullet.objects.bulk_create(rows)
    if skills:
        _keep_skills(user, pasted.skills)
    return len(rows)


def _position(user: User, part: Part) -> Position:
    names = {"title": part.title, "organisation": part.organisation, "starts": part.starts}
    mine = Position.objects.for_user(user)
    if there := mine.filter(kind=part.kind, **names).first():
        return there
    if mine.count() >= MOST_POSITIONS:
        raise Full(MOST_POSITIONS)
    return Position.objects.create(
        user=user, kind=part.kind, location=part.location, ends=part.ends, **names
    )


def _keep_skills(user: User, names: list[str]) -> None:
    there = {name.lower() for name in Skill.objects.for_user(user).values_list("name", flat=True)}
    new = {name.lower(): name for name in names if name.lower() not in there}
    if len(there) + len(new) > MOST_SKILLS:
        raise Full(MOST_SKILLS)
    Skill.objects.bulk_create(Skill(user=user, name=name) for name in new.values())


def offered_wins(user: User) -> list[Win]:
    """The latest that no line says yet."""
    used = Bullet.objects.for_user(user).exclude(win=None).values("win")
    rows = Win.objects.for_user(user).kept().exclude(pk__in=used)
    return list(rows[:MOST_WINS])


@transaction.atomic
def keep_wins(user: User, wanted: Collection[int]) -> int:
    """A line for each of these wins, which backs it.

    Raises:
        Full: nothing was added.
    """
    rows = [win for win in offered_wins(user) if win.pk in wanted]
    if Bullet.objects.for_user(user).count() + len(rows) > MOST:
        raise Full(MOST)
    place = _last_place(user)
    Bullet.objects.bulk_create(
        Bullet(user=user, before=win.line, text=win.line, win=win, place=place + at)
        for at, win in enumerate(rows, start=1)
    )
    return len(rows)


def _last_place(user: User) -> int:
    return int(Bullet.objects.for_user(user).aggregate(Max("place"))["place__max"] or 0)

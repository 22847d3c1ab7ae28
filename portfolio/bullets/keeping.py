"""A résumé of values becomes rows: what is new of it, all or nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from portfolio.bullets.comparing import Said, folded, fresh
from portfolio.bullets.models import MOST, MOST_POSITIONS, MOST_SKILLS, Bullet, Position, Skill
from portfolio.bullets.resume import Entry, Line, Resume, resume


class Full(Exception):
    """There would be more than somebody may keep; nothing was. The message says of what."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How much was added."""

    positions: int = 0
    lines: int = 0
    skills: int = 0

    def __bool__(self) -> bool:
        return bool(self.positions or self.lines or self.skills)


def said(user: User) -> Said:
    """Every line of theirs, as it is and as it was handed in: one query."""
    found: dict[int | None, set[str]] = defaultdict(set)
    rows = Bullet.objects.for_user(user).values_list("position", "before", "text")
    for position, *texts in rows:
        found[position].update(folded(text) for text in texts)
    return found


def new_in(user: User, found: Resume) -> Resume:
    """What ``found`` would add to theirs: four queries."""
    return fresh(found, resume(user), said(user))


@transaction.atomic
def keep(user: User, found: Resume) -> Kept:
    """Add what is new. A line that was rewritten here is not added again as it was.

    Raises:
        Full: nothing was added.
    """
    User.objects.hold(user)  # the same file, sent twice at once, is one
    new = new_in(user, found)
    added = [one for one in new.entries if one.row is None]
    lines = len(new.loose) + sum(len(one.lines) for one in new.entries)
    made = Kept(len(added), lines, len(new.skills))
    _ask_for_room(user, made)
    rows = Position.objects.bulk_create(_position(user, one) for one in added)
    keys = iter(row.pk for row in rows)
    below = [(one.row or next(keys), one.lines) for one in new.entries]
    _add_lines(user, [*below, (None, new.loose)])
    Skill.objects.bulk_create(
        Skill(user=user, name=one.name, level=one.level, keywords=list(one.keywords))
        for one in new.skills
    )
    return made


def _ask_for_room(user: User, made: Kept) -> None:
    has = (
        (Position.objects.for_user(user), made.positions, MOST_POSITIONS, _("positions")),
        (Bullet.objects.for_user(user), made.lines, MOST, _("lines")),
        (Skill.objects.for_user(user), made.skills, MOST_SKILLS, _("skills")),
    )
    for rows, more, most, what in has:
        if more and rows.count() + more > most:
            words = _("You may keep %(most)d %(what)s, and with these there would be more.")
            raise Full(words % {"most": most, "what": what})


def _position(user: User, one: Entry) -> Position:
    return Position(
        user=user,
        kind=one.kind,
        title=one.title,
        organisation=one.organisation,
        location=one.location,
        url=one.url,
        starts=one.starts,
        ends=one.ends,
        summary=one.summary,
    )


def _add_lines(user: User, below: Iterable[tuple[int | None, tuple[Line, ...]]]) -> None:
    """After those that are there."""
    rows = Bullet.objects.for_user(user).order_by().values_list("position")
    last = dict(rows.annotate(Max("place")))
    Bullet.objects.bulk_create(
        Bullet(user=user, position_id=position, before=one.text, text=one.text, place=place)
        for position, lines in below
        for place, one in enumerate(lines, start=last.get(position, -1) + 1)
    )

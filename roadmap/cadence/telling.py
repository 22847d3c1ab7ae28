"""What of telling waits for a story block, where a case study has nothing for it to do. One thing
at a time: somebody who is to be asked again comes first, since a day was promised; then a win that
is worth its whole story, since it is forgotten; then a story to be told aloud.

The rest of a win is asked for once: a block that took place has asked, and so has a person who said
"not this one". Looking at a page and writing a mail ask nothing yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portfolio.models import Win
from portfolio.overview import (
    FollowUp,
    Rehearsable,
    Worth,
    case_studies,
    to_ask_again,
    to_rehearse,
    to_tell,
)
from roadmap.cadence import casework
from roadmap.cadence.due import Occurrence
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Plan


@dataclass(frozen=True, slots=True)
class Turn:
    """What waits: one of the three, and no other."""

    again: FollowUp | None = None
    win: Worth | None = None
    aloud: Rehearsable | None = None

    @property
    def headline(self) -> str:
        """What a subject says of it."""
        if self.again is not None:
            return _("ask %s what came of it") % self.again.who
        if self.win is not None:
            return self.win.line
        return self.aloud.title if self.aloud is not None else ""


def waiting(users: Mapping[int, date]) -> dict[int, Turn]:
    """Of those for whom something waits, in three queries. ``users`` is each person's id with their
    local day."""
    again, wins, aloud = to_ask_again(users), to_tell(users), to_rehearse(users)
    return {user: _first(user, again, wins, aloud) for user in {*again, *wins, *aloud}}


def _first(
    user: int,
    again: Mapping[int, FollowUp],
    wins: Mapping[int, Worth],
    aloud: Mapping[int, Rehearsable],
) -> Turn:
    if user in again:
        return Turn(again=again[user])
    return Turn(win=wins[user]) if user in wins else Turn(aloud=aloud[user])


def of(found: Occurrence, is_busy: bool, today: date) -> Turn | None:
    """What a block can tell, read for it alone. ``is_busy``: a case study has work for it."""
    if is_busy or found.block.kind != BlockKind.STORY:
        return None
    user = found.block.user_id
    return waiting({user: today}).get(user)


def asked(found: Occurrence, has_task: bool, today: date) -> None:
    """The block took place: a win it offered was asked for. Call it in a transaction."""
    turn = of(found, False, today)
    if turn is None or turn.win is None:
        return
    user = found.block.user_id
    plan = Plan.objects.current(found.block.user)
    month = plan.month_on(max(found.on, today)) if plan else None
    shelf = case_studies({user: today})[user]
    if casework.of(shelf, BlockKind.STORY, month, has_task=has_task) is None:
        Win.objects.filter(user=user, pk=turn.win.pk).ask(today)

"""Fewer mails when they go unanswered: the rules, values in, values out.

A week is unanswered when a mail went for it (or would have, but for these rules), it is over, and
nothing was heard of its person since: no block answered or moved, no milestone ticked, no sign-in,
no answer to coming back. Three
such weeks in a row make the mails weekly, six monthly; at ten there is a goodbye, and then silence
until its person comes back. Any sign of life begins the count anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from django.utils.translation import gettext_lazy as _

from common import weeks

WEEKLY_AFTER, MONTHLY_AFTER, OFF_AFTER = 3, 6, 10
"""Unanswered weeks in a row."""
WEEK, MONTH = timedelta(weeks=1), timedelta(weeks=4)
LOOK_BACK = timedelta(weeks=16)
"""How far back nudges are counted: well beyond the longest rule."""


class Stage(Enum):
    """How often mail comes."""

    EACH = _("a mail before each block")
    WEEKLY = _("one mail a week")
    MONTHLY = _("one mail a month")
    OFF = _("no mail")

    @property
    def label(self) -> str:
        return str(self.value)

    @classmethod
    def after(cls, unanswered: int) -> "Stage":
        """The stage after so many unanswered weeks."""
        if unanswered >= OFF_AFTER:
            return cls.OFF
        if unanswered >= MONTHLY_AFTER:
            return cls.MONTHLY
        return cls.WEEKLY if unanswered >= WEEKLY_AFTER else cls.EACH


@dataclass(frozen=True, slots=True)
class Silence:
    """What is known of somebody's silence. ``weeks`` are the Mondays of the unanswered weeks,
    ``mailed`` those among the recent weeks for which a mail went."""

    weeks: frozenset[date] = frozenset()
    mailed: frozenset[date] = frozenset()
    said_goodbye: bool = False

    @property
    def stage(self) -> Stage:
        return Stage.after(len(self.weeks))

    def lets(self, week: date) -> bool:
        """Whether a mail may go for ``week``, a Monday. The week's first mail takes all of its
        blocks along, so there is none after it."""
        match self.stage:
            case Stage.EACH:
                return True
            case Stage.WEEKLY:
                return week not in self.mailed
            case Stage.MONTHLY:
                return all(week - before >= MONTH for before in self.mailed)
        return not self.said_goodbye


NOTHING = Silence()
"""Of somebody who answers, or who wants every mail."""


def silence(
    nudges: Iterable[tuple[date, datetime, bool]],
    heard_at: datetime | None,
    goodbye_at: datetime | None,
    this_week: date,
) -> Silence:
    """What recent nudges come to.

    ``nudges``: for each that was mailed or kept back by these rules, the Monday of its week, its
    moment, and whether it was mailed. ``heard_at``: the last sign of life. ``goodbye_at``: when a
    goodbye was planned last, by their clock.
    """
    unanswered, mailed = set(), set()
    recent = list(nudges)
    for week, due_at, went in recent:
        if went:
            mailed.add(week)
        if week < this_week and (heard_at is None or due_at > heard_at):
            unanswered.add(week)
    said = (
        goodbye_at is not None
        and (heard_at is None or goodbye_at > heard_at)
        and _is_said(goodbye_at, recent, this_week)
    )
    return Silence(frozenset(unanswered), frozenset(mailed), said)


def _is_said(
    goodbye_at: datetime, nudges: Iterable[tuple[date, datetime, bool]], this_week: date
) -> bool:
    """Whether the goodbye planned then left: one that was refused is not among the nudges whose
    mail went. One from before the weeks that are looked back at is believed."""
    its_week = weeks.week_of(goodbye_at.date())
    is_old = its_week < this_week - LOOK_BACK + 2 * WEEK
    return is_old or any(went and week >= its_week for week, _, went in nudges)

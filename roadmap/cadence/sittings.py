"""The coming study blocks, for the ledger of certifications, which shares them between domains.

That ledger knows no blocks: ``STUDY_SITTINGS`` names ``ahead`` for it.
"""

from datetime import date, timedelta

from accounts.models import User
from common import weeks
from roadmap.cadence import due, week
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import Block
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Plan

Sitting = tuple[date, int]
"""A day, and the minutes of the block on it."""

FARTHEST = timedelta(weeks=260)
"""Nobody plans an evening further ahead."""


def ahead(user: User, today: date, until: date) -> list[Sitting]:
    """The study blocks from ``today`` to ``until``, both included, that have no answer yet. Blocks
    that are off or fall into a pause are no sittings; a moved one stands on its new day."""
    block = Block.objects.for_user(user).active().filter(kind=BlockKind.STUDY).first()
    if block is None:
        return []
    first = weeks.week_of(today) - WEEK  # a block may have been moved out of last week
    known = {one.week: one for one in block.check_ins.filter(week__gte=first)}
    last = min(until, today + FARTHEST)
    pauses = week.pauses_of(Plan.objects.current(user))
    return [(one.on, block.minutes) for one in due.ahead(block, today, last, known, pauses)]

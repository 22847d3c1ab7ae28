"""Setting the three blocks up, and changing one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from accounts.models import User
from common import weeks
from roadmap.cadence import nudges
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import Block, Rhythm, Weekday
from roadmap.plan import fitting
from roadmap.plan.blocks import DEFAULT_MINUTES, BlockKind
from roadmap.plan.building import Change


@dataclass(frozen=True, slots=True)
class Hour:
    """When a block is, by its person's clock, and how long (minutes)."""

    weekday: int
    at: time
    minutes: int


DEFAULTS = {
    BlockKind.STUDY: Hour(Weekday.TUESDAY, time(19), DEFAULT_MINUTES[BlockKind.STUDY]),
    BlockKind.LAB: Hour(Weekday.THURSDAY, time(19), DEFAULT_MINUTES[BlockKind.LAB]),
    BlockKind.STORY: Hour(Weekday.SUNDAY, time(10), DEFAULT_MINUTES[BlockKind.STORY]),
}
"""What the question "which evenings?" begins with."""

WHEN = ("weekday", "at", "every", "anchor", "active")
"""The columns that say when a block is."""


@transaction.atomic
def set_up(user: User, hours: Mapping[BlockKind, Hour], now: datetime) -> Change:
    """Make the blocks. Each counts from its first hour that lies ahead. Twice makes them once.

    Returns what the plan, which now knows their minutes, did about it.
    """
    Rhythm.objects.hold(user)
    for kind, hour in hours.items():
        block = Block(user=user, kind=kind, weekday=hour.weekday, at=hour.at, minutes=hour.minutes)
        block.anchor = weeks.week_of(user.today(now))
        block.since = _first_week(block, now)
        Block.objects.bulk_create([block], ignore_conflicts=True)
    blocks = list(Block.objects.for_user(user))
    nudges.rearrange(blocks, user, now)
    return tell_the_plan(user, now)


@transaction.atomic
def change(block: Block, now: datetime) -> Change:
    """Keep a block that was changed, and work out anew when its nudge is due."""
    user = block.user
    Rhythm.objects.hold(user)
    old = Block.objects.get(pk=block.pk)
    if block.active and not old.active:
        block.since = _first_week(block, now)  # the weeks it was off are no open ones
    is_elsewhere = any(getattr(old, name) != getattr(block, name) for name in WHEN)
    block.revision = old.revision + (is_elsewhere or old.minutes != block.minutes)
    block.save(update_fields=[*WHEN, "minutes", "since", "silenced", "revision"])
    if is_elsewhere:
        nudges.rearrange([block], user, now)
    return tell_the_plan(user, now)


def _first_week(block: Block, now: datetime) -> date:
    """This week, unless its hour in it has passed."""
    monday = weeks.week_of(block.user.today(now))
    starts = weeks.instant(block.planned_on(monday), block.at, block.user.zone)
    return monday if starts > now else monday + WEEK


def tell_the_plan(user: User, now: datetime) -> Change:
    """Give the plan under way the minutes of the blocks, after either was made or changed.

    Returns what it did about it. Without blocks it goes on with the usual minutes.
    """
    blocks = list(Block.objects.for_user(user))
    if not blocks:
        return Change()
    minutes = {BlockKind(b.kind): b.minutes / b.every for b in blocks if b.active}
    return fitting.set_minutes(user, minutes, user.today(now)) or Change()

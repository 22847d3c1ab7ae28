"""When a block takes place, when its nudge is due, and what to do with one that is late.

Values in, values out: no query, no clock of its own. An instant is worked out for each occurrence
from its local date and time (see common/weeks.py), never from the one before.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from common import weeks
from roadmap.cadence.models import MORNING, Block, CheckIn, Lead

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
ON_TIME = timedelta(minutes=15)
"""How long after its instant a nudge counts as on time: a tick, or a restart."""
QUIET_UNTIL, QUIET_FROM = time(7), time(21)
"""A late mail goes between these. They never hold against a time the person chose."""
HORIZON = 60
"""Weeks to look ahead for a nudge: a year's pause ends within it."""

Pauses = Sequence[tuple[date, date]]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One block in one week, at the time it is planned for."""

    block: Block
    week: date
    on: date
    at: time
    check_in: CheckIn | None = None

    def starts(self, zone: ZoneInfo) -> datetime:
        return weeks.instant(self.on, self.at, zone)

    def due(self, lead: Lead, zone: ZoneInfo) -> datetime:
        """When its nudge is due, in UTC."""
        return lead.due(self.on, self.at, zone)

    @property
    def is_answered(self) -> bool:
        return self.check_in is not None and self.check_in.is_answered

    @property
    def is_moved(self) -> bool:
        """Whether its person put it elsewhere in this week."""
        return (self.on, self.at) != (self.block.planned_on(self.week), self.block.at)

    def is_paused(self, pauses: Pauses) -> bool:
        return any(first <= self.on <= last for first, last in pauses)


def occurrence(block: Block, week: date, check_in: CheckIn | None = None) -> Occurrence | None:
    """The block in the week of ``week`` (a Monday). None when its rhythm leaves that week out."""
    if check_in is not None:
        return Occurrence(block, week, check_in.planned_on, check_in.planned_at, check_in)
    if block.takes_place(week):
        return Occurrence(block, week, block.planned_on(week), block.at)
    return None


def weeks_of(block: Block, first: date, kept: Collection[date] = ()) -> Iterator[date]:
    """The weeks it takes place in, from ``first`` (a Monday) on.

    ``kept`` are weeks with a check-in: a block that was moved stands where it was put, although
    its rhythm leaves that week out by now.
    """
    for number in range(HORIZON * block.every):
        week = first + WEEK * number
        if block.takes_place(week) or (block.active and week in kept):
            yield week


def following(block: Block, week: date, kept: Collection[date] = ()) -> date | None:
    """The next week after ``week`` in which it takes place. None when it is off."""
    start = week + WEEK
    if block.since is not None and not any(start <= one < block.since for one in kept):
        start = max(start, block.since)
    return next(weeks_of(block, start, kept), None)


def ahead(
    block: Block,
    first: date,
    last: date,
    check_ins: Mapping[date, CheckIn],
    pauses: Pauses = (),
) -> list[Occurrence]:
    """What is open of a block from ``first`` to ``last``, both included, by day.

    ``check_ins`` are the block's, by week, from the week before ``first`` on.
    """
    mondays, monday = [], weeks.week_of(first) - WEEK
    while monday <= last:
        mondays.append(monday)
        monday += WEEK
    found = (occurrence(block, one, check_ins.get(one)) for one in mondays)
    is_open = [one for one in found if one and not one.is_answered and not one.is_paused(pauses)]
    return sorted((one for one in is_open if first <= one.on <= last), key=lambda one: one.on)


def next_due(
    block: Block,
    after: datetime,
    lead: Lead,
    zone: ZoneInfo,
    check_ins: Mapping[date, CheckIn],
    pauses: Pauses = (),
) -> tuple[datetime, Occurrence] | None:
    """The next nudge that will be wanted after ``after``: not answered, not in a pause.

    ``check_ins`` are the block's, by week. Looks back a week too, for a block that was moved out
    of its own. None when the block is off, or nothing comes within the horizon.
    """
    first = weeks.week_of(after.astimezone(zone).date()) - WEEK
    for week in weeks_of(block, first, check_ins.keys()):
        found = occurrence(block, week, check_ins.get(week))
        if found is None or found.is_answered or found.is_paused(pauses):
            continue
        if (at := found.due(lead, zone)) > after:
            return at, found
    return None


class Verdict(Enum):
    """What becomes of a nudge whose moment has come."""

    SEND = "send"
    WAIT = "wait"
    LATE = "late"


def is_quiet(at: time) -> bool:
    """Whether no late mail goes at this hour of the local clock."""
    return not QUIET_UNTIL <= at < QUIET_FROM


def verdict(
    found: Occurrence, due: datetime, now: datetime, zone: ZoneInfo, before: date | None
) -> tuple[Verdict, datetime]:
    """Whether it goes now, waits for a morning, or is too late, and the moment that belongs to it.

    ``due`` is the instant it waited for. On time, or before the block itself begins, it goes at
    any hour. Late on its own day it goes outside the quiet hours; else it waits until the next
    morning, as long as that is in its week and before ``before``, the block's next day.
    """
    if now - due <= ON_TIME:
        return Verdict.SEND, due
    local = now.astimezone(zone)
    same_day = local.date() == due.astimezone(zone).date()
    if now < found.starts(zone) or (same_day and not is_quiet(local.time())):
        return Verdict.SEND, now
    morning = local.date() if local.time() < MORNING else local.date() + DAY
    last = weeks.week_of(found.on) + WEEK - DAY
    if morning > last or (before is not None and morning >= before):
        return Verdict.LATE, now
    return Verdict.WAIT, weeks.instant(morning, MORNING, zone)


def days_to_move(found: Occurrence, today: date, next_on: date | None) -> list[date]:
    """The days a block may be moved to: the coming week, as long as its next one is not reached."""
    first = max(today, found.week)
    days = [first + DAY * number for number in range(7)]
    return [day for day in days if next_on is None or day < next_on]


def days_until(found: Occurrence, last: date, pauses: Pauses) -> list[date]:
    """The days the block falls on from this occurrence up to ``last``, pauses left out."""
    days, on = [], found.on
    while on <= last:
        if not any(first <= on <= end for first, end in pauses):
            days.append(on)
        on += WEEK * found.block.every
    return days

"""Blocks and milestones as calendar events: for the file that is taken once, and for the feed.

One event for each occurrence, in UTC, without repetition rules or zones of its own: every block is
answered, moved or skipped for itself, and Outlook misreads zones by an hour. Milestones, exams and
renewals last whole days and have no hour at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common import weeks
from delivery.content import absolute
from roadmap.cadence import benches, due, week
from roadmap.cadence.due import DAY, WEEK, Occurrence
from roadmap.cadence.models import Block, CheckIn
from roadmap.cadence.week import State
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Bench, Task
from roadmap.plan.models import Milestone, Plan

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

WEEKS = 4
"""How many the file has, this week the first."""
ALARM = timedelta(minutes=15)
ASK_AGAIN = timedelta(hours=1)
"""How soon a calendar is asked to read the feed again. Most take their own time."""


class Status(StrEnum):
    """What iCalendar knows to say of an event."""

    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. Between two instants (UTC), or, between two dates, for whole days."""

    uid: str
    starts: datetime | date
    ends: datetime | date
    title: str
    stamp: datetime
    """When this was so for the first time, as far as is known."""
    sequence: int = 0
    """Larger whenever the time or the status is another: the larger number counts."""
    status: Status = Status.CONFIRMED
    url: str = ""
    is_open: bool = True
    """Whether it is still to be answered, or done."""
    discreet: bool = False

    @property
    def is_day(self) -> bool:
        return not isinstance(self.starts, datetime)

    def is_over(self, now: datetime) -> bool:
        """A day is over when it is over in the first of all zones."""
        if isinstance(self.ends, datetime):
            return self.ends <= now
        return self.ends <= now.date()


def file(user: User, plan: Plan | None, now: datetime) -> bytes:
    """The open blocks of this week and those after it, paused days left out, with an alarm."""
    first = weeks.week_of(user.today(now))
    entries = of_blocks(user, plan, [first + WEEK * number for number in range(WEEKS)], now)
    calendar = _calendar()
    for entry in entries:
        if entry.is_open and entry.status is Status.CONFIRMED:
            event = _event(entry)
            event.add_component(_alarm(entry))
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def feed(user: User, entries: Iterable[Entry]) -> bytes:
    """What a calendar that subscribed reads. Without alarms: the mail is the reminder, and a
    calendar has settings of its own for more."""
    calendar = _calendar()
    name = _("Reminders") if user.discreet else "Forte"
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")  # ASK_AGAIN once more, as Outlook reads it
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def of_blocks(user: User, plan: Plan | None, mondays: Sequence[date], now: datetime) -> list[Entry]:
    """Every occurrence in those weeks, cancelled where it was skipped or falls into a pause.

    A constant number of queries, however many weeks there are.
    """
    blocks = list(Block.objects.for_user(user))
    known = CheckIn.objects.filter(block__in=blocks, week__in=mondays).select_related("milestone")
    check_ins = {(check_in.block_id, check_in.week): check_in for check_in in known}
    today, pauses = user.today(now), week.pauses_of(plan)
    found = (
        due.occurrence(block, monday, check_ins.get((block.pk, monday)))
        for monday in mondays
        for block in blocks
    )
    rows = [(one, week.state_of(one, pauses)) for one in found if one]
    if plan is not None:
        prefetch_related_objects([plan], "milestones")  # which the tasks and the dates both read
    bench = benches.of(user, plan, today)
    tasks = _of_the_next(user, rows, bench, now) if bench else {}
    return [_block(user, one, state, tasks.get(one.block.pk, {}), now) for one, state in rows]


def _of_the_next(
    user: User,
    rows: Iterable[tuple[Occurrence, State]],
    bench: Bench,
    now: datetime,
) -> dict[int, dict[date, Task]]:
    """What each block is for the next time, by block and week. What the times after it will be for
    is not known yet."""
    found: dict[int, dict[date, Task]] = {}
    for one, state in sorted(rows, key=lambda row: row[0].starts(user.zone)):
        if not state.is_open or _ends(user, one) <= now or one.block.pk in found:
            continue
        if task := bench.task(BlockKind(one.block.kind), one.on):
            found[one.block.pk] = {one.week: task}
    return found


def of_milestones(user: User, plan: Plan | None, since: date, now: datetime) -> list[Entry]:
    """The plan's dates from ``since`` on, exams among them, each for its whole day."""
    if plan is None or plan.ended_on is not None:
        return []
    kept = [milestone for milestone in plan.milestones.all() if milestone.dropped_at is None]
    for milestone in kept:
        milestone.plan = plan  # the calendar is the plan's: one for all
    return [_milestone(user, one, now) for one in kept if one.due_on >= since]


def _ends(user: User, found: Occurrence) -> datetime:
    return found.starts(user.zone) + timedelta(minutes=found.block.minutes)


def _uid(*parts: object) -> str:
    return f"{'-'.join(map(str, parts))}@{urlsplit(settings.SITE_URL).hostname}"


def _block(
    user: User, found: Occurrence, state: State, tasks: Mapping[date, Task], now: datetime
) -> Entry:
    """One occurrence. Its UID is that of block and week, wherever it was moved."""
    is_off = state in (State.SKIPPED, State.PAUSED)
    path = reverse("block", args=[found.week, found.block.kind])
    return Entry(
        uid=_uid("block", found.block.pk, weeks.week_name(found.week)),
        starts=found.starts(user.zone),
        ends=_ends(user, found),
        title=_title(user, found, state, tasks.get(found.week)),
        stamp=now,
        sequence=found.block.revision + (found.check_in.revision if found.check_in else 0),
        status=Status.CANCELLED if is_off else Status.CONFIRMED,
        url="" if user.discreet else absolute(path),
        is_open=state.is_open,
        discreet=user.discreet,
    )


def _title(user: User, found: Occurrence, state: State, task: Task | None) -> str:
    """What it is for; only its length where its person wants it discreet."""
    if user.discreet:
        return _("%(minutes)d minutes") % {"minutes": found.block.minutes}
    kind = str(found.block.get_kind_display())
    if state is State.DONE:
        milestone = found.check_in.milestone if found.check_in else None
        return done_title(f"{kind}: {milestone.title}" if milestone else kind)
    return f"{kind}: {task.title}" if task else kind


def done_title(title: str) -> str:
    """The title of what is done or passed."""
    return _("%(title)s (done)") % {"title": title}


def _milestone(user: User, milestone: Milestone, now: datetime) -> Entry:
    title = done_title(milestone.title) if milestone.is_done else milestone.title
    page = absolute(reverse("milestone", args=[milestone.pk]))
    named = ("milestone", milestone.pk)
    is_open = not milestone.is_done
    return whole_day(user, named, milestone.due_on, title, page, now, is_open=is_open)


def whole_day(
    user: User,
    named: tuple[object, ...],
    on: date,
    title: str,
    page: str,
    now: datetime,
    *,
    is_open: bool = True,
) -> Entry:
    """Something that has a day and no hour. ``named`` makes its UID; title and address are kept
    back where its person wants it discreet."""
    return Entry(
        uid=_uid(*named),
        starts=on,
        ends=on + DAY,
        title=_("All day") if user.discreet else title,
        stamp=now,
        url="" if user.discreet else page,
        is_open=is_open,
        discreet=user.discreet,
    )


def _calendar() -> "Calendar":
    from icalendar import Calendar  # a quarter of a second, which only these pages need

    calendar = Calendar()
    calendar.add("prodid", "-//Forte//Blocks//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    return calendar


def _event(entry: Entry) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp)
    event.add("last-modified", entry.stamp)
    event.add("sequence", entry.sequence)
    event.add("status", entry.status.value)
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends)
    event.add("summary", entry.title)
    # Only a block that takes place takes its hour from other appointments.
    is_busy = entry.status is Status.CONFIRMED and not entry.is_day
    event.add("transp", "OPAQUE" if is_busy else "TRANSPARENT")
    if entry.discreet:
        event.add("class", "PRIVATE")
    if entry.url:
        event.add("url", entry.url)
    return event


def _alarm(entry: Entry) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -ALARM)
    alarm.add("description", entry.title)
    return alarm

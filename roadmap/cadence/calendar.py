"""The coming weeks as a calendar file.

One event for each occurrence, in UTC, without repetition rules or zones of its own: every block is
answered, moved or skipped for itself, and Outlook misreads zones by an hour.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common import weeks
from delivery.content import absolute
from roadmap.cadence import due, progress, week
from roadmap.cadence.due import WEEK, Occurrence
from roadmap.cadence.models import Block, CheckIn
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Task
from roadmap.plan.models import Plan

if TYPE_CHECKING:
    from icalendar import Event

WEEKS = 4
ALARM = timedelta(minutes=15)


def coming(user: User, plan: Plan | None, now: datetime) -> list[Occurrence]:
    """The open blocks of this week and those after it, paused days left out."""
    monday = weeks.week_of(user.today(now))
    mondays = [monday + WEEK * number for number in range(WEEKS)]
    blocks = list(Block.objects.for_user(user))
    check_ins = {
        (check_in.block_id, check_in.week): check_in
        for check_in in CheckIn.objects.filter(block__in=blocks, week__in=mondays)
    }
    pauses = week.pauses_of(plan)
    found = (
        due.occurrence(block, start, check_ins.get((block.pk, start)))
        for start in mondays
        for block in blocks
    )
    return [one for one in found if one and week.state_of(one, pauses).is_open]


def file(user: User, plan: Plan | None, now: datetime) -> bytes:
    """The calendar file of the coming weeks."""
    from icalendar import Calendar  # a quarter of a second, which only this page needs

    calendar = Calendar()
    calendar.add("prodid", "-//Forte//Blocks//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    today = user.today(now)
    bench = week.bench_of(plan, today, progress.of(user, today))
    for found in coming(user, plan, now):
        task = bench.task(BlockKind(found.block.kind), found.on) if bench else None
        calendar.add_component(_event(user, found, task, now))
    return bytes(calendar.to_ical())


def _event(user: User, found: Occurrence, task: Task | None, now: datetime) -> "Event":
    """One occurrence. Its UID is that of block and week, wherever it was moved."""
    from icalendar import Alarm, Event

    name = weeks.week_name(found.week)
    starts = found.starts(user.zone)
    event = Event()
    event.add("uid", f"block-{found.block.pk}-{name}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", now)
    event.add("sequence", _sequence(found))
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=found.block.minutes))
    event.add("summary", _title(user, found, task))
    event.add("url", absolute(reverse("block", args=[found.week, found.block.kind])))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -ALARM)
    alarm.add("description", _title(user, found, task))
    event.add_component(alarm)
    return event


def _title(user: User, found: Occurrence, task: Task | None) -> str:
    """What it is for; only its length where its person wants it discreet."""
    if user.discreet:
        return _("%(minutes)d minutes") % {"minutes": found.block.minutes}
    kind = found.block.get_kind_display()
    return f"{kind}: {task.title}" if task else kind


def _sequence(found: Occurrence) -> int:
    """Larger whenever the hour is another: a calendar keeps the event with the larger number."""
    return found.block.revision + (found.check_in.revision if found.check_in else 0)

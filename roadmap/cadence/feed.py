"""The calendar feed: its address, and what the calendars that read it were told.

A calendar keeps the event with the larger SEQUENCE, and hears of one that is no more by its
CANCELLED. Dates move for many reasons (a move, a pause, a plan made anew, another zone), so the
feed remembers what it said last of each event and numbers by that: whoever changes dates need not
know that there are calendars. The memory is written when a calendar reads something new, never when
nothing changed.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from common import weeks
from common.own_address import OwnAddress
from delivery.content import absolute
from roadmap.cadence import calendar, ledger_days
from roadmap.cadence.calendar import Entry, Status
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import CalendarFeed
from roadmap.plan.models import Plan

PAST, AHEAD = 4, 8
"""Weeks of blocks before this one, and from it on. Milestones go on to the plan's end, exams
and renewals as far as there are any."""
FORMAT = 1
"""Another number when the file is written in another way: calendars then take it again."""


# --- The address --------------------------------------------------------------------------------


OWN = OwnAddress("forte.calendar")


def make(user: User, now: datetime) -> CalendarFeed:
    """An address for the feed. One that was there before leads nowhere from now on."""
    feed, _made = CalendarFeed.objects.update_or_create(
        user=user, defaults={**OWN.fresh(), "made_at": now, "changed_at": now}
    )
    return feed


def revoke(user: User) -> None:
    """There is no feed any more. Calendars that read it are told so at their next look."""
    CalendarFeed.objects.filter(user=user).delete()


def find(token: str) -> CalendarFeed | None:
    """The feed at this address, if it is still one."""
    mine = CalendarFeed.objects.filter(token_hash=OWN.hash(token), user__is_active=True)
    return mine.select_related("user").first()


def address(feed: CalendarFeed) -> str | None:
    """The whole address, for its owner's eyes; None when it can be shown no more."""
    token = OWN.token(feed.seed, feed.token_hash)
    return absolute(reverse("calendar-feed", args=[token])) if token else None


# --- What it says -------------------------------------------------------------------------------


class Told(NamedTuple):
    """What calendars were told last of one event. Instants and dates in ISO format."""

    sequence: int
    stamp: str
    starts: str
    ends: str
    status: str
    words: str
    """A digest of the rest: enough to see that it is another."""

    @classmethod
    def of(cls, entry: Entry) -> "Told":
        words = f"{entry.title}\n{entry.url}\n{entry.discreet}"
        return cls(
            entry.sequence,
            entry.stamp.isoformat(),
            entry.starts.isoformat(),
            entry.ends.isoformat(),
            entry.status.value,
            hashlib.sha256(words.encode()).hexdigest()[:16],
        )

    @property
    def when(self) -> tuple[str, str, str]:
        """What matters to a calendar: time and status."""
        return self.starts, self.ends, self.status

    def cancelled(self, uid: str, now: datetime) -> Entry:
        """The event that was told of and is no more."""
        return Entry(
            uid=uid,
            starts=_read(self.starts),
            ends=_read(self.ends),
            title=_("Cancelled"),
            stamp=now,
            status=Status.CANCELLED,
            is_open=False,
        )


Memory = Mapping[str, Told]
"""By UID."""


def _read(text: str) -> datetime | date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def read(feed: CalendarFeed, now: datetime) -> list[Entry]:
    """Everything the feed says now, numbered and stamped. ``feed`` remembers it."""
    now = now.replace(microsecond=0)  # iCalendar counts whole seconds
    entries = _entries(feed.user, now)
    said = numbered(entries, _memory(feed), now)
    if _told(said) == feed.told:
        return said
    with transaction.atomic():  # two calendars at once: the second numbers by what the first said
        held = CalendarFeed.objects.select_for_update().filter(pk=feed.pk).first()
        if held is not None:
            said = numbered(entries, _memory(held), now)
            feed.told, feed.changed_at = _told(said), now
            feed.save(update_fields=["told", "changed_at"])
    return said


def etag(entries: Sequence[Entry]) -> str:
    """The same for the same file, without writing it."""
    return f'"{hashlib.sha256(f"{FORMAT}{entries!r}".encode()).hexdigest()[:32]}"'


def _entries(user: User, now: datetime) -> list[Entry]:
    plan = Plan.objects.current(user)
    monday = weeks.week_of(user.today(now))
    mondays = [monday + WEEK * number for number in range(-PAST, AHEAD)]
    blocks = calendar.of_blocks(user, plan, mondays, now)
    days = calendar.of_milestones(user, plan, mondays[0], now)
    return blocks + days + ledger_days.of(user, mondays[0], now)


def numbered(entries: Sequence[Entry], memory: Memory, now: datetime) -> list[Entry]:
    """The entries as calendars are to hear them, after what they heard before.

    An entry that is off and was never told of is not mentioned. One that was told of and is no
    more is cancelled while its time lies ahead. What is over keeps the hour it had.
    """
    named = {e.uid: e for e in entries if e.status is Status.CONFIRMED or e.uid in memory}
    for uid, told in memory.items():
        if uid not in named and not (gone := told.cancelled(uid, now)).is_over(now):
            named[uid] = gone
    return [_after(entry, memory.get(uid), now) for uid, entry in named.items()]


def _after(entry: Entry, told: Told | None, now: datetime) -> Entry:
    """One entry, numbered and stamped by what was told of it."""
    if told is None:
        return entry
    before = replace(entry, starts=_read(told.starts), ends=_read(told.ends))
    if not entry.is_day and entry.is_over(now) and before.is_over(now):
        entry = before  # another hour from now on does not rewrite the weeks behind
    new = Told.of(entry)
    if (new.when, new.words) == (told.when, told.words):
        stamp = datetime.fromisoformat(told.stamp)
        return replace(entry, sequence=max(entry.sequence, told.sequence), stamp=stamp)
    is_elsewhere = new.when != told.when
    return replace(entry, sequence=max(entry.sequence, told.sequence + is_elsewhere))


def _memory(feed: CalendarFeed) -> dict[str, Told]:
    return {uid: Told(*told) for uid, told in feed.told.items()}


def _told(entries: Sequence[Entry]) -> dict[str, list[object]]:
    """The memory as the row keeps it."""
    return {entry.uid: list(Told.of(entry)) for entry in entries}

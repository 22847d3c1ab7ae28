"""Every zone and every week, worked out and lived through (see zones.py).

Every zone that tzdata knows is asked for 104 weeks of three blocks at nine hours that clocks like
to skip or to repeat, by the pure functions that plan nudges (``roadmap/cadence/due.py``). Then a
person in each of a few zones lives through the same weeks on rows, a tick at every due instant.
"""

import time as clock
import zoneinfo
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress

from accounts.models import User
from benchmarks.figures import Figure
from common import weeks
from roadmap.cadence import due, nudges
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import Block, Lead, Nudge, Rhythm

GAPS = Path(__file__).parent.parent.parent / "docs" / "scorecard" / "clock-gaps.md"
MONDAY = date(2026, 1, 5)
WEEKS = 104
HOURS = (
    ("study", 5, time(23, 45)),
    ("lab", 6, time(2, 30)),
    ("story", 6, time(0, 15)),
    ("study", 4, time(0, 0)),
    ("lab", 3, time(19)),
    ("story", 3, time(23, 59)),
    ("study", 1, time(1, 59)),
    ("lab", 5, time(0, 30)),
    ("story", 0, time(3, 0)),
)
"""Three blocks at a time, three times over: the nights in which clocks change, and evenings."""

SAMPLE = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati"]
SAMPLE += ["Africa/Cairo", "America/Havana", "America/Nuuk", "Asia/Gaza", "Africa/Casablanca"]
SAMPLE += ["Asia/Kathmandu"]
"""Midnight gaps, half hours, the date line, Ramadan, and the usual."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A local time that the clock skips: what was wanted, and what there is instead."""

    zone: str
    wanted: datetime
    got: datetime

    @property
    def line(self) -> str:
        """A row of the list."""
        shown = "%Y-%m-%d %H:%M" if self.got.date() != self.wanted.date() else "%H:%M"
        return (
            f"| {self.zone} | {self.wanted:%Y-%m-%d} | {self.wanted:%H:%M} | {self.got:{shown}} |"
        )


def measure(how: str) -> list[Figure]:
    """``fast``: every fifteenth zone, and two on rows; no list is written."""
    zones = sorted(zoneinfo.available_timezones())
    if how == "fast":
        return [*_pure(zones[::15])[0], *_on_rows(SAMPLE[:2], 26)]
    figures, gaps = _pure(zones)
    GAPS.parent.mkdir(exist_ok=True)
    GAPS.write_text(listed(gaps))
    return [*figures, *_on_rows(SAMPLE, WEEKS)]


def _pure(zones: Sequence[str]) -> tuple[list[Figure], list[Gap]]:
    begun = clock.monotonic()
    gaps: list[Gap] = []
    asked, wrong, doubled = 0, 0, 0
    for name in zones:
        zone = ZoneInfo(name)
        for kind, weekday, at in HOURS:
            block = Block(kind=kind, weekday=weekday, at=at, anchor=MONDAY, since=MONDAY)
            found = list(_weeks_lived(block, zone))
            asked += len(found)
            doubled += _not_once_a_week(found)
            for week, instant in found:
                wanted = datetime.combine(block.planned_on(week), at)
                got = instant.astimezone(zone).replace(tzinfo=None)
                if got != wanted and _is_skipped(wanted, zone):
                    gaps.append(Gap(name, wanted, got))
                    wrong += got - wanted != _skipped_by(wanted, zone)
                else:
                    wrong += got != wanted or _came_before(wanted, instant, zone)
    seconds = clock.monotonic() - begun
    expected = len(zones) * len(HOURS) * WEEKS
    figures = [
        Figure(
            "occurrences with exactly one nudge in their ISO week",
            f"{asked - doubled:,} of {expected:,}",
            "all",
            doubled == 0 and asked == expected,
            counted=True,
            note=f"{len(zones)} zones of tzdata {weeks.zone_rules()}, {seconds:.0f} s",
        ),
        Figure(
            "local times that are neither exact nor a listed gap",
            f"{wrong}",
            "0",
            wrong == 0,
            counted=True,
            note="a time that comes twice is taken the first time",
        ),
        Figure(
            "local times the clock skips",
            f"{len(gaps)}",
            note=f"in {len({gap.zone for gap in gaps})} zones; each is listed in {GAPS.name}",
        ),
    ]
    return figures, gaps


def listed(gaps: Sequence[Gap]) -> str:
    """The page that lists them, the earliest first."""
    lines = [
        "# Local times that no clock shows",
        "",
        f"By tzdata {weeks.zone_rules()}, of the blocks that the calendar's measurement asks for "
        f"in the {WEEKS} weeks from {MONDAY:%-d %B %Y}. Each takes place at the offset before the "
        "gap, as RFC 5545 has it.",
        "",
        "| zone | date | wanted | got |",
        "|---|---|---|---|",
        *(gap.line for gap in sorted(gaps, key=lambda gap: (gap.wanted, gap.zone))),
    ]
    return "\n".join(lines) + "\n"


def _weeks_lived(block: Block, zone: ZoneInfo) -> Iterator[tuple[date, datetime]]:
    """Week and start of each occurrence, as the planner goes from one nudge to the next."""
    after = datetime.combine(MONDAY, time(), tzinfo=UTC) - timedelta(days=2)
    last = MONDAY + WEEKS * WEEK
    while coming := due.next_due(block, after, Lead.QUARTER, zone, {}):
        after, found = coming
        if found.week >= last:
            return
        yield found.week, found.starts(zone)


def _not_once_a_week(found: Sequence[tuple[date, datetime]]) -> int:
    """Weeks that are missing or there twice, by the ISO week of the planned local date."""
    times = Counter(week.isocalendar()[:2] for week, _ in found)
    wanted = {(MONDAY + number * WEEK).isocalendar()[:2] for number in range(WEEKS)}
    return sum(abs(times[week] - 1) for week in wanted | times.keys())


def _is_skipped(wanted: datetime, zone: ZoneInfo) -> bool:
    there = wanted.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there.replace(tzinfo=None) != wanted


def _skipped_by(wanted: datetime, zone: ZoneInfo) -> timedelta:
    """How much the clock skips there, from the offsets before and after."""
    before, after = wanted.replace(tzinfo=zone, fold=0), wanted.replace(tzinfo=zone, fold=1)
    return (after.utcoffset() or timedelta()) - (before.utcoffset() or timedelta())


def _came_before(wanted: datetime, instant: datetime, zone: ZoneInfo) -> bool:
    """Whether the same local time was there before: it comes twice, and this is the second one."""
    first, second = (wanted.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return first.utcoffset() != second.utcoffset() and instant != first.astimezone(UTC)


def _on_rows(zones: Sequence[str], count: int) -> list[Figure]:
    """A person in each zone, a tick at every due instant, until every week is over."""
    begun = clock.monotonic()
    found = _lived(zones, count)
    exact, expected = sum(found.values()), len(zones) * 3 * count
    return [
        Figure(
            "nudges on rows, one a block and ISO week, each mailed at its local hour",
            f"{exact:,} of {expected:,}",
            "all",
            found["right"] == expected and exact == expected,
            counted=True,
            note=f"{len(zones)} zones, {count} weeks, {clock.monotonic() - begun:.0f} s",
        )
    ]


def _person(zone: str) -> None:
    email = f"{zone.replace('/', '-').lower()}@example.org"
    user = User.objects.create_user(email, time_zone=zone)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    for kind, weekday, at in HOURS[:3]:
        block = Block(user=user, kind=kind, weekday=weekday, at=at, minutes=60)
        block.anchor = block.since = block.next_week = MONDAY
        block.next_due_at = Lead.QUARTER.due(block.planned_on(MONDAY), at, user.zone)
        block.save()


def _lived(zones: Sequence[str], count: int) -> Counter[str]:
    for name in zones:
        _person(name)
    last = MONDAY + count * WEEK
    end = datetime.combine(last + WEEK, time(), tzinfo=UTC)
    while True:
        now = Block.objects.earliest("next_due_at").next_due_at
        if now is None or now > end:
            break
        Rhythm.objects.update(woken_at=now)  # who never answers would get fewer mails
        nudges.plan_due(now + timedelta(seconds=4))
    found: Counter[str] = Counter()
    made = Nudge.objects.filter(week__gte=MONDAY, week__lt=last)
    for nudge in made.select_related("block__user", "mail"):
        block, zone = nudge.block, nudge.block.user.zone
        wanted = weeks.instant(block.planned_on(nudge.week), block.at, zone)
        right = nudge.mail is not None and nudge.due_at == wanted - timedelta(minutes=15)
        found["right" if right else "wrong"] += 1
    return found

"""Local weeks, local clocks, and the way from them to UTC.

Rules (measured and argued in docs/mail.md): an instant is worked out for each occurrence from the
local date, the local time and the zone, never by adding seven days in UTC. A local time that the
clock skips is taken with the offset before the gap (02:30 becomes 03:30); one that comes twice is
taken the first time (both RFC 5545, 3.3.5).
"""

import importlib.resources
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.metadata import version
from zoneinfo import ZoneInfo

_SHOWN_UNDER = {
    # Old names that tzdata files under another country's zone: shown under their own place.
    "Africa/Asmera": "Africa/Asmara",
    "Africa/Timbuktu": "Africa/Bamako",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Virgin": "America/St_Thomas",
    "Antarctica/South_Pole": "Antarctica/McMurdo",
    "Atlantic/Jan_Mayen": "Arctic/Longyearbyen",
    "Iceland": "Atlantic/Reykjavik",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
    "Pacific/Yap": "Pacific/Chuuk",
    "UTC": "UTC",
    "Etc/UTC": "UTC",
    "GMT": "UTC",
    "Etc/GMT": "UTC",
}


@cache
def zone_names() -> tuple[str, ...]:
    """Today's zone names (one or more a country), as the pinned tzdata lists them, and UTC."""
    rows = _tzdata("zone.tab").splitlines()
    return (*sorted(row.split("\t")[2] for row in rows if not row.startswith("#")), "UTC")


@cache
def _old_names() -> dict[str, str]:
    links = (row.split() for row in _tzdata("tzdata.zi").splitlines() if row.startswith("L "))
    return {old: today for _, today, old in links} | _SHOWN_UNDER


def todays_zone(name: str) -> str | None:
    """The zone under today's name: ``Asia/Calcutta`` gives ``Asia/Kolkata``. None for no zone."""
    names = zone_names()
    for candidate in (name, _old_names().get(name), _SHOWN_UNDER.get(_old_names().get(name, ""))):
        if candidate in names:
            return candidate
    return None


def zone_rules() -> str:
    """Which edition of the rules all clocks go by: the pinned tzdata's, such as ``2026.6``."""
    return version("tzdata")


def _tzdata(file: str) -> str:
    return (importlib.resources.files("tzdata.zoneinfo") / file).read_text(encoding="utf-8")


QUIET_UNTIL, QUIET_FROM = time(7), time(21)
"""A mail that comes late, or that we start ourselves, goes between these. They never hold against a
time the person chose."""


def is_quiet(at: time) -> bool:
    """Whether no such mail goes at this hour of the local clock."""
    return not QUIET_UNTIL <= at < QUIET_FROM


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC moment of a local date and time."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def week_of(day: date) -> date:
    """The Monday of the ISO week: how a week is stored and compared."""
    return day - timedelta(days=day.weekday())


def week_name(monday: date) -> str:
    """``2026-W53``: how a week stands in an address."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02d}"


def week_named(name: str) -> date:
    """The Monday of ``2026-W53``.

    Raises:
        ValueError: for anything that is no ISO week.
    """
    year, week = name.split("-W")
    return date.fromisocalendar(int(year), int(week), 1)


class WeekConverter:
    """``<week:monday>`` in an address, as ``2026-W53``."""

    regex = r"\d{4}-W\d{2}"

    def to_python(self, value: str) -> date:
        return week_named(value)

    def to_url(self, value: date) -> str:
        return week_name(value)

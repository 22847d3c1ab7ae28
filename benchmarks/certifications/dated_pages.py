"""What the catalogue's pages say on each day on which one of them may change (see dates.py)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import time_machine
from django.test import Client

from benchmarks.certifications.dates import DAY, FIRST, every_day
from benchmarks.figures import Figure
from certifications.catalogue import catalog
from certifications.catalogue.credential import Status

PASSED = "This date has passed, last checked on"


def measure() -> list[Figure]:
    """Read every page and every ladder on those days, as a visitor."""
    known, client = catalog.catalogue(), Client(headers={"host": "localhost"})
    days, read, wrong, silent = list(_days()), 0, [], []
    for day in days:
        with time_machine.travel(datetime.combine(day, time(12), tzinfo=UTC), tick=False):
            paths = [f"/certifications/{one.lane.value}/?track={one.provider.value}"
                     for one in known.ladders]  # fmt: skip
            wrong += [f"{day} {path}" for path in paths if client.get(path).status_code != 200]
            read += len(paths)
            for one in known.credentials.values():
                read += 1
                answer = client.get(f"/certifications/exams/{one.slug}/")
                text = answer.content.decode()
                if answer.status_code != 200 or one.latest(day).code not in text:
                    wrong.append(f"{day} {one.slug}")
                if (one.status_on(day) is Status.UNKNOWN) != (PASSED in text):
                    silent.append(f"{day} {one.slug}")
    return [
        Figure("pages read", f"{read:,}", note=f"on {len(days)} days: {', '.join(map(str, days))}"),
        Figure(
            "pages that failed or named another exam",
            str(len(wrong)),
            "0",
            not wrong,
            counted=True,
            note="; ".join(wrong[:3]),
        ),
        Figure(
            "pages that say a date has passed where none has, or do not where one has",
            str(len(silent)),
            "0",
            not silent,
            counted=True,
            note="; ".join(silent[:3]),
        ),
    ]


def _days() -> Iterator[date]:
    """The first, and each after which anything is shown otherwise."""
    known = catalog.catalogue().credentials.values()
    before: list[object] = []
    for day in every_day():
        now: list[object] = [(one.latest(day).slug, one.status_on(day)) for one in known]
        if day in (FIRST, FIRST + DAY) or now != before:
            yield day
        before = now

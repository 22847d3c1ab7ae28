"""The people of ``reminders``, and the worker that lives through their year.

``python -m benchmarks.certifications.renewing make 10000 4000 2026-12-01 365 8`` makes credentials
and people on the database that DATABASE_URL names, and has eight planners begin at once on the
first evening; it prints how many rows each of them made. ``… year 2026-12-01 365 <file>`` plans and
sends, evening after evening, from where the file says that the one before it came to; ``… reckon
2026-12-01 365`` prints what became of each reminder, as a line of JSON.
"""

import json
import multiprocessing
import multiprocessing.queues
import random
import sys
import time as clock
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django
import time_machine

ZONES = ("Europe/Berlin", "Europe/Helsinki", "America/New_York")
EVENINGS = (ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"))
"""Where it is five past six when the planner runs; Helsinki is an hour ahead of Berlin."""
ROWS = 2_000
SEED = 6
BEFORE = 200
"""Days after the end in which credentials still expire: their first reminders fall into it."""
ATTEMPTS = 200
DAY = timedelta(days=1)


def make(credentials: int, people: int, first: date, days: int) -> None:
    """Some people have three blocks a week, which take days; some expiries were entered late."""
    from allauth.account.models import EmailAddress

    from accounts.models import User
    from certifications.models import Credential
    from roadmap.cadence.models import Block, Rhythm

    draw = random.Random(SEED)
    users = [
        User(email=f"p{n}@forte.example", name=f"P. {n}", time_zone=ZONES[n % len(ZONES)])
        for n in range(people)
    ]
    User.objects.bulk_create(users, batch_size=ROWS)
    addresses = [EmailAddress(user=u, email=u.email, verified=True, primary=True) for u in users]
    EmailAddress.objects.bulk_create(addresses, batch_size=ROWS)
    Rhythm.objects.bulk_create([Rhythm(user=user) for user in users], batch_size=ROWS)
    monday = first - first.weekday() * DAY
    Block.objects.bulk_create(
        [
            Block(
                user=user,
                kind=kind,
                weekday=draw.randrange(7),
                at=time(19),
                minutes=90,
                anchor=monday,
                next_week=monday,
            )
            for user in users[::3]
            for kind in ("study", "lab", "story")
        ],
        batch_size=ROWS,
    )
    rows = []
    for number in range(credentials):
        expiry = first + draw.randrange(1, days + BEFORE) * DAY
        late = number % 5 == 0
        rows.append(
            Credential(
                user=users[number % people],
                name=f"Credential {number}",
                expires_on=expiry,
                expiry_set_on=expiry - draw.randrange(1, 200) * DAY if late else date(2020, 1, 1),
            )
        )
    Credential.objects.bulk_create(rows, batch_size=ROWS)


# --- The worker ---------------------------------------------------------------------------------


def evenings(first: date, days: int) -> list[datetime]:
    """Every moment at which the planner runs."""
    at = time(18, 5)
    return [
        datetime.combine(first + n * DAY, at, tzinfo=zone).astimezone(UTC)
        for n in range(days)
        for zone in EVENINGS
    ]


def year(first: date, days: int, file: Path) -> None:
    """Plan and send, from where the file says."""
    from certifications.held import reminders
    from delivery import sender
    from delivery.models import Mail

    begun = int(file.read_text() or 0) if file.exists() else 0
    for number, moment in enumerate(evenings(first, days)):
        if number < begun:
            continue
        with time_machine.travel(moment, tick=True):
            reminders.plan_due(datetime.now(UTC))
            for _ in range(ATTEMPTS):
                sender.send_waiting()
                if not Mail.objects.waiting(datetime.now(UTC)).exists():
                    break
        file.write_text(str(number + 1))


def planners(count: int, first: date) -> None:
    """So many at once on the first evening. Prints how many rows each of them made."""
    from django.db import connections

    connections.close_all()  # none is shared with a process that is forked
    forking = multiprocessing.get_context("fork")
    made: multiprocessing.queues.Queue[int] = forking.Queue()
    begin = clock.monotonic() + 1.0
    running = [forking.Process(target=_plan_at, args=(begin, first, made)) for _ in range(count)]
    for one in running:
        one.start()
    shares = [made.get() for _ in running]
    for one in running:
        one.join()
    print(json.dumps(shares))


def _plan_at(begin: float, first: date, made: "multiprocessing.queues.Queue[int]") -> None:
    from django.db import connection

    from certifications.held import reminders

    connection.ensure_connection()
    clock.sleep(max(0.0, begin - clock.monotonic()))
    new = -1
    try:
        new = reminders.plan_due(evenings(first, 1)[0])
    finally:
        made.put(new)


# --- What became of them ------------------------------------------------------------------------


def reckon(first: date, days: int) -> None:
    """Every reminder whose day and whose fortnight after it lie in these days."""
    from certifications.held.reminders import Reminder
    from delivery.models import Mail

    mails: dict[str, list[Mail]] = {}
    for mail in Mail.objects.filter(kind="renewal").select_related("user"):
        mails.setdefault(Reminder.read(mail.key).key, []).append(mail)
    wanted = list(_wanted(first, first + days * DAY))
    outcomes: Counter[str] = Counter()
    silent = []
    for one in wanted:
        last = _last(mails.get(one.key, []))
        if last is None or (not last.reason and last.state != Mail.State.SENT):
            silent.append(f"{one.key} {last.state if last else 'no row'}")
        outcomes[f"{last.state}: {last.reason}" if last and last.reason else _state(last)] += 1
    after, days_of = [], Counter[tuple[int | None, date]]()
    for key, rows in mails.items():
        for mail in rows:
            if mail.state not in (Mail.State.SENT, Mail.State.UNKNOWN) or mail.user is None:
                continue
            assert mail.ended_at is not None
            day = mail.ended_at.astimezone(mail.user.zone).date()
            days_of[mail.user_id, day] += 1
            after += [key] if day > Reminder.read(key).expires_on else []
    print(
        json.dumps(
            {
                "wanted": len(wanted),
                "outcomes": outcomes,
                "silent": silent,
                "after": after,
                "two_a_day": sum(count > 1 for count in days_of.values()),
                "reminder_of": {
                    str(mail.uuid): key for key, rows in mails.items() for mail in rows
                },
            }
        )
    )


def _wanted(first: date, end: date) -> Iterator[Any]:
    from certifications.held.reminders import DISTANCES, USEFUL, Reminder
    from certifications.models import Credential

    for credential in Credential.objects.select_related("user"):
        if credential.expires_on is None:
            continue
        for distance in DISTANCES:
            one = Reminder(credential.pk, credential.expires_on, distance)
            in_time = first <= one.first and min(one.first + USEFUL, one.expires_on) < end
            if in_time and one.first >= credential.known_since():
                yield one


def _last(rows: Sequence[Any]) -> Any:
    """The one that says how it ended: one that was put off has another after it."""
    return max(rows, key=lambda mail: mail.pk, default=None)


def _state(mail: Any) -> str:
    return str(mail.state) if mail else "no row"


def main(words: Sequence[str]) -> None:
    """Do what the words say."""
    django.setup()
    match words:
        case ["make", credentials, people, first, days, count]:
            make(int(credentials), int(people), date.fromisoformat(first), int(days))
            planners(int(count), date.fromisoformat(first))
        case ["year", first, days, file]:
            year(date.fromisoformat(first), int(days), Path(file))
        case ["reckon", first, days]:
            reckon(date.fromisoformat(first), int(days))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])

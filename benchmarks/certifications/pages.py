"""What ``catalogue`` measures, with Django set up on an empty database."""

import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from benchmarks.figures import Figure
from certifications.catalogue import catalog, syncing
from certifications.models import (
    Budget,
    Certification,
    Credential,
    Goal,
    Sitting,
    StudyMinutes,
    TalkThrough,
)
from tests.people import person

MOST_BYTES = 60_000
EMPTY = "/certifications/goals/"
"""The floor: for somebody who has no goal it is the frame and two sentences."""
ROUNDS, ROUNDS_FAST = 7, 2
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody with so many rows, and the browser they signed in with."""

    said: str
    client: Client

    def queries(self, path: str) -> int:
        self.client.get(path)  # what is read once a process is read by now
        with CaptureQueriesContext(connection) as asked:
            answer = self.client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} for {self.said}: {answer.status_code}")
        return len(asked)

    def seconds(self, path: str, rounds: int) -> float:
        """Of processor time, the fastest of so many."""
        return min(_timed(lambda: self.client.get(path)) for _ in range(rounds))

    def bytes(self, path: str) -> int:
        return len(gzip.compress(self.client.get(path).content))


def _timed(do: Callable[[], object]) -> float:
    begun = time.process_time()
    do()
    return time.process_time() - begun


def measure(how: str) -> list[Figure]:
    """Everything, at two sizes; ``fast`` times less often."""
    rounds = ROUNDS_FAST if how == "fast" else ROUNDS
    syncing.sync(catalog.catalogue(), date(2026, 11, 28))
    visitor, nobody = Reader("a visitor", Client(headers={"host": "localhost"})), reader("nothing")
    few = reader("2 credentials, 1 goal", held=2, goals=1)
    some = reader("20 credentials, 10 goals", held=20, goals=10)
    floor = nobody.seconds(EMPTY, rounds)
    found = [
        _bytes("Catalogue", "/certifications/", visitor),
        _bytes("Catalogue", "/certifications/", some),
        Figure("Catalogue, queries for a visitor", str(visitor.queries("/certifications/"))),
        _equal("Catalogue", "/certifications/", few, some),
        _time("Catalogue", "/certifications/", some, rounds, floor),
        _equal("A ladder", "/certifications/finops/", few, some),
        _time("A ladder", "/certifications/finops/", some, rounds, floor),
    ]
    few = reader("3 goals, 200 study rows", goals=3, study=200)
    many = reader("30 goals, 2,000 study rows", goals=30, study=2000)
    for name, path in (("Goals", EMPTY), ("Money", "/certifications/money/")):
        found += [_equal(name, path, few, many), _time(name, path, many, rounds, floor)]
    one = Goal.objects.filter(user__email=_email(many)).order_by("pk")[0].pk
    small = Goal.objects.filter(user__email=_email(few)).order_by("pk")[0].pk
    goal = "/certifications/goals/{}/".format
    found += [
        _two("One goal", (few, goal(small)), (many, goal(one))),
        _time("One goal", goal(one), many, rounds, floor),
    ]
    few = reader("30 credentials", held=30)
    many = reader("300 credentials", held=300)
    for name, path in (("Held", "/certifications/held/"), ("Proof", "/certifications/proof/")):
        found += [_equal(name, path, few, many), _time(name, path, many, rounds, floor)]
    found.append(Figure("The floor: the frame alone", f"{floor * 1000:.0f} ms"))
    return found


def _bytes(name: str, path: str, who: Reader) -> Figure:
    size = who.bytes(path)
    return Figure(
        f"{name}, compressed, for {who.said}",
        f"{size:,} bytes",
        f"below {MOST_BYTES:,}",
        size < MOST_BYTES,
        counted=True,
    )


def _equal(name: str, path: str, few: Reader, many: Reader) -> Figure:
    return _two(name, (few, path), (many, path))


def _two(name: str, few: tuple[Reader, str], many: tuple[Reader, str]) -> Figure:
    counts = few[0].queries(few[1]), many[0].queries(many[1])
    return Figure(
        f"{name}, queries for {few[0].said} and for {many[0].said}",
        "{} and {}".format(*counts),
        "equal",
        counts[0] == counts[1],
        counted=True,
    )


def _time(name: str, path: str, who: Reader, rounds: int, floor: float) -> Figure:
    took = who.seconds(path, rounds)
    return Figure(
        f"{name}, time for {who.said}",
        f"{took * 1000:.0f} ms",
        note=f"{took / floor:.1f} × the floor",
    )


# --- Readers ------------------------------------------------------------------------------------


def reader(said: str, *, held: int = 0, goals: int = 0, study: int = 0) -> Reader:
    """Somebody new with so many of each."""
    user = person(f"{said.replace(' ', '-').replace(',', '')}@example.org")
    _goals(user, goals, study)
    _held(user, held)
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return Reader(said, client)


def _email(who: Reader) -> str:
    return f"{who.said.replace(' ', '-').replace(',', '')}@example.org"


def _goals(user: User, count: int, study: int) -> None:
    """In each state that is open, with money; their study rows are spread evenly."""
    if not count:
        return
    today = user.today()
    Budget.objects.create(user=user, yearly=Decimal(1200))
    states = (Goal.State.PLANNED, Goal.State.STUDYING, Goal.State.NOT_PASSED, Goal.State.BOOKED)
    wanted = Certification.objects.filter(retired_on=None).order_by("slug")[:count]
    rows = [
        Goal(
            user=user,
            certification=one,
            version=one.versions.order_by("-pk").first(),
            state=states[number % len(states)],
            position=number,
            exam_on=today + (60 + number) * DAY,
            began_on=today - 30 * DAY,
            fee=Decimal(300),
            training=Decimal(40),
        )
        for number, one in enumerate(wanted)
    ]
    made = Goal.objects.bulk_create(rows)
    Sitting.objects.bulk_create(
        [
            Sitting(goal=one, on=today - 9 * DAY, passed=False)
            for one in made
            if not one.position % 3
        ]
    )
    StudyMinutes.objects.bulk_create(
        [
            StudyMinutes(
                goal=made[number % count],
                on=today - (number % 300) * DAY,
                minutes=45,
                domain=_domain(made[number % count], number),
            )
            for number in range(study)
        ]
    )


def _domain(goal: Goal, number: int) -> str:
    known = goal.version.facts if goal.version else None
    names = [domain.name for domain in known.domains] if known else []
    return names[number % len(names)] if names else ""


def _held(user: User, count: int) -> None:
    """Of the catalogue and others; every second with a talk-through, some expired or soon to."""
    today = user.today()
    every = list(Certification.objects.order_by("slug"))
    made = Credential.objects.bulk_create(
        [
            Credential(
                user=user,
                certification=every[number % len(every)] if number % 4 else None,
                name=f"Credential {number}",
                issuer="Somebody",
                issued_on=today - 400 * DAY,
                expires_on=today + (number * 7 - 60) * DAY if number % 5 else None,
            )
            for number in range(count)
        ]
    )
    TalkThrough.objects.bulk_create(
        [
            TalkThrough(credential=one, kind=TalkThrough.Kind.DESIGN, text="What I chose, and why.")
            for one in made[::2]
        ]
    )

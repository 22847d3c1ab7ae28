"""What ``pages`` measures, with Django set up on an empty database."""

import gzip
import io
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import User
from benchmarks.figures import Figure
from common.lanes import Lane
from portfolio.models import (
    Artifact,
    CaseStudy,
    Passage,
    Picture,
    PlainVersion,
    Publication,
    Reader,
    ReadingTest,
    Result,
    Tradeoff,
)
from portfolio.sharing import publishing
from portfolio.sharing.fields import ALLOWED
from portfolio.sharing.listing import Listing
from roadmap.plan.models import Plan
from tests.people import choice, person

MOST_BYTES = 100_000
"""Compressed: the longest page has 10,000 words in it."""
ROUNDS, ROUNDS_FAST = 7, 1
EMPTY = "casestudies"
"""The floor: for somebody who has none it is the frame and three sentences."""
VOICE = random.Random(7)
WORDS = [
    "".join(
        VOICE.choice(("lo", "ke", "ri", "sta", "mo", "ven")) for _ in range(VOICE.randint(1, 4))
    )
    for _ in range(2000)
]
"""As many as somebody uses, so that pages are compressed no better than what people write."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Size:
    """So much a person keeps; ``words`` and what follows are of one case study."""

    said: str
    cases: int
    words: int
    pictures: int
    rows: int
    """Results, tradeoffs and readers, of each so many."""


SMALL = Size("1 case study of 100 words and 1 picture", 1, 100, 1, 1)
LARGE = Size("200, one of 10,000 words and 40 pictures", 200, 10_000, 40, 20)

SOME = Size("20, one of 2,000 words and 10 pictures", 20, 2000, 10, 5)
"""For the fast run, whose counts are the same."""

OF_CASE = {
    "One case study": "casestudy",
    "Write": "casestudy-write",
    "Decisions": "casestudy-decisions",
    "Article": "casestudy-article",
    "Story": "casestudy-story",
    "README": "casestudy-readme",
    "Artifacts": "artifacts",
    "Readers": "casestudy-readers",
    "Share": "casestudy-share",
    "Preview": "casestudy-share-preview",
    "Export": "casestudy-export",
    "What would be deleted": "casestudy-delete",
}
OF_PERSON = {
    "List": "casestudies",
    "Briefs": "casestudy-start",
    "Tradeoffs": "tradeoffs",
    "Coverage": "coverage",
    "Today": "today",
    "Proof": "signals",
    "Week": "week",
    "Plan": "plan",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a portfolio, and the browser they signed in with."""

    size: Size
    client: Client
    case: CaseStudy | None = None
    """The large one."""

    def pages(self) -> Iterator[tuple[str, str, Client]]:
        """Each page by its name: its path, and who opens it."""
        for name, url in OF_PERSON.items():
            yield name, reverse(url), self.client
        if self.case is None:
            return
        for name, url in OF_CASE.items():
            yield name, reverse(url, args=[self.case.pk]), self.client
        notes = reverse("casenotes", args=[self.case.pk, "problem"])
        yield "Notes beside a section", notes, self.client
        token = Publication.objects.get(case_study=self.case).token
        stranger = Client(headers={"host": "localhost"})
        yield "Public page", reverse("public-case", args=[token]), stranger
        reader = self.case.readers.order_by("pk")[0]
        yield "A reader’s page", reverse("reader", args=[reader.token]), stranger


def measure(how: str) -> list[Figure]:
    """Everything, at two sizes; ``fast`` times less often."""
    rounds, larger = (ROUNDS_FAST, SOME) if how == "fast" else (ROUNDS, LARGE)
    few, many = made(SMALL), made(larger)
    nobody = signed_in(planning("nobody@example.org"))
    floor = _seconds(nobody, reverse(EMPTY), rounds)
    found: list[Figure] = []
    for (name, small, one), (_, large, other) in zip(few.pages(), many.pages(), strict=True):
        counts = _queries(one, small), _queries(other, large)
        found.append(_equal(f"{name}, queries", counts))
        size = len(gzip.compress(other.get(large).content))
        took = _seconds(other, large, rounds)
        found.append(
            Figure(
                f"{name}, compressed",
                f"{size:,} bytes",
                f"below {MOST_BYTES:,}",
                size < MOST_BYTES,
                counted=True,
            )
        )
        note = f"{took / floor:.1f} × the floor"
        found.append(Figure(f"{name}, time", f"{took * 1000:.0f} ms", note=note))
    found.append(Figure("The floor: the frame alone", f"{floor * 1000:.0f} ms"))
    kept = f"{SMALL.said}; and {larger.said}"
    return [Figure("Sizes", kept, note="bytes and times are of the larger"), *found]


def _equal(name: str, counts: tuple[int, int]) -> Figure:
    said = "{} and {}".format(*counts)
    return Figure(name, said, "equal", counts[0] == counts[1], counted=True)


def _queries(client: Client, path: str) -> int:
    client.get(path)  # what is read once a process is read by now
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return len(asked)


def _seconds(client: Client, path: str, rounds: int) -> float:
    """Of processor time, the fastest of so many."""
    client.get(path)
    return min(_timed(lambda: client.get(path)) for _ in range(rounds))


def _timed(do: Callable[[], object]) -> float:
    begun = time.process_time()
    do()
    return time.process_time() - begun


# --- People -------------------------------------------------------------------------------------


def made(size: Size) -> Person:
    """Somebody with a year under way, and so much to show."""
    user = planning(f"keeps-{size.cases}@example.org")
    full = _full(user, size)
    _others(user, size.cases - 1)
    _publish(full)
    return Person(size, signed_in(user), full)


def planning(email: str) -> User:
    user = person(email)
    start = user.today().replace(day=1)
    Plan.objects.create(user=user, choice=choice(user, start_month=start), start_month=start)
    return user


def signed_in(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _full(user: User, size: Size) -> CaseStudy:
    """Every slot written, everything else so many times."""
    case = CaseStudy.objects.create(
        user=user,
        title="A bill in which every line has an owner",
        lane="finops",
        brief="finops-bill-with-owners",
        categories=["business"],
        started_on=date(2026, 10, 1),
        touched_at=timezone.now(),
    )
    slots = list(case.slots)
    _passages(case, slots, size.words // len(slots))
    _results(case, size.rows)
    _tradeoffs(case, size.rows)
    _pictures(case, size.pictures)
    _readers(case, size.rows)
    return CaseStudy.objects.with_passages().get(pk=case.pk)


def _passages(case: CaseStudy, slots: list[str], words: int) -> None:
    now = timezone.now()
    Passage.objects.bulk_create(
        Passage(case_study=case, slot=slot, text=text(words), version=1, saved_at=now)
        for slot in slots
    )


def text(words: int) -> str:
    """Markdown with paragraphs, a list and code in it."""
    lines = []
    for begun in range(0, words, 20):
        line = " ".join(VOICE.choice(WORDS) for _ in range(begun, min(begun + 20, words)))
        lines.append(("- " if begun % 100 == 80 else "") + f"`{line[:8].strip()}` {line}")
    return "\n\n".join(lines)


def _results(case: CaseStudy, count: int) -> None:
    Result.objects.bulk_create(
        Result(
            case_study=case,
            name=f"Spend of team {number}",
            unit="USD per month",
            direction="lower",
            before=Decimal(4200 + number),
            after=Decimal(2100),
            how="From the invoice.",
            origin="lab",
            limit_what="p95 latency",
            limit_value=Decimal(900),
            limit_unit="ms",
            limit_after=Decimal(820),
        )
        for number in range(count)
    )


def _tradeoffs(case: CaseStudy, count: int) -> None:
    Tradeoff.objects.bulk_create(
        Tradeoff(
            case_study=case,
            chose=f"a schedule {number}",
            over="a discount",
            because="it can be undone",
            gave_up="two machines by hand",
        )
        for number in range(count)
    )


def _pictures(case: CaseStudy, count: int) -> None:
    for number in range(count):
        file = io.BytesIO()
        Image.new("RGB", (320, 180), (number * 6, 90, 120)).save(file, "WEBP")
        data = file.getvalue()
        made = Artifact.objects.create(
            case_study=case,
            kind="screenshot",
            title=f"Screen {number}",
            alt="What to notice in it",
            section="result",
        )
        Picture.objects.create(artifact=made, data=data, width=320, height=180, size=len(data))


def _readers(case: CaseStudy, count: int) -> None:
    """The first has not begun; each other one read a version of their own and was confused."""
    now = timezone.now()
    for number in range(1, count + 1):
        version = PlainVersion.objects.create(
            case_study=case, number=number, text=text(60 + number), made_at=now
        )
        reader = Reader.objects.create(
            case_study=case,
            version=version,
            name=f"Reader {number}",
            created_at=now,
            expires_at=now + 14 * DAY,
        )
        if number == 1:
            continue
        ReadingTest.objects.create(
            reader=reader,
            version=version,
            started_at=now,
            read_at=now + timedelta(seconds=90),
            answered_at=now + timedelta(seconds=200),
            confused="What is a ledger?",
            said_back="They pay less.",
            would_fund="yes",
        )


def _others(user: User, count: int) -> None:
    """Finished and unfinished ones of every lane, with words and a result each."""
    now = timezone.now()
    lanes = [lane.value for lane in Lane]
    cases = CaseStudy.objects.bulk_create(
        CaseStudy(
            user=user,
            title=f"Work {number}",
            lane=lanes[number % len(lanes)],
            categories=["automation", "resilience"][number % 2 :],
            started_on=date(2026, 1, 1) + number * DAY,
            finished_on=date(2026, 10, 1) if number % 2 else None,
            touched_at=now - number * DAY,
        )
        for number in range(count)
    )
    Passage.objects.bulk_create(
        Passage(case_study=case, slot=slot, text=text(60), version=1, saved_at=now)
        for case in cases
        for slot in ("question", "problem", "constraints", "decision", "lessons")
    )
    for case in cases:
        _results(case, 1)
        _tradeoffs(case, 1)


def _publish(case: CaseStudy) -> None:
    """All of it, exactly."""
    listing = Listing(case)
    levels = {field.key: "exact" for field in listing.fields}
    levels |= {key + ALLOWED: "yes" for key in list(levels)}
    publishing.choose(case, levels)
    publishing.publish(
        case,
        publishing.draft(listing, levels),
        accepted=(),
        lasts=90 * DAY,
        findable=False,
        now=timezone.now(),
    )

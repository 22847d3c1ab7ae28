"""What ``pages`` measures, with Django set up on an empty database."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from unittest import mock

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from benchmarks.figures import Figure
from certifications.models import Credential
from portfolio.models import (
    Bullet,
    CaseStudy,
    Conversation,
    Position,
    Result,
    Skill,
    Stakeholder,
    Story,
    Win,
)
from roadmap.models import Claim, CurrentText, Narrative, Plan
from roadmap.story.same_story.check import MOST_FACTS, MOST_TEXTS, examine
from roadmap.story.same_story.reading import Reading, read
from roadmap.story.same_story.statements import (
    LONGEST,
    Earned,
    Facts,
    Measured,
    Text,
)
from roadmap.story.same_story.statements import Position as Held
from tests.people import choice, person

DAY = timedelta(days=1)
ROUNDS = 5
LOOKS_A_TOKEN = 400
"""Times that a token is looked at, at most; tests/roadmap/story/same_story/test_hostile.py holds
the check to it on texts that are made to take long."""
PAGES = {
    "One page": "narrative",
    "Wins": "wins",
    "Résumé lines": "bullets",
    "Stories": "stories",
    "Stakeholders": "stakeholders",
    "Review pack": "review",
    "Same story": "same-story",
    "Outcomes": "claims",
    "In other forms": "narrative-forms",
    "Share": "narrative-share",
    "JSON Resume": "narrative-json",
    "Today": "today",
}


@dataclass(frozen=True, slots=True)
class Size:
    """So many of each a person keeps."""

    wins: int
    positions: int
    lines: int
    """Of a résumé, over all positions."""
    results: int
    stories: int
    people: int

    def __str__(self) -> str:
        return (
            f"{self.wins:,} wins, {self.lines} lines in {self.positions} positions, "
            f"{self.results} results, {self.stories} stories, {self.people} stakeholders"
        )


SMALL = Size(wins=10, positions=2, lines=5, results=2, stories=2, people=2)
SOME = Size(wins=60, positions=6, lines=40, results=8, stories=8, people=8)
"""For the fast run, whose counts are the same."""
LARGE = Size(wins=1000, positions=20, lines=200, results=40, stories=40, people=24)


def measure(how: str) -> list[Figure]:
    """Everything, at two sizes; ``fast`` counts alone."""
    rounds, larger = (0, SOME) if how == "fast" else (ROUNDS, LARGE)
    few, many = signed_in(made(SMALL)), signed_in(made(larger))
    found = [Figure("Sizes", f"{SMALL}; and {larger}")]
    for name, url in PAGES.items():
        found += _page(name, reverse(url), few, many, rounds)
    return [*found, *_longest(2 if how == "fast" else MOST_TEXTS, is_timed=bool(rounds))]


def _page(name: str, path: str, few: Client, many: Client, rounds: int) -> Iterator[Figure]:
    counts = _queries(few, path), _queries(many, path)
    said = "{} and {}".format(*counts)
    yield Figure(f"{name}, queries", said, "equal", counts[0] == counts[1], counted=True)
    if not rounds:
        return
    small, large = (_seconds(client, path, rounds) for client in (few, many))
    note = f"{large / small:.1f} × the smaller one’s"
    yield Figure(f"{name}, time", f"{large * 1000:.0f} ms", note=note)


def _queries(client: Client, path: str) -> int:
    client.get(path)  # what is read once a process is read by now
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return len(asked)


def _seconds(client: Client, path: str, rounds: int) -> float:
    """Of processor time, the fastest of so many."""
    return min(_timed(lambda: client.get(path)) for _ in range(rounds))


def _timed(do: Callable[[], object]) -> float:
    begun = time.process_time()
    do()
    return time.process_time() - begun


# --- The check on as much as it takes -------------------------------------------------------------


def _longest(count: int, *, is_timed: bool) -> list[Figure]:
    """Texts of 20,000 characters, sixty facts of each kind."""
    facts, texts = _facts(), [Text(f"text {number}", _said()) for number in range(count)]
    tokens = sum(len(read(one).tokens) for one in texts)
    looks, most = _looks(facts, texts), LOOKS_A_TOKEN * tokens
    size = f"{len(texts)} texts of {LONGEST:,} characters, {MOST_FACTS} facts of each kind"
    return [
        Figure("The largest input of the same-story check", size, note=f"{tokens:,} tokens"),
        Figure(
            "It looks up", f"{looks:,} tokens", f"at most {LOOKS_A_TOKEN} for each of them",
            looks <= most, counted=True, note=f"{looks / tokens:.0f} for each",
        ),
        *(_time_of(facts, texts) if is_timed else ()),
    ]  # fmt: skip


def _time_of(facts: Facts, texts: list[Text]) -> Iterator[Figure]:
    took = _timed(lambda: examine(facts, texts))
    yield Figure("It takes", f"{took * 1000:.0f} ms", note="of processor time")


def _looks(facts: Facts, texts: list[Text]) -> int:
    """How often a token is looked at."""
    seen, low = [0], Reading.low

    def counted(self: Reading, at: int) -> str:
        seen[0] += 1
        return low(self, at)

    with mock.patch.object(Reading, "low", counted):
        examine(facts, texts)
    return seen[0]


def _facts() -> Facts:
    numbers = range(MOST_FACTS)
    return Facts(
        "FinOps",
        "Security",
        [Held("Cloud engineer", f"Brintal {n} Commerce", "2024-10") for n in numbers],
        [
            Measured(f"Cost of team {n}", Decimal(97 + n), Decimal(49), "USD", "2026-05")
            for n in numbers
        ],
        [Earned(f"Certified Architect {n}", "2023-11") for n in numbers],
    )


def _said() -> str:
    """What people write about themselves, again and again: nothing in it is far-fetched."""
    line = (
        "Since May 2023 I am a senior cloud engineer at Brintal 7 Commerce. My main field is"
        " DevOps, with Security beside it. The cost of team 12 fell from $109 to $61 in"
        " June 2026, and I passed Certified Architect 9 in 2022. Two teams now see what one more"
        " customer costs.\n\n"
    )
    return (line * (LONGEST // len(line) + 1))[:LONGEST]


# --- People -------------------------------------------------------------------------------------


def made(size: Size) -> User:
    """Somebody with a year under way, and so much to tell."""
    user = person(f"tells-{size.wins}@example.org")
    start = user.today().replace(day=1)
    Plan.objects.create(user=user, choice=choice(user, start_month=start), start_month=start)
    _wins(user, size.wins)
    _resume(user, size)
    results = _results(user, size.results)
    _stories(user, size.stories)
    _people(user, size.people)
    _page_of(user, results)
    return user


def signed_in(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _wins(user: User, count: int) -> None:
    """One a day back from today: every third told, every fifth with a figure, two are drafts."""
    today = user.today()
    Win.objects.bulk_create(
        Win(
            user=user,
            happened_on=today - number * DAY,
            line=f"Restore drill {number} took 25 minutes, it was 4 hours",
            for_whom="Finance" if number % 2 else "",
            metric="Time to restore" if number % 5 == 0 else "",
            unit="min" if number % 5 == 0 else "",
            before=Decimal(240) if number % 5 == 0 else None,
            after=Decimal(25) if number % 5 == 0 else None,
            problem="Support answered the phone for half a day." if number % 3 == 0 else "",
            is_draft=number in (1, 2),
        )
        for number in range(count)
    )


def _resume(user: User, size: Size) -> None:
    positions = [
        Position.objects.create(
            user=user,
            kind="work",
            title="Cloud engineer",
            organisation=f"Company {number}",
            starts=f"{2000 + number}-01",
            ends="" if number == 0 else f"{2001 + number}-01",
            summary="Runs what eleven teams deploy on.",
        )
        for number in range(size.positions)
    ]
    Bullet.objects.bulk_create(
        Bullet(
            user=user,
            position=positions[number % len(positions)],
            place=number,
            before="Responsible for backups",
            text=f"Cut the time to restore of team {number} from 4 h to 25 min for support.",
        )
        for number in range(size.lines)
    )
    for number in range(size.positions):
        Skill.objects.create(user=user, name=f"Skill {number}", keywords=["Helm"])
        Credential.objects.create(
            user=user, name=f"Certificate {number}", issued_on=date(2026, 9, 1)
        )


def _results(user: User, count: int) -> list[Result]:
    """Each in a finished case study of its own."""
    now = timezone.now()
    return [
        Result.objects.create(
            case_study=CaseStudy.objects.create(
                user=user,
                title=f"Work {number}",
                lane="finops",
                categories=["business"],
                started_on=date(2026, 1, 1) + number * DAY,
                finished_on=date(2026, 10, 1),
                touched_at=now,
            ),
            name=f"Spend of team {number}",
            unit="USD per month",
            direction="lower",
            before=Decimal(4200 + number),
            after=Decimal(2100),
            how="From the invoice.",
            origin="lab",
            measured_on=date(2026, 10, 1),
        )
        for number in range(count)
    ]


def _stories(user: User, count: int) -> None:
    kinds = ("cost", "reliability", "security", "ai")
    for number in range(count):
        story = Story.objects.create(
            user=user,
            kind=kinds[number % len(kinds)],
            title=f"Story {number}",
            problem="Nobody knew whose bill it was.",
            decision="I asked for a list of teams first.",
            result="A third of the bill has a name now.",
            touched_at=timezone.now(),
        )
        story.rehearsals.create(at=timezone.now(), seconds=95, missed=["tradeoff"])


def _people(user: User, count: int) -> None:
    functions = ("product", "finance", "security", "operations")
    for number in range(count):
        who = Stakeholder.objects.create(
            user=user, name=f"Person {number}", function=functions[number % len(functions)]
        )
        for week in range(3):
            on = user.today() - (7 * week + number) * DAY
            Conversation.objects.create(
                stakeholder=who, on=on, said="Nobody can name it.", follow_up_on=on + 14 * DAY
            )


def _page_of(user: User, results: list[Result]) -> None:
    Narrative.objects.create(
        user=user,
        problem_space="Companies pay by the hour and sell by the piece.",
        looking_for="A team that wants one person who answers for it.",
    )
    for place, row in enumerate(results[:12]):
        Claim.objects.create(user=user, place=place, case_result=row)
    texts = {"headline": "DevOps engineer | AWS", "about": "Spend of team 1 fell to $1,900."}
    for where, text in texts.items():
        CurrentText.objects.create(user=user, where=where, text=text, pasted_at=timezone.now())

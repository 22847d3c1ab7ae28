"""The evidence of a time, put together for whoever reads it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from portfolio.models import Conversation, Stakeholder, Story, Win
from roadmap.story.review import packing
from roadmap.story.review.audiences import Part, audiences
from tests.portfolio import rows as portfolio
from tests.roadmap.story.review.full import TODAY, everything

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


def page(client: Client, **sent: str) -> str:
    answer = client.get(reverse("review"), sent)
    assert answer.status_code == 200
    return answer.content.decode()


def headings(client: Client, audience: str) -> list[str]:
    said = page(client, period="quarter", audience=audience)
    return re.findall(r'<h2 id="pack-[\w-]+">(.*?)</h2>', said)


# --- What is in it --------------------------------------------------------------------------------


def test_everything_of_the_time_with_its_proof(as_dana: Client, dana: User) -> None:
    everything(dana)
    said = page(as_dana)
    for one in (
        "What I did, 29 August to 28 November 2026",
        "Night spend: from $400 to $100 (−75",  # a win with its figure
        "It mattered to Finance.",
        'href="https://example.org/proof"',
        "Nobody owned the night",
        "Time to restore: from 97 min to 49 min (−49",
        "Number from my own lab.",
        "Twice the answers for the money",
        "from $4,200 to $3,900 per month (−7",
        "While p95 latency stays under 900 ms: 850 ms, kept.",
        "Read 2 times, last 20 Nov 2026.",
        'href="https://example.org/badge"',
        "Zanzibar milestone",
        'href="https://zanzibar.example/"',
        "October 2026",
        "Quokka month",
        "1.5 h in 1 block",
        "She uses it every week",
    ):
        assert one in said.replace("\u00a0", " "), one
    assert "Draft" not in said
    assert "Asked to &lt;b&gt;explain&lt;/b&gt; it" in said


def test_each_audience_reads_what_it_looks_for_first(as_dana: Client, dana: User) -> None:
    everything(dana)
    assert headings(as_dana, "review")[:3] == ["The number", "What was measured", "What happened"]
    assert headings(as_dana, "interview")[0] == "What I can tell"
    assert headings(as_dana, "promotion")[:2] == ["Who gained", "What happened"]
    assert len({len(headings(as_dana, one)) for one in ("review", "promotion")}) == 2


def test_a_review_goes_by_metric_and_time_an_interview_by_what_can_be_told(
    as_dana: Client, dana: User
) -> None:
    def win(day: int, line: str, **fields: Any) -> None:
        Win.objects.create(user=dana, happened_on=date(2026, 10, day), line=line, **fields)

    win(9, "Third", metric="Spend", before=Decimal(2), after=Decimal(1))
    win(3, "Second", metric="spend", before=Decimal(3), after=Decimal(2))
    win(20, "Bare")
    win(1, "First", problem="p", link="https://example.org/x")
    review = page(as_dana, period="quarter", audience="review")
    places = [review.index(f"<strong>{one}") for one in ("Second", "Third", "First", "Bare")]
    assert places == sorted(places)
    assert "Beside a number" in review
    interview = page(as_dana, period="quarter", audience="interview")
    places = [interview.index(f"<strong>{one}") for one in ("First", "Third", "Second", "Bare")]
    assert places == sorted(places)


def test_without_a_chosen_metric_no_number_is_promised(as_dana: Client, dana: User) -> None:
    Win.objects.create(user=dana, happened_on=date(2026, 10, 1), line="One")
    said = page(as_dana)
    assert "The number you were to move" not in said
    assert "What was measured comes first" in said
    everything(dana)
    assert "The number you were to move comes first" in page(as_dana)


def test_a_win_whose_story_is_in_it_is_told_once(as_dana: Client, dana: User) -> None:
    parts = {"problem": "Nights were long", "result": "They are short"}
    win = Win.objects.create(user=dana, happened_on=date(2026, 10, 1), line="Nights", **parts)
    Story.objects.create(
        user=dana, kind="cost", title="The nights", win=win, touched_at=TODAY, **parts
    )
    sent = {"period": "quarter", "audience": "interview"}
    said = page(as_dana, **sent)
    assert said.count("Nights were long") == 1
    assert "<strong>Nights</strong>" in said
    without = page(as_dana, **sent, without="on")
    assert without.count("Nights were long") == 1


def test_drafts_are_named_beside_it_and_not_in_it(as_dana: Client, dana: User) -> None:
    Win.objects.create(user=dana, happened_on=date(2026, 10, 1), line="Kept")
    Win.objects.create(user=dana, happened_on=date(2026, 10, 2), line="Caught", is_draft=True)
    Win.objects.create(user=dana, happened_on=date(2024, 1, 2), line="Old", is_draft=True)
    said = page(as_dana)
    assert "One draft of these days" in said
    assert "Caught" not in said
    sent = {"period": "quarter", "audience": "review"}
    assert b"raft" not in as_dana.get(reverse("review-markdown"), sent).content


def test_days_do_not_break_and_say_when_they_are_asked_for(as_dana: Client, dana: User) -> None:
    Win.objects.create(user=dana, happened_on=date(2026, 11, 28), line="One", problem="p")
    said = page(as_dana)
    assert "28\u00a0Nov\u00a02026" in said
    assert said.count("For “between two days” only.") == 2
    sent = {"period": "quarter", "audience": "review"}
    assert "Problem: p" in as_dana.get(reverse("review-markdown"), sent).content.decode()


def test_what_was_only_said_is_nobodys_evidence(as_dana: Client, dana: User) -> None:
    ines = Stakeholder.objects.create(user=dana, name="Ines", function="product")
    Conversation.objects.create(stakeholder=ines, on=date(2026, 10, 1), said="Nights are long")
    assert "Nights are long" not in page(as_dana)


def test_a_limit_that_broke_is_no_improvement(as_dana: Client, dana: User) -> None:
    case = portfolio.case(dana)
    portfolio.result(
        case, measured_on=date(2026, 10, 1), limit_what="p95", limit_value=Decimal(900),
        limit_unit="ms", limit_after=Decimal(950),
    )  # fmt: skip
    assert "No improvement: the limit broke." in page(as_dana)


def test_so_many_statements_are_read_and_the_rest_is_counted(
    as_dana: Client, dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "MOST", 3)
    for n in range(5):
        Win.objects.create(user=dana, happened_on=date(2026, 10, 1 + n), line=f"Line {n}")
    said = page(as_dana)
    assert "2 more are kept and not shown here." in said
    assert said.count('class="statement"') == 3
    sent = {"period": "quarter", "audience": "review"}
    text = as_dana.get(reverse("review-markdown"), sent).content.decode()
    assert "2 more are kept" in text


def test_facts_name_every_part_for_every_audience() -> None:
    assert [set(one.parts) for one in audiences().values()][2] == set(Part)
    for one in audiences().values():
        assert len(one.parts) == len(set(one.parts))
        assert set(Part) - set(one.parts) <= {Part.SCOPE, Part.STORIES}


# --- Whose, and when ------------------------------------------------------------------------------


def test_a_strangers_evidence_is_not_in_it(as_dana: Client, eve: User) -> None:
    everything(eve)
    assert "Nothing is kept from" in page(as_dana)


def test_only_its_days_are_in_it_both_ends_included(as_dana: Client, dana: User) -> None:
    for day in (1, 2, 9, 10):
        Win.objects.create(user=dana, happened_on=date(2026, 9, day), line=f"On day {day}.")
    sent = {"period": "dates", "audience": "review", "first": "2026-09-02", "last": "2026-09-09"}
    said = page(as_dana, **sent)
    assert "On day 2." in said
    assert "On day 9." in said
    assert "On day 1." not in said
    assert "On day 10." not in said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-09-09", "2026-09-02", "The last day comes before the first."),
        ("", "2026-09-02", "Write the day like 2026-09-30."),
        ("tomorrow", "2026-09-02", "Write the day like 2026-09-30."),
        ("2027-09-09", "2027-10-02", "This day is still to come."),
        ("0001-01-01", "2026-09-02", "Nothing is older than 1970 here."),
    ],
)
def test_wrong_days_are_said_and_stay(as_dana: Client, first: str, last: str, said: str) -> None:
    sent = {"period": "dates", "audience": "review", "first": first, "last": last}
    shown = page(as_dana, **sent)
    assert said in shown
    assert f'value="{last}"' in shown
    for name, how in (("review-markdown", as_dana.get), ("review-pdf", as_dana.post)):
        answer = how(reverse(name), sent)
        assert answer.status_code == 302
        assert "first=" in answer["Location"]


@pytest.mark.parametrize("sent", [{"period": "x"}, {"audience": "x", "period": "year"}])
def test_nonsense_is_refused_beside_its_field(as_dana: Client, sent: dict[str, str]) -> None:
    assert "Choose one of" in page(as_dana, **sent)


def test_the_last_day_may_lie_ahead(as_dana: Client) -> None:
    sent = {"period": "dates", "audience": "review", "first": "2026-09-02", "last": "2027-09-09"}
    assert "Nothing is kept from" in page(as_dana, **sent)


# --- Nothing there --------------------------------------------------------------------------------


def test_an_empty_time_offers_the_next_that_has_something(as_dana: Client, dana: User) -> None:
    Win.objects.create(user=dana, happened_on=date(2026, 7, 1), line="In July")
    Win.objects.create(user=dana, happened_on=date(2025, 7, 1), line="Long ago")
    said = page(as_dana, period="quarter", audience="promotion", without="on")
    assert "Nothing is kept from 29 August to 28 November 2026." in said
    assert "There is something from 29 May to 28 November 2026." in said
    link = re.search(r'href="/review/\?([^"]+)"', said)
    assert link
    assert link[1] == "period=half&amp;audience=promotion&amp;without=on"
    Win.objects.filter(line="In July").delete()
    said = page(as_dana, period="quarter", audience="review")
    link = re.search(r'href="/review/\?([^"]+)"', said)
    assert link
    following = as_dana.get("/review/?" + link[1].replace("&amp;", "&")).content.decode()
    assert "Long ago" in following


def test_an_empty_account_gets_one_next_step(as_dana: Client) -> None:
    said = page(as_dana)
    assert "A line about what happened is enough" in said
    assert "There is something from" not in said
    answer = as_dana.post(reverse("review-pdf"), {"period": "quarter", "audience": "review"})
    assert answer.status_code == 302


# --- Its cost -------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [{}, {"period": "year", "audience": "promotion", "without": "on"}])
def test_queries_do_not_grow(as_dana: Client, dana: User, sent: dict[str, str]) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(as_dana, **sent)
        return len(queries)

    everything(dana)
    first = asked()
    ines = dana.stakeholders.get()
    for n in range(20):
        day = date(2026, 9, 1) + timedelta(days=n)
        Win.objects.create(user=dana, happened_on=day, line=f"Line {n}")
        case = portfolio.case(dana, title=f"Case {n}", finished_on=day)
        portfolio.result(case, measured_on=day)
        Conversation.objects.create(stakeholder=ines, on=day, said="x", gave="y")
    assert asked() == first

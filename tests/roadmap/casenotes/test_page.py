"""What a person finds beside a section: what they wrote already, and nothing of anybody else."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from certifications.models import Credential, TalkThrough
from portfolio.models import CaseStudy, Conversation, Stakeholder, Win, Wording
from roadmap.cadence.models import Block, CheckIn
from roadmap.plan.models import Milestone, MonthClose, Plan, Reading
from tests.people import choice
from tests.portfolio import rows as portfolio

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(dana: User) -> Plan:
    made = choice(dana, start_month=date(2027, 1, 1))
    return Plan.objects.create(user=dana, choice=made, start_month=date(2027, 1, 1))


@pytest.fixture
def study(dana: User) -> CaseStudy:
    return portfolio.case(dana, started_on=date(2027, 4, 1))


def block(user: User, kind: str) -> Block:
    found = Block.objects.filter(user=user, kind=kind).first()
    return found or Block.objects.create(
        user=user, kind=kind, weekday=3, at=time(19), minutes=120, anchor=date(2027, 1, 4)
    )


def check_in(user: User, kind: str, on: date, **words: Any) -> CheckIn:
    return CheckIn.objects.create(
        block=block(user, kind), week=on, planned_on=on, planned_at=time(19),
        state="done", done_on=on, **words,
    )  # fmt: skip


def milestone(plan: Plan, title: str, **fields: Any) -> Milestone:
    return Milestone.objects.create(
        plan=plan, slug="", title=title, role="own", block="lab", month=1, **fields
    )


def notes(client: Client, study: CaseStudy, slot: str, **headers: str) -> str:
    answer = client.get(reverse("casenotes", args=[study.pk, slot]), headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_month_one_stands_ready_for_the_first_sections(
    as_dana: Client, plan: Plan, study: CaseStudy
) -> None:
    milestone(plan, "The bill", note="Tags cover 61 %", feeds=["casestudy.problem"])
    assert "stands at $4,200 per month." in notes(as_dana, study, "problem")
    assert "Tags cover 61 %" in notes(as_dana, study, "problem")
    assert "P95 latency stays under 900 ms." in notes(as_dana, study, "constraints")
    asked = notes(as_dana, study, "question")
    assert "get to $3,000 per month while p95 latency stays under 900 ms?" in asked


def test_lab_and_story_notes_come_with_where_and_when(
    as_dana: Client, dana: User, study: CaseStudy
) -> None:
    check_in(dana, "lab", date(2027, 4, 1), exists_now="A rule", pick_up="retries still count")
    check_in(dana, "story", date(2027, 4, 4), exists_now="Idle time goes to who reserved it")
    check_in(dana, "study", date(2027, 4, 6), exists_now="Not for a case study")
    made = notes(as_dana, study, "implementation")
    assert "A rule" in made
    assert 'Lab, <time datetime="2027-04-01">1 Apr 2027</time>' in made
    assert "retries still count" in notes(as_dana, study, "tradeoffs")
    assert "Idle time goes to who reserved it" in notes(as_dana, study, "plain")
    for slot in study.slots:
        assert "Not for a case study" not in notes(as_dana, study, slot)


def test_closes_wins_and_talk_throughs_come_too(
    as_dana: Client, dana: User, plan: Plan, study: CaseStudy
) -> None:
    MonthClose.objects.create(
        plan=plan, month=2, closed_at=datetime(2027, 2, 28, tzinfo=UTC),
        exists_now="A page others open", in_the_way="The export was late",
    )  # fmt: skip
    Win.objects.create(user=dana, happened_on=date(2027, 2, 3), line="Finance asked for it")
    held = Credential.objects.create(user=dana, name="FOCP")
    TalkThrough.objects.create(credential=held, kind="cost", text="We moved one lever.")
    assert "The export was late" in notes(as_dana, study, "lessons")
    assert "month 2" in notes(as_dana, study, "lessons")
    result = notes(as_dana, study, "result")
    assert "A page others open" in result
    assert "Finance asked for it" in result
    assert "We moved one lever." in notes(as_dana, study, "tradeoffs")


def test_readings_are_figures_for_the_result(
    as_dana: Client, dana: User, plan: Plan, study: CaseStudy
) -> None:
    Reading.objects.create(
        user=dana, metric_slug="cloud-spend", on=date(2027, 5, 20), value=Decimal(3100),
        how="the May invoice",
    )  # fmt: skip
    found = notes(as_dana, study, "result")
    assert "on 20 May 2027: $3,100 per month, the May invoice" in found


def test_a_fragment_has_buttons_and_the_page_tells_how_without_them(
    as_dana: Client, dana: User, study: CaseStudy
) -> None:
    check_in(dana, "lab", date(2027, 4, 1), exists_now='Two "rules" & a <b>script</b>')
    fragment = notes(as_dana, study, "implementation", HX_Request="true")
    assert "<html" not in fragment
    assert 'data-into="implementation"' in fragment
    assert 'data-text="Two &quot;rules&quot; &amp; a &lt;b&gt;script&lt;/b&gt;"' in fragment
    whole = notes(as_dana, study, "implementation")
    assert "<html" in whole
    assert "take-over" not in whole
    assert "copy it" in whole


def test_what_was_taken_over_is_marked(as_dana: Client, dana: User, study: CaseStudy) -> None:
    check_in(dana, "lab", date(2027, 4, 1), exists_now="One rule a team")
    portfolio.write(study, implementation="First: one rule a team.\n\nOne rule a team.")
    fragment = notes(as_dana, study, "implementation", HX_Request="true")
    assert "Taken over" in fragment
    assert "take-over" not in fragment


def test_older_ones_are_a_link_away(as_dana: Client, dana: User, study: CaseStudy) -> None:
    lab = block(dana, "lab")
    for n in range(25):
        CheckIn.objects.create(
            block=lab, week=date.fromordinal(740000 + 7 * n), planned_on=date(2027, 4, 1),
            planned_at=time(19), state="done", done_on=date(2027, 4, 1), exists_now=f"note {n}.",
        )  # fmt: skip
    first = notes(as_dana, study, "implementation")
    assert first.count("<blockquote>") == 20
    assert "?from=20" in first
    page = reverse("casenotes", args=[study.pk, "implementation"])
    rest = as_dana.get(f"{page}?from=20").content.decode()
    assert rest.count("<blockquote>") == 5
    for wrong in ("-1", "x", "9" * 30, "٣"):
        assert as_dana.get(page, {"from": wrong}).content.decode().count("<blockquote>") == 20


def test_without_a_note_the_page_says_so(as_dana: Client, study: CaseStudy) -> None:
    assert "fits here yet" in notes(as_dana, study, "implementation")


def test_nobody_elses_words_are_offered(as_eve: Client, eve: User, dana: User, plan: Plan) -> None:
    check_in(dana, "lab", date(2027, 4, 1), exists_now="Only mine")
    milestone(plan, "Mine", note="Only mine", feeds=["casestudy.implementation"])
    hers = portfolio.case(eve)
    for slot in hers.slots:
        assert "Only mine" not in notes(as_eve, hers, slot)


def test_strangers_find_no_such_page(
    as_eve: Client, client: Client, as_dana: Client, study: CaseStudy
) -> None:
    page = reverse("casenotes", args=[study.pk, "problem"])
    assert as_eve.get(page).status_code == 404
    assert client.get(page).status_code == 302
    assert as_dana.post(page).status_code == 405
    for slot in ("nothing", "evidence.of-another-lane", "Problem"):
        assert as_dana.get(reverse("casenotes", args=[study.pk, slot])).status_code == 404


def test_more_notes_cost_no_more_queries(
    as_dana: Client, dana: User, plan: Plan, study: CaseStudy
) -> None:
    def counted() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            notes(as_dana, study, "result")
        return len(caught)

    def add(n: int) -> None:
        made = milestone(plan, f"M{n}", note=f"note {n}", feeds=["casestudy.result"])
        check_in(dana, "lab", date(2027, 1, n), exists_now=f"lab {n}", milestone=made)
        Win.objects.create(user=dana, happened_on=date(2027, 2, n), line=f"win {n}")

    add(1)
    few = counted()
    for n in range(2, 20):
        add(n)
    assert counted() == few


def test_a_win_that_was_told_stands_ready_section_by_section(
    as_dana: Client, dana: User, eve: User, study: CaseStudy
) -> None:
    told = {"problem": "Restores stalled", "constraints": "No night work", "decision": "A replica",
            "tradeoff": "A dearer disk", "result": "From 4 h to 25 min"}  # fmt: skip
    Win.objects.create(user=dana, happened_on=date(2027, 4, 2), line="Restore", **told)
    Win.objects.create(user=eve, happened_on=date(2027, 4, 2), line="Hers", problem="Her problem")
    for part, words in told.items():
        shown = notes(as_dana, study, "tradeoffs" if part == "tradeoff" else part)
        assert words in shown
        assert "Her problem" not in shown
        assert sum(other in shown for other in told.values()) == 1


def test_what_somebody_said_and_how_a_result_was_worded_for_them_come_back(
    as_dana: Client, dana: User, study: CaseStudy
) -> None:
    ines = Stakeholder.objects.create(user=dana, name="Ines", function="product")
    Conversation.objects.create(stakeholder=ines, on=date(2027, 4, 3), said="Nobody tells me")
    result = portfolio.result(study)
    Wording.objects.create(stakeholder=ines, result=result, text="Answers cost half")
    assert "Nobody tells me" in notes(as_dana, study, "problem")
    assert "Answers cost half" in notes(as_dana, study, "plain")

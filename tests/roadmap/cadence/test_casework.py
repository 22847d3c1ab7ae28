"""What is next in a case study, at the lab and at the story block."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.lanes import Lane
from delivery.content import Content
from delivery.models import Mail
from portfolio.overview import Case, Next, Shelf, Stage
from roadmap.cadence import casework, compose, nudges
from roadmap.cadence.models import Block
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Milestone, Plan
from tests.people import person
from tests.portfolio import rows as portfolio
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import LAB_DUE, MONDAY, set_up

TICK = timedelta(seconds=5)
TITLE = "A bill in which every line has an owner"


def case(pk: int, do: str, path: str, *, finished: bool = False) -> Case:
    return Case(
        pk=pk,
        title=f"Study {pk}",
        path=f"/portfolio/{pk}/",
        lane=Lane.FINOPS,
        stage=Stage.FINISHED if finished else Stage.BEGUN,
        started_on=MONDAY,
        finished_on=MONDAY if finished else None,
        categories=(),
        brief="",
        next=Next("Something is missing.", do, path),
        result="",
        link="",
        plain_passed=False,
    )


BUILDING = case(1, "Enter how the 28 % was measured", "/portfolio/1/results/3/")
TELLING = case(2, "Ask a reader", "/portfolio/2/readers/")
DONE = case(3, "Share it", "/portfolio/3/share/", finished=True)


def test_the_lab_builds_and_the_story_has_it_read() -> None:
    shelf = Shelf((TELLING, BUILDING, DONE))
    lab = casework.of(shelf, BlockKind.LAB, 5, has_task=True)
    assert lab == casework.Work(
        "Study 1",
        "enter how the 28 % was measured",
        "something is missing.",
        "/portfolio/1/results/3/",
    )
    story = casework.of(shelf, BlockKind.STORY, 5, has_task=True)
    assert story
    assert (story.title, story.do) == ("Study 2", "ask a reader")
    assert casework.of(shelf, BlockKind.STUDY, 5, has_task=False) is None


@pytest.mark.parametrize(("month", "there"), [(3, False), (4, True), (9, True), (10, False)])
def test_beside_a_milestone_it_stands_from_month_four_to_nine(month: int, there: bool) -> None:
    shelf = Shelf((BUILDING,))
    assert bool(casework.of(shelf, BlockKind.LAB, month, has_task=True)) is there
    assert casework.of(shelf, BlockKind.LAB, month, has_task=False)


def test_without_a_case_study_or_with_finished_ones_alone_nothing_is_said() -> None:
    assert casework.of(None, BlockKind.LAB, 5, has_task=False) is None
    assert casework.of(Shelf((DONE,)), BlockKind.LAB, 5, has_task=False) is None


@pytest.mark.django_db
def test_the_mail_and_the_page_of_a_lab_block_say_it(dana: User, as_dana: Client) -> None:
    plan = rows.plan(dana)
    set_up(dana)
    portfolio.case(dana)
    nudges.plan_due(LAB_DUE + TICK)
    mails = list(Mail.objects.filter(due_at=LAB_DUE).select_related("user"))
    Milestone.objects.filter(block="lab").update(feeds=["casestudy.result", "metric.reading"])
    assert f"“{TITLE}”" not in text(mails)
    assert "It goes into the result of your case study." in text(mails)
    Plan.objects.filter(pk=plan.pk).update(start_month=date(2026, 9, 1))  # January is month five
    said = text(mails)
    assert said.count("case study “") == said.count("case study") == 1, "it is named once"
    assert "Your case study “" in said
    Milestone.objects.update(done_on=MONDAY)
    Plan.objects.filter(pk=plan.pk).update(start_month=date(2027, 1, 1))
    said = text(mails)
    assert said.count(f"Next for “{TITLE}”: ") == 1
    assert "Take one thing that is open" not in said


def text(mails: list[Mail]) -> str:
    [content] = compose.compose(mails, LAB_DUE + TICK).values()
    assert isinstance(content, Content)
    return content.text


@pytest.mark.django_db
def test_the_page_of_a_lab_block_leads_there(dana: User, as_dana: Client) -> None:
    set_up(dana)
    study = portfolio.case(dana)
    monday = dana.today() - timedelta(days=dana.today().weekday())
    Block.objects.update(anchor=monday, since=monday)
    page = as_dana.get(reverse("block", args=[monday, "lab"])).content.decode()
    assert f"Next for “{TITLE}”:" in page
    assert f'href="/portfolio/{study.pk}/' in page
    story = as_dana.get(reverse("block", args=[monday, "story"])).content.decode()
    assert f"Next for “{TITLE}”:" not in story


@pytest.mark.django_db
def test_ten_mails_about_case_studies_cost_the_queries_of_two(dana: User) -> None:
    def queries(count: int) -> int:
        Mail.objects.all().delete()
        Block.objects.all().delete()
        for n in range(count):
            one = person(f"{count}-{n}@example.org")
            rows.plan(one)
            set_up(one)
            for _ in range(n % 3 + 1):
                study = portfolio.case(one, touched_at=timezone.now())
                portfolio.write(study, problem="It was late")
                portfolio.result(study)
        nudges.plan_due(LAB_DUE + TICK)
        mails = list(Mail.objects.filter(due_at=LAB_DUE).select_related("user"))
        assert len(mails) == count
        with CaptureQueriesContext(connection) as asked:
            compose.compose(mails, LAB_DUE + TICK)
        return len(asked)

    assert queries(2) == queries(10)

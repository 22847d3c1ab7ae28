"""What can I prove? The list of case studies."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from tests.people import choice
from tests.portfolio.rows import case, result, write
from tests.portfolio.studio.rows import NOON, TODAY, artifact, measured, told, tradeoff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def page(client: Client) -> str:
    return client.get(reverse("casestudies")).content.decode()


def test_empty_it_says_why_and_offers_one_action(as_dana: Client) -> None:
    said = page(as_dana)
    assert "Nothing is proven here yet." in said
    assert said.count('class="button primary"') == 1


def test_the_headline_counts_what_is_proven(dana: User, as_dana: Client) -> None:
    told(dana)
    assert "One case study is on its way, none is finished." in page(as_dana)
    told(dana, title="A landing zone", lane="security", finished_on=TODAY)
    assert "You can prove one piece of work." in page(as_dana)


def test_a_line_says_lane_stage_result_and_what_is_next(dana: User, as_dana: Client) -> None:
    study = case(dana)
    write(study, question="Who spends what?", constraints="The bill comes monthly.")
    measured(study, how="")
    said = page(as_dana)
    assert 'data-lane="finops"' in said
    assert "FinOps · Version 0 is there" in said
    assert "Time to restore: from 4" in said
    assert "(−90" in said
    assert "A reader does not learn what went wrong, and what it cost whom." in said


def test_a_baseline_alone_is_not_called_a_result(dana: User, as_dana: Client) -> None:
    result(case(dana), after=None)
    assert "baseline" in page(as_dana)


def test_one_beside_the_main_lane_is_missing(dana: User, as_dana: Client) -> None:
    choice(dana)
    case(dana, finished_on=TODAY)
    said = page(as_dana)
    assert "One beside your main lane is missing." in said
    assert "Not proven yet: infrastructure automation, operational resilience" in said
    case(dana, lane="security", finished_on=TODAY, categories=["automation", "resilience"])
    case(dana, lane="security", finished_on=TODAY, categories=["business"])
    said = page(as_dana)
    assert "One in your main lane and one beside it are finished" in said
    assert "All three kinds of proof are there" in said


def test_five_unfinished_ask_to_finish_before_beginning_another(
    dana: User, as_dana: Client
) -> None:
    for number in range(5):
        case(dana, title=f"Number {number}")
    said = page(as_dana)
    assert "Five are unfinished: finish before you begin another." in said
    assert "Go on with the latest" in said


def test_a_stranger_sees_none_of_it(dana: User, as_eve: Client, client: Client) -> None:
    case(dana, title="A secret bill")
    assert "A secret bill" not in page(as_eve)
    assert client.get(reverse("casestudies")).status_code == 302


def test_two_hundred_are_folded_and_cost_as_many_queries_as_three(
    dana: User, as_dana: Client
) -> None:
    def begin(how_many: int) -> None:
        for number in range(how_many):
            study = case(dana, title=f"Case {number}", started_on=date(2026, 10, 1))
            write(study, question="How long?", decision="One over the other. " * 500)
            result(study)
            tradeoff(study)
            artifact(study)

    begin(3)
    with CaptureQueriesContext(connection) as few:
        page(as_dana)
    begin(197)
    with CaptureQueriesContext(connection) as many:
        said = page(as_dana)
    assert len(many) == len(few)
    assert said.count('class="case"') == 200
    assert "192 more" in said
    assert not any("One over the other" in query["sql"] for query in many.captured_queries)

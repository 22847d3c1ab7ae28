"""Milestones that a case study shows: said beside the tick, and only for the same kind of proof."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from portfolio.models import Artifact, CaseStudy
from roadmap.plan import building, in_portfolio, library
from roadmap.plan.in_portfolio import Proof
from roadmap.plan.models import Milestone, Plan
from tests.people import choice
from tests.portfolio import rows

pytestmark = pytest.mark.django_db

BEGAN = date(2026, 10, 1)
DAY = date(2026, 11, 2)
SAYS = "In your portfolio:"


@pytest.fixture(autouse=True)
def that_day() -> Any:
    with time_machine.travel("2026-11-10T12:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def plan(dana: User) -> Plan:
    return building.begin(choice(dana))


def shown(plan: Plan) -> dict[Proof, str]:
    """What the portfolio shows of the plan, by the sort of proof."""
    milestones = list(plan.milestones.all())
    in_portfolio.show(plan, milestones)
    found = [one.in_portfolio for one in milestones if one.in_portfolio]
    return {one.proof: one.said for one in found}


def artifact(study: CaseStudy, kind: str) -> Artifact:
    return Artifact.objects.create(
        case_study=study, kind=kind, title="What to do first", text="1. Look.", section="lessons"
    )


def of_proof(plan: Plan, proof: Proof) -> Milestone:
    return next(one for one in plan.milestones.all() if in_portfolio.wanted(one) is proof)


def test_a_finished_case_study_of_the_lane_shows_project_one(dana: User, plan: Plan) -> None:
    assert shown(plan) == {}
    rows.case(dana, lane="devops", finished_on=DAY)
    assert shown(plan) == {}
    study = rows.case(dana, lane=plan.choice.primary)
    assert Proof.CASE_STUDY not in shown(plan)
    study.finish(DAY, timezone.now())
    said = "“A bill in which every line has an owner”, finished on 2 November 2026."
    assert shown(plan)[Proof.CASE_STUDY] == said


def test_what_was_finished_before_the_plan_began_shows_nothing_of_it(
    dana: User, plan: Plan
) -> None:
    before = plan.start_month.replace(year=plan.start_month.year - 1)
    study = rows.case(dana, started_on=before, finished_on=before)
    artifact(study, "runbook")
    assert shown(plan) == {}


def test_a_result_counts_with_before_and_after_of_the_metric(dana: User, plan: Plan) -> None:
    study = rows.case(dana)
    rows.result(study)
    rows.result(study, metric_slug=plan.choice.metric_slug, after=None)
    assert Proof.RESULT not in shown(plan)
    rows.result(study, metric_slug=plan.choice.metric_slug, name="Cost per order")
    assert shown(plan)[Proof.RESULT].startswith("Cost per order: from ")
    assert shown(plan)[Proof.RESULT].endswith("in “A bill in which every line has an owner”.")


def test_an_artifact_counts_for_its_own_kind(dana: User, plan: Plan) -> None:
    study = rows.case(dana)
    artifact(study, "screenshot")
    assert shown(plan) == {}
    artifact(study, "runbook")
    assert set(shown(plan)) == {Proof.RUNBOOK}


def test_version_0_wants_question_baseline_and_constraints(dana: User, plan: Plan) -> None:
    study = rows.case(dana)
    rows.write(study, question="Can a team see what it spends?", constraints="No new tool.")
    assert shown(plan) == {}
    rows.result(study, after=None)
    assert set(shown(plan)) == {Proof.VERSION_ZERO}


def test_it_is_said_on_every_page_of_the_milestone_and_ticks_nothing(
    as_dana: Client, dana: User, plan: Plan
) -> None:
    milestone = plan.milestones.get(slug="project-one-closed")
    study = rows.case(dana, lane=plan.choice.primary, finished_on=DAY)
    addresses = [
        reverse("plan-month", args=[milestone.month]),
        reverse("milestone", args=[milestone.pk]),
    ]
    for address in addresses:
        html = as_dana.get(address).content.decode()
        assert SAYS in html
        assert f'href="/portfolio/{study.pk}/"' in html
        assert "your tick says." in html
    assert "in your portfolio" in as_dana.get(reverse("plan")).content.decode()
    milestone.refresh_from_db()
    assert not milestone.is_done
    as_dana.post(reverse("milestone-tick", args=[milestone.pk]), {"done": "1"})
    as_dana.post(reverse("milestone-tick", args=[milestone.pk]), {"done": "0"})
    assert SAYS in as_dana.get(addresses[0]).content.decode()
    study.finish(None, timezone.now())
    assert all(SAYS not in as_dana.get(one).content.decode() for one in addresses)


def test_somebody_elses_case_study_shows_nothing(as_dana: Client, eve: User, plan: Plan) -> None:
    rows.case(eve, finished_on=DAY)
    assert "in your portfolio" not in as_dana.get(reverse("plan")).content.decode()


def test_the_close_says_it_and_counts_it(client: Client, dana: User, plan: Plan) -> None:
    milestone = of_proof(plan, Proof.RUNBOOK)
    with time_machine.travel("2027-06-29T12:00:00Z"):
        client.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")

        def check() -> str:
            html = client.get(reverse("plan-close", args=[8])).content.decode()
            return html.split("A runbook or a postmortem")[1].split("</li>")[0]

        assert "not yet" in check()
        artifact(rows.case(dana), "runbook")
        assert "stands" in check()
        html = client.get(reverse("plan-close", args=[milestone.month])).content.decode()
    assert SAYS in html


def test_however_many_case_studies_it_asks_as_often(
    as_dana: Client, dana: User, plan: Plan
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_dana.get(reverse("plan"))
        return len(queries)

    artifact(rows.case(dana, finished_on=DAY), "runbook")
    one = asked()
    for _ in range(5):
        artifact(rows.case(dana), "diagram")
    assert asked() == one


def test_months_that_no_case_study_shows_ask_the_portfolio_nothing(
    as_dana: Client, plan: Plan
) -> None:
    def asks(month: int) -> bool:
        with CaptureQueriesContext(connection) as queries:
            as_dana.get(reverse("plan-month", args=[month]))
        return any("portfolio_casestudy" in one["sql"] for one in queries)

    assert asks(of_proof(plan, Proof.CASE_STUDY).month)
    assert not asks(1)


def test_every_lane_has_a_version_0_and_a_result_that_a_case_study_shows() -> None:
    entries = library.library().values()
    for proof in ("version-zero", "result"):
        lanes = {lane for one in entries if one.shown_by == proof for lane in one.lanes}
        assert len(lanes) == 5, proof

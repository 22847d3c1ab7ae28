"""Which exam the plan is built around, what labs may cost, and how re-planning says what it did."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from roadmap.lanes.models import Choice
from roadmap.plan import building, fitting
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Milestone, Plan
from roadmap.plan.uses import Use
from tests.people import choice

EXAM = reverse("plan-exam")
pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def november() -> Any:
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def devops(dana: User) -> Plan:
    made = choice(
        dana, primary="devops", metric_slug="deployment-frequency", unit="deployments per week",
        baseline=Decimal(2), target=Decimal(10), start_month=date(2026, 11, 1),
    )  # fmt: skip
    return building.begin(made)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


# --- Exam ---------------------------------------------------------------------------------------


def test_an_exam_that_is_not_reached_in_time_is_said_with_the_ways_out(
    as_dana: Client, devops: Plan
) -> None:
    exam = devops.milestones.get(kept="credential")
    assert "Terraform Associate" in exam.title
    html = page(as_dana, reverse("plan"))
    assert "AWS Certified DevOps Engineer – Professional asks 100 hours at least" in html
    assert EXAM in html
    options = page(as_dana, EXAM)
    assert "recommended" in options
    assert "Not reached within the plan" in options
    assert "minutes a week reach it by month 9" in options


def test_the_plan_is_built_around_the_exam_somebody_chooses(
    as_dana: Client, dana: User, devops: Plan
) -> None:
    answer = as_dana.post(EXAM, {"exam": "aws-devops-engineer-professional"}, follow=True)
    exam = devops.milestones.get(kept="credential")
    assert exam.title.startswith("AWS Certified DevOps Engineer – Professional")
    assert exam.month == 12
    said = answer.content.decode()
    assert "the exam’s hours come together no earlier" in said
    assert "within the plan" in said
    fitting.set_minutes(dana, dict.fromkeys(BlockKind, 240), dana.today())
    assert Plan.objects.get().exam == "aws-devops-engineer-professional"


def test_more_minutes_bring_the_recommended_exam(dana: User, devops: Plan) -> None:
    minutes = building.exams_of(devops).recommended.minutes_in_time
    fitting.set_minutes(
        dana, {BlockKind.STUDY: minutes, BlockKind.LAB: 120, BlockKind.STORY: 45}, dana.today()
    )
    exam = devops.milestones.get(kept="credential")
    assert exam.title.startswith("AWS Certified DevOps Engineer")
    assert exam.month <= 9


@pytest.mark.parametrize("wrong", ["", "cissp", "<b>"])
def test_an_exam_of_no_list_is_refused_with_a_sentence(
    as_dana: Client, devops: Plan, wrong: str
) -> None:
    answer = as_dana.post(EXAM, {"exam": wrong})
    assert "Choose one of the exams in the list." in answer.content.decode()
    assert Plan.objects.get().exam == ""


def test_without_a_plan_there_is_no_such_page(as_dana: Client) -> None:
    assert as_dana.get(EXAM).status_code == 404


def test_a_passed_exam_stays_the_one_the_plan_was_built_around(
    as_dana: Client, dana: User, devops: Plan
) -> None:
    exam = devops.milestones.get(kept="credential")
    exam.tick(date(2026, 11, 20))
    more = {BlockKind.STUDY: 300, BlockKind.LAB: 120, BlockKind.STORY: 45}
    fitting.set_minutes(dana, more, dana.today())
    plan = Plan.objects.get()
    around = building.exams_of(plan)
    assert around.first.exam.slug == "terraform-associate"
    assert around.then.exam.slug != around.first.exam.slug
    answer = as_dana.post(EXAM, {"exam": "cka"}, follow=True)
    assert "This exam is settled, so the plan stays as it is." in answer.content.decode()


def test_an_exam_somebody_noted_something_at_gets_the_new_name_and_keeps_the_note(
    dana: User, devops: Plan
) -> None:
    devops.milestones.filter(kept="credential").update(note="ask for a voucher")
    change = building.build_around(dana, "cka", dana.today())
    exam = devops.milestones.get(kept="credential")
    assert "Kubernetes" in exam.title
    assert exam.note == "ask for a voucher"
    assert change
    assert exam.title in building.said(change)


def test_minutes_that_grow_late_do_not_date_an_exam_as_if_they_had_held_all_along(
    dana: User, devops: Plan
) -> None:
    less = {BlockKind.STUDY: 60, BlockKind.LAB: 120, BlockKind.STORY: 45}
    fitting.set_minutes(dana, less, date(2026, 11, 1))
    building.build_around(dana, "aws-devops-engineer-professional", date(2026, 11, 1))
    more = {**less, BlockKind.STUDY: 200}
    fitting.set_minutes(dana, more, date(2027, 3, 1))
    exam = devops.milestones.get(kept="credential")
    before = 4 * 60 * 52 / 12 / 60
    after = (exam.month - 5 + 0.9) * 200 * 52 / 12 / 60
    assert before + after >= 100


# --- Money --------------------------------------------------------------------------------------


def test_lab_money_is_asked_and_kept_to(as_dana: Client, dana: User) -> None:
    where = (
        reverse("choose-figures") + "?primary=finops&secondary=security&metric=cost-per-inference"
    )
    figures = {
        "unit": "USD per 1,000 requests", "place": "lab", "baseline": "", "target": "",
        "limit_what": "", "limit_sense": "under", "limit_value": "", "limit_unit": "",
        "start_month": "2026-12-01", "apply_by": "",
    }  # fmt: skip
    wrong = as_dana.post(where, figures | {"lab_money": "-1"})
    assert wrong.status_code == 200
    assert 'id="id_lab_money_error"' in wrong.content.decode()
    as_dana.post(where, figures | {"lab_money": "20"})
    milestones = Milestone.objects.filter(plan__user=dana)
    assert 0 < sum(m.lab_money for m in milestones) <= 20
    unpaid = [m for m in milestones if m.is_unpaid]
    assert unpaid
    html = page(as_dana, reverse("plan"))
    assert "planned the way that costs nothing, to keep within $20" in html
    month = page(as_dana, reverse("plan-month", args=[unpaid[0].month]))
    assert "without lab money" in month
    assert unpaid[0].without_money[:40] in month.replace("&#x27;", "'").replace("&quot;", '"')


def test_less_lab_money_later_spares_what_is_done(dana: User) -> None:
    plan = building.begin(choice(dana, start_month=date(2026, 11, 1), lab_money=200))
    paid = plan.milestones.filter(lab_money__gt=0).first()
    assert paid
    paid.tick(date(2026, 11, 20))
    Choice.objects.filter(pk=plan.choice_id).update(lab_money=0)
    plan = Plan.objects.get()
    building.again(plan, date(2026, 11, 22))
    assert plan.milestones.get(pk=paid.pk).lab_money == paid.lab_money
    assert not plan.milestones.filter(lab_money__gt=0).exclude(pk=paid.pk).exists()


# --- Small by the plan, and said ----------------------------------------------------------------


def test_smaller_blocks_make_small_milestones_and_the_plan_says_so(
    as_dana: Client, dana: User
) -> None:
    plan = building.begin(choice(dana, start_month=date(2026, 11, 1)))
    less = {BlockKind.STUDY: 60, BlockKind.LAB: 90, BlockKind.STORY: 30}
    change = fitting.set_minutes(dana, less, dana.today())
    assert change is not None
    assert change.sized
    said = building.said(change)
    assert "is small now." in said
    html = page(as_dana, reverse("plan"))
    assert "planned in their small version, because your blocks give no more" in html
    more = {BlockKind.STUDY: 120, BlockKind.LAB: 180, BlockKind.STORY: 60}
    back = fitting.set_minutes(dana, more, dana.today())
    assert back is not None
    assert "is whole again." in building.said(back)
    assert not plan.milestones.filter(reduced=True).exists()


def test_a_size_somebody_chose_stays(dana: User) -> None:
    plan = building.begin(choice(dana, start_month=date(2026, 11, 1)))
    chosen = plan.milestones.filter(month=6)[0]
    chosen.reduce(reduced=True)
    more = {BlockKind.STUDY: 120, BlockKind.LAB: 180, BlockKind.STORY: 60}
    fitting.set_minutes(dana, more, dana.today())
    assert Milestone.objects.get(pk=chosen.pk).reduced
    less = {BlockKind.STUDY: 60, BlockKind.LAB: 90, BlockKind.STORY: 30}
    chosen.reduce(reduced=False)
    fitting.set_minutes(dana, less, dana.today())
    assert not Milestone.objects.get(pk=chosen.pk).reduced


def test_what_moved_is_named_with_its_reason(as_dana: Client, dana: User) -> None:
    plan = building.begin(choice(dana, start_month=date(2026, 8, 1)))
    change = building.again(plan, date(2026, 11, 22))
    assert change.moved
    said = building.said(change)
    first = change.moved[0]
    assert f"“{first.title}” is in month {first.month} instead of {first.was}" in said
    assert "its month is over" in said
    again = building.again(Plan.objects.current(dana), date(2026, 11, 22))  # type: ignore[arg-type]
    assert not again
    assert building.said(again) == "Nothing in your plan had to change."


# --- Uses ---------------------------------------------------------------------------------------


def test_every_use_names_a_page_and_all_of_them_are_there() -> None:
    assert not [use for use in Use if not use.is_there or not use.path]
    assert all(use.page and use.label for use in Use)

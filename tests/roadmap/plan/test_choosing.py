"""From the choice to a plan, through the pages."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from roadmap.lanes.models import Choice
from roadmap.plan.models import Milestone, Plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

LANES = {"primary": "finops", "secondary": "security"}
FIGURES = {
    "unit": "USD per month",
    "place": "work",
    "baseline": "4200",
    "target": "3000",
    "limit_what": "p95 latency",
    "limit_sense": "under",
    "limit_value": "900",
    "limit_unit": "ms",
    "start_month": "2026-12-01",
    "apply_by": "",
}


@pytest.fixture
def november() -> object:
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False) as traveller:
        yield traveller


def figures_page(**answers: str) -> str:
    query = "&".join(f"{k}={v}" for k, v in (LANES | {"metric": "cloud-spend"} | answers).items())
    return f"{reverse('choose-figures')}?{query}"


def test_a_decision_and_three_questions_make_a_plan_of_twelve_months(
    as_dana: Client, dana: User
) -> None:
    step = as_dana.get(reverse("lane-choose"), LANES)
    assert step.url == f"{reverse('decide')}?primary=finops&secondary=security"
    step = as_dana.post(step.url, {"known_for": "I am known for honest bills."})
    assert step.url == f"{reverse('choose-metric')}?primary=finops&secondary=security"
    step = as_dana.get(step.url + "&metric=cloud-spend")
    assert step.url.startswith(reverse("choose-figures"))
    done = as_dana.post(step.url, FIGURES)
    assert done.url == reverse("plan-already")
    plan = Plan.objects.current(dana)
    assert plan is not None
    assert plan.start_month == date(2026, 12, 1)
    assert set(plan.milestones.values_list("month", flat=True)) == set(range(1, 13))
    assert plan.choice.limit_said == "p95 latency stays under 900 ms"


def test_an_area_of_ones_own_naming_stands_in_the_plan(as_dana: Client, dana: User) -> None:
    page = figures_page(secondary="own", secondary_name="platform engineering")
    as_dana.post(page, FIGURES)
    titles = Milestone.objects.filter(role="secondary").values_list("title", flat=True)
    assert len(titles) == 6
    assert any("platform engineering" in title for title in titles)


def test_a_visitor_is_asked_to_sign_in_first(client: Client, db: None) -> None:
    assert "/accounts/login/" in client.get(reverse("lane-choose")).url


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"primary": "finops", "secondary": "finops"}, "another one"),
        ({"primary": "finops", "secondary": "own"}, "Give your own area a name"),
        ({"primary": "cobol", "secondary": "security"}, "none of the five lanes"),
    ],
)
def test_a_lane_that_will_not_do_is_said_beside_the_question(
    as_dana: Client, answers: dict[str, str], sentence: str
) -> None:
    page = as_dana.get(reverse("lane-choose"), answers)
    assert page.status_code == 200
    assert sentence in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"target": "5000"}, "target", "better means less"),
        ({"baseline": "a lot"}, "baseline", "number"),
        ({"limit_what": ""}, "limit_what", "needs a name"),
        ({"apply_by": "2026-12-05"}, "apply_by", "before the end of the first month"),
        ({"start_month": "2031-01-01"}, "start_month", "valid choice"),
    ],
)
def test_a_wrong_figure_gets_a_sentence_and_nothing_is_lost(
    as_dana: Client, dana: User, wrong: dict[str, str], field: str, sentence: str
) -> None:
    page = as_dana.post(figures_page(), FIGURES | wrong)
    assert page.status_code == 200
    assert sentence in " ".join(page.context["form"].errors[field])
    assert 'value="900"' in page.content.decode()
    assert not Plan.objects.exists()


def test_a_metric_not_measured_yet_makes_measuring_the_first_milestone(
    as_dana: Client, dana: User
) -> None:
    as_dana.post(figures_page(), FIGURES | {"baseline": "", "target": ""})
    first = Milestone.objects.filter(plan__user=dana).first()
    assert first is not None
    assert first.kept == "baseline"


def test_a_changed_mind_keeps_what_was_done(as_dana: Client, dana: User) -> None:
    as_dana.post(figures_page(), FIGURES)
    plan = Plan.objects.get(user=dana)
    done = plan.milestones.filter(role="primary")[0]
    done.note = "counted twice"
    done.save()
    done.tick(date(2026, 12, 3))
    as_dana.post(
        figures_page(primary="devops", secondary="finops", metric="mttr"),
        FIGURES | {"unit": "minutes", "baseline": "40", "target": "20"},
    )
    plan.refresh_from_db()
    assert plan.choice.primary == "devops"
    assert Choice.objects.filter(user=dana).count() == 2
    kept = plan.milestones.get(pk=done.pk)
    assert kept.note == "counted twice"
    assert not plan.milestones.filter(lane="security").exists()
    assert plan.milestones.filter(slug__startswith="devops-").count() >= 18


def test_another_first_month_begins_a_new_line_and_keeps_the_old_one(
    as_dana: Client, dana: User
) -> None:
    as_dana.post(figures_page(), FIGURES)
    Milestone.objects.filter(plan__user=dana)[0].tick(date(2026, 11, 22))
    as_dana.post(figures_page(), FIGURES | {"start_month": "2027-01-01"})
    old, new = Plan.objects.filter(user=dana).order_by("pk")
    assert old.ending == "new-line"
    assert new.start_month == date(2027, 1, 1)
    assert as_dana.get(reverse("plan-earlier", args=[old.pk])).status_code == 200


def test_a_first_month_corrected_leaves_no_earlier_plan(as_dana: Client, dana: User) -> None:
    as_dana.post(figures_page(), FIGURES)
    as_dana.post(figures_page(), FIGURES | {"start_month": "2027-01-01"})
    assert Plan.objects.get(user=dana).start_month == date(2027, 1, 1)


def test_a_button_pressed_twice_makes_one_plan(as_dana: Client, dana: User) -> None:
    for _time in range(2):
        as_dana.post(figures_page(), FIGURES)
    assert Plan.objects.filter(user=dana).count() == 1
    assert Choice.objects.filter(user=dana).count() == 1


def test_a_figure_too_large_to_keep_gets_a_sentence(as_dana: Client, dana: User) -> None:
    page = as_dana.post(figures_page(), FIGURES | {"baseline": "99999999999999.9999"})
    assert "digits" in " ".join(page.context["form"].errors["baseline"])


def test_what_must_be_told_stands_before_the_date_to_apply_by(as_dana: Client, dana: User) -> None:
    as_dana.post(figures_page(), FIGURES | {"apply_by": "2027-05-20"})
    told = [m for m in Milestone.objects.filter(plan__user=dana) if m.tellable]
    assert told
    assert max(m.due_on for m in told) <= date(2027, 5, 20)
    result = min(m.month for m in told if m.kept == "result")
    assert all(m.month >= result for m in told if m.role == "any")


def test_what_is_already_true_is_ticked_with_its_link(as_dana: Client, dana: User) -> None:
    as_dana.post(figures_page(), FIGURES)
    mine = Milestone.objects.filter(plan__user=dana)[0]
    wrong = as_dana.post(
        reverse("plan-already"), {f"true-{mine.pk}": "on", f"link-{mine.pk}": "not a link"}
    )
    assert "no web address" in wrong.content.decode()
    assert "not a link" in wrong.content.decode()
    as_dana.post(
        reverse("plan-already"),
        {f"true-{mine.pk}": "on", f"link-{mine.pk}": "https://example.org/baseline"},
    )
    mine.refresh_from_db()
    assert mine.already_true
    assert mine.is_done
    assert mine.evidence_url == "https://example.org/baseline"


def test_the_figures_are_kept_as_decimals(as_dana: Client, dana: User) -> None:
    as_dana.post(figures_page(), FIGURES | {"baseline": "0.97", "target": "0.49"})
    choice = Choice.objects.get(user=dana)
    assert choice.baseline == Decimal("0.97")
    assert choice.baseline_said == "$0.97 per month"

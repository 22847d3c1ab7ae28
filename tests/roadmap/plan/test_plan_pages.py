"""Ticking, noting, moving, adding, dropping; closing a month; pausing; coming back; the end."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from roadmap.plan import building
from roadmap.plan.models import Milestone, MonthClose, Pause, Plan
from tests.people import choice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        yield


@pytest.fixture
def plan(dana: User) -> Plan:
    return building.begin(choice(dana))


@pytest.fixture
def quiet(plan: Plan) -> Plan:
    """A plan of early October that nothing has happened in since."""
    Plan.objects.filter(pk=plan.pk).update(created_at=datetime(2026, 10, 1, tzinfo=UTC))
    return plan


@pytest.fixture
def first(plan: Plan) -> Milestone:
    return plan.milestones.filter(month=2)[0]


def test_the_plan_shows_twelve_months_and_every_milestone(as_dana: Client, plan: Plan) -> None:
    page = as_dana.get(reverse("plan")).content.decode()
    assert page.count('class="month"') == 12
    for milestone in plan.milestones.all():
        assert f"#m{milestone.pk}" in page


def test_the_plan_costs_the_same_queries_with_more_milestones(
    as_dana: Client, plan: Plan, django_assert_max_num_queries: object
) -> None:
    as_dana.get(reverse("plan"))
    for n in range(20):
        Milestone.objects.create(plan=plan, role="own", block="lab", month=3, title=f"Mine {n}")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        as_dana.get(reverse("plan"))


def test_a_tick_with_a_note_stands_and_can_be_taken_back(as_dana: Client, first: Milestone) -> None:
    as_dana.post(
        reverse("milestone", args=[first.pk]),
        {"due_on": first.due_on, "note": "both counts agree", "evidence_url": ""},
    )
    as_dana.post(reverse("milestone-tick", args=[first.pk]))
    first.refresh_from_db()
    assert first.done_on == date(2026, 11, 22)
    assert first.note == "both counts agree"
    as_dana.post(reverse("milestone-untick", args=[first.pk]))
    first.refresh_from_db()
    assert not first.is_done
    assert first.note == "both counts agree"


def test_looking_changes_nothing(as_dana: Client, first: Milestone) -> None:
    for name in ("tick", "untick", "drop", "restore", "later", "reduce"):
        assert as_dana.get(reverse(f"milestone-{name}", args=[first.pk])).status_code == 405


@pytest.mark.parametrize("name", ["tick", "untick", "drop", "restore", "later", "reduce"])
def test_another_persons_milestone_is_no_such_page(
    as_eve: Client, first: Milestone, name: str
) -> None:
    assert as_eve.post(reverse(f"milestone-{name}", args=[first.pk])).status_code == 404
    assert as_eve.get(reverse("milestone", args=[first.pk])).status_code == 404


def test_a_criterion_is_met_one_by_one(as_dana: Client, first: Milestone) -> None:
    where = reverse("milestone-criterion", args=[first.pk, 1])
    as_dana.post(where, {"met": "1"})
    first.refresh_from_db()
    assert first.criteria_met == [1]
    as_dana.post(reverse("milestone-criterion", args=[first.pk, 99]), {"met": "1"})
    first.refresh_from_db()
    assert first.criteria_met == [1]


def test_a_date_outside_the_plan_gets_a_sentence_and_the_note_stays(
    as_dana: Client, first: Milestone
) -> None:
    page = as_dana.post(
        reverse("milestone", args=[first.pk]),
        {"due_on": "2029-01-01", "note": "what I typed", "evidence_url": ""},
    )
    text = page.content.decode()
    assert "is outside your plan, which runs from 1 October 2026 to 30 September 2027" in text
    assert "what I typed" in text


def test_a_milestone_moves_to_a_date_of_its_own(as_dana: Client, first: Milestone) -> None:
    as_dana.post(
        reverse("milestone", args=[first.pk]),
        {"due_on": "2027-02-10", "note": "", "evidence_url": ""},
    )
    moved = Milestone.objects.get(pk=first.pk)
    assert (moved.month, moved.day, moved.moved) == (5, 10, True)
    assert moved.due_on == date(2027, 2, 10)


def test_one_can_add_a_milestone_and_drop_one_and_take_it_back(
    as_dana: Client, plan: Plan, first: Milestone
) -> None:
    as_dana.post(
        reverse("milestone-add", args=[3]),
        {"title": "Talk at the meetup", "block": "story", "hours": "2", "due_on": "2026-12-15"},
    )
    mine = plan.milestones.get(title="Talk at the meetup")
    assert (mine.role, mine.month) == ("own", 3)
    as_dana.post(reverse("milestone-drop", args=[first.pk]))
    assert first.title not in as_dana.get(reverse("plan-month", args=[2])).content.decode()
    assert first.title in as_dana.get(reverse("plan-dropped")).content.decode()
    as_dana.post(reverse("milestone-restore", args=[first.pk]))
    assert plan.milestones.kept().filter(pk=first.pk).exists()


def test_closing_a_month_moves_what_is_open_to_the_next(as_dana: Client, plan: Plan) -> None:
    for milestone in plan.milestones.filter(month=1)[1:]:
        milestone.tick(date(2026, 10, 20))
    slipped = plan.milestones.filter(month=1)[0]
    page = as_dana.get(reverse("plan-close", args=[1])).content.decode()
    assert "Close, and move it to November" in page
    as_dana.post(reverse("plan-close", args=[1]), {"exists_now": "a baseline"})
    slipped.refresh_from_db()
    assert slipped.month == 2
    assert MonthClose.objects.get(plan=plan, month=1).exists_now == "a baseline"


def test_closing_may_leave_the_dates_and_can_be_read_again(as_dana: Client, plan: Plan) -> None:
    as_dana.post(reverse("plan-close", args=[1]), {"in_the_way": "an audit", "keep": "1"})
    assert plan.milestones.filter(month=1).count() > 0
    page = as_dana.get(reverse("plan-close", args=[1])).content.decode()
    assert "an audit" in page
    as_dana.post(reverse("plan-close", args=[1]), {"in_the_way": "two audits", "keep": "1"})
    assert MonthClose.objects.get().in_the_way == "two audits"


def test_a_month_that_has_not_begun_cannot_be_closed(as_dana: Client, plan: Plan) -> None:
    assert as_dana.get(reverse("plan-close", args=[9])).status_code == 404


def test_the_end_of_a_phase_asks_for_its_exit_check(as_dana: Client, plan: Plan) -> None:
    with time_machine.travel("2026-12-30T12:00:00Z"):
        page = as_dana.get(reverse("plan-close", args=[3])).content.decode()
    assert "What stands at the end of Focus" in page
    assert "A baseline somebody else could measure again" in page


def test_a_pause_moves_what_follows_and_can_be_taken_back(as_dana: Client, plan: Plan) -> None:
    late = plan.milestones.filter(month=6)[0]
    before = late.due_on
    as_dana.post(reverse("plan-pause"), {"starts_on": "2026-12-20", "ends_on": "2026-12-29"})
    moved = Milestone.objects.get(pk=late.pk)
    assert (moved.due_on - before).days == 10
    as_dana.post(reverse("plan-unpause", args=[Pause.objects.get().pk]))
    assert Milestone.objects.get(pk=late.pk).due_on == before


@pytest.mark.parametrize(
    ("first_day", "last_day", "sentence"),
    [
        ("2026-12-20", "2026-12-10", "before the first"),
        ("2031-01-01", "2031-01-02", "outside your plan"),
        ("2026-12-20", "2029-12-20", "a year at most"),
    ],
)
def test_a_pause_that_cannot_be_gets_a_sentence(
    as_dana: Client, plan: Plan, first_day: str, last_day: str, sentence: str
) -> None:
    page = as_dana.post(reverse("plan-pause"), {"starts_on": first_day, "ends_on": last_day})
    assert sentence in page.content.decode()
    assert not Pause.objects.exists()


def test_a_strangers_pause_stays(as_eve: Client, plan: Plan) -> None:
    pause = Pause.objects.create(plan=plan, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2))
    assert as_eve.post(reverse("plan-unpause", args=[pause.pk])).status_code == 404


def test_who_began_today_is_not_asked_where_they_were(as_dana: Client, plan: Plan) -> None:
    assert as_dana.get(reverse("today")).status_code == 200


def test_coming_back_after_weeks_leads_to_one_screen_that_shifts_everything(
    as_dana: Client, quiet: Plan
) -> None:
    plan = quiet
    assert as_dana.get(reverse("today")).url == reverse("return")
    page = as_dana.get(reverse("return")).content.decode()
    assert "Shift everything by" in page
    due = plan.milestones.filter(month=3)[0].due_on
    as_dana.post(reverse("return"), {"answer": "shift"})
    later = Milestone.objects.filter(plan=plan, month=3)[0]
    assert later.due_on > due
    assert as_dana.get(reverse("today")).status_code == 200


def test_coming_back_may_keep_the_dates_and_drop_what_is_past(as_dana: Client, quiet: Plan) -> None:
    plan = quiet
    as_dana.post(reverse("return"), {"answer": "drop"})
    assert not plan.milestones.open().filter(month=1).exists()
    assert plan.milestones.open().filter(month=2).exists()


def test_looking_through_it_changes_nothing(as_dana: Client, quiet: Plan) -> None:
    plan = quiet
    assert as_dana.post(reverse("return"), {"answer": "look"}).url == reverse("plan")
    assert not Pause.objects.exists()
    assert not plan.milestones.exclude(dropped_at=None).exists()
    assert as_dana.get(reverse("today")).status_code == 200


def test_the_end_can_be_taken_back(as_dana: Client, plan: Plan, first: Milestone) -> None:
    as_dana.post(reverse("plan-end"))
    assert as_dana.post(reverse("milestone-tick", args=[first.pk])).status_code == 404
    as_dana.post(reverse("plan-resume"))
    assert as_dana.post(reverse("milestone-tick", args=[first.pk])).status_code == 302
    assert as_dana.post(reverse("plan-resume")).status_code == 404


def test_a_person_with_a_plan_can_be_deleted(dana: User, plan: Plan) -> None:
    dana.delete()
    assert not Plan.objects.exists()


def test_closing_an_old_month_moves_what_is_open_to_the_present_one(
    as_dana: Client, plan: Plan
) -> None:
    with time_machine.travel("2027-02-05T12:00:00Z"):
        as_dana.post(reverse("plan-close", args=[2]), {})
    assert not plan.milestones.filter(month=2).exists()
    assert plan.milestones.get(slug="wins-before-they-expire").month == 5


def test_a_word_that_is_no_address_leads_nowhere(as_dana: Client, first: Milestone) -> None:
    answer = as_dana.post(reverse("milestone-tick", args=[first.pk]), {"next": "account_logout"})
    assert answer.url.startswith("/plan/2/")


def test_i_have_it_draws_the_line_complete_and_asks_what_next(as_dana: Client, plan: Plan) -> None:
    as_dana.post(reverse("plan-end"))
    page = as_dana.get(reverse("plan")).content.decode()
    assert "The line is complete" in page
    assert "Begin a new line" in page
    assert as_dana.get(reverse("today")).status_code == 200


def test_a_plan_that_asks_too_much_says_so_and_the_small_versions_help(
    as_dana: Client, plan: Plan
) -> None:
    plan.study_minutes, plan.lab_minutes, plan.story_minutes = 90, 45, 45
    plan.save()
    page = as_dana.get(reverse("plan")).content.decode()
    assert "places the plan asks more than your blocks give" in page
    as_dana.post(reverse("plan-less"))
    assert plan.milestones.filter(reduced=True).exists()
    assert plan.milestones.filter(reduced=True, block="study").count() == 0


def test_the_capture_line_keeps_what_happened_for_the_months_close(
    as_dana: Client, plan: Plan
) -> None:
    as_dana.post(reverse("keep"), {"line": "Cut the staging bill by $300"})
    page = as_dana.get(reverse("plan-close", args=[2])).content.decode()
    assert "Cut the staging bill by $300" in page
    long = as_dana.post(reverse("keep"), {"line": "x" * 501}).content.decode()
    assert "500 characters" in long
    assert "x" * 501 in long

"""What the pages above ask: the exam each of many people studies for."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from certifications import overview
from certifications.models import Certification, StudyMinutes
from tests.certifications.goals.rows import TODAY, goal
from tests.people import person

pytestmark = pytest.mark.django_db


def aim(user: User) -> overview.Aim:
    return overview.aims({user.pk: TODAY})[user.pk]


def test_a_booked_exam_comes_before_one_that_is_begun_and_that_before_a_plan(dana: User) -> None:
    planned, begun, booked = (goal(dana, slug) for slug in ("cka", "ckad", "kcna"))
    assert aim(dana).goal == planned.pk
    begun.begin(TODAY)
    assert aim(dana).goal == begun.pk
    booked.set_exam(TODAY + timedelta(days=30), booked=True)
    assert aim(dana).goal == booked.pk


def test_of_two_booked_exams_the_next_one_comes_first(dana: User) -> None:
    later, sooner = goal(dana, "cka"), goal(dana, "ckad")
    later.set_exam(TODAY + timedelta(days=90), booked=True)
    sooner.set_exam(TODAY + timedelta(days=30), booked=True)
    assert aim(dana).goal == sooner.pk


def test_nobody_studies_for_an_exam_whose_day_has_gone_by(dana: User) -> None:
    sat, planned = goal(dana, "cka"), goal(dana, "ckad")
    sat.set_exam(TODAY, booked=True)
    assert aim(dana).goal == sat.pk
    sat.set_exam(TODAY - timedelta(days=1), booked=True)
    assert aim(dana).goal == planned.pk


def test_a_goal_that_left_the_catalogue_hides_no_other(dana: User) -> None:
    gone, planned = goal(dana, "cka"), goal(dana, "ckad")
    Certification.objects.filter(pk=gone.certification_id).update(slug="gone-since")
    assert aim(dana).goal == planned.pk


def test_nobody_studies_for_what_cannot_be_earned_any_more(dana: User) -> None:
    goal(dana, "azure-security-engineer-associate").begin(TODAY)
    assert overview.aims({dana.pk: TODAY}) == {}
    planned = goal(dana, "ckad")
    assert aim(dana).goal == planned.pk


def test_it_knows_the_exam_the_goal_is_for_and_not_the_one_shown_today(dana: User) -> None:
    made = goal(dana, "comptia-security-plus")
    version = made.certification.versions.get(slug="sy0-801")
    made.aim_at(version)
    found = aim(dana)
    facts = version.facts
    assert facts is not None
    assert found.code == "SY0-801"
    assert [part.name for part in found.exam.domains] == [one.name for one in facts.domains]


def test_minutes_count_by_domain_and_what_was_studied_before_too(dana: User) -> None:
    made = goal(dana, hours_before=2, hours_estimate=10)
    StudyMinutes.objects.create(goal=made, on=TODAY, minutes=45, domain="FinOps Lifecycle")
    found = aim(dana)
    assert (found.minutes_studied, found.minutes_wanted, found.minutes_left) == (165, 600, 435)
    assert found.url == f"/certifications/goals/{made.pk}/"
    assert found.following is not None
    assert found.following.name == "FinOps Capabilities"


def test_who_has_no_open_goal_has_no_aim(dana: User, eve: User) -> None:
    goal(dana).let_go("No time", TODAY)
    assert overview.aims({dana.pk: TODAY, eve.pk: TODAY}) == {}


def test_many_people_cost_two_queries(dana: User, django_assert_num_queries: Any) -> None:
    people = [dana, *(person(f"{n}@example.org") for n in range(5))]
    for one in people:
        for slug in ("cka", "ckad"):
            made = goal(one, slug)
            StudyMinutes.objects.create(goal=made, on=TODAY, minutes=30)
    with django_assert_num_queries(2):
        assert len(overview.aims({one.pk: TODAY for one in people})) == 6

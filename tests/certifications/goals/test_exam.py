"""A goal's exam: its day, its version, and what stands before it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from certifications.goals import results
from certifications.models import Certification, StudyMinutes
from tests.certifications.goals.rows import SPRING, TODAY, goal, page, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def test_a_date_makes_a_plan_that_says_whether_it_fits(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    said = post(as_dana, "goal-exam", made, exam_on="2027-04-20")
    assert (made.state, made.exam_on) == ("planned", SPRING)
    assert "20 study blocks until then, 30 hours." in said
    assert "It fits." in said

    said = post(as_dana, "goal-exam", made, exam_on="2027-03-02")
    assert "It fits the low end." in said

    said = post(as_dana, "goal-exam", made, exam_on="2026-12-30")
    assert "7.5 hours too few" in said
    assert "Four ways out" in said
    assert "15 minutes more" not in said
    assert "90 minutes more in each block" in said


def test_a_booked_exam_has_a_day(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    assert "A booked exam has a day" in post(as_dana, "goal-exam", made, booked="on")
    assert made.state == "planned"
    post(as_dana, "goal-exam", made, exam_on="2027-04-20", booked="on")
    assert made.state == "booked"


def test_a_booking_is_taken_back_to_where_it_stood(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    post(as_dana, "goal-begin", made)
    post(as_dana, "goal-exam", made, exam_on="2027-04-20", booked="on")
    post(as_dana, "goal-exam", made, exam_on="2027-04-20")
    assert (made.state, made.exam_on) == ("studying", SPRING)
    post(as_dana, "goal-exam", made)
    assert (made.state, made.exam_on) == ("studying", None)
    post(as_dana, "goal-unbegin", made)
    assert (made.state, made.began_on) == ("planned", None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-11-29", "has passed"),
        ("2036-01-01", "more than five years ahead"),
        ("next spring", "This is no date"),
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_its_field(
    as_dana: Client, dana: User, typed: str, said: str
) -> None:
    made = goal(dana)
    answer = post(as_dana, "goal-exam", made, exam_on=typed)
    assert said in answer
    assert f'value="{typed}"' in answer
    assert made.exam_on is None


def test_a_date_beyond_the_exams_last_day_is_warned_of_and_the_next_exam_offered(
    as_dana: Client, dana: User
) -> None:
    made = goal(dana, "comptia-security-plus")
    StudyMinutes.objects.create(goal=made, on=TODAY, minutes=120)
    said = post(as_dana, "goal-exam", made, exam_on="2027-07-01")
    assert made.exam_on == date(2027, 7, 1)
    assert "SY0-701 can be sat until 11 June 2027, and your date is 1 July 2027." in said
    assert "cannot be sat as planned" in as_dana.get(reverse("goals")).content.decode()

    said = post(as_dana, "goal-version", made, also=["sy0-801"])
    assert made.version.slug == "sy0-801"
    assert "and your date is" not in said
    assert "2 hours studied" in said


def test_an_exam_that_is_over_cannot_be_aimed_at(as_dana: Client, dana: User) -> None:
    made = goal(dana, "aws-ml-engineer-associate")
    assert made.version.slug == "mla-c02"
    said = post(as_dana, "goal-version", made, also=["mla-c01"])
    assert "cannot be taken any more" in said
    assert made.version.slug == "mla-c02"
    url = reverse("goal-version", args=[made.pk, "sy0-801"])
    assert as_dana.post(url).status_code == 404


def test_a_prerequisite_that_is_missing_is_said_until_it_is_passed(
    as_dana: Client, dana: User
) -> None:
    made = goal(dana, "cks")
    assert "Needs first:" in page(as_dana, made)
    results.record(goal(dana, "cka"), on=TODAY, passed=True, score="")
    assert "Needs first:" not in page(as_dana, made)


def test_the_blocks_of_an_exam_that_comes_first_are_not_promised_twice(
    as_dana: Client, dana: User
) -> None:
    first = goal(dana, "cka")
    first.set_exam(date(2027, 2, 16), booked=True)
    second = goal(dana)
    said = post(as_dana, "goal-exam", second, exam_on="2027-03-16")
    assert "3 study blocks until then, 4.5 hours." in said
    assert "For this exam those after 16 February 2027 are counted." in said


def test_without_a_study_block_the_page_says_where_to_set_one(
    as_dana: Client, dana: User, settings: Settings
) -> None:
    settings.STUDY_SITTINGS = ""
    made = goal(dana)
    said = page(as_dana, made)
    assert "No study block is set" in said
    assert reverse("settings-blocks") in said
    dated = post(as_dana, "goal-exam", made, exam_on="2027-03-16")
    assert "No study block is set" in dated
    assert "The blocks you have" not in dated


def test_blocks_that_come_after_the_exam_are_said(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    assert "No study block lies between" in post(as_dana, "goal-exam", made, exam_on="2026-12-01")


def test_a_prerequisite_that_expired_is_not_called_unknown(as_dana: Client, dana: User) -> None:
    mine = goal(dana, "azure-solutions-architect-expert")
    needed = Certification.objects.get(slug="azure-administrator-associate")
    assert "It is neither passed nor among what you hold." in page(as_dana, mine)
    dana.credentials.create(name="AZ-104", certification=needed, expires_on=date(2026, 10, 1))
    assert "What you held of it expired on 1 October 2026." in page(as_dana, mine)
    again = goal(dana, "azure-administrator-associate")
    assert f'<a href="{reverse("goal", args=[again.pk])}">It is your goal too</a>' in page(
        as_dana, mine
    )


def test_a_goal_that_renews_says_until_when_it_is_held(as_dana: Client, dana: User) -> None:
    mine = goal(dana, "cka")
    held = dana.credentials.create(
        name="CKA", certification=mine.certification, expires_on=date(2027, 4, 1)
    )
    assert "What you hold of it ends on 1 April 2027." in page(as_dana, mine)
    held.expires_on = date(2026, 4, 1)
    held.save()
    assert "What you hold of it ends" not in page(as_dana, mine)


def test_an_exam_that_ends_before_its_hours_are_studied_is_said(
    as_dana: Client, dana: User
) -> None:
    mine = goal(dana, "comptia-security-plus")
    assert "SY0-701 can be sat until 11 June 2027 only." in page(as_dana, mine)
    mine.hours_estimate = 30
    mine.save()
    assert "11 June 2027 only." not in page(as_dana, mine), "April is in time"

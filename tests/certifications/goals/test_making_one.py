"""Making a certification a goal, the order of goals, and letting one go."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from certifications.catalogue import catalog, syncing
from certifications.goals import results
from certifications.models import Goal, StudyMinutes, Training
from tests.certifications.goals.rows import FOCP, SPRING, TODAY, TOLD, goal, page, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


# --- Making one, and the order --------------------------------------------------------------------


def test_a_certification_becomes_a_goal_for_the_exam_of_today(as_dana: Client, dana: User) -> None:
    syncing.sync(catalog.catalogue(), TODAY)
    url = reverse("goal-aim", args=["comptia-security-plus"])
    answer = as_dana.post(url, follow=True)
    made = Goal.objects.get(user=dana)
    assert answer.redirect_chain == [(reverse("goal", args=[made.pk]), 302)]
    assert made.version is not None
    assert made.version.slug == "sy0-701"
    as_dana.post(url)
    assert Goal.objects.count() == 1


def test_a_link_to_it_only_asks(as_dana: Client) -> None:
    syncing.sync(catalog.catalogue(), TODAY)
    url = reverse("goal-aim", args=["cka"])
    assert "Make it my goal" in as_dana.get(url).content.decode()
    assert not Goal.objects.exists()
    as_dana.post(url)
    assert as_dana.get(url).url == reverse("goal", args=[Goal.objects.get().pk])


def test_what_is_retired_is_refused_and_its_follower_offered(as_dana: Client) -> None:
    syncing.sync(catalog.catalogue(), TODAY)
    answer = as_dana.post(reverse("goal-aim", args=["azure-security-engineer-associate"]))
    assert answer.status_code == 409
    assert "cannot be earned any more" in answer.content.decode()
    assert reverse("goal-aim", args=["azure-cloud-ai-security-engineer-associate"]) in (
        answer.content.decode()
    )
    assert not Goal.objects.exists()


def test_nothing_is_a_goal_yet(as_dana: Client) -> None:
    said = as_dana.get(reverse("goals")).content.decode()
    assert "No certification is your goal yet" in said


def test_the_order_is_ones_own(as_dana: Client, dana: User) -> None:
    first, second, third = (goal(dana, slug) for slug in ("cka", "ckad", FOCP))
    post(as_dana, "goal-up", third)
    assert list(Goal.objects.for_user(dana)) == [first, third, second]
    post(as_dana, "goal-down", first)
    assert list(Goal.objects.for_user(dana)) == [third, first, second]
    post(as_dana, "goal-up", third)
    assert list(Goal.objects.for_user(dana)) == [third, first, second]


def test_the_list_takes_the_same_queries_for_two_goals_and_for_twelve(
    as_dana: Client, dana: User
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            as_dana.get(reverse("goals"))
        return len(found)

    goal(dana, "cka")
    results.record(goal(dana, "ckad"), on=TODAY, passed=True, score="")
    few = queries()
    for slug in list(catalog.catalogue().credentials)[:12]:
        made = goal(dana, slug)
        StudyMinutes.objects.create(goal=made, on=TODAY, minutes=30)
        if made.pk % 2:
            results.record(made, on=TODAY, passed=True, score="")
    assert queries() == few


def test_the_goals_page_takes_the_same_queries_however_much_is_kept(
    as_dana: Client, dana: User
) -> None:
    made = goal(dana, "cka")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page(as_dana, made)
        return len(found)

    StudyMinutes.objects.create(goal=made, on=TODAY, minutes=30)
    few = queries()
    for number in range(10):
        StudyMinutes.objects.create(goal=made, on=TODAY, minutes=30 + number)
        Training.objects.create(goal=made, name=f"School {number}")
    goal(dana, "ckad", exam_on=SPRING)
    assert queries() <= few + 1


# --- Letting go -----------------------------------------------------------------------------------


def test_letting_go_wants_a_reason_that_comes_back(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    made.set_exam(SPRING, booked=True)
    assert "A few words:" in post(as_dana, "goal-let-go", made, why="  ")
    assert made.is_open
    said = post(as_dana, "goal-let-go", made, why="Another exam first")
    assert made.state == "let-go"
    assert "“Another exam first”" in said
    assert "Another exam first" in as_dana.get(reverse("goals")).content.decode()

    post(as_dana, "goal-take-up", made)
    assert (made.state, made.exam_on) == ("booked", SPRING)


def test_aiming_at_what_was_let_go_takes_it_up_with_its_hours(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    StudyMinutes.objects.create(goal=made, on=TODAY, minutes=90)
    made.let_go("No time", TODAY)
    answer = as_dana.post(reverse("goal-aim", args=[FOCP]), follow=True)
    assert Goal.objects.count() == 1
    assert "You let it go on 30 November 2026: “No time”." in answer.content.decode()


def test_two_open_goals_for_one_certification_are_refused(as_dana: Client, dana: User) -> None:
    passed = goal(dana)
    results.record(passed, on=TODAY, passed=True, score="")
    goal(dana)
    said = post(as_dana, "goal-result-back", passed)
    assert "You are after it a second time already" in said
    assert passed.state == "passed"
    again = Goal.objects.get(user=dana, state="planned")
    again.let_go("No time", TODAY)
    third = Goal.objects.create(user=dana, certification=again.certification)
    assert "a second time already" in post(as_dana, "goal-take-up", again)
    assert Goal.objects.for_user(dana).open().get() == third


def test_removing_says_what_goes_and_takes_it(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    StudyMinutes.objects.create(goal=made, on=TODAY, minutes=90)
    url = reverse("goal-remove", args=[made.pk])
    assert "90 minutes of study" in as_dana.get(url).content.decode()
    assert Goal.objects.exists()
    as_dana.post(url)
    assert not Goal.objects.exists()


def test_those_above_are_told_before_a_goal_goes(
    as_dana: Client, dana: User, settings: Settings
) -> None:
    settings.ON_GOAL_REMOVAL = ["tests.certifications.goals.rows.before_it_goes"]
    made = goal(dana)
    pk = made.pk
    as_dana.post(reverse("goal-remove", args=[pk]))
    assert [one.pk for one in TOLD] == [pk]
    assert not Goal.objects.exists()

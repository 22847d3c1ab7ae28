"""The guard, strangers and visitors on the pages of goals."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certifications.catalogue import catalog, syncing
from certifications.goals import aiming
from certifications.models import Goal, StudyMinutes, Training
from tests.certifications.goals.rows import TODAY, goal, post
from tests.people import unproven

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


# --- The guard ------------------------------------------------------------------------------------


@pytest.fixture
def guarded(dana: User) -> None:
    """The guard speaks."""
    unproven(dana)


@pytest.mark.usefixtures("guarded")
def test_no_exam_is_suggested_while_the_guard_speaks(as_dana: Client, dana: User) -> None:
    said = as_dana.get(reverse("goals")).content.decode()
    assert "Do not buy another certification yet." in said
    assert "Choose one from the catalogue" not in said
    made = goal(dana, "aws-devops-engineer-professional")
    said = post(as_dana, "goal-exam", made, exam_on="2027-02-02")
    assert "none of your 2 credentials is proven." in said
    assert "what you hold needs proof first" in said
    assert "These share a lane with it" not in said


@pytest.mark.usefixtures("guarded")
def test_the_guard_forbids_nothing_and_is_silent_about_a_booked_exam(
    as_dana: Client, dana: User
) -> None:
    syncing.sync(catalog.catalogue(), TODAY)
    as_dana.post(reverse("goal-aim", args=["cka"]))
    made = Goal.objects.get(user=dana)
    said = post(as_dana, "goal-exam", made, exam_on="2027-04-20", booked="on")
    assert made.state == "booked"
    assert "Do not buy another certification yet." not in said


# --- Strangers ------------------------------------------------------------------------------------

OPEN_AND_CHANGE = ["goal-exam", "goal-tune", "goal-result", "goal-let-go", "goal-remove"]
CHANGE = ["goal-up", "goal-down", "goal-begin", "goal-unbegin", "goal-minutes", "goal-take-up"]
CHANGE += ["goal-result-back"]


@pytest.mark.parametrize("name", ["goal", "goal-training", *OPEN_AND_CHANGE])
def test_a_stranger_does_not_find_it(as_eve: Client, dana: User, name: str) -> None:
    url = reverse(name, args=[goal(dana).pk])
    assert as_eve.get(url).status_code == 404


@pytest.mark.parametrize("name", [*CHANGE, *OPEN_AND_CHANGE])
def test_a_stranger_changes_nothing(as_eve: Client, dana: User, name: str) -> None:
    made = goal(dana)
    assert as_eve.post(reverse(name, args=[made.pk])).status_code == 404
    assert Goal.objects.get().state == "planned"


@pytest.mark.parametrize("name", CHANGE)
def test_looking_changes_nothing(as_dana: Client, dana: User, name: str) -> None:
    assert as_dana.get(reverse(name, args=[goal(dana).pk])).status_code == 405


def test_another_goals_rows_are_not_found(as_dana: Client, dana: User, eve: User) -> None:
    mine, hers = goal(dana), goal(eve)
    row = StudyMinutes.objects.create(goal=hers, on=TODAY, minutes=30)
    training = Training.objects.create(goal=hers, name="One")
    for name, pk in [
        ("goal-minutes-remove", row.pk),
        ("goal-training-edit", training.pk),
        ("goal-training-remove", training.pk),
    ]:
        assert as_dana.post(reverse(name, args=[mine.pk, pk])).status_code == 404
    assert StudyMinutes.objects.count() == Training.objects.count() == 1


def test_a_visitor_signs_in_first(client: Client, dana: User) -> None:
    made = goal(dana)
    for url in [reverse("goals"), reverse("goal", args=[made.pk])]:
        assert client.get(url).url == f"{reverse('account_login')}?next={url}"


def test_moving_somebody_elses_goal_is_no_part_of_the_order(dana: User, eve: User) -> None:
    first, second, hers = goal(dana, "cka"), goal(dana, "ckad"), goal(eve, "cka")
    aiming.move(second, -5)
    assert list(Goal.objects.for_user(dana)) == [second, first]
    hers.refresh_from_db()
    assert hers.position == 1

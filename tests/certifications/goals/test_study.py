"""What is studied, what it is for, and who trains for it."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certifications.models import Certification, Goal, StudyMinutes, Training
from tests.certifications.goals.rows import SPRING, TODAY, goal, page, post
from tests.people import unproven

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


# --- The study ------------------------------------------------------------------------------------


def test_minutes_by_hand_count_and_can_be_taken_out(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    data = {"on": "2026-11-29", "minutes": "90", "domain": "FinOps Capabilities"}
    assert "1.5 hours studied" in post(as_dana, "goal-minutes", made, **data)
    row = StudyMinutes.objects.get()
    assert (row.domain, row.minutes) == ("FinOps Capabilities", 90)
    said = post(as_dana, "goal-minutes-remove", made, also=[row.pk])
    assert "0 hours studied" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"minutes": "0"}, "At least one minute."),
        ({"minutes": "1441"}, "A day has 1,440 minutes."),
        ({"minutes": "an hour"}, "Write a whole number of minutes."),
        ({"on": "2026-12-01"}, "This day is still to come."),
        ({"domain": "Gardening"}, "Choose one of the domains of this exam."),
    ],
)
def test_minutes_that_cannot_be_are_refused_on_the_page_they_were_typed(
    as_dana: Client, dana: User, typed: dict[str, str], said: str
) -> None:
    made = goal(dana)
    data = {"on": "2026-11-29", "minutes": "90", "domain": "", **typed}
    assert said in post(as_dana, "goal-minutes", made, **data)
    assert not StudyMinutes.objects.exists()


def test_who_is_sure_of_a_domain_gets_fewer_hours_of_it(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    before = page(as_dana, made)
    assert "0 of 6.8 h" in before  # 30 % of 22.5 hours
    form = as_dana.get(reverse("goal-tune", args=[made.pk])).content.decode()
    assert "FinOps Lifecycle" in form
    said = post(as_dana, "goal-tune", made, **{"sure-4": "4", "hours_before": "3"})
    assert made.confidence == {"FinOps Lifecycle": 4}
    assert "3 hours studied" in said
    assert "0.6 of" in said
    post(as_dana, "goal-tune", made, **{"sure-4": "", "hours_estimate": "60"})
    assert (made.confidence, made.hours_estimate, made.hours_before) == ({}, 60, 0)


def test_what_was_typed_of_the_hours_stays_where_it_is_wrong(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    said = post(as_dana, "goal-tune", made, **{"sure-0": "9", "hours_estimate": "5000"})
    assert "Choose one of the four, or leave it open." in said
    assert 'value="5000"' in said
    assert made.confidence == {}


def test_an_exam_without_domains_has_its_hours_as_one(as_dana: Client, dana: User) -> None:
    made = goal(dana, "finops-certified-engineer")
    said = post(as_dana, "goal-exam", made, exam_on="2027-04-20")
    assert "We know no domains of this exam" in said


def test_a_certification_that_left_the_catalogue_keeps_its_goal(
    as_dana: Client, dana: User
) -> None:
    made = goal(dana)
    Certification.objects.filter(pk=made.certification_id).update(slug="gone-since")
    StudyMinutes.objects.create(goal=made, on=TODAY, minutes=90)
    said = page(as_dana, made)
    assert "It has left our catalogue" in said
    assert reverse("certification", args=["gone-since"]) not in said
    assert "1.5 hours studied" in said
    for name in ("goal-exam", "goal-tune", "goal-training", "goal-result", "goal-let-go"):
        assert as_dana.get(reverse(name, args=[made.pk])).status_code == 200
    assert as_dana.get(reverse("goals")).status_code == 200


def test_days_of_study_say_that_proof_comes_before_them(as_dana: Client, dana: User) -> None:
    mine = goal(dana, exam_on=SPRING)
    assert "for its proof" not in page(as_dana, mine)
    unproven(dana)
    assert "your study blocks are for its proof, and these days move back." in page(as_dana, mine)
    mine.state = Goal.State.BOOKED
    mine.save()
    assert "for its proof" not in page(as_dana, mine)


# --- Training -------------------------------------------------------------------------------------


def test_providers_are_vetted_side_by_side(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    post(as_dana, "goal-training", made, name="One", honest="no", note="Sells “real questions”")
    five = dict.fromkeys(["current", "labs", "honest", "teacher", "way-out"], "yes")
    said = post(as_dana, "goal-training", made, name="Two", **five)
    assert "Leave it" in said
    assert "Worth its price" in said
    assert "Sells “real questions”" in said
    assert "One: Leave it · Two: Worth its price" in page(as_dana, made)

    two = Training.objects.get(name="Two")
    assert "Weigh it" in post(
        as_dana, "goal-training-edit", made, also=[two.pk], name="Two", **(five | {"labs": "no"})
    )
    post(as_dana, "goal-training-remove", made, also=[two.pk])
    assert Training.objects.count() == 1


def test_a_provider_stands_there_once_and_has_a_name(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    post(as_dana, "goal-training", made, name="One")
    assert "This one is vetted already." in post(as_dana, "goal-training", made, name="ONE")
    assert "Name the provider" in post(as_dana, "goal-training", made, name="", labs="yes")
    assert "Yes, no, or not asked yet." in post(
        as_dana, "goal-training", made, name="Two", labs="perhaps"
    )
    assert Training.objects.count() == 1

"""How an exam went, and what follows from it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certifications.goals import results
from certifications.models import Goal, Sitting, Training
from tests.at_once import comes_first
from tests.certifications.goals.rows import TODAY, goal, page, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


# --- How it went ----------------------------------------------------------------------------------


def test_passing_leads_to_what_one_holds(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    made.set_exam(TODAY, booked=True)
    data = {"passed": "1", "on": "2026-11-30", "score": "88 %"}
    answer = as_dana.post(reverse("goal-result", args=[made.pk]), data)
    made.refresh_from_db()
    assert (made.state, made.exam_on) == ("passed", TODAY)
    assert answer.url == f"/certifications/held/add/?goal={made.pk}"
    assert "30 Nov 2026: passed, 88 %" in page(as_dana, made)


def test_a_result_by_mistake_is_taken_back(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    made.set_exam(TODAY, booked=True)
    for passed in ("1", "0"):
        post(as_dana, "goal-result", made, passed=passed, on="2026-11-29")
        post(as_dana, "goal-result-back", made)
        assert (made.state, made.exam_on) == ("booked", TODAY)
    assert not Sitting.objects.exists()


def test_after_a_failed_exam_the_vendors_rule_counts_and_the_fee_is_asked(
    as_dana: Client, dana: User
) -> None:
    made = goal(dana, "aws-devops-engineer-professional", began_on=TODAY)
    said = post(as_dana, "goal-result", made, passed="0", on="2026-11-30", score="701")
    assert (made.state, made.exam_on) == ("not-passed", None)
    assert "not passed, 701" in said
    assert "You may sit it again from 14 December 2026 on." in said

    form = as_dana.get(reverse("goal-exam", args=[made.pk])).content.decode()
    assert "What the retake costs" in form
    assert "You may sit it again from</label>" not in form

    said = post(as_dana, "goal-exam", made, exam_on="2026-12-10", booked="on", retake="300")
    assert made.state == "booked"
    assert "Your date lies before that." in said
    assert "Put aside for it: 300 USD." in said
    post(as_dana, "goal-exam", made, retake="300")
    assert made.state == "not-passed"


def test_where_no_rule_is_held_the_person_is_asked(as_dana: Client, dana: User) -> None:
    made = goal(dana, "cka")
    said = post(as_dana, "goal-result", made, passed="0", on="2026-11-30")
    assert "We know no waiting rule" in said
    assert "The fee has paid for one more attempt." in said
    said = post(as_dana, "goal-exam", made, retake_from="2027-01-11", retake="-1")
    assert "An amount is zero or more." in said
    assert made.retake_from is None
    said = post(as_dana, "goal-exam", made, retake_from="2027-01-11")
    assert "You may sit it again from 11 January 2027 on." in said


def test_what_the_vendor_said_comes_back_with_the_result_taken_back(
    as_dana: Client, dana: User
) -> None:
    made = goal(dana, "cka", retake_from=date(2027, 1, 11))
    post(as_dana, "goal-result", made, passed="0", on="2026-11-30")
    assert made.retake_from is None, "it was said of the attempt before"
    post(as_dana, "goal-result-back", made)
    assert made.retake_from == date(2027, 1, 11)


def test_a_result_is_not_to_come(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    said = post(as_dana, "goal-result", made, passed="1", on="2026-12-01", score="900")
    assert "This day is still to come." in said
    assert 'value="900"' in said
    assert made.is_open


def test_a_day_gone_by_asks_how_it_went(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    made.set_exam(TODAY - timedelta(days=1), booked=True)
    assert "Your exam was on 29 November 2026." in page(as_dana, made)
    assert "Say how it went" in as_dana.get(reverse("goals")).content.decode()


def test_a_wish_that_has_gone_by_is_said_and_the_plan_looks_ahead_again(
    as_dana: Client, dana: User
) -> None:
    made = goal(dana, exam_on=TODAY - timedelta(days=1))
    said = page(as_dana, made)
    assert "That day has passed." in said
    assert "A date after that fits" in said


# --- The same thing twice at once -----------------------------------------------------------------


def test_a_result_sent_twice_at_once_is_one_sitting(
    as_dana: Client, dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = goal(dana)
    again = Goal.objects.get(pk=mine.pk)
    day = date(2026, 11, 20)
    met = comes_first(monkeypatch, lambda: results.record(again, on=day, passed=True, score=""))
    post(as_dana, "goal-result", mine, passed="1", on="2026-11-20")
    assert met
    assert Sitting.objects.count() == 1
    assert mine.state == Goal.State.PASSED


def test_a_goal_that_was_passed_a_moment_ago_is_not_let_go(
    as_dana: Client, dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = goal(dana)
    again = Goal.objects.get(pk=mine.pk)
    day = date(2026, 11, 20)
    comes_first(monkeypatch, lambda: results.record(again, on=day, passed=True, score=""))
    post(as_dana, "goal-let-go", mine, why="no time")
    assert mine.state == Goal.State.PASSED


def test_a_provider_sent_twice_at_once_is_kept_once(
    as_dana: Client, dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = goal(dana)
    comes_first(monkeypatch, lambda: Training.objects.create(goal=mine, name="Example Academy"))
    said = post(as_dana, "goal-training", mine, name="Example Academy")
    assert "This one is vetted already" in said
    assert Training.objects.count() == 1


def test_a_goal_that_is_passed_or_let_go_changes_no_more_from_an_old_tab(
    as_dana: Client, dana: User
) -> None:
    mine = goal(dana, "comptia-security-plus")
    post(as_dana, "goal-result", mine, passed="0", on="2026-11-20")
    post(as_dana, "goal-let-go", mine, why="no time")
    post(as_dana, "goal-result-back", mine)
    assert mine.sittings.count() == 1
    was = mine.version
    post(as_dana, "goal-version", mine, also=["sy0-801"])
    assert mine.version == was

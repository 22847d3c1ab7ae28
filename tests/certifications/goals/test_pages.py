"""What a person does with their goals, from making a certification one to passing it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from certifications.catalogue import catalog, syncing
from certifications.goals import aiming, results
from certifications.models import Certification, Goal, Sitting, StudyMinutes, Training
from tests.at_once import comes_first
from tests.certifications.goals.rows import TODAY, TOLD, goal
from tests.people import unproven

pytestmark = pytest.mark.django_db
FOCP = "finops-certified-practitioner"
SPRING = date(2027, 4, 20)


@pytest.fixture(autouse=True)
def november(settings: Settings) -> Iterator[None]:
    settings.STUDY_SITTINGS = "tests.certifications.goals.rows.tuesdays"
    with time_machine.travel("2026-11-30T12:00:00Z", tick=False):
        yield


def page(client: Client, goal: Goal) -> str:
    return client.get(reverse("goal", args=[goal.pk])).content.decode()


def post(client: Client, address: str, goal: Goal, **data: Any) -> str:
    """Send a form of a goal's; what the page it ends on says."""
    arguments = [goal.pk, *data.pop("also", [])]
    answer = client.post(reverse(address, args=arguments), data, follow=True)
    assert answer.status_code == 200
    goal.refresh_from_db()
    return answer.content.decode()


# --- Making one, and the order ------------------------------------------------------------------


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


# --- The exam -----------------------------------------------------------------------------------


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


# --- How it went --------------------------------------------------------------------------------


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


# --- Letting go ---------------------------------------------------------------------------------


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


# --- The study ----------------------------------------------------------------------------------


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


# --- Training -----------------------------------------------------------------------------------


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


# --- The guard ----------------------------------------------------------------------------------


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


# --- Strangers ----------------------------------------------------------------------------------

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


def test_an_exam_that_ends_before_its_hours_are_studied_is_said(
    as_dana: Client, dana: User
) -> None:
    mine = goal(dana, "comptia-security-plus")
    assert "SY0-701 can be sat until 11 June 2027 only." in page(as_dana, mine)
    mine.hours_estimate = 30
    mine.save()
    assert "11 June 2027 only." not in page(as_dana, mine), "April is in time"


# --- The same thing twice at once ---------------------------------------------------------------


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


def test_days_of_study_say_that_proof_comes_before_them(as_dana: Client, dana: User) -> None:
    mine = goal(dana, exam_on=SPRING)
    assert "for its proof" not in page(as_dana, mine)
    unproven(dana)
    assert "your study blocks are for its proof, and these days move back." in page(as_dana, mine)
    mine.state = Goal.State.BOOKED
    mine.save()
    assert "for its proof" not in page(as_dana, mine)

"""The minutes of a study block are study of the exam its person is after, and stand there alone."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from certifications.models import Goal, StudyMinutes
from roadmap.cadence import checkins, material
from roadmap.cadence.answers import Action
from roadmap.cadence.models import Block, CheckIn, SkipReason
from tests.at_once import comes_first
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.ledger import goal
from tests.roadmap.cadence.rows import MONDAY, STUDY_DUE, TUESDAY, set_up

pytestmark = pytest.mark.django_db

STUDY = "/week/2027-W01/study/"
LIFECYCLE = "FinOps Lifecycle"
"""The heaviest domain of the exam, and so the first that is trained."""


@pytest.fixture(autouse=True)
def that_evening() -> Any:
    with time_machine.travel(STUDY_DUE + timedelta(hours=3), tick=False) as clock:
        yield clock


@pytest.fixture
def mine(dana: User) -> dict[str, Block]:
    rows.plan(dana).milestones.filter(block="study").delete()
    return set_up(dana)


def say(client: Client, *, status: int = 302, **fields: Any) -> str:
    told = {"done_on": "2027-01-05", "minutes": "90", "exists_now": "a table", **fields}
    answer = client.post(STUDY + "done/", told)
    assert answer.status_code == status
    return answer.content.decode()


def studied() -> list[tuple[str, date, int]]:
    return [(row.domain, row.on, row.minutes) for row in StudyMinutes.objects.all()]


def select(html: str) -> list[tuple[str, bool]]:
    """The choices of the form, each with whether it stands ready."""
    field = html.split('name="domain"')[1].split("</select>")[0]
    found = re.findall(r'<option value="([^"]*)"( selected)?', field)
    return [(value, bool(ready)) for value, ready in found]


# --- Answering ----------------------------------------------------------------------------------


def test_a_study_block_that_is_done_is_study_of_the_domain_it_was_for(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    goal(dana)
    html = as_dana.get(STUDY).content.decode()
    assert "Counts for FinOps Certified Practitioner" in html
    assert (LIFECYCLE, True) in select(html)
    say(as_dana, domain=LIFECYCLE)
    assert studied() == [(LIFECYCLE, TUESDAY, 90)]
    kept = CheckIn.objects.get()
    assert kept.minutes is None
    assert kept.spent == 90
    html = as_dana.get(STUDY).content.decode()
    assert "Done Tuesday, 5 January, 90 min" in html
    assert 'value="90"' in html
    assert "Its minutes are counted for FinOps Certified Practitioner." in html
    assert "90 min" in as_dana.get("/week/2027-W01/").content.decode()


def test_they_may_be_for_another_domain_for_the_whole_exam_or_for_something_else(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    goal(dana)
    say(as_dana, domain="FinOps Capabilities")
    assert studied() == [("FinOps Capabilities", TUESDAY, 90)]
    say(as_dana, domain="")
    assert studied() == [("", TUESDAY, 90)]
    say(as_dana, domain="-")
    assert studied() == []
    assert CheckIn.objects.get().minutes == 90
    assert ("-", True) in select(as_dana.get(STUDY).content.decode())
    say(as_dana, domain=LIFECYCLE)
    assert studied() == [(LIFECYCLE, TUESDAY, 90)]


def test_an_answer_that_changes_changes_the_study_and_makes_no_second(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    goal(dana)
    say(as_dana)
    say(as_dana, minutes="45", done_on="2027-01-04")
    assert studied() == [(LIFECYCLE, MONDAY, 45)]
    say(as_dana, minutes="")
    assert studied() == []
    assert CheckIn.objects.get().spent is None


def test_a_domain_that_is_none_of_the_exams_gets_a_sentence_and_loses_nothing(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    goal(dana)
    html = say(as_dana, status=200, domain="Basket weaving", exists_now="a long thought")
    assert "Choose one of the domains in the list." in html
    assert "a long thought" in html
    assert studied() == []


def test_who_has_no_goal_is_not_asked_and_neither_is_a_lab(
    dana: User, eve: User, mine: dict[str, Block], as_dana: Client
) -> None:
    goal(eve)
    goal(dana, state=Goal.State.LET_GO)
    assert 'name="domain"' not in as_dana.get(STUDY).content.decode()
    say(as_dana, domain=LIFECYCLE)
    assert studied() == []
    assert CheckIn.objects.get().minutes == 90
    goal(dana)
    with time_machine.travel("2027-01-08T12:00:00Z"):
        assert 'name="domain"' not in as_dana.get("/week/2027-W01/lab/").content.decode()
        as_dana.post("/week/2027-W01/lab/done/", {"done_on": "2027-01-07", "minutes": "60"})
    assert studied() == []


def test_what_was_answered_before_there_was_a_goal_stays_as_it_was(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    say(as_dana)
    goal(dana)
    assert ("-", True) in select(as_dana.get(STUDY).content.decode())
    told = {"done_on": "2027-01-05", "minutes": "80"}
    as_dana.post(STUDY + "done/", told)  # from a page that was opened before
    assert studied() == []
    assert CheckIn.objects.get().minutes == 80


def test_a_goal_that_was_passed_since_keeps_the_study_that_led_to_it(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    first = goal(dana)
    say(as_dana, domain=LIFECYCLE)
    Goal.objects.update(state=Goal.State.PASSED)
    goal(dana, "cka")
    html = as_dana.get(STUDY).content.decode()
    assert "Counts for FinOps Certified Practitioner" in html
    say(as_dana, minutes="100", domain=LIFECYCLE)
    assert first.study.get().minutes == 100


def test_a_milestones_block_counts_for_the_exam_as_a_whole(
    dana: User, as_dana: Client, eve: User
) -> None:
    rows.plan(dana)
    set_up(dana)
    goal(dana)
    assert ("", True) in select(as_dana.get(STUDY).content.decode())
    say(as_dana)
    assert studied() == [("", TUESDAY, 90)]


# --- Taking it back -----------------------------------------------------------------------------


def test_opening_it_again_takes_the_study_back_and_skipping_leaves_none(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    goal(dana)
    say(as_dana)
    as_dana.post(STUDY + "reopen/")
    assert studied() == []
    as_dana.post(STUDY + "skip/", {"reason": SkipReason.WORK})
    assert CheckIn.objects.get().state == CheckIn.State.SKIPPED
    assert studied() == []


def test_minutes_taken_out_of_the_ledger_leave_the_block_done_without_any(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    goal(dana)
    say(as_dana)
    StudyMinutes.objects.get().delete()
    html = as_dana.get(STUDY).content.decode()
    assert "Done Tuesday, 5 January</p>" in html
    say(as_dana, domain=LIFECYCLE)
    assert studied() == [(LIFECYCLE, TUESDAY, 90)]


def test_a_goal_that_is_removed_gives_the_minutes_back_to_the_block(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    removed = goal(dana)
    other = goal(dana, "cka", position=1)
    say(as_dana)
    checkins.keep_minutes(other)
    assert studied() == [(LIFECYCLE, TUESDAY, 90)]
    checkins.keep_minutes(removed)
    removed.delete()
    kept = CheckIn.objects.get()
    assert (kept.minutes, kept.study, kept.state) == (90, None, CheckIn.State.DONE)


def test_a_goal_that_is_removed_while_its_block_is_answered_leaves_the_minutes_with_the_block(
    dana: User, mine: dict[str, Block], as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed = goal(dana)
    met = comes_first(monkeypatch, removed.delete)
    say(as_dana, domain=LIFECYCLE)
    assert met
    kept = CheckIn.objects.get()
    assert (kept.minutes, kept.study, kept.exists_now) == (90, None, "a table")


def test_a_link_answers_a_block_whose_goal_is_removed_meanwhile(
    client: Client, dana: User, mine: dict[str, Block], monkeypatch: pytest.MonkeyPatch
) -> None:
    removed = goal(dana)
    comes_first(monkeypatch, removed.delete)
    path = Action.DONE.path(mine["study"], MONDAY)
    sent = {"done_on": "2027-01-05", "minutes": "90", "domain": LIFECYCLE}
    assert client.post(path, sent).status_code == 200
    assert CheckIn.objects.get().minutes == 90


def test_the_database_refuses_minutes_in_two_places(dana: User, mine: dict[str, Block]) -> None:
    row = StudyMinutes.objects.create(goal=goal(dana), on=TUESDAY, minutes=90)
    check_in = rows.done(mine["study"], MONDAY, TUESDAY, study=row)
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.filter(pk=check_in.pk).update(minutes=90)
    check_in.minutes = 90
    with pytest.raises(ValidationError):
        check_in.full_clean()


# --- By mail, and in the sums -------------------------------------------------------------------


def test_the_link_in_a_mail_counts_as_well(dana: User, mine: dict[str, Block]) -> None:
    goal(dana)
    stranger = Client()
    page = Action.DONE.path(mine["study"], MONDAY)
    assert (LIFECYCLE, True) in select(stranger.get(page).content.decode())
    assert studied() == []
    stranger.post(page, {"done_on": "2027-01-05", "minutes": "75", "domain": LIFECYCLE})
    assert studied() == [(LIFECYCLE, TUESDAY, 75)]


def test_the_month_has_them_wherever_they_stand(dana: User, mine: dict[str, Block]) -> None:
    study = mine["study"]
    rows.done(study, MONDAY - timedelta(weeks=1), date(2027, 1, 1), minutes=30)
    row = StudyMinutes.objects.create(goal=goal(dana), on=TUESDAY, minutes=90)
    rows.done(study, MONDAY, TUESDAY, study=row)
    facts = material.gather([dana], [study], datetime(2027, 1, 6, 9, tzinfo=UTC))
    assert facts.minutes(study) == 120

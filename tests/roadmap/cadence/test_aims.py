"""What a study block is for once there is a goal: a domain of its exam, or proof that is first."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from certifications.models import Goal, StudyMinutes, TalkThrough
from delivery.content import Content
from delivery.models import Mail
from roadmap.cadence import checkins, compose, nudges, week
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import Block
from roadmap.plan.current import Sort, Task
from roadmap.signals.models import Pairing
from tests.people import person
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.ledger import EXAM_ON, goal, held
from tests.roadmap.cadence.rows import MONDAY, STUDY_DUE, TUESDAY, set_up

pytestmark = [
    pytest.mark.django_db,
]

STUDY = "/week/2027-W01/study/"


@pytest.fixture(autouse=True)
def that_evening() -> Any:
    with time_machine.travel(STUDY_DUE, tick=False) as clock:
        yield clock


@pytest.fixture
def mine(dana: User) -> dict[str, Block]:
    """Blocks, and a plan whose study milestone is settled: the block is free for the exam."""
    rows.plan(dana).milestones.filter(block="study").update(dropped_at=STUDY_DUE)
    return set_up(dana)


def task(user: User, monday: date = MONDAY) -> Task:
    found = checkins.find(user, monday, "study")
    assert found
    said = week.task_of(user, found, found.on)
    assert said
    return said


def study(of: Goal, domain: str, hours: float) -> None:
    StudyMinutes.objects.create(goal=of, domain=domain, on=TUESDAY, minutes=int(hours * 60))


def letter(user: User, now: datetime = STUDY_DUE) -> Content:
    """The mail about the study block."""
    nudges.plan_due(now + timedelta(seconds=4))
    mails = list(Mail.objects.filter(user=user, state=Mail.State.WAITING).select_related("user"))
    content = compose.compose(mails, now + timedelta(seconds=4))[mails[-1].pk]
    assert isinstance(content, Content)
    return content


def lines(content: Content) -> list[str]:
    return [line for line in content.text.splitlines() if line]


# --- The domain that is furthest behind ---------------------------------------------------------


def test_it_trains_the_domain_that_is_furthest_behind_with_an_exercise_for_it(
    dana: User, mine: dict[str, Block]
) -> None:
    aim = goal(dana)
    assert task(dana).topic == "FinOps Lifecycle", "the heaviest, nothing being studied yet"
    assert task(dana).sort is Sort.EXERCISE
    study(aim, "FinOps Lifecycle", 3)
    assert task(dana).topic == "FinOps Capabilities"


def test_an_exercise_that_is_done_gives_way_to_the_next_of_the_same_domain(
    dana: User, mine: dict[str, Block]
) -> None:
    goal(dana)
    first = task(dana)
    assert first.exercise
    assert (first.number, first.of) == (1, 4)
    rows.done(
        mine["study"], MONDAY, TUESDAY, exercise=first.exercise.slug, finished=True, minutes=None
    )
    assert task(dana, MONDAY + WEEK).number == 2


def test_without_an_exercise_it_says_the_domain_and_its_hours(
    dana: User, mine: dict[str, Block]
) -> None:
    aim = goal(dana, "azure-administrator-associate", hours_estimate=100)
    said = task(dana)
    assert said.sort is Sort.STUDY
    assert said.do == f"study {said.topic}: 0 of 25 hours so far"
    assert not said.is_open, "there is nothing in it to tick"
    study(aim, said.topic, 2)
    assert task(dana).topic != said.topic


def test_an_exam_whose_vendor_names_no_domains_is_studied_as_a_whole(
    dana: User, mine: dict[str, Block]
) -> None:
    aim = goal(dana, "finops-certified-engineer", hours_estimate=40)
    study(aim, "", 12)
    assert task(dana).do.endswith(": 12 of 40 hours so far")
    study(aim, "", 28)
    assert "once more" in task(dana).do


def test_a_milestone_of_the_month_comes_before_it(dana: User) -> None:
    rows.plan(dana)
    set_up(dana)
    goal(dana)
    assert task(dana).milestone


def test_who_has_a_goal_and_no_plan_studies_for_it(dana: User, as_dana: Client, eve: User) -> None:
    set_up(dana)
    goal(dana)
    assert task(dana).topic == "FinOps Lifecycle"
    html = as_dana.get(STUDY).content.decode()
    assert "It trains for FinOps Certified Practitioner." in html
    assert task(dana).title in as_dana.get("/week/").content.decode()
    lab = checkins.find(dana, MONDAY, "lab")
    assert lab
    assert week.task_of(dana, lab, TUESDAY) is None


def test_whose_goal_was_let_go_has_the_plans_exam_again(dana: User, mine: dict[str, Block]) -> None:
    found = checkins.find(dana, MONDAY, "study")
    assert found
    before = week.task_of(dana, found, TUESDAY)
    goal(dana, "cka", state=Goal.State.LET_GO)
    assert week.task_of(dana, found, TUESDAY) == before


# --- What wants proof first ---------------------------------------------------------------------


def test_two_credentials_without_proof_come_before_the_next_exam(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    goal(dana)
    held(dana, "cka", issued_on=date(2026, 5, 1))
    held(dana, "cks", issued_on=date(2026, 9, 1))
    said = task(dana)
    assert said.sort is Sort.PROVE
    assert said.to_prove
    assert "put something you made beside" in said.do
    html = as_dana.get(STUDY).content.decode()
    assert f"/certifications/held/{said.to_prove.pk}/pair/" in html
    assert "This comes before the next exam:" in html
    assert '<option value="-" selected>' in html, "proof of what is held is no study for the next"
    mail = letter(dana)
    assert "Next: put something you made beside" in mail.text
    assert "This comes before the next exam: " in mail.text
    assert "FinOps Lifecycle" not in mail.text


def test_the_plans_own_exam_waits_for_proof_too(dana: User, mine: dict[str, Block]) -> None:
    plan = dana.plans.get()
    rows.milestone(plan, "study", "The exam", kept="credential")
    plan.milestones.filter(kept="credential").update(month=9)
    held(dana, "cka")
    assert task(dana).sort is Sort.EXERCISE
    held(dana, "cks")
    assert task(dana).sort is Sort.PROVE


def test_one_that_is_paired_wants_to_be_told(dana: User, mine: dict[str, Block]) -> None:
    goal(dana)
    paired = held(dana, "cka")
    held(dana, "cks", issued_on=date(2026, 9, 1))
    Pairing.objects.create(credential=paired, title="A cluster", url="https://example.org/")
    assert "write down what you can tell about Certified Kubernetes Admin" in task(dana).do
    TalkThrough.objects.create(credential=paired, kind=TalkThrough.Kind.DESIGN, text="Three nodes.")
    assert task(dana).topic == "FinOps Lifecycle", "one without proof is nothing to speak of"


def test_an_exam_that_is_booked_is_studied_for_all_the_same(
    dana: User, mine: dict[str, Block]
) -> None:
    goal(dana, state=Goal.State.BOOKED, exam_on=EXAM_ON)
    held(dana, "cka")
    held(dana, "cks")
    assert task(dana).topic == "FinOps Lifecycle"


def test_the_plans_milestone_for_its_exam_waits_for_proof_and_the_rest_does_not(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    plan = dana.plans.get()
    rows.milestone(plan, "study", "The exam", kept="credential")
    assert task(dana).title == "The exam"
    held(dana, "cka")
    held(dana, "cks")
    assert task(dana).sort is Sort.PROVE
    assert "The exam" not in letter(dana).text
    rows.milestone(plan, "study", "Gaps of six postings", kept="note")
    assert task(dana).title == "Gaps of six postings"
    goal(dana, hours_estimate=13, hours_before=13)
    html = as_dana.get(STUDY).content.decode()
    assert "has all of its 13 h." in html
    assert "wants a date" not in html, "no page talks anybody into what another advises against"
    goal(dana, "ckad", state=Goal.State.BOOKED, exam_on=EXAM_ON)
    assert task(dana).title == "The exam", "what is booked is not talked out of"


def test_after_the_exam_nobody_studies_for_it(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    sat = goal(dana, state=Goal.State.BOOKED, exam_on=TUESDAY)
    assert task(dana).sort is Sort.EXERCISE, "its day has not gone by"
    sat.exam_on = date(2027, 1, 4)
    sat.save()
    said = task(dana)
    assert (said.sort, said.title) == (
        Sort.RESULT,
        "After the exam for FinOps Certified Practitioner",
    )
    mail = letter(dana).text
    assert "Next: write down what the exam asked that you did not expect" in mail
    assert "was on 4 January: say on the page of your goal how it went." in mail
    assert "study blocks" not in mail
    html = as_dana.get(STUDY).content.decode()
    assert f"/certifications/goals/{sat.pk}/result/" in html
    assert '<option value="-" selected>' in html, "what is written now is no study for it"
    assert f"/certifications/goals/{sat.pk}/result/" in as_dana.get("/today/").content.decode()
    goal(dana, "cka")
    assert task(dana).aim is not None
    assert task(dana).sort is Sort.STUDY or task(dana).sort is Sort.EXERCISE


# --- What is said of the exam -------------------------------------------------------------------


def test_the_mail_names_the_domain_the_day_and_the_hours_left(
    dana: User, mine: dict[str, Block]
) -> None:
    aim = goal(dana, exam_on=EXAM_ON, hours_estimate=20)
    study(aim, "FinOps Capabilities", 5)
    said = lines(letter(dana))
    assert said[1].startswith("Next, FinOps Lifecycle, part 1 of 4: ")
    assert (
        "Your exam for FinOps Certified Practitioner is on 3 March: 9 study blocks, 18.5 h in "
        "all, against the 20 h it asks for. That is below the estimate: a longer block, or a later "
        "date. 15 h are left. "
        "FinOps Lifecycle has 0 of its 6 h. It goes into the decision section of your case study."
        in said
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"hours_estimate": 13, "exam_on": EXAM_ON},
            "against the 13 h it asks for. That is enough.",
        ),
        ({"hours_estimate": 60, "exam_on": date(2027, 1, 19)}, "a longer block, or a later date."),
        ({"hours_estimate": 13, "exam_on": TUESDAY + WEEK}, "this study block, 1.5 h in all"),
        ({"hours_estimate": 13}, "has 0 h so far, 13 h are left."),
        ({"hours_estimate": 13, "hours_before": 13}, "has all of its 13 h. It wants a date"),
        ({"hours_estimate": 13, "exam_on": TUESDAY}, "and no study block lies before it: 0 of the"),
        ({"exam_on": date(2027, 1, 2), "hours_estimate": 13}, "has 0 h so far, 13 h are left."),
        (
            {"exam_on": date(2027, 1, 2), "state": "booked"},
            "was on 2 January: say on the page of your goal how it",
        ),
    ],
)
def test_it_says_whether_the_hours_suffice(
    dana: User, mine: dict[str, Block], as_dana: Client, fields: dict[str, Any], sentence: str
) -> None:
    goal(dana, **fields)
    assert sentence in letter(dana).text
    html = " ".join(as_dana.get(STUDY).content.decode().split())
    assert sentence in html


def test_a_pause_takes_its_blocks_out_of_the_count(dana: User, mine: dict[str, Block]) -> None:
    goal(dana, exam_on=EXAM_ON)
    dana.plans.get().pauses.create(starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 31))
    assert "6 study blocks" in letter(dana).text


def test_a_block_for_a_milestone_says_the_day_of_the_exam_too(dana: User) -> None:
    rows.plan(dana)
    set_up(dana)
    goal(dana, exam_on=EXAM_ON)
    text = letter(dana).text
    assert "0 of 2 criteria met. Your exam for FinOps Certified Practitioner is on 3 March" in text
    assert "FinOps Lifecycle" not in text


def test_a_discreet_subject_says_nothing_of_the_exam(dana: User, mine: dict[str, Block]) -> None:
    goal(dana, exam_on=EXAM_ON)
    dana.discreet = True
    dana.save()
    assert letter(dana).subject == "Tuesday, 19:00, 90 minutes"


def test_many_mails_are_written_with_the_queries_of_one(dana: User) -> None:
    def queries(count: int) -> int:
        for number in range(count):
            one = person(f"p{count}-{number}@example.org")
            rows.plan(one)
            set_up(one)
            study(goal(one, exam_on=EXAM_ON), "FinOps Lifecycle", 1)
            held(one, "cka")
            held(one, "cks")
        nudges.plan_due(STUDY_DUE + timedelta(seconds=4))
        waiting = Mail.objects.filter(state=Mail.State.WAITING).select_related("user")
        mails = list(waiting.filter(user__email__startswith=f"p{count}-"))
        assert len(mails) == count
        with CaptureQueriesContext(connection) as asked:
            compose.compose(mails, datetime(2027, 1, 5, 17, 46, tzinfo=UTC))
        return len(asked)

    assert queries(1) == queries(5)

"""What a block is for, week after week: steps of the library's milestones, then exercises."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from roadmap.cadence import checkins, progress, week
from roadmap.cadence.answers import Action
from roadmap.cadence.checkins import About
from roadmap.cadence.due import WEEK, Occurrence
from roadmap.cadence.models import Block, CheckIn, Words
from roadmap.lanes.models import Choice
from roadmap.plan import building, exercises, fitting
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Bench, Done, Sort, Task
from roadmap.plan.models import Milestone, Plan
from tests.people import choice
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import LAB_DUE, MONDAY, SUNDAY, THURSDAY, set_up

NOW = LAB_DUE + timedelta(hours=1)
LAB = "/week/2027-W01/lab/"
BASELINE = "finops-baseline-counted-twice"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_evening() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def plan(dana: User) -> Plan:
    """A plan of the library from January 2027; FinOps, cloud spend."""
    return building.begin(choice(dana, start_month=date(2027, 1, 1)))


@pytest.fixture
def mine(dana: User, plan: Plan) -> dict[str, Block]:
    return set_up(dana)


def page(client: Client, path: str = LAB) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def about(html: str) -> str:
    found = re.search(r'name="about" value="([^"]+)"', html)
    assert found
    return found[1]


def found_in(user: User, kind: str, monday: date = MONDAY) -> Occurrence:
    found = checkins.find(user, monday, kind)
    assert found
    return found


def task_of(user: User, kind: str, on: date = THURSDAY) -> Task:
    task = week.task_of(user, found_in(user, kind), on)
    assert task
    return task


def finish(user: User, kind: str, monday: date, *, ticked: bool = True) -> CheckIn:
    """The block of that week took place, and what it was for is done."""
    found = found_in(user, kind, monday)
    task = week.task_of(user, found, found.on)
    tick = About.of(task) if task and ticked else None
    words = Words(found.on, 60, "it exists", "go on here")
    return checkins.done(found, words, NOW, task, tick)


# --- Steps --------------------------------------------------------------------------------------


def test_a_block_is_for_the_first_step_of_its_milestone(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    steps = exercises.steps_of(BASELINE)
    html = page(as_dana)
    assert f"Step 1 of {len(steps)}:" in html
    assert "credits, refunds" in html
    task = task_of(dana, "lab")
    assert task.sort is Sort.STEP
    assert task.exercise is not None
    assert task.exercise.slug == steps[0].slug
    assert "{" not in task.do + task.done_when + task.small


def test_a_step_that_is_ticked_gives_way_to_the_next_and_meets_its_criteria(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    steps = exercises.steps_of(BASELINE)
    for number, step in enumerate(steps):
        on = f"/week/{(MONDAY + WEEK * number).isocalendar()[0]}-W0{1 + number}/lab/"
        with time_machine.travel(NOW + timedelta(weeks=number), tick=False):
            html = page(as_dana, on)
            assert about(html).startswith(f"{step.slug}:")
            day = (THURSDAY + WEEK * number).isoformat()
            as_dana.post(on + "done/", {"done_on": day, "finished": "on", "about": about(html)})
        milestone = Milestone.objects.get(slug=BASELINE)
        met = {n for one in steps[: number + 1] for n in one.meets}
        assert set(milestone.criteria_met) == {n - 1 for n in met}
    assert len(milestone.criteria_met) == len(milestone.done_when)
    assert not milestone.is_done, "the tick is its person's"


def test_a_step_that_is_not_ticked_comes_again(dana: User, mine: dict[str, Block]) -> None:
    finish(dana, "lab", MONDAY, ticked=False)
    task = task_of(dana, "lab", THURSDAY + WEEK)
    assert task.number == 1
    assert CheckIn.objects.get().exercise == exercises.steps_of(BASELINE)[0].slug


def test_criteria_ticked_in_the_plan_count_as_their_step(
    dana: User, mine: dict[str, Block]
) -> None:
    milestone = Milestone.objects.get(slug=BASELINE)
    steps = exercises.steps_of(BASELINE)
    assert steps[0].meets == () or task_of(dana, "lab").number == 1
    for step in steps[:-1]:
        for number in step.meets:
            milestone.meet(number - 1, met=True)
        dana_steps = frozenset({(milestone.pk, s.slug) for s in steps if not s.meets})
        bench = Bench(milestone.plan, [milestone], THURSDAY, Done(dana_steps))
    left = bench.of(milestone)
    assert left is not None
    assert left.exercise is not None
    assert left.exercise.slug == steps[-1].slug


def test_a_tick_can_be_taken_back_on_the_blocks_page(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    finish(dana, "lab", MONDAY)
    html = page(as_dana)
    assert re.search(r'name="finished"[^>]*checked', html)
    assert re.search(r'name="was"[^>]*value="True"', html)
    as_dana.post(LAB + "done/", {"done_on": "2027-01-07", "about": about(html), "was": "True"})
    assert not CheckIn.objects.get().finished
    assert task_of(dana, "lab", THURSDAY + WEEK).number == 1


def test_a_step_is_ticked_from_the_mail_signed_out(
    dana: User, mine: dict[str, Block], client: Client
) -> None:
    lab = Block.objects.select_related("user").get(pk=mine["lab"].pk)
    path = Action.DONE.path(lab, MONDAY)
    html = page(client, path)
    client.post(path, {"done_on": "2027-01-07", "finished": "on", "about": about(html)})
    told = CheckIn.objects.get()
    assert (told.finished, told.exercise) == (True, exercises.steps_of(BASELINE)[0].slug)
    assert task_of(dana, "lab", THURSDAY + WEEK).number == 2


@pytest.mark.parametrize(
    "made_up", ["nothing-like-it:1:", "::", ":99999999999:0", "x", "a:b:c:d:e"]
)
def test_a_made_up_tick_is_no_tick(mine: dict[str, Block], as_dana: Client, made_up: str) -> None:
    as_dana.post(LAB + "done/", {"done_on": "2027-01-07", "finished": "on", "about": made_up})
    told = CheckIn.objects.get()
    assert told.state == CheckIn.State.DONE
    assert not told.finished
    assert not Milestone.objects.exclude(criteria_met=[]).exists()


def test_nobody_ticks_a_step_of_somebody_else(
    dana: User, mine: dict[str, Block], eve: User, as_eve: Client
) -> None:
    building.begin(choice(eve, start_month=date(2027, 1, 1)))
    set_up(eve)
    hers = Milestone.objects.get(slug=BASELINE, plan__user=dana)
    last = exercises.steps_of(BASELINE)[-1]
    as_eve.post(
        LAB + "done/",
        {"done_on": "2027-01-07", "finished": "on", "about": f"{last.slug}:{hers.pk}:"},
    )
    hers.refresh_from_db()
    assert hers.criteria_met == []
    assert not CheckIn.objects.filter(milestone=hers).exists()


def test_opening_a_block_again_takes_its_tick_back(dana: User, mine: dict[str, Block]) -> None:
    finish(dana, "lab", MONDAY)
    checkins.reopen(found_in(dana, "lab"))
    assert progress.of(dana, THURSDAY).steps == frozenset()


def test_the_small_version_has_no_steps_and_its_tick_is_the_milestones(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    milestone = Milestone.objects.get(slug=BASELINE)
    milestone.reduce(reduced=True)
    task = task_of(dana, "lab")
    assert (task.sort, task.do) == (Sort.SMALL, milestone.small)
    html = page(as_dana)
    as_dana.post(LAB + "done/", {"done_on": "2027-01-07", "finished": "on", "about": about(html)})
    milestone.refresh_from_db()
    assert milestone.done_on == THURSDAY


def test_a_milestone_with_a_finished_step_is_its_persons_and_re_planning_leaves_it(
    dana: User, mine: dict[str, Block]
) -> None:
    finish(dana, "lab", MONDAY)
    milestone = Milestone.objects.get(slug=BASELINE)
    assert milestone.criteria_met == []
    less = {BlockKind.STUDY: 30, BlockKind.LAB: 45, BlockKind.STORY: 20}
    fitting.set_minutes(dana, less, THURSDAY)
    milestone.refresh_from_db()
    assert not milestone.reduced
    other = choice_for(dana, start_month=date(2027, 2, 1))
    building.choose(dana, other, NOW)
    assert Milestone.objects.filter(pk=milestone.pk).exists()


def choice_for(user: User, **fields: Any) -> Choice:
    """The same choice with other fields, not saved."""
    now = Choice.objects.current(user)
    assert now
    now.pk, now._state.adding = None, True
    for name, value in fields.items():
        setattr(now, name, value)
    return now


def test_a_tick_of_another_block_or_milestone_is_no_tick(
    dana: User, plan: Plan, mine: dict[str, Block], as_dana: Client
) -> None:
    story = plan.milestones.filter(block="story")[0]
    lab = Milestone.objects.get(slug=BASELINE)
    study_step = exercises.steps_of("finops-twelve-bill-lines")[-1].slug
    for forged in (
        f"{study_step}:{story.pk}:", f"{study_step}:{lab.pk}:", f":{story.pk}:0",
        f"{exercises.stories()[0].slug}::",
    ):  # fmt: skip
        as_dana.post(LAB + "done/", {"done_on": "2027-01-07", "finished": "on", "about": forged})
    assert not Milestone.objects.exclude(criteria_met=[]).exists()
    assert not CheckIn.objects.get().finished


def test_an_old_tab_without_its_tick_takes_no_newer_tick_back(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    html = page(as_dana)
    finish(dana, "lab", MONDAY)
    as_dana.post(LAB + "done/", {"done_on": "2027-01-07", "about": about(html)})
    assert CheckIn.objects.get().finished


def test_a_block_with_words_can_be_opened_again(
    dana: User, mine: dict[str, Block], as_dana: Client
) -> None:
    finish(dana, "lab", MONDAY)
    as_dana.post(LAB + "reopen/")
    assert "go on here" in page(as_dana)


# --- What comes before what ---------------------------------------------------------------------


def settle(plan: Plan, block: str, month: int = 1) -> None:
    """This month's milestones of a block are done."""
    plan.milestones.filter(block=block, month=month).update(done_on=THURSDAY)


def test_when_the_months_milestone_is_done_study_trains_the_heaviest_domain(
    dana: User, plan: Plan, mine: dict[str, Block]
) -> None:
    settle(plan, "study")
    task = task_of(dana, "study")
    assert (task.sort, task.topic, task.number) == (Sort.EXERCISE, "FinOps Lifecycle", 1)
    assert task.exam is not None
    assert task.exam.slug == "finops-certified-practitioner"
    assert task.milestone is None


def test_domains_take_turns_and_what_is_finished_does_not_come_again(
    dana: User, plan: Plan, mine: dict[str, Block]
) -> None:
    settle(plan, "study")
    seen = []
    for number in range(3):
        seen.append(task_of(dana, "study", date(2027, 1, 5) + WEEK * number).topic)
        finish(dana, "study", MONDAY + WEEK * number)
    assert len(set(seen)) == 3
    done = progress.of(dana, THURSDAY + 3 * WEEK).exercises
    assert len(done) == 3


def test_after_the_exam_is_settled_study_trains_the_next_one(
    dana: User, plan: Plan, mine: dict[str, Block]
) -> None:
    settle(plan, "study")
    plan.milestones.filter(kept="credential").update(done_on=THURSDAY)
    task = task_of(dana, "study")
    assert task.exam is not None
    assert task.exam.slug == "finops-certified-ai-value"


def test_what_slipped_comes_before_an_exercise_but_a_left_criterion_does_not(
    dana: User, plan: Plan, mine: dict[str, Block]
) -> None:
    february = date(2027, 2, 4)
    settle(plan, "study", month=2)
    slipped, *others = plan.milestones.filter(block="study", month=1)
    plan.milestones.filter(pk__in=[one.pk for one in others]).update(done_on=THURSDAY)
    assert task_of(dana, "study", february).milestone == slipped
    for number, step in enumerate(exercises.steps_of(slipped.slug), start=1):
        CheckIn.objects.create(
            block=mine["study"], week=MONDAY - WEEK * number, state="done",
            planned_on=THURSDAY, planned_at="19:00", done_on=THURSDAY, finished=True,
            exercise=step.slug, milestone=slipped,
        )  # fmt: skip
    assert task_of(dana, "study", february).sort is Sort.EXERCISE


def test_a_story_tells_the_lab_note_only_while_it_is_fresh(
    dana: User, plan: Plan, mine: dict[str, Block]
) -> None:
    settle(plan, "story")
    without = task_of(dana, "story", SUNDAY)
    assert without.exercise is not None
    assert not without.exercise.on_note
    rows.done(mine["lab"], MONDAY, THURSDAY, exists_now="Idle time goes to its owner.")
    fresh = task_of(dana, "story", SUNDAY)
    assert fresh.exercise is not None
    assert fresh.exercise.on_note
    stale = task_of(dana, "story", SUNDAY + WEEK)
    assert stale.exercise is not None
    assert not stale.exercise.on_note


def test_a_storys_page_shows_the_lab_note_it_is_about(
    plan: Plan, mine: dict[str, Block], as_dana: Client
) -> None:
    settle(plan, "story")
    rows.done(mine["lab"], MONDAY, THURSDAY, exists_now="Idle time goes to its owner.")
    html = page(as_dana, "/week/2027-W01/story/")
    assert "After your lab block on 7 January you wrote:" in html
    assert "Idle time goes to its owner." in html


def test_story_exercises_of_a_later_phase_wait_for_it(plan: Plan) -> None:
    def phases(on: date) -> set[int]:
        done: set[str] = set()
        seen: set[int] = set()
        while True:
            bench = Bench(plan, [], on, Done(exercises=frozenset(done), has_note=True))
            task = bench.task(BlockKind.STORY)
            if task is None or task.exercise is None:
                return seen
            done.add(task.exercise.slug)
            seen.add(task.exercise.phase)

    assert phases(date(2027, 2, 1)) == {1}
    assert phases(date(2027, 6, 1)) == {1, 2}
    assert phases(date(2027, 11, 1)) == {1, 2, 3}


def test_a_lab_block_goes_ahead_when_its_month_is_done(
    dana: User, plan: Plan, mine: dict[str, Block]
) -> None:
    settle(plan, "lab")
    milestone = task_of(dana, "lab").milestone
    assert milestone is not None
    assert milestone.month == 2


def test_a_slipped_milestone_without_steps_leaves_the_exam_its_block(
    dana: User, plan: Plan, mine: dict[str, Block]
) -> None:
    rows.milestone(plan, "study", "Own thing", done_when=[], small="")
    settle(plan, "study", month=2)
    plan.milestones.filter(block="study", month=1).exclude(title="Own thing").update(
        done_on=THURSDAY
    )
    assert task_of(dana, "study", date(2027, 2, 4)).sort is Sort.EXERCISE


def test_without_an_exam_there_is_no_exam_to_study_for(
    dana: User, plan: Plan, mine: dict[str, Block]
) -> None:
    settle(plan, "study")
    plan.milestones.get(kept="credential").drop(NOW)
    task = task_of(dana, "study")
    assert task.exam is None
    assert task.milestone is not None


def test_a_block_ahead_is_for_its_own_month(dana: User, plan: Plan, mine: dict[str, Block]) -> None:
    ahead = checkins.find(dana, MONDAY + 5 * WEEK, "lab")
    assert ahead
    task = week.task_of(dana, ahead, THURSDAY)
    assert task is not None
    assert task.milestone is not None
    assert task.milestone.month == 2


def test_a_milestone_of_ones_own_needs_no_criteria(
    dana: User, plan: Plan, mine: dict[str, Block], as_dana: Client
) -> None:
    settle(plan, "lab")
    rows.milestone(plan, "lab", "A rack in the cellar", done_when=[], small="")
    assert task_of(dana, "lab").sort is Sort.BARE
    html = page(as_dana)
    assert "A rack in the cellar" in html
    assert 'name="finished"' not in html


def test_the_mail_says_how_far_the_exam_is(dana: User, plan: Plan, mine: dict[str, Block]) -> None:
    from delivery.models import Mail
    from roadmap.cadence import compose, nudges

    settle(plan, "study")
    due = datetime.fromisoformat("2027-01-05T17:45:04+00:00")
    nudges.plan_due(due)
    [mail] = Mail.objects.select_related("user")
    said = compose.compose([mail], due)[mail.pk]
    text = getattr(said, "text", "")
    assert (
        "FinOps Certified Practitioner is planned for 28 April: 17 study blocks until then" in text
    )
    assert "hours in all, against an estimate of 15 to 30. That is well within it." in text
    assert "Next, FinOps Lifecycle, part 1 of" in text


def test_many_are_read_in_one_query(
    dana: User, eve: User, mine: dict[str, Block], django_assert_num_queries: Any
) -> None:
    finish(dana, "lab", MONDAY)
    with django_assert_num_queries(1):
        found = progress.of_many({dana.pk: THURSDAY, eve.pk: THURSDAY})
    assert found[dana.pk].steps
    assert found[dana.pk].has_note
    assert found[eve.pk] == Done()
    with django_assert_num_queries(0):
        assert progress.of_many({}) == {}

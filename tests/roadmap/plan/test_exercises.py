"""The exercises' standard, as far as a machine can hold it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from certifications import overview
from common.lanes import Lane
from roadmap.plan.blocks import DEFAULT_MINUTES, BlockKind
from roadmap.plan.exercises import Exercise, Theme, exercises, steps_of
from roadmap.plan.library import SLOTS, Entry, library

ALL = list(exercises().values())
STEPS = [e for e in ALL if e.step_of]
STUDY = [e for e in ALL if e.covers]
STORY = [e for e in ALL if e.theme]

VAGUE = re.compile(
    r"^(learn|explore|improve|continue|reflect|work on|get familiar|familiari[sz]e|understand"
    r"|study|review|research|read about|look into|think about|consider|practi[cs]e|deepen|get to"
    r" know|update|try to|discuss)\b",
    re.IGNORECASE,
)
GUILT = re.compile(
    r"\b(should have|you missed|you failed|don't forget|remember to|overdue|lazy|finally|at last"
    r"|simply|just|easy|easily|obviously)\b|!",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"\d|\{reader\}|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|both|each|every"
    r"|no|none|nobody|half|twice|once)\b",
    re.IGNORECASE,
)
LONGEST_TITLE = 48
"""What a subject leaves beside block, day and time."""

Lint = Callable[[Exercise], Iterator[str]]


def hold(lint: Lint) -> None:
    """Every exercise against one rule; what breaks it is shown at once."""
    assert not [f"{e.slug}: {wrong}" for e in ALL for wrong in lint(e)]


def test_it_names_something_to_do_and_no_vague_verb() -> None:
    def lint(exercise: Exercise) -> Iterator[str]:
        if VAGUE.match(exercise.do) or not exercise.do[0].islower() or exercise.do.endswith("."):
            yield exercise.do
        if not 40 <= len(exercise.do) <= 280:
            yield f"{len(exercise.do)} characters"

    hold(lint)


def test_somebody_can_say_that_it_is_done() -> None:
    def lint(exercise: Exercise) -> Iterator[str]:
        if not FIGURE.search(exercise.done_when) or exercise.done_when.endswith("."):
            yield exercise.done_when
        if not 25 <= len(exercise.done_when) <= 240:
            yield f"{len(exercise.done_when)} characters"

    hold(lint)


def test_its_title_fits_a_subject() -> None:
    def lint(exercise: Exercise) -> Iterator[str]:
        title = exercise.title
        if not 8 <= len(title) <= LONGEST_TITLE or title.endswith(".") or "{" in title:
            yield title
        if VAGUE.match(title):
            yield title

    hold(lint)


def test_little_time_has_a_version_of_its_own() -> None:
    def lint(exercise: Exercise) -> Iterator[str]:
        small = exercise.small
        if not 12 <= len(small) <= 160 or not small.endswith((".", "?", "”")):
            yield small
        if not (small[0].isupper() or small[0] in "{“"):
            yield small

    hold(lint)


def test_no_sentence_blames_or_belittles() -> None:
    def lint(exercise: Exercise) -> Iterator[str]:
        for text in (exercise.title, exercise.do, exercise.done_when, exercise.small):
            if GUILT.search(text):
                yield text

    hold(lint)


def test_every_slot_has_a_fallback() -> None:
    def lint(exercise: Exercise) -> Iterator[str]:
        text = " ".join([exercise.do, exercise.done_when, exercise.small])
        yield from sorted(set(re.findall(r"\{(\w+)\}", text)) - set(SLOTS))

    hold(lint)


def test_it_is_of_one_sort_fits_its_block_and_says_where_its_outcome_is_used() -> None:
    least = {BlockKind.STUDY: 25, BlockKind.LAB: 30, BlockKind.STORY: 15}

    def lint(exercise: Exercise) -> Iterator[str]:
        sorts = [bool(exercise.step_of), bool(exercise.covers), bool(exercise.theme)]
        if sorts.count(True) != 1:
            yield "is of no sort, or of two"
        if not least[exercise.block] <= exercise.minutes <= DEFAULT_MINUTES[exercise.block]:
            yield f"{exercise.minutes} minutes"
        if exercise.minutes % 5:
            yield f"{exercise.minutes} minutes"
        if exercise.covers and exercise.block is not BlockKind.STUDY:
            yield "trains an exam in another block"
        if exercise.theme and exercise.block is not BlockKind.STORY:
            yield "tells in another block"
        if not exercise.feeds:
            yield "feeds nothing"

    hold(lint)


def test_no_two_are_called_the_same() -> None:
    assert not [title for title, n in Counter(e.title.lower() for e in ALL).items() if n > 1]


# --- Steps --------------------------------------------------------------------------------------


def test_the_steps_of_a_milestone_are_the_whole_of_it() -> None:
    def wrong(entry: Entry) -> Iterator[str]:
        steps = steps_of(entry.slug)
        asked, given = float(entry.hours) * 60, sum(step.minutes for step in steps)
        if {step.block for step in steps} != {entry.block}:
            yield "no steps, or in another block"
        if not 0.8 * asked <= given <= 1.1 * asked:
            yield f"{given} minutes of {asked:.0f}"
        met = sorted(number for step in steps for number in step.meets)
        if met != list(range(1, len(entry.done_when) + 1)):
            yield f"criteria {met} of {len(entry.done_when)}: each in exactly one step"

    assert not [f"{e.slug}: {said}" for e in library().values() for said in wrong(e)]


def test_every_step_belongs_to_a_milestone() -> None:
    assert {e.step_of for e in STEPS} <= set(library())


# --- Study --------------------------------------------------------------------------------------


def test_every_domain_of_the_exams_a_plan_may_be_built_around_is_covered() -> None:
    trained = Counter(domain for e in STUDY for domain in e.covers)
    wanted = {
        (f"{exam.slug}: {domain.name}", domain.weight)
        for lane in Lane
        for exam in overview.exams(lane)
        for domain in exam.domains
    }
    assert not sorted(name for name, _ in wanted if not trained[name])
    assert not sorted(name for name, w in wanted if w and w >= 20 and trained[name] < 2)


def test_a_domain_that_is_covered_stands_in_the_catalogue() -> None:
    known = overview.domains()
    assert not sorted({d for e in STUDY for d in e.covers} - known)


# --- Story --------------------------------------------------------------------------------------


def test_each_theme_has_its_share_and_some_work_on_the_last_lab_note() -> None:
    assert len(STORY) >= 38
    counted = Counter(e.theme for e in STORY)
    assert all(counted[theme] >= 4 for theme in Theme)
    assert sum(e.on_note for e in STORY) >= 12
    assert {e.phase for e in STORY} == {1, 2, 3}

"""What is next for each block: a step of the month's milestone, else an exercise beside the plan.

The month's milestone comes first, then the steps of what slipped. When there is nothing to do for
either, a study block trains the exam's domains, the heaviest first, and a story block tells what
the last lab block brought. A lab block goes ahead with what comes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import chain, zip_longest

from certifications.overview import Exam, Part
from roadmap.plan import building, exercises, library, slots
from roadmap.plan.blocks import BlockKind
from roadmap.plan.exams import Exams
from roadmap.plan.exercises import Exercise
from roadmap.plan.models import Milestone, Phase, Plan
from roadmap.plan.uses import Use


class Sort(StrEnum):
    """What sort of thing a block is for."""

    STEP = "step"
    CRITERION = "criterion"
    SMALL = "small"  # a milestone in its small version, which has no steps
    BARE = "bare"  # a milestone of one's own without criteria
    TICK = "tick"  # every criterion is met; the tick is left
    EXERCISE = "exercise"


@dataclass(frozen=True, slots=True)
class Done:
    """What one person has finished: steps by milestone and slug, other exercises by slug; and
    whether there is a fresh lab note to tell."""

    steps: frozenset[tuple[int, str]] = frozenset()
    exercises: frozenset[str] = frozenset()
    has_note: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """What a block is for. ``do`` is the next act; it begins in lower case and has no full stop."""

    sort: Sort
    milestone: Milestone | None = None
    do: str = ""
    done_when: str = ""
    small: str = ""
    headline: str = ""
    """What the mail's subject says."""
    number: int = 0
    of: int = 0
    """Which step, criterion or part of how many."""
    exercise: Exercise | None = None
    topic: str = ""
    """An exercise's exam domain or theme."""
    exam: Exam | None = None
    """The exam a study exercise trains."""

    @property
    def title(self) -> str:
        """What the page of the block is headed."""
        return self.milestone.title if self.milestone else library.as_title(self.headline)

    @property
    def is_open(self) -> bool:
        """Whether something of it can be said to be done: a step, a criterion, an exercise."""
        return self.sort in (Sort.STEP, Sort.CRITERION, Sort.SMALL, Sort.EXERCISE)

    @property
    def uses(self) -> list[Use]:
        """Where its outcome is used, as far as the pages are there."""
        feeds = self.exercise.feeds if self.exercise else self._feeds()
        return [use for use in feeds if use.is_there]

    def _feeds(self) -> list[Use]:
        known = set(Use.values)
        return [
            Use(one) for one in (self.milestone.feeds if self.milestone else []) if one in known
        ]


@dataclass(frozen=True)
class Bench:
    """Everything there is to choose from for one person on one day. Makes no query."""

    plan: Plan
    milestones: Sequence[Milestone]
    today: date
    done: Done

    @cached_property
    def exams(self) -> Exams:
        return building.exams_of(self.plan)

    @cached_property
    def words(self) -> dict[str, str]:
        return slots.slots_of(self.plan.choice, self.exams)

    def task(self, block: BlockKind, on: date | None = None) -> Task | None:
        """What the block is for on the day it takes place; today unless that lies ahead."""
        month = self.plan.month_on(max(on or self.today, self.today))
        mine = [
            m for m in self.milestones
            if m.block == block and m.done_on is None and m.dropped_at is None
        ]  # fmt: skip
        now = [m for m in mine if m.month == month]
        slipped = [m for m in mine if m.month < month]
        ahead = [m for m in mine if m.month > month]
        in_turn = chain(
            self._left(now),
            (task for task in self._left(slipped) if task.sort is Sort.STEP),
            self._beside(block, Phase.of(month)),
            self._left(slipped),
            (Task(Sort.TICK, m, headline=m.title) for m in [*now, *slipped]),
            self._left(ahead),
        )
        return next(in_turn, None)

    def _left(self, milestones: Iterable[Milestone]) -> Iterator[Task]:
        """What is left to do of each, the first in order of their dates."""
        for milestone in sorted(milestones, key=lambda m: (m.month, m.day, m.pk)):
            if task := self.of(milestone):
                yield task

    def of(self, milestone: Milestone) -> Task | None:
        """The next thing to do for a milestone; None when only its tick is left."""
        unmet = [n for n in range(len(milestone.done_when)) if n not in milestone.criteria_met]
        if milestone.done_when and not unmet:
            return None
        if milestone.reduced and milestone.small:
            said = self.said_steps(milestone)
            little = said[0].small if said else ""
            return Task(
                Sort.SMALL, milestone, milestone.small, small=little, headline=milestone.title
            )
        steps = self.steps(milestone)
        for number, (step, is_done) in enumerate(steps, start=1):
            if not is_done:
                return _of_exercise(
                    self.filled(step), Sort.STEP, milestone=milestone, number=number, of=len(steps)
                )
        if not unmet:
            return Task(Sort.BARE, milestone, headline=milestone.title, small=milestone.small)
        return Task(
            Sort.CRITERION,
            milestone,
            milestone.done_when[unmet[0]].rstrip(" ."),
            small=milestone.small,
            headline=milestone.title,
            number=unmet[0] + 1,
            of=len(milestone.done_when),
        )

    def said_steps(self, milestone: Milestone) -> list[Exercise]:
        """A milestone's steps with their words filled in."""
        return [self.filled(step) for step in exercises.steps_of(milestone.slug)]

    def steps(self, milestone: Milestone) -> list[tuple[Exercise, bool]]:
        """A milestone's steps, each with whether it is done: finished, or its criteria are met."""
        met = {number + 1 for number in milestone.criteria_met}
        return [
            (
                step,
                milestone.is_done
                or (milestone.pk, step.slug) in self.done.steps
                or (bool(step.meets) and met.issuperset(step.meets)),
            )
            for step in exercises.steps_of(milestone.slug)
        ]

    def _beside(self, block: BlockKind, phase: Phase) -> Iterator[Task]:
        """Exercises that belong to no milestone, the next one first."""
        if block is BlockKind.STUDY:
            yield from self._study()
        elif block is BlockKind.STORY:
            for exercise in exercises.stories():
                fits = exercise.phase <= phase and (self.done.has_note or not exercise.on_note)
                if fits and exercise.slug not in self.done.exercises and exercise.theme:
                    yield _of_exercise(
                        self.filled(exercise), Sort.EXERCISE, topic=str(exercise.theme.label)
                    )

    def _study(self) -> Iterator[Task]:
        """The exam's domains in turn: the first exercise of each, then the second."""
        if self.exam_milestone is None:
            return  # it was dropped: no exam this year
        exam = self.exam
        by_domain = [exercises.of_domain(exam.slug, part.name) for part in _heaviest_first(exam)]
        names = [part.name for part in _heaviest_first(exam)]
        for nth in zip_longest(*by_domain):
            for name, exercise, all_of_it in zip(names, nth, by_domain, strict=True):
                if exercise and exercise.slug not in self.done.exercises:
                    yield _of_exercise(
                        self.filled(exercise),
                        Sort.EXERCISE,
                        number=all_of_it.index(exercise) + 1,
                        of=len(all_of_it),
                        topic=name,
                        exam=exam,
                    )

    @cached_property
    def exam_milestone(self) -> Milestone | None:
        """The milestone that holds the exam: the one not dropped, done or open."""
        return next(
            (m for m in self.milestones if m.kept == "credential" and m.dropped_at is None), None
        )

    @property
    def exam(self) -> Exam:
        """The exam that is studied for: the first, or the one after it once that is settled."""
        settled = self.exam_milestone is not None and self.exam_milestone.is_done
        return (self.exams.then if settled else self.exams.first).exam

    def filled(self, exercise: Exercise) -> Exercise:
        """The exercise with this person's words in its sentences."""
        return replace(
            exercise,
            do=library.fill(exercise.do, self.words),
            done_when=library.fill(exercise.done_when, self.words),
            small=library.as_title(library.fill(exercise.small, self.words)),
        )


def _of_exercise(
    exercise: Exercise,
    sort: Sort,
    *,
    milestone: Milestone | None = None,
    number: int = 0,
    of: int = 0,
    topic: str = "",
    exam: Exam | None = None,
) -> Task:
    return Task(
        sort,
        milestone,
        exercise.do,
        exercise.done_when,
        exercise.small,
        exercise.title,
        number,
        of,
        exercise,
        topic,
        exam,
    )


def _heaviest_first(exam: Exam) -> list[Part]:
    """The domains by weight; where the vendor publishes none, as they are listed."""
    return sorted(exam.domains, key=lambda part: -(part.weight or 0))

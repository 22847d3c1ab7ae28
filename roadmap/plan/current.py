"""What is next for each block: a step of the month's milestone, else an exercise beside the plan.

The month's milestone comes first, then the steps of what slipped. When there is nothing to do for
either, a story block tells what the last lab block brought, and a study block trains for the exam:
the goal's domain that is furthest behind or, where there is no goal, the plan's domains in turn,
the heaviest first. A credential that wants proof goes before an exam that is not booked, the
plan's own milestone for it too. A lab block goes ahead with what comes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import chain, zip_longest

from django.utils.translation import gettext as _

from certifications.overview import Aim, Exam, Part
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
    STUDY = "study"  # hours for a goal's exam, where the library has no exercise
    PROVE = "prove"  # a credential that is held gets its proof before the next exam
    RESULT = "result"  # the exam's day has gone by, and nobody has said how it went


@dataclass(frozen=True, slots=True)
class Done:
    """What one person has finished: steps by milestone and slug, other exercises by slug; and
    whether there is a fresh lab note to tell."""

    steps: frozenset[tuple[int, str]] = frozenset()
    exercises: frozenset[str] = frozenset()
    has_note: bool = False


@dataclass(frozen=True, slots=True)
class ToProve:
    """The credential whose proof comes before the next exam: what it lacks, and why that is first,
    as a sentence."""

    pk: int
    name: str
    paired: bool
    why: str


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
    aim: Aim | None = None
    """The goal it trains for, if there is one; then ``topic`` is a domain of its exam."""
    to_prove: ToProve | None = None

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
    """Everything there is to choose from for one person on one day. Makes no query. Without a
    plan there is the exam of a goal alone."""

    plan: Plan | None
    milestones: Sequence[Milestone]
    today: date
    done: Done
    aim: Aim | None = None
    """The exam its person studies for, by the ledger of certifications."""
    to_prove: ToProve | None = None
    """What is to be proven before another exam, while the guard speaks."""

    @cached_property
    def exams(self) -> Exams | None:
        """What the plan is built around."""
        return building.exams_of(self.plan) if self.plan else None

    @cached_property
    def words(self) -> dict[str, str]:
        return slots.slots_of(self.plan.choice, self.exams) if self.plan and self.exams else {}

    def task(self, block: BlockKind, on: date | None = None) -> Task | None:
        """What the block is for on the day it takes place; today unless that lies ahead."""
        day = max(on or self.today, self.today)
        if self.plan is None:
            has_goal = block is BlockKind.STUDY and self.aim is not None
            return next(self._learn(day), None) if has_goal else None
        month = self.plan.month_on(day)
        mine = [
            m for m in self.milestones
            if m.block == block and m.done_on is None and m.dropped_at is None
            and not (self.waits and m.kept == "credential")
        ]  # fmt: skip
        now = [m for m in mine if m.month == month]
        slipped = [m for m in mine if m.month < month]
        ahead = [m for m in mine if m.month > month]
        in_turn = chain(
            self._left(now),
            (task for task in self._left(slipped) if task.sort is Sort.STEP),
            self._beside(block, Phase.of(month), day),
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

    def _beside(self, block: BlockKind, phase: Phase, day: date) -> Iterator[Task]:
        """Exercises that belong to no milestone, the next one first."""
        if block is BlockKind.STUDY:
            yield from self._learn(day)
        elif block is BlockKind.STORY:
            for exercise in exercises.stories():
                fits = exercise.phase <= phase and (self.done.has_note or not exercise.on_note)
                if fits and exercise.slug not in self.done.exercises and exercise.theme:
                    yield _of_exercise(
                        self.filled(exercise), Sort.EXERCISE, topic=str(exercise.theme.label)
                    )

    @property
    def waits(self) -> bool:
        """Whether the next exam waits for proof of what is held. One that is booked does not."""
        return self.to_prove is not None and not (self.aim and self.aim.booked)

    def _learn(self, day: date) -> Iterator[Task]:
        """The result of an exam that was sat by ``day``, else the credential to prove, else the
        goal's exam, else the plan's. An exam that is booked is studied for whatever wants proof."""
        if self.aim is not None and self.aim.is_sat(day):
            yield looking_back(self.aim)
        elif self.to_prove is not None and self.waits:
            yield proving(self.to_prove)
        elif self.aim is not None:
            yield self._aimed(self.aim)
        else:
            yield from self._study()

    def _aimed(self, aim: Aim) -> Task:
        """What trains the domain that is furthest behind: its next exercise, else its hours."""
        part = aim.following
        trained = exercises.of_domain(aim.exam.slug, part.name) if part else ()
        for number, exercise in enumerate(trained, start=1):
            if part and exercise.slug not in self.done.exercises:
                return _of_exercise(
                    self.filled(exercise),
                    Sort.EXERCISE,
                    number=number,
                    of=len(trained),
                    topic=part.name,
                    exam=aim.exam,
                    aim=aim,
                )
        return studying(aim)

    def _study(self) -> Iterator[Task]:
        """The exam's domains in turn: the first exercise of each, then the second."""
        exam = self.exam
        if exam is None or self.exam_milestone is None:
            return  # it was dropped: no exam this year
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
    def exam(self) -> Exam | None:
        """The plan's exam that is studied for: the first, or the one after it once that is
        settled."""
        if self.exams is None:
            return None
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
    aim: Aim | None = None,
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
        aim,
    )


def studying(aim: Aim) -> Task:
    """Hours for an exam whose domain has no exercise left; for the exam as a whole where its
    vendor names no domains, and to repeat it where every domain had its hours."""
    part = aim.following
    if part is not None:
        words = {"what": part.name, "studied": part.studied // 60, "wanted": _hours(part.wanted)}
        do = _("study %(what)s: %(studied)d of %(wanted)d hours so far") % words
    elif aim.minutes_left:
        words = {
            "what": aim.exam.name,
            "studied": aim.minutes_studied // 60,
            "wanted": _hours(aim.minutes_wanted),
        }
        do = _("study for %(what)s: %(studied)d of %(wanted)d hours so far") % words
    else:
        do = _("go through %(what)s once more, the parts you are least sure of first") % {
            "what": aim.exam.name
        }
    return Task(
        Sort.STUDY,
        do=do,
        small=_("Write down three questions of it that you cannot answer yet."),
        headline=part.name if part else aim.exam.name,
        topic=part.name if part else "",
        exam=aim.exam,
        aim=aim,
    )


def _hours(minutes: int) -> int:
    """Whole hours, rounded up: what is wanted is not made less by the sentence about it."""
    return -(-minutes // 60)


def proving(one: ToProve) -> Task:
    """What gives a credential its proof: first the case study beside it, then what can be told."""
    if one.paired:
        do = _("write down what you can tell about %(name)s: a design, an incident or a saving")
        small = _("Write the first three sentences of it.")
    else:
        do = _("put something you made beside %(name)s, so that it shows and does not only say so")
        small = _("Choose which of your finished milestones uses it.")
    return Task(
        Sort.PROVE,
        do=do % {"name": one.name},
        small=small,
        headline=_("proof for %(name)s") % {"name": one.name},
        to_prove=one,
    )


def looking_back(aim: Aim) -> Task:
    """After the exam nobody studies for it: what it asked is kept while it is fresh."""
    return Task(
        Sort.RESULT,
        do=_("write down what the exam asked that you did not expect, however it went"),
        small=_("Three questions you remember are enough."),
        headline=_("after the exam for %(name)s") % {"name": aim.exam.name},
        exam=aim.exam,
        aim=aim,
    )


def _heaviest_first(exam: Exam) -> list[Part]:
    """The domains by weight; where the vendor publishes none, as they are listed."""
    return sorted(exam.domains, key=lambda part: -(part.weight or 0))

"""Answering a block: done, skipped, moved, open again."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import OuterRef, Subquery

from accounts.models import User
from certifications.models import Goal, StudyMinutes
from roadmap.cadence import due, nudges, telling
from roadmap.cadence.due import Occurrence
from roadmap.cadence.models import Answered, Block, CheckIn, SkipReason, Words
from roadmap.plan import exercises
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Task
from roadmap.plan.exercises import Exercise
from roadmap.plan.models import Milestone


def find(user: User, week: date, kind: str) -> Occurrence | None:
    """One block of somebody's in one week. None when there is none, or not in that week."""
    if kind not in BlockKind.values:
        return None
    block = Block.objects.for_user(user).filter(kind=kind).select_related("user").first()
    return of(block, week) if block else None


def of(block: Block, week: date) -> Occurrence | None:
    """The block in that week, with its check-in."""
    said = block.check_ins.filter(week=week)
    said = said.select_related("study__goal__certification", "study__goal__version__certification")
    return due.occurrence(block, week, said.first())


def following(found: Occurrence) -> Occurrence | None:
    """The same block the next time it takes place."""
    week = due.following(found.block, found.week)
    return of(found.block, week) if week else None


def days_to_move(found: Occurrence, today: date) -> list[date]:
    """The days it may be moved to, none past its next one."""
    after = following(found)
    return due.days_to_move(found, today, after.on if after else None)


@dataclass(frozen=True, slots=True)
class About:
    """What the tick under the two lines is about: as it was shown, whatever is next meanwhile."""

    exercise: str = ""
    milestone: int | None = None
    criterion: int | None = None

    @classmethod
    def of(cls, task: Task) -> "About":
        pk = task.milestone.pk if task.milestone else None
        if task.exercise:
            return cls(task.exercise.slug, pk)
        return cls("", pk, task.number - 1 if task.number else None)

    @classmethod
    def read(cls, text: str) -> "About | None":
        """From the form's hidden field; None for what no page of ours has written."""
        exercise, milestone, criterion, *more = [*text.split(":"), "", ""][:4]
        numbers = [
            int(n) if n.isdecimal() and len(n) < 10 else None for n in (milestone, criterion)
        ]
        if (exercise and exercise not in exercises.exercises()) or any(more):
            return None
        return cls(exercise, *numbers)

    def __str__(self) -> str:
        numbers = ("" if n is None else str(n) for n in (self.milestone, self.criterion))
        return ":".join([self.exercise, *numbers])


@transaction.atomic
def done(
    found: Occurrence,
    words: Words,
    now: datetime,
    task: Task | None = None,
    ticked: About | None = None,
) -> CheckIn:
    """It took place. A second time changes the words."""
    check_in = _row_for(found, words)
    if not check_in.is_answered:
        telling.asked(found, task is not None, found.block.user.today(now))
    _mark_done(check_in, words, now, task)
    _tick(check_in, ticked)
    return check_in


@transaction.atomic
def answer(
    found: Occurrence,
    words: Words,
    now: datetime,
    task: Task | None = None,
    ticked: About | None = None,
) -> CheckIn:
    """It took place, says somebody with a link who does not see what was written before: that
    stays, and what is new is added.

    Raises:
        Answered: it has an answer already.
    """
    check_in = _row_for(found, words)
    if check_in.is_answered:
        raise Answered
    telling.asked(found, task is not None, found.block.user.today(now))
    before = (check_in.exists_now, words.exists_now), (check_in.pick_up, words.pick_up)
    exists_now, pick_up = ("\n".join(filter(None, both)) for both in before)
    _mark_done(
        check_in,
        replace(_keeping_source(check_in, words), exists_now=exists_now, pick_up=pick_up),
        now,
        task,
    )
    _tick(check_in, ticked)
    return check_in


def _keeping_source(check_in: CheckIn, words: Words) -> Words:
    """``words`` with what was read before, where they name nothing else."""
    if words.source or not check_in.source:
        return words
    return replace(words, source=check_in.source, source_url=check_in.source_url)


@transaction.atomic
def skip(found: Occurrence, reason: SkipReason, now: datetime) -> CheckIn:
    """It did not take place.

    Raises:
        Answered: it has an answer already.
    """
    check_in = _row(found)
    check_in.skip(reason, now)
    return check_in


@transaction.atomic
def move(found: Occurrence, on: date, at: time, now: datetime) -> CheckIn:
    """It takes place at another time, and its nudge comes then. Who moves a block is there: mails
    that had become fewer come again.

    Raises:
        Answered: it has an answer already.
    """
    nudges.wake(found.block.user, now)
    check_in = _row(found)
    check_in.move_to(on, at)
    nudges.ask_again(found.block, found.week, found.block.user, now)
    return check_in


@transaction.atomic
def reopen(found: Occurrence) -> CheckIn:
    """It has no answer any more; what was written stays with it."""
    check_in = _row(found)
    study = check_in.study
    check_in.reopen()
    if study is not None:
        study.delete()
    return check_in


def _mark_done(check_in: CheckIn, words: Words, now: datetime, task: Task | None) -> None:
    """It took place. Minutes that were for an exam become study of its goal; an answer that says
    otherwise than before changes that study, or takes it back. The minutes of a goal that was
    removed meanwhile stay with the block; its person is held, so that none is removed just now."""
    before, now_for = check_in.study, words.study
    study = None
    if words.minutes and now_for and Goal.objects.filter(pk=now_for.goal).exists():
        study = before or StudyMinutes()
        study.goal_id, study.domain = now_for.goal, now_for.domain
        study.on, study.minutes = words.on, words.minutes
        study.save()
    check_in.mark_done(words, now, task, study)
    if before is not None and study is None:
        before.delete()


def keep_minutes(goal: Goal) -> None:
    """Take the minutes of blocks back from a goal that is about to be removed: the hour took place,
    whatever becomes of what it was for, and counts for its month."""
    theirs = CheckIn.objects.filter(study__goal=goal)
    studied = StudyMinutes.objects.filter(check_in=OuterRef("pk")).values("minutes")
    theirs.update(minutes=Subquery(studied), study=None)


def _tick(check_in: CheckIn, ticked: About | None) -> None:
    """What the block was for is done: the step or exercise, and the criteria it meets; or, of a
    milestone in its small version, the milestone."""
    if ticked is None:
        return
    mine = Milestone.objects.for_user(check_in.block.user).kept()
    milestone = mine.filter(pk=ticked.milestone).first() if ticked.milestone else None
    exercise = exercises.exercises().get(ticked.exercise)
    if not _belongs(check_in, milestone, exercise, ticked):
        return
    if exercise is not None:
        check_in.exercise, check_in.milestone, check_in.finished = exercise.slug, milestone, True
        check_in.save(update_fields=["exercise", "milestone", "finished"])
    if milestone is None:
        return
    for number in _criteria(ticked):
        milestone.meet(number, met=True)
    if exercise is not None:
        milestone.begin()
    elif ticked.criterion is None and milestone.reduced and check_in.done_on:
        milestone.tick(check_in.done_on)


def _belongs(
    check_in: CheckIn, milestone: Milestone | None, exercise: Exercise | None, ticked: About
) -> bool:
    """Whether a block of this kind can be about it: a tick that was written by hand is none."""
    kind = check_in.block.kind
    if ticked.milestone and (milestone is None or milestone.block != kind):
        return False
    if exercise is None:
        return milestone is not None
    if exercise.block != kind:
        return False
    return exercise.step_of == (milestone.slug if milestone else "")


def _criteria(ticked: About) -> list[int]:
    if ticked.exercise:
        return [number - 1 for number in exercises.exercises()[ticked.exercise].meets]
    return [] if ticked.criterion is None else [ticked.criterion]


@transaction.atomic
def unfinish(found: Occurrence) -> CheckIn:
    """The step or exercise is not done after all. Criteria that were met with it stay met: they
    have ticks of their own in the plan."""
    check_in = _row(found)
    check_in.finished = False
    check_in.save(update_fields=["finished"])
    return check_in


def _row_for(found: Occurrence, words: Words) -> CheckIn:
    """The row for an answer. One that is study of a goal holds its person first, as the removal of
    a goal does."""
    if words.study is not None:
        User.objects.hold(found.block.user)
    return _row(found)


def _row(found: Occurrence) -> CheckIn:
    """The check-in's row, made if need be, locked until the transaction ends."""
    made, _ = CheckIn.objects.get_or_create(
        block=found.block,
        week=found.week,
        defaults={"planned_on": found.on, "planned_at": found.at},
    )
    rows = CheckIn.objects.select_for_update(of=("self",)).select_related("block", "study")
    return rows.get(pk=made.pk)

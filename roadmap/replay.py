"""A history replayed: blocks answered week after week as somebody told it, by the very functions
that answer real ones, with the mail that came before each. For the demo person and docs/mails/.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from accounts.models import User
from common import weeks
from delivery.content import Content
from delivery.models import Mail
from roadmap.cadence import benches, checkins, compose, nudges, studying, week
from roadmap.cadence.checkins import About
from roadmap.cadence.due import Occurrence
from roadmap.cadence.models import Block, Lead, Rhythm, SkipReason, Words
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Milestone, MonthClose, Plan

TICK = timedelta(seconds=4)
"""How long after its moment a nudge is planned: the planner comes every five seconds."""
EVENING = time(18)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it went, at its moment."""

    moment: datetime
    content: Content


@dataclass(frozen=True, slots=True)
class History:
    """What somebody did: for each week (the first begins on ``monday``) each block done or skipped,
    what was settled in which week (counted from 1), and what was said when a month ended."""

    monday: date
    weeks: Sequence[Mapping[str, Mapping[str, str]]]
    settled: Sequence[Mapping[str, Any]]
    closes: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Replay:
    """One person's history, replayed up to ``until``."""

    user: User
    plan: Plan
    history: History
    until: datetime

    def run(self) -> list[Letter]:
        """Answer every block whose end has come. Returns the mails that went, in order."""
        letters: list[Letter] = []
        lead = Lead(Rhythm.objects.of(self.user).lead)
        for number, found in self._occurrences():
            due_at = found.due(lead, self.user.zone)
            if due_at > self.until:
                break
            self._close_months(found.on)
            letters += self._mails(due_at)
            ended = found.starts(self.user.zone) + timedelta(minutes=found.block.minutes)
            if ended > self.until:
                break
            self._answer(found, self.history.weeks[number][found.block.kind], ended)
            self._settle(number + 1, found)
        return letters

    def _occurrences(self) -> Iterator[tuple[int, Occurrence]]:
        blocks = list(Block.objects.for_user(self.user).select_related("user"))
        for number in range(len(self.history.weeks)):
            monday = self.history.monday + timedelta(weeks=number)
            mine = [found for block in blocks if (found := checkins.of(block, monday))]
            yield from ((number, found) for found in sorted(mine, key=lambda f: (f.on, f.at)))

    def _mails(self, due_at: datetime) -> Iterator[Letter]:
        """What is due now, planned, written, and marked as sent without being sent."""
        nudges.plan_for({self.user.pk}, due_at + TICK)
        waiting = Mail.objects.filter(user=self.user, state=Mail.State.WAITING)
        mails = list(waiting.select_related("user"))
        for mail in mails:
            content = compose.compose(mails, due_at + TICK)[mail.pk]
            if isinstance(content, Content):
                mail.state, mail.subject = Mail.State.SENT, content.subject
                mail.ended_at = due_at + 2 * TICK
                mail.save(update_fields=["state", "subject", "ended_at"])
                yield Letter(due_at, content)

    def _answer(self, found: Occurrence, told: Mapping[str, str], at: datetime) -> None:
        if "skip" in told:
            checkins.skip(found, SkipReason(told["skip"]), at)
            return
        bench = benches.of(self.user, Plan.objects.current(self.user), found.on)
        task = week.task_in(bench, found)
        # Blocks rarely last exactly as long as planned; the same week gives the same figure.
        minutes = found.block.minutes + (found.on.day % 5 - 2) * 5
        study = studying.of(found, bench.aim if bench else None, task, found.on)
        meant = study.meant(study.ready) if study else None
        words = Words(
            found.on,
            minutes,
            told["exists"],
            told["pick_up"],
            meant,
            told.get("source", ""),
            told.get("source_url", ""),
        )
        ticked = About.of(task) if task is not None and task.is_open else None
        done = checkins.done(found, words, at, task, ticked)
        if done.milestone_id:
            self._tick_if_met(Milestone.objects.get(pk=done.milestone_id), found.on)

    def _tick_if_met(self, milestone: Milestone, on: date) -> None:
        if len(milestone.criteria_met) == len(milestone.done_when):
            milestone.tick(on)

    def _settle(self, number: int, found: Occurrence) -> None:
        """What came outside the blocks: an exam, say."""
        is_last = found.block.kind == BlockKind.STORY
        slugs = [one["slug"] for one in self.history.settled if one["week"] == number]
        for milestone in self.plan.milestones.filter(slug__in=slugs if is_last else []):
            milestone.criteria_met = [*range(len(milestone.done_when))]
            milestone.save(update_fields=["criteria_met"])
            milestone.tick(found.on)

    def _close_months(self, today: date) -> None:
        """What was said when each month that is over ended."""
        for close in self.history.closes:
            last = self.plan.calendar.window(close["month"]).last
            if last < today:
                at = weeks.instant(last, EVENING, self.user.zone)
                MonthClose.objects.get_or_create(
                    plan=self.plan, month=close["month"], defaults={**close, "closed_at": at}
                )

"""The nudge's words: five lines a block, each from what its person wrote, did or planned.

Nothing is generated. 1 their own last words · 2 what is next · 3 when it is done · 4 where it
stands · 5 the small version (see docs/mail.md). The sentences stand in templates/emails/nudge/,
which this module fills.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from common import weeks
from delivery import unsubscribe
from delivery.content import LONGEST_SUBJECT, Content, NotWanted, absolute, render
from delivery.models import Mail
from roadmap.cadence import clocks, due, material, nudges
from roadmap.cadence.answers import WAKE, Action
from roadmap.cadence.backoff import Stage
from roadmap.cadence.casework import Work
from roadmap.cadence.clocks import Clock
from roadmap.cadence.due import DAY, WEEK, Occurrence, Verdict
from roadmap.cadence.material import Material, Standing
from roadmap.cadence.models import Nudge, Reason, Rhythm
from roadmap.cadence.telling import Turn
from roadmap.cadence.toward import Toward
from roadmap.cadence.week import PickUp
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Task
from roadmap.plan.models import MonthClose
from roadmap.plan.uses import Use

OLD = timedelta(days=8)
"""Words older than this are given with their date."""
LITTLE_TIME, VERY_LITTLE_TIME, SHORT_BLOCK = 25, 10, 45
"""Minutes of the small version; the second for blocks of up to the third."""

MOVES_THE_METRIC = ("baseline", "result", "reading")
"""What is kept of the milestones in which the metric is read or moved."""

CHANGED = gettext_noop("its block was moved or changed")
MORNING = gettext_noop("it comes in the morning instead")


def compose(mails: Sequence[Mail], now: datetime) -> dict[int, Content | NotWanted]:
    """The words of a claimed batch; what became unwanted since it was planned is said so."""
    meant = defaultdict(list)
    for nudge in (
        Nudge.objects.filter(mail__in=mails).select_related("block").order_by("due_at", "pk")
    ):
        meant[nudge.mail_id].append(nudge)
    people = {mail.user_id: mail.user for mail in mails if mail.user is not None}
    by_person = {clock.user.pk: clock for clock in clocks.load(people.values(), now)}
    asked = {nudge.block_id for nudges in meant.values() for nudge in nudges}
    blocks = [block for clock in by_person.values() for block in clock.blocks if block.pk in asked]
    facts = material.gather(people.values(), blocks, now)
    return {
        mail.pk: Answer(by_person[mail.user_id], mail, meant[mail.pk], now).content(facts)
        if mail.user_id in by_person
        else NotWanted(CHANGED)
        for mail in mails
    }


@dataclass(frozen=True, slots=True)
class Preview:
    """The next mail, and when it leaves."""

    moment: datetime
    content: Content
    is_due: bool


def preview(clock: Clock, now: datetime) -> Preview | None:
    """The next mail as it would be, were it due now. None when none is to come."""
    coming = clock.next_mail()
    if coming is None:
        return None
    moment, found = coming
    facts = material.gather([clock.user], clock.blocks, now)
    content = _write(clock.user, found, facts, stage=clock.stage)
    return Preview(moment, content, is_due=moment <= now)


def test_mail(user: User, now: datetime) -> Content:
    """The next mail, marked as a test. Without one, a line that says mail arrives."""
    [clock] = clocks.load([user], now)
    coming = clock.next_mail()
    facts = material.gather([user], clock.blocks, now)
    return _write(user, coming[1] if coming else [], facts, test=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """One mail under the claim: its blocks as they stand now."""

    clock: Clock
    mail: Mail
    nudges: Sequence[Nudge]
    now: datetime

    def content(self, facts: Material) -> Content | NotWanted:
        """Its words, or why it is not wanted any more."""
        found, reason = self._wanted()
        if not found:
            return NotWanted(reason)
        verdicts = [(one, *self._verdict(one)) for one in found]
        if all(verdict is not Verdict.SEND for _, verdict, _ in verdicts):
            return self._too_late([(one, at) for one, v, at in verdicts if v is Verdict.WAIT])
        return _write(self.clock.user, found, facts, stage=self.clock.stage)

    def _wanted(self) -> tuple[list[Occurrence], str]:
        """What is still open, and why the rest is not."""
        blocks = {block.pk: block for block in self.clock.blocks}
        found, reason = [], CHANGED
        for nudge in self.nudges:
            block = blocks.get(nudge.block_id)
            one = self.clock.occurrence(block, nudge.week) if block else None
            why = self.clock.unwanted(one) if one else None
            if why:
                reason = _source(why)
            elif one:
                found.append(one)
        return found, reason

    def _verdict(self, found: Occurrence) -> tuple[Verdict, datetime]:
        """Whether it may go at this hour: the mail server may have been away since it was due."""
        after = self.clock.following(found.block, found.week)
        follower = self.clock.occurrence(found.block, after) if after else None
        before = follower.on if follower else None
        return due.verdict(found, self._asked(found), self.now, self.clock.zone, before)

    def _asked(self, found: Occurrence) -> datetime:
        """The moment this block waited for: the mail's. Only where that is night in a zone the
        person has moved to since, and no block of it chose that hour, the block's own."""
        at, clock = self.mail.due_at, self.clock
        if weeks.is_quiet(at.astimezone(clock.zone).time()):
            chosen = [clock.due(n.block, n.week) for n in self.nudges]
            return at if at in chosen else found.due(clock.lead, clock.zone)
        return at

    def _too_late(self, waiting: list[tuple[Occurrence, datetime]]) -> NotWanted:
        if not waiting:
            return NotWanted(_source(Reason.LATE))
        with transaction.atomic():
            Rhythm.objects.hold(self.clock.user)
            ours = set(Nudge.objects.filter(mail=self.mail).values_list("block_id", "week"))
            for found, at in waiting:
                if (found.block.pk, found.week) in ours:  # its person moved it just now
                    nudges.put_off(found.block, found.week, at)
        return NotWanted(MORNING if ours else CHANGED)


def _source(reason: Reason) -> str:
    """The reason's sentence as it stands in the code: it is translated when it is shown."""
    with translation.override(None):
        return str(reason.label)


@dataclass(frozen=True, slots=True)
class Part:
    """One block in a mail: what its five lines are made of."""

    found: Occurrence
    words: PickUp | None
    note: PickUp | None
    task: Task | None
    spent: int
    urls: dict[str, str]
    facts: Material

    @property
    def words_are_old(self) -> bool:
        """Whether their date belongs to them. A note is told by its weekday, as long as that is
        this week's."""
        limit = OLD if self.note is None else WEEK - DAY
        return self.words is not None and self.found.on - self.words.on > limit

    @property
    def wanted(self) -> MonthClose | None:
        """Where no block has left words yet: the close that says what this month must have."""
        return self.facts.wanted.get(self.found.block.user_id)

    @property
    def names_it(self) -> bool:
        """Whether the first line names the milestone already, so that the second need not."""
        has_milestone = self.task is not None and self.task.milestone is not None
        return has_milestone and self.words is None and self.wanted is None

    @property
    def afterwards(self) -> list[str]:
        """The criteria that are open besides the next one."""
        if self.task is None or self.task.milestone is None:
            return []
        lines = self.task.milestone.done_lines
        open_lines = [line for n, line, met in lines if not met and n != self.task.number - 1]
        return [line.rstrip(" .") for line in open_lines]

    @property
    def met(self) -> int:
        milestone = self.task.milestone if self.task else None
        return len(milestone.criteria_met) if milestone else 0

    @property
    def use(self) -> Use | None:
        """Where the outcome goes, if there is such a page. How far the study is has lines of its
        own, and a case study is named once: by what is next in it, where that is said."""
        uses = self.task.uses if self.task else []
        told = (use for use in uses if use is not Use.STUDY)
        return next((use for use in told if not (self.work and use.is_of_case_study)), None)

    @property
    def exam(self) -> Standing | None:
        """How far the hours of the plan's exam are, where the block trains for it."""
        if self.task is None or self.task.exam is None or self.task.aim is not None:
            return None
        return self.facts.standing(self.found, self.task.exam)

    @property
    def toward(self) -> Toward | None:
        """How far the exam of the goal is, where that is said."""
        return self.facts.toward(self.found, self.task)

    @property
    def work(self) -> Work | None:
        """What is next in a case study."""
        return self.facts.work(self.found, self.task)

    @property
    def turn(self) -> Turn | None:
        """What waits to be told, one thing at a time."""
        return self.facts.turn(self.found, self.task)

    @property
    def limit(self) -> str:
        """What must not suffer, for the block that could make it suffer."""
        plan = self.facts.plans.get(self.found.block.user_id)
        milestone = self.task.milestone if self.task else None
        moves_it = milestone is not None and milestone.kept in MOVES_THE_METRIC
        return plan.choice.limit_said if plan and moves_it else ""

    @property
    def little(self) -> int:
        """Minutes of the small version."""
        return VERY_LITTLE_TIME if self.found.block.minutes <= SHORT_BLOCK else LITTLE_TIME

    @property
    def hours(self) -> tuple[int, int]:
        """Spent on it this month, in hours and minutes."""
        return divmod(self.spent, 60)

    @property
    def headline(self) -> str:
        """What the subject says after the hour, within what room the subject leaves.

        A lab is recognized by where it stopped; study and story by what is next.
        """
        room = LONGEST_SUBJECT - 22
        has_hook = self.task is not None and self.task.exercise is not None
        if self.words and not self.note and not (has_hook and self.found.block.kind != "lab"):
            return f'"{cut(self.words.words, room)}"'
        if self.task is None:
            told = self.work.title if self.work else self.turn.headline if self.turn else ""
            return cut(told, room)
        return cut(self.task.headline, room)


def cut(words: str, room: int) -> str:
    """``words`` on one line and within ``room`` characters, cut between two of them."""
    line = " ".join(words.split())
    if len(line) <= room:
        return line
    head = line[: room - 1]
    end = head.rfind(" ")
    return head[: end if end > room // 2 else None].rstrip(" ,.;:–—-") + "…"


def _write(
    user: User,
    found: Sequence[Occurrence],
    facts: Material,
    *,
    stage: Stage = Stage.EACH,
    test: bool = False,
) -> Content:
    """The mail about ``found``, by the clock of ``user``."""
    parts = [_part(one, facts) for one in sorted(found, key=lambda one: (one.on, one.at))]
    plan = facts.plans.get(user.pk)
    context = {
        "parts": parts,
        "first": parts[0] if parts else None,
        "minutes": sum(part.found.block.minutes for part in parts),
        "window": facts.window(user.pk),
        "plan": plan,
        "lane": plan.choice.primary if plan else "",
        "discreet": user.discreet,
        "test": test,
        "is_week": len({part.found.on for part in parts}) > 1,
        "stage": stage.name.lower(),
        "wake_url": absolute(WAKE.path(user)),
        "unsubscribe_url": unsubscribe.link(user.email, nudges.KIND),
        "settings_url": absolute(reverse("settings-nudges")),
    }
    with timezone.override(user.zone):
        return render(
            "goodbye" if stage is Stage.OFF else "nudge",
            context,
            headers=unsubscribe.headers(user.email, nudges.KIND),
            from_name=_("Reminder") if user.discreet else "",
        )


def _part(found: Occurrence, facts: Material) -> Part:
    block = found.block
    kind = BlockKind(block.kind)
    note = facts.lab_notes.get(block.user_id) if kind is BlockKind.STORY else None
    return Part(
        found=found,
        words=note or facts.pick_ups.get(block.pk),
        note=note,
        task=facts.task(found),
        spent=facts.minutes(block),
        urls={action.value: absolute(action.path(block, found.week)) for action in Action},
        facts=facts,
    )

"""What is due becomes rows: a nudge for each block and week, and one mail for each person and day.

Whoever changes when somebody's nudges are due holds their rhythm's row first, so the planner, a
second planner and the person's own request never do it at once; unique constraints and
compare-and-set say the same once more. The rows are the whole promise: nothing is published.
"""

import itertools
import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from common import weeks
from delivery.models import Mail
from roadmap.cadence import clocks, due
from roadmap.cadence.backoff import Stage
from roadmap.cadence.clocks import Clock
from roadmap.cadence.due import Occurrence, Verdict
from roadmap.cadence.models import Block, Nudge, Reason, Rhythm

logger = logging.getLogger(__name__)

KIND = "nudge"
BATCH = 500
"""Due blocks looked at in one transaction."""
STOP_AFTER = 2.0
"""Seconds after which a tick leaves the rest to the next one: where one process plans and sends,
account mail waits behind it."""

_GONE = (Mail.State.CLAIMED, Mail.State.HANDED, Mail.State.SENT, Mail.State.UNKNOWN)
"""A mail in one of these takes no further block in, and is that day's."""


def plan_due(now: datetime, *, batch: int = BATCH) -> int:
    """Turn every due block into its rows and set it to its next week. Returns how many were due.

    Any number may run at once, and any may die: what it had not committed is due again. Somebody
    whose rows it stumbles over keeps nobody else waiting; theirs are due again at the next tick.
    """
    stop, planned = time.monotonic() + STOP_AFTER, 0
    left_out: set[int] = set()
    while time.monotonic() < stop:
        waiting = Block.objects.due(now).exclude(user__in=left_out).order_by("next_due_at")
        people = set(waiting.values_list("user_id", flat=True)[:batch])
        if not people:
            break
        done, stumbled = _plan_apart(people, now)
        if not done and not stumbled:
            break
        planned += done
        left_out |= stumbled
    return planned


def _plan_apart(people: set[int], now: datetime) -> tuple[int, set[int]]:
    """A batch, or each of its people alone when it cannot be planned. How many blocks were due,
    and whom it stumbled over.

    Raises:
        InterfaceError, OperationalError: it is the database, and nobody's rows.
    """
    try:
        return plan_for(people, now), set()
    except (InterfaceError, OperationalError):
        raise
    except Exception:
        logger.exception("Planning stumbled over a batch of %d.", len(people))
    if len(people) == 1:
        return 0, people
    apart = [_plan_apart({one}, now) for one in people]
    return sum(done for done, _ in apart), set().union(*(fell for _, fell in apart))


def reschedule(user: User, now: datetime) -> None:
    """Work out anew when each block's nudge is due: after a new zone, lead, pause or move.

    Each keeps the week it waits for. A moment that lies in the past now is late, and the planner
    decides what becomes of it.
    """
    with transaction.atomic():
        Rhythm.objects.hold(user)
        [clock] = clocks.load([user], now)
        _set([_standing(clock, block, now) for block in clock.blocks])


def wake(user: User, now: datetime) -> None:
    """Its person wants every mail again: the count of unanswered weeks begins anew."""
    with transaction.atomic():
        Rhythm.objects.hold(user)
        Rhythm.objects.filter(user=user).update(woken_at=now)


def reschedule_all(people: set[int], now: datetime) -> int:
    """The same for many at once, in a constant number of queries. Returns how many blocks are due
    at another moment than before."""
    with transaction.atomic():
        held = clocks.load(_held(people, wait=True), now)
        return _set([_standing(clock, block, now) for clock in held for block in clock.blocks])


def zone_changed(user: User, now: datetime | None = None) -> None:
    """The person lives by another clock. What was nudged stays so; the rest moves with them."""
    with transaction.atomic():
        Rhythm.objects.hold(user)
        Block.objects.filter(user=user).update(revision=F("revision") + 1)
        reschedule(user, now or timezone.now())


def next_for(user: User, now: datetime | None = None) -> datetime | None:
    """When the next mail is due. None when every block is off, without mail or out of reach."""
    [clock] = clocks.load([user], now or timezone.now())
    coming = clock.next_mail()
    return coming[0] if coming else None


def rearrange(blocks: Iterable[Block], user: User, now: datetime) -> None:
    """Blocks of ``user`` were made, changed, switched on or off: begin with the first hour ahead.

    Call it in the transaction that saved them, with their rhythm held. A week whose nudge was
    still to come, and whose new hour has passed already, has its row with that reason; so has
    every week that a planner who was away had left open. What was asked for again of a block that
    is off now has its end.
    """
    changed = {block.pk for block in blocks}
    [clock] = clocks.load([user], now)
    steps, passed = [], []
    for block in (b for b in clock.blocks if b.pk in changed):
        week = clock.first_week(block, now)
        steps.append(Step(block, week, clock.due(block, week) if week else None))
        if block.next_week is not None and block.next_due_at is not None and week is not None:
            reason = Reason.PASSED if block.next_due_at > now else Reason.LATE
            open_ones = clock.unsettled(block, now)
            passed += [_row(clock, f, reason) for f in _before(open_ones, week)]
    _write(passed)
    _set(steps)
    off = [block.pk for block in clock.blocks if block.pk in changed and not block.active]
    asked = Nudge.objects.filter(block__in=off, state=Nudge.State.DUE)
    asked.update(state=Nudge.State.SKIPPED, reason=Reason.OFF)


def _before(occurrences: Iterable[Occurrence], week: date) -> Iterator[Occurrence]:
    return itertools.takewhile(lambda found: found.week < week, occurrences)


def ask_again(block: Block, week: date, user: User, now: datetime) -> None:
    """Its block was moved: the nudge of ``week`` is wanted once more, at the new hour's moment.

    Call it with the rhythm held. Does nothing when a mail about it went on that same day.
    """
    [clock] = clocks.load([user], now)
    at = clock.due(block, week)
    nudge = clock.nudges.get((block.pk, week))
    mail = nudge.mail if nudge else None
    gone = mail is not None and mail.state in _GONE
    if at is None or (mail and gone and clock.day(mail.due_at) == clock.day(at)):
        return
    put_off(block, week, at)


def wanted_again(user: User, reason: Reason, now: datetime) -> None:
    """What kept mail back is gone, a pause or a silence: the blocks whose week was skipped for it
    and whose hour is still ahead are asked for again."""
    with transaction.atomic():
        Rhythm.objects.hold(user)
        [clock] = clocks.load([user], now)
        for block in clock.blocks:
            for (pk, week), nudge in clock.nudges.items():
                if pk == block.pk and nudge.reason == reason:
                    found = clock.occurrence(block, week)
                    if found and not clock.unwanted(found) and found.starts(clock.zone) > now:
                        put_off(block, week, found.due(clock.lead, clock.zone))


def put_off(block: Block, week: date, at: datetime) -> None:
    """The nudge of ``week`` comes at ``at`` instead, whatever became of it before.

    Call it with the rhythm held. A block that waits for an earlier week goes on waiting for it.
    """
    Nudge.objects.filter(block=block, week=week).exclude(state=Nudge.State.DUE).update(
        state=Nudge.State.DUE, reason="", mail=None, due_at=at
    )
    waiting = Block.objects.get(pk=block.pk)
    if waiting.next_week is None or week <= waiting.next_week:
        _set([Step(waiting, week, at)])


@dataclass(frozen=True, slots=True)
class Step:
    """Where a block's next nudge goes. ``week`` and ``at`` are None when there is none."""

    block: Block
    week: date | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Letter:
    """The blocks of one person's day, which leave in one mail."""

    clock: Clock
    moment: datetime
    blocks: list[Occurrence]

    @property
    def day(self) -> date:
        return self.clock.day(self.moment)

    @property
    def key(self) -> str:
        return f"{KIND}:{self.clock.user.pk}:{self.day:%Y-%m-%d}"


@dataclass(slots=True)
class Round:
    """What one batch comes to, before any of it is written."""

    now: datetime
    nudges: list[Nudge] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    def take(self, clock: Clock) -> None:
        """Decide on every due block of one person."""
        ready: list[tuple[Occurrence, datetime]] = []
        for block, week, at in _waiting(clock):
            if at <= self.now and (found := self._judge(clock, block, week, at)):
                ready.append(found)
        if ready:
            moment = min(at for _, at in ready)
            blocks = [found for found, _ in ready]
            self.letters.append(Letter(clock, moment, blocks + self._later(clock, moment)))

    def _judge(
        self, clock: Clock, block: Block, week: date, at: datetime
    ) -> tuple[Occurrence, datetime] | None:
        """What is to be mailed, and its moment. None when a row or a later moment says it all."""
        found = clock.occurrence(block, week)
        if found is None or clock.is_settled(block, week):
            self._advance(clock, block, week)
            return None
        if reason := clock.unwanted(found):
            self._skip(clock, found, reason)
            return None
        if not clock.silence.lets(found.week):
            self._skip(clock, found, Reason.BACKED_OFF)
            return None
        after = clock.following(block, week)
        follower = clock.occurrence(block, after) if after else None
        before = follower.on if follower else None
        answer, moment = due.verdict(found, at, self.now, clock.zone, before)
        if answer is Verdict.LATE:
            self._skip(clock, found, Reason.LATE)
            return None
        if answer is Verdict.WAIT:
            self.steps.append(Step(block, week, moment))
            return None
        self._advance(clock, block, week)
        return found, moment

    def _later(self, clock: Clock, moment: datetime) -> list[Occurrence]:
        """The other blocks whose nudge is due later on the same day: they come along; in a mail
        for the whole week, those of the week."""
        along = []
        for block, week, at in _waiting(clock):
            same_day = clock.day(at) == clock.day(moment)
            same_week = week == weeks.week_of(clock.day(moment))
            if at <= self.now or not (same_day or (clock.stage is not Stage.EACH and same_week)):
                continue
            found = clock.occurrence(block, week)
            wanted = found and not clock.is_settled(block, week) and not clock.unwanted(found)
            if found and wanted:
                self._advance(clock, block, week)
                along.append(found)
        return along

    def _skip(self, clock: Clock, found: Occurrence, reason: Reason) -> None:
        self.nudges.append(_row(clock, found, reason))
        self._advance(clock, found.block, found.week)

    def _advance(self, clock: Clock, block: Block, week: date) -> None:
        """The block waits for the next week it takes place in."""
        after = clock.following(block, week)
        self.steps.append(Step(block, after, clock.due(block, after) if after else None))


def _waiting(clock: Clock) -> list[tuple[Block, date, datetime]]:
    """The person's blocks with the week and the moment each waits for."""
    return [
        (block, block.next_week, block.next_due_at)
        for block in clock.blocks
        if block.next_week is not None and block.next_due_at is not None
    ]


def plan_for(people: set[int], now: datetime) -> int:
    """One batch of people, one transaction. Those another planner holds are left to it."""
    with transaction.atomic():
        round_ = Round(now)
        for clock in clocks.load(_held(people), now):
            round_.take(clock)
        mails = _mails(round_)
        goodbyes = [
            one.clock.user.pk
            for one in round_.letters
            if one.clock.stage is Stage.OFF and one.clock.user.pk in mails
        ]
        Rhythm.objects.filter(user__in=goodbyes).update(goodbye_at=now)
        for letter in round_.letters:
            mail = mails.get(letter.clock.user.pk)
            reason = None if mail else Reason.ONE_A_DAY
            round_.nudges += [_row(letter.clock, found, reason, mail) for found in letter.blocks]
        _write(round_.nudges)
        _set(round_.steps)
    return len(round_.steps)


def _held(people: set[int], *, wait: bool = False) -> list[User]:
    """Lock the rhythms of ``people``, leaving out those somebody else has locked, or waiting
    for them."""
    rhythms = Rhythm.objects.filter(user__in=people)
    free = (
        rhythms.order_by("pk")
        .select_for_update(skip_locked=not wait)
        .values_list("user_id", flat=True)
    )
    held = set(free)
    if held != people:
        missing = people - set(rhythms.values_list("user_id", flat=True))
        if missing:
            Rhythm.objects.bulk_create(
                [Rhythm(user_id=pk) for pk in missing], ignore_conflicts=True
            )
            held |= set(free.filter(user__in=missing))
    return list(User.objects.filter(pk__in=held))


def _row(clock: Clock, found: Occurrence, reason: Reason | None, mail: Mail | None = None) -> Nudge:
    return Nudge(
        block=found.block,
        week=found.week,
        due_at=found.due(clock.lead, clock.zone),
        state=Nudge.State.MAILED if mail else Nudge.State.SKIPPED,
        reason=reason or "",
        mail=mail,
    )


def _mails(round_: Round) -> dict[int, Mail]:
    """The mail each letter goes in, by person: that day's, if it waits still, or a new one.

    A person whose mail of that day has gone is left out. The rows are locked, so a sender cannot
    claim one while a block is being added to it.
    """
    people = [letter.clock.user for letter in round_.letters]
    recent: dict[int, list[Mail]] = defaultdict(list)
    since = round_.now - timedelta(days=3)
    for mail in (
        Mail.objects.filter(user__in=people, kind=KIND, due_at__gte=since)
        .select_for_update()
        .order_by("pk")
    ):
        recent[mail.user_id or 0].append(mail)
    found: dict[int, Mail] = {}
    new: dict[str, Letter] = {}
    for letter in round_.letters:
        mine = recent[letter.clock.user.pk]
        todays = [m for m in mine if letter.clock.day(m.due_at) == letter.day]
        if any(m.state in _GONE for m in todays):
            continue
        if waiting := next((m for m in todays if m.state == Mail.State.WAITING), None):
            found[letter.clock.user.pk] = waiting
        else:
            new[_free_key(letter.key, {m.key for m in mine})] = letter
    Mail.objects.bulk_create([_mail(k, letter) for k, letter in new.items()], ignore_conflicts=True)
    for mail in Mail.objects.filter(key__in=new, state=Mail.State.WAITING):
        found[new[mail.key].clock.user.pk] = mail
    return found


def _free_key(key: str, taken: set[str]) -> str:
    """The day's key. Another only where a mail of that date was not sent, or was sent on what was
    that date in a zone the person has left."""
    number = 1
    while (free := key if number == 1 else f"{key}:{number}") in taken:
        number += 1
    return free


def _mail(key: str, letter: Letter) -> Mail:
    user, at = letter.clock.user, letter.moment
    return Mail(kind=KIND, key=key, user=user, to=user.email, due_at=at, try_at=at)


def _write(nudges: list[Nudge]) -> None:
    """Make the rows; those that were asked for again are there and change instead."""
    Nudge.objects.bulk_create(nudges, ignore_conflicts=True)
    again = {
        (nudge.block_id, nudge.week): nudge
        for nudge in Nudge.objects.filter(
            block__in=[n.block_id for n in nudges], state=Nudge.State.DUE
        )
    }
    for nudge in nudges:
        if old := again.get((nudge.block_id, nudge.week)):
            Nudge.objects.filter(pk=old.pk, state=Nudge.State.DUE).update(
                state=nudge.state, reason=nudge.reason, mail=nudge.mail, due_at=nudge.due_at
            )


def _standing(clock: Clock, block: Block, now: datetime) -> Step:
    """The block's week as it is, at the moment its clock says now."""
    if not block.active:
        return Step(block, None, None)
    week = block.next_week or clock.first_week(block, now)
    while week and clock.occurrence(block, week) is None:
        week = clock.following(block, week)
    return Step(block, week, clock.due(block, week) if week else None)


def _set(steps: list[Step]) -> int:
    """Write the next weeks and moments, each only where nobody wrote since it was read. Returns
    how many were written."""
    alike: dict[tuple[datetime | None, date | None, datetime | None], list[int]]
    alike = defaultdict(list)
    for step in steps:
        if (step.week, step.at) != (step.block.next_week, step.block.next_due_at):
            alike[step.block.next_due_at, step.week, step.at].append(step.block.pk)
    written = 0
    for (seen, week, at), blocks in alike.items():
        same = Block.objects.filter(pk__in=blocks, next_due_at=seen)
        written += same.update(next_week=week, next_due_at=at)
    return written

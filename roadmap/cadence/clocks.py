"""What is needed to say when somebody's nudges are due, for many people in a few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.db.models import F, Max, Q

from accounts.models import User
from common import weeks
from delivery.models import Mail
from roadmap.cadence import due
from roadmap.cadence.backoff import LOOK_BACK, NOTHING, Silence, Stage, silence
from roadmap.cadence.due import WEEK, Occurrence
from roadmap.cadence.models import Block, CheckIn, Lead, Nudge, Reason, Rhythm
from roadmap.plan.models import Milestone, Pause

NOON = time(12)
MOST_SKIPPED = 5
"""Weeks that a monthly mail may leave out, and one more."""
Key = tuple[int, date]
"""A block's primary key and the Monday of a week."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One person's zone and lead, their blocks, and what is known of the coming weeks.

    ``check_ins`` and ``nudges`` may hold other people's too: they are looked up by block.
    """

    user: User
    lead: Lead
    zone: ZoneInfo
    confirmed: bool
    pauses: Sequence[tuple[date, date]]
    blocks: Sequence[Block]
    check_ins: Mapping[Key, CheckIn]
    nudges: Mapping[Key, Nudge]
    kept: Mapping[int, Collection[date]]
    """For each block the weeks that have a check-in."""
    silence: Silence = NOTHING

    def occurrence(self, block: Block, week: date) -> Occurrence | None:
        """The block in that week. None also when it is off: a check-in that was moved before
        stands on the page of its week, and brings no mail."""
        if not block.active:
            return None
        return due.occurrence(block, week, self.check_ins.get((block.pk, week)))

    def due(self, block: Block, week: date) -> datetime | None:
        """When its nudge for ``week`` is due. None when it has no place in it."""
        found = self.occurrence(block, week)
        return found.due(self.lead, self.zone) if found else None

    def day(self, moment: datetime) -> date:
        """The date on their wall at ``moment``."""
        return moment.astimezone(self.zone).date()

    def is_settled(self, block: Block, week: date) -> bool:
        """Whether that week's nudge has its row, and is not asked for again."""
        nudge = self.nudges.get((block.pk, week))
        return nudge is not None and nudge.state != Nudge.State.DUE

    def unwanted(self, found: Occurrence) -> Reason | None:
        """Why no mail goes for this occurrence."""
        if found.is_answered:
            return Reason.ANSWERED
        if found.is_paused(self.pauses):
            return Reason.PAUSED
        if found.block.silenced:
            return Reason.SILENCED
        return None if self.confirmed else Reason.UNCONFIRMED

    @property
    def stage(self) -> Stage:
        """How often mail comes to them at present."""
        return self.silence.stage

    def following(self, block: Block, week: date) -> date | None:
        """The next week after ``week`` in which it takes place, or stands since it was moved."""
        return due.following(block, week, self.kept[block.pk])

    def unsettled(self, block: Block, now: datetime) -> Iterator[Occurrence]:
        """The occurrences whose nudge has no row yet, from the week it waits for on, or from one
        that was moved and is still to come."""
        this_week = weeks.week_of(self.day(now))
        moved = (self.occurrence(block, week) for week in self.kept[block.pk])
        ahead = [found.week for found in moved if found and found.starts(self.zone) > now]
        start = min(this_week, block.next_week or this_week, *ahead)
        for week in due.weeks_of(block, start, self.kept[block.pk]):
            found = self.occurrence(block, week)
            if found and not self.is_settled(block, week):
                yield found

    def first_week(self, block: Block, now: datetime) -> date | None:
        """The first of them whose hour is still ahead, or that stands where it was put: what
        becomes of such a one when it is late, the planner says."""
        for found in self.unsettled(block, now):
            if found.check_in is not None or found.starts(self.zone) > now:
                return found.week
        return None

    def next_mail(self) -> tuple[datetime, list[Occurrence]] | None:
        """The moment of the next mail, and the blocks of that day, which it is about."""
        coming = sorted(
            (found for block in self.blocks if (found := self._next(block))),
            key=lambda pair: pair[0],
        )
        if not coming:
            return None
        moment, first = coming[0]
        if self.stage is not Stage.EACH:
            return moment, [found for at, found in coming if found.week == first.week]
        return moment, [found for at, found in coming if self.day(at) == self.day(moment)]

    def _next(self, block: Block) -> tuple[datetime, Occurrence] | None:
        """The block's next nudge that will be mailed, as far as one can know."""
        if block.next_week is None or block.next_due_at is None:
            return None
        if block.silenced or not self.confirmed:
            return None
        start = self.due(block, block.next_week) or block.next_due_at
        check_ins = {week: c for (pk, week), c in self.check_ins.items() if pk == block.pk}
        after = start - timedelta(seconds=1)
        found = due.next_due(block, after, self.lead, self.zone, check_ins, self.pauses)
        tries = 0
        while found and not self.silence.lets(found[1].week):
            found = due.next_due(block, found[0], self.lead, self.zone, check_ins, self.pauses)
            tries += 1
            if tries > MOST_SKIPPED:
                return None  # there was a goodbye
        if found and found[1].week == block.next_week:
            return block.next_due_at, found[1]  # it may wait for a morning
        return found


def load(users: Iterable[User], now: datetime) -> list[Clock]:
    """The clocks of ``users``, in a constant number of queries."""
    people = list(users)
    blocks: dict[int, list[Block]] = defaultdict(list)
    oldest = weeks.week_of(now.date()) - 2 * WEEK
    for block in Block.objects.filter(user__in=people).in_order():
        blocks[block.user_id].append(block)
        oldest = min(oldest, block.next_week or oldest)
    recent = {"block__user__in": people, "week__gte": oldest}
    check_ins = {(c.block_id, c.week): c for c in CheckIn.objects.filter(**recent)}
    kept: dict[int, set[date]] = defaultdict(set)
    for pk, week in check_ins:
        kept[pk].add(week)
    nudges = {(n.block_id, n.week): n for n in Nudge.objects.filter(**recent)}
    rhythms = {rhythm.user_id: rhythm for rhythm in Rhythm.objects.filter(user__in=people)}
    silences = _silences(people, rhythms, now)
    pauses: dict[int, list[tuple[date, date]]] = defaultdict(list)
    standing = Pause.objects.filter(plan__user__in=people, plan__ended_on=None)
    for pk, first, last in standing.values_list("plan__user_id", "starts_on", "ends_on"):
        pauses[pk].append((first, last))
    reachable = confirmed(people)
    return [
        Clock(
            user=user,
            lead=Lead(rhythms[user.pk].lead) if user.pk in rhythms else Lead.QUARTER,
            zone=user.zone,
            confirmed=user.pk in reachable,
            pauses=pauses[user.pk],
            blocks=blocks[user.pk],
            check_ins=check_ins,
            nudges=nudges,
            silence=silences.get(user.pk, NOTHING),
            kept=kept,
        )
        for user in people
    ]


def _silences(
    people: Sequence[User], rhythms: Mapping[int, Rhythm], now: datetime
) -> dict[int, Silence]:
    """The silence of those whose mails back off, in three queries."""
    asked = [user for user in people if user.pk in rhythms and rhythms[user.pk].backs_off]
    recent = Nudge.objects.filter(
        Q(state=Nudge.State.MAILED) | Q(reason=Reason.BACKED_OFF),
        block__user__in=asked,
        due_at__gt=now - LOOK_BACK,
    ).exclude(mail__state__in=[Mail.State.SKIPPED, Mail.State.FAILED])
    nudges: dict[int, list[tuple[date, datetime, bool]]] = defaultdict(list)
    for pk, week, due_at, state in recent.values_list("block__user", "week", "due_at", "state"):
        nudges[pk].append((week, due_at, state == Nudge.State.MAILED))
    if not nudges:
        return {}
    answers = CheckIn.objects.filter(block__user__in=nudges).values("block__user")
    answered = dict(answers.values_list("block__user", Max("answered_at")))
    ticks = Milestone.objects.filter(plan__user__in=nudges).values("plan__user")
    ticked = dict(ticks.values_list("plan__user", Max("done_on")))
    found = {}
    for user in asked:
        if user.pk in nudges:
            rhythm, day = rhythms[user.pk], ticked.get(user.pk)
            signs = [user.last_login, rhythm.woken_at, answered.get(user.pk)]
            signs += [weeks.instant(day, NOON, user.zone)] if day else []
            heard_at = max(filter(None, signs), default=None)
            this_week = weeks.week_of(user.today(now))
            said_at = rhythm.goodbye_at and rhythm.goodbye_at.astimezone(user.zone)
            found[user.pk] = silence(nudges[user.pk], heard_at, said_at, this_week)
    return found


def confirmed(users: Iterable[User]) -> set[int]:
    """Whom mail may go to: their address is confirmed and their account open."""
    return set(
        EmailAddress.objects.filter(
            user__in=list(users),
            user__is_active=True,
            verified=True,
            email__iexact=F("user__email"),
        ).values_list("user_id", flat=True)
    )

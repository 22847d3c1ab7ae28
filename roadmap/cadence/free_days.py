"""Days on which nothing else comes: no block, no nudge, no pause. A mail that chooses its own day
asks here, so that it is never the second one of a day.

Two such mails may want the same day. A reminder to renew makes way for a month's close, sent or to
come; a close makes way for a reminder that has gone. So one of them always finds its day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from accounts.models import User
from certifications.overview import RENEWAL_KIND
from common import weeks
from delivery.models import Mail
from roadmap.cadence import due, nudges
from roadmap.cadence.due import DAY
from roadmap.cadence.models import CLOSE_KIND, Block, CheckIn, Lead, Rhythm
from roadmap.plan.models import Plan

LOOK_BACK = timedelta(days=70)
"""How far back check-ins and mails are looked at: further than any search for a day begins."""
MOST_PASSED = 100
"""Taken days and pauses that a search passes over before it gives up."""


@dataclass(frozen=True, slots=True)
class Days:
    """What is known of one person's days at ``now``."""

    user: User
    plan: Plan | None
    now: datetime
    blocks: Sequence[Block]
    check_ins: Mapping[int, Mapping[date, CheckIn]]
    """By block and by the Monday of its week."""
    mails: Collection[Mail]
    """What was sent, may have been, or is still to leave."""

    def free_from(self, day: date) -> date | None:
        """``day``, or the first free one after it. A pause is passed over however long it is."""
        for _n in range(MOST_PASSED):
            if pause := self.plan and self.plan.pause_on(day):
                day = pause.ends_on + DAY
            elif self._is_taken(day):
                day += DAY
            else:
                return day
        return None

    def _is_taken(self, day: date) -> bool:
        if any(self._date(moment) == day for moment in self._moments()):
            return True
        return any(day in self._dates(block, day) for block in self.blocks)

    def _moments(self) -> Iterator[datetime]:
        """When a nudge was due, when it went or will go, and what each block's next one waits for,
        which may be a morning after its day."""
        for mail in self.mails:
            yield mail.due_at
            yield mail.ended_at or max(mail.try_at, self.now)
        for block in self.blocks:
            if block.next_due_at is not None:
                yield block.next_due_at

    def _dates(self, block: Block, near: date) -> Iterator[date]:
        """The days it stands on, moved or not, and those of its nudges, about ``near``: the nudge
        for an hour just after midnight comes the day before."""
        lead, kept = self._lead, self.check_ins.get(block.pk, {})
        for week in {weeks.week_of(near), weeks.week_of(near + DAY), *kept}:
            if found := due.occurrence(block, week, kept.get(week)):
                yield found.on
                yield self._date(found.due(lead, self.user.zone))

    @property
    def _lead(self) -> Lead:
        rhythm: Rhythm | None = getattr(self.user, "rhythm", None)
        return Lead(rhythm.lead) if rhythm else Lead.QUARTER

    def _date(self, moment: datetime) -> date:
        return moment.astimezone(self.user.zone).date()


def load(plans: Sequence[Plan], now: datetime) -> dict[int, Days]:
    """The days of each plan's person by the plan's key, in three queries.

    The plans want ``user__rhythm`` and their pauses loaded. Nothing is worked out yet, so what is
    wrong with one person's rows is met when that person's days are asked for.
    """
    found = _of([(plan.user, plan) for plan in plans], now, _NUDGES | _GONE)
    return {plan.pk: found[plan.user_id] for plan in plans}


def next_free(
    wanted: Mapping[int, date], now: datetime, apart_from: Collection[int] = ()
) -> dict[int, date | None]:
    """The first free day of each person from the one wanted on, by the person's key, in six
    queries. None where none is found. ``apart_from`` are the mails that ask: they take no day.

    People who choose no day of ours (no blocks, no plan) are free on every day without a mail.
    """
    people = User.objects.filter(pk__in=wanted).select_related("rhythm")
    under_way = Plan.objects.filter(user__in=wanted, ended_on=None).prefetch_related("pauses")
    plans = {plan.user_id: plan for plan in under_way}
    taking = (_NUDGES | _OURS) & ~Q(pk__in=apart_from)
    days = _of([(user, plans.get(user.pk)) for user in people], now, taking)
    return {pk: days[pk].free_from(day) if pk in days else None for pk, day in wanted.items()}


_NUDGES = Q(kind=nudges.KIND)
_OURS = Q(kind__in=[CLOSE_KIND, RENEWAL_KIND])
_GONE = Q(kind=RENEWAL_KIND, state__in=[Mail.State.HANDED, Mail.State.SENT, Mail.State.UNKNOWN])


def _of(whose: Sequence[tuple[User, Plan | None]], now: datetime, taking: Q) -> dict[int, Days]:
    """Each person's days by their key, in three queries. ``taking``: the mails that take a day."""
    people = {user.pk for user, _plan in whose}
    since = now - LOOK_BACK
    blocks: dict[int, list[Block]] = defaultdict(list)
    for block in Block.objects.filter(user__in=people, active=True):
        blocks[block.user_id].append(block)
    check_ins: dict[int, dict[date, CheckIn]] = defaultdict(dict)
    told = CheckIn.objects.filter(block__user__in=people, block__active=True)
    for check_in in told.filter(planned_on__gte=since.date()):
        check_ins[check_in.block_id][check_in.week] = check_in
    mails: dict[int, list[Mail]] = defaultdict(list)
    sent = Mail.objects.filter(taking, user__in=people, due_at__gte=since)
    for mail in sent.exclude(state__in=[Mail.State.SKIPPED, Mail.State.FAILED]):
        mails[mail.user_id or 0].append(mail)
    return {
        user.pk: Days(user, plan, now, blocks[user.pk], check_ins, mails[user.pk])
        for user, plan in whose
    }

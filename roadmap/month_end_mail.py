"""The month's close by mail, for who asked for it: what stands ready, and one button.

It comes at 18:00 on the first day from the month's last one on which no block takes place, so that
there is never more than one mail a day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from common import weeks
from delivery import outbox, unsubscribe
from delivery.content import Content, NotWanted, absolute, render
from delivery.models import Mail
from roadmap.cadence import drafts, due
from roadmap.cadence.due import DAY, QUIET_FROM, QUIET_UNTIL
from roadmap.cadence.models import MORNING, Block, CheckIn, Rhythm
from roadmap.plan.models import Plan

KIND = "close"
EVENING = time(18)
USEFUL = timedelta(days=5)
"""How long after its moment it is still worth sending."""
SHOWN = 3
"""Lines of the draft that the mail has."""

CLOSED = gettext_noop("the month is closed")
ENDED = gettext_noop("the plan has ended")
LATE = gettext_noop("it was too late to be useful")
TOMORROW = gettext_noop("it comes in the morning instead")


def plan_due(now: datetime) -> int:
    """Queue what is due for everybody who wants it; twice is once. Returns how many are new."""
    wanting = Rhythm.objects.filter(close_mail=True, user__is_active=True).select_related("user")
    users = {rhythm.user_id: rhythm.user for rhythm in wanting}
    blocks: dict[int, list[Block]] = defaultdict(list)
    for block in Block.objects.filter(user__in=users, active=True):
        blocks[block.user_id].append(block)
    new = 0
    for plan in _plans(users):
        user = users[plan.user_id]
        for month in _ended(plan, user.today(now)):
            at = moment(plan, month, blocks[plan.user_id], user)
            if at <= now < at + USEFUL:
                new += outbox.queue(KIND, user, f"{KIND}:{plan.pk}:{month}", at, now)[1]
    return new


def _plans(users: Iterable[int]) -> list[Plan]:
    found = Plan.objects.filter(user__in=list(users), ended_on=None).select_related("choice")
    return list(found.prefetch_related("pauses", "closes", "milestones"))


def _ended(plan: Plan, today: date) -> list[int]:
    """The months that end about now and are not closed."""
    closed = {close.month for close in plan.closes.all()}
    now = plan.month_on(today)
    near = [month for month in (now - 1, now) if month >= 1 and month not in closed]
    return [month for month in near if plan.calendar.window(month).last <= today]


def moment(plan: Plan, month: int, blocks: Sequence[Block], user: User) -> datetime:
    """18:00, local, on the first day from the month's last one that has no block and no pause."""
    day = plan.calendar.window(month).last
    for _n in range(14):
        if not plan.pause_on(day) and not any(_takes_place(block, day) for block in blocks):
            break
        day += DAY
    return weeks.instant(day, EVENING, user.zone)


def _takes_place(block: Block, day: date) -> bool:
    found = due.occurrence(block, weeks.week_of(day))
    return found is not None and found.on == day


# --- The words ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """What people wrote at the check-ins of the months in question."""

    done: Mapping[int, Sequence[CheckIn]]
    skips: Mapping[int, Sequence[CheckIn]]

    def draft(self, user: int, first: date, last: date) -> dict[str, str]:
        """The draft of one person's month."""
        mine = [c for c in self.done.get(user, ()) if c.done_on and first <= c.done_on <= last]
        skips = [c for c in self.skips.get(user, ()) if first <= c.planned_on <= last]
        return drafts.draft(mine, Counter(c.skip_reason for c in skips))


def compose(mails: Sequence[Mail], now: datetime) -> dict[int, Content | NotWanted]:
    """The words of a claimed batch, in a constant number of queries."""
    asked = {mail.pk: tuple(map(int, mail.key.split(":")[1:3])) for mail in mails}
    plans = {plan.pk: plan for plan in _plans({m.user_id for m in mails if m.user_id})}
    written = _written({plan.user_id for plan in plans.values()}, now)
    answers: dict[int, Content | NotWanted] = {}
    for mail in mails:
        plan_pk, month = asked[mail.pk]
        plan, user = plans.get(plan_pk), mail.user
        if plan is None or user is None:
            answers[mail.pk] = NotWanted(ENDED)
        elif any(close.month == month for close in plan.closes.all()):
            answers[mail.pk] = NotWanted(CLOSED)
        elif now - mail.due_at > USEFUL:
            answers[mail.pk] = NotWanted(LATE)
        elif not QUIET_UNTIL <= now.astimezone(user.zone).time() < QUIET_FROM:
            answers[mail.pk] = _in_the_morning(mail, user, now)
        else:
            answers[mail.pk] = _write(plan, month, user, written)
    return answers


def _written(users: set[int], now: datetime) -> Written:
    since = now.date() - timedelta(days=70)
    told = CheckIn.objects.filter(block__user__in=users, planned_on__gte=since)
    done: dict[int, list[CheckIn]] = defaultdict(list)
    skips: dict[int, list[CheckIn]] = defaultdict(list)
    for check_in in told.select_related("block").order_by("done_on", "pk"):
        if check_in.state == CheckIn.State.DONE:
            done[check_in.block.user_id].append(check_in)
        elif check_in.state == CheckIn.State.SKIPPED:
            skips[check_in.block.user_id].append(check_in)
    return Written(done, skips)


def _in_the_morning(mail: Mail, user: User, now: datetime) -> NotWanted:
    """We started it ourselves, so it keeps the quiet hours: at eight, as a mail of its own."""
    local = now.astimezone(user.zone)
    day = local.date() if local.time() < MORNING else local.date() + DAY
    at = weeks.instant(day, MORNING, user.zone)
    outbox.queue(KIND, user, f"{mail.key}:{day:%Y-%m-%d}", at, now)
    return NotWanted(TOMORROW)


def _write(plan: Plan, month: int, user: User, written: Written) -> Content:
    window = plan.calendar.window(month)
    mine = [m for m in plan.milestones.all() if m.month == month and m.dropped_at is None]
    draft = written.draft(user.pk, window.first, window.last)
    lines = draft["exists_now"].splitlines()
    context = {
        "plan": plan,
        "window": window,
        "milestones": mine,
        "done": sum(m.is_done for m in mine),
        "lines": lines[-SHOWN:],
        "more": max(0, len(lines) - SHOWN),
        "is_quiet": not lines and not any(m.is_done for m in mine),
        "close_url": absolute(reverse("plan-close", args=[month])),
        "lane": plan.choice.primary,
        "discreet": user.discreet,
        "unsubscribe_url": unsubscribe.link(user.email, KIND),
        "settings_url": absolute(reverse("settings-nudges")),
    }
    with timezone.override(user.zone):
        return render(
            "close",
            context,
            headers=unsubscribe.headers(user.email, KIND),
            from_name=_("Reminder") if user.discreet else "",
        )

"""The month's close by mail, for who asked for it: what stands ready, and one button.

It comes at 18:00 on the first free day from the month's last one on: no block, no nudge, no pause.
So there is never more than one mail a day, and a pause stays silent. Days are looked at when it is
planned and once more when it leaves, since blocks are moved in between.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import InterfaceError, OperationalError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common import weeks
from delivery import outbox, unsubscribe
from delivery.content import Content, NotWanted, absolute, render
from delivery.models import Mail
from portfolio.overview import WinLine, told_wins
from roadmap.cadence import drafts, free_days
from roadmap.cadence.due import DAY
from roadmap.cadence.free_days import Days
from roadmap.cadence.models import CLOSE_KIND, MORNING, CheckIn, Rhythm
from roadmap.plan.models import Plan

logger = logging.getLogger(__name__)

KIND = CLOSE_KIND
EVENING = time(18)
USEFUL = timedelta(days=5)
"""How long after its moment it is still worth sending. Days of a pause do not count."""
SHOWN = 3
"""Lines of the draft that the mail has."""

CLOSED = gettext_noop("the month is closed")
ENDED = gettext_noop("the plan has ended")
OFF = gettext_noop("you switched it off")
PAUSED = gettext_noop("you were paused")
LATE = gettext_noop("it was too late to be useful")
TOMORROW = gettext_noop("it comes in the morning instead")
PUT_OFF = gettext_noop("it comes on the next free day instead")


def plan_due(now: datetime) -> int:
    """Queue what is due for everybody who wants it; twice is once. Returns how many are new.

    Somebody whose rows it stumbles over keeps nobody else's close back; theirs is tried again at
    the next tick.

    Raises:
        InterfaceError, OperationalError: it is the database, and nobody's rows.
    """
    plans = _plans(user__is_active=True, user__rhythm__close_mail=True)
    days = free_days.load(plans, now)
    new = 0
    for plan in plans:
        try:
            new += _plan(plan, days[plan.pk], now)
        except (InterfaceError, OperationalError):
            raise
        except Exception:
            logger.exception("Planning the close stumbled over plan %d.", plan.pk)
    return new


def _plan(plan: Plan, days: Days, now: datetime) -> int:
    """Queue what is due of one plan. Returns how many are new."""
    new = 0
    for month in _ended(plan, plan.user.today(now)):
        at = moment(plan, month, days)
        if at is not None and at <= now < at + USEFUL:
            new += outbox.queue(KIND, plan.user, f"{KIND}:{plan.pk}:{month}", at, now)[1]
    return new


def _plans(**whose: Any) -> list[Plan]:
    """The plans under way, with all that is asked of them."""
    found = Plan.objects.filter(ended_on=None, **whose).select_related("choice", "user__rhythm")
    return list(found.prefetch_related("pauses", "closes", "milestones"))


def _ended(plan: Plan, today: date) -> list[int]:
    """The months that end about now and are not closed."""
    closed = {close.month for close in plan.closes.all()}
    now = plan.month_on(today)
    near = [month for month in (now - 1, now) if month >= 1 and month not in closed]
    return [month for month in near if plan.calendar.window(month).last <= today]


def moment(plan: Plan, month: int, days: Days) -> datetime | None:
    """18:00, local, on the first free day from the month's last one on. None without one."""
    day = days.free_from(plan.calendar.window(month).last)
    return weeks.instant(day, EVENING, plan.user.zone) if day else None


# --- The words ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """What people wrote at the check-ins of the months in question, and the wins they told."""

    done: Mapping[int, Sequence[CheckIn]]
    skips: Mapping[int, Sequence[CheckIn]]
    wins: Mapping[int, Sequence[WinLine]]

    def draft(self, user: int, first: date, last: date) -> dict[str, str]:
        """The draft of one person's month."""
        mine = [c for c in self.done.get(user, ()) if c.done_on and first <= c.done_on <= last]
        skips = [c for c in self.skips.get(user, ()) if first <= c.planned_on <= last]
        won = [win for win in self.wins.get(user, ()) if first <= win.happened_on <= last]
        return drafts.draft(mine, Counter(c.skip_reason for c in skips), won)


def compose(mails: Sequence[Mail], now: datetime) -> dict[int, Content | NotWanted]:
    """The words of a claimed batch, in a constant number of queries."""
    found = _plans(user__in={mail.user_id for mail in mails if mail.user_id})
    plans = {plan.pk: plan for plan in found}
    days = free_days.load(found, now)
    written = _written({plan.user_id for plan in found}, now)
    answers: dict[int, Content | NotWanted] = {}
    again: list[Mail] = []
    for mail in mails:
        plan_pk, month = _asked(mail)
        if (plan := plans.get(plan_pk)) is None:
            answers[mail.pk] = NotWanted(ENDED)
        elif reason := _unwanted(mail, plan, month, now):
            answers[mail.pk] = NotWanted(reason)
        elif later := _later(mail, plan, days[plan_pk], now):
            answers[mail.pk] = NotWanted(later.reason)
            again += later.mails
        else:
            answers[mail.pk] = _write(plan, month, written)
    Mail.objects.bulk_create(again, ignore_conflicts=True)
    return answers


def preview(plan: Plan, month: int, now: datetime) -> Content:
    """What the mail would say now, whether it would go or not."""
    return _write(plan, month, _written({plan.user_id}, now))


def _asked(mail: Mail) -> tuple[int, int]:
    """The plan's key and the month, from the mail's own key."""
    plan, month = mail.key.split(":")[1:3]
    return int(plan), int(month)


def _unwanted(mail: Mail, plan: Plan, month: int, now: datetime) -> str:
    """Why nothing goes for this month any more; empty when it is wanted."""
    rhythm: Rhythm | None = getattr(plan.user, "rhythm", None)
    if any(close.month == month for close in plan.closes.all()):
        return CLOSED
    if rhythm is None or not rhythm.close_mail:
        return OFF
    return "" if _is_useful(mail, plan, month, plan.user.today(now)) else LATE


def _is_useful(mail: Mail, plan: Plan, month: int, day: date) -> bool:
    """Whether ``day`` is near enough to its moment, or to the end of a month that grew by days
    away. Days of a pause are not counted."""
    due_on = mail.due_at.astimezone(plan.user.zone).date()
    first = max(due_on, plan.calendar.window(month).last)
    waited = (first + DAY * n for n in range((day - first).days))
    return sum(plan.pause_on(one) is None for one in waited) <= USEFUL.days


@dataclass(frozen=True, slots=True)
class Later:
    """Why a mail does not go now, and the one that goes instead, if it is still useful then."""

    reason: str
    mails: Sequence[Mail] = ()


def _later(mail: Mail, plan: Plan, days: Days, now: datetime) -> Later | None:
    """What becomes of it when it may not go now. None when it may.

    We started it ourselves, so it keeps the quiet hours, and comes at eight when they are over.
    """
    _plan_pk, month = _asked(mail)
    local = now.astimezone(plan.user.zone)
    today, quiet = local.date(), weeks.is_quiet(local.time())
    start = today + DAY if quiet and local.time() >= MORNING else today
    day = days.free_from(max(start, plan.calendar.window(month).last))
    if day == today and not quiet:
        return None
    if day is None or not _is_useful(mail, plan, month, day):
        return Later(LATE)
    night = quiet and day == start
    at = weeks.instant(day, MORNING if night else EVENING, plan.user.zone)
    reason = PAUSED if plan.pause_on(today) else TOMORROW if night else PUT_OFF
    return Later(reason, [_again(plan, month, at)])


def _again(plan: Plan, month: int, at: datetime) -> Mail:
    """The month's close as a mail of its own at ``at``: its key has the moment."""
    key, user = f"{KIND}:{plan.pk}:{month}:{at:%Y-%m-%dT%H:%M}", plan.user
    return Mail(kind=KIND, key=key, user=user, to=user.email, due_at=at, try_at=at)


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
    return Written(done, skips, told_wins(users, since, now.date() + DAY))


def _write(plan: Plan, month: int, written: Written) -> Content:
    user = plan.user
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

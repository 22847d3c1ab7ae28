"""Closing a month, coming back after a while, and the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from roadmap.plan.models import Ending, Milestone, MonthClose, Pause, Phase, Plan
from roadmap.plan.months import Window

AWAY_DAYS = 14
"""So long without a sign of life, and the plan asks how to go on."""


def to_close(plan: Plan, closes: Mapping[int, MonthClose], today: date) -> int | None:
    """The latest month that is over (or in its last three days) and not closed; None for none.

    Only the month before and this one are asked for: nobody owes a closing for each month missed.
    """
    if plan.ending or today < plan.start_month:
        return None
    now = plan.month_on(today)
    over = today > plan.calendar.last_day
    ending_now = (plan.calendar.window(now).last - today).days < 3
    candidates = [now] if over or ending_now else []
    candidates += [now - 1] if now > 1 and not over else []
    return next((month for month in candidates if month not in closes), None)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is still open when a month ends, and where it could go."""

    milestones: Sequence[Milestone]
    into: Window | None
    hours_then: float
    room_then: float

    @property
    def is_full_then(self) -> bool:
        return self.hours_then > self.room_then


@transaction.atomic
def close(
    plan: Plan, month: int, answers: Mapping[str, str], at: datetime, *, into: int | None
) -> int:
    """Close a month with its answers, or change the answers of a closed one.

    At its first close, what is open goes to month ``into`` (None leaves it), on the same day of
    it. Returns how many moved.
    """
    User.objects.hold(plan.user)
    made = MonthClose.objects.update_or_create(
        plan=plan,
        month=month,
        defaults=dict(answers),
        create_defaults={**answers, "closed_at": at},
    )[1]
    if not made or into is None:
        return 0
    return plan.milestones.open().filter(month=month).update(month=into)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a phase's exit check (what the brief asks to stand by then)."""

    text: object
    met: bool


def exit_check(
    plan: Plan, milestones: Sequence[Milestone], month: int, *, certified: bool = False
) -> list[Check]:
    """What should stand at the end of the phase that ``month`` ends; empty inside a phase.
    ``certified``: the ledger of certifications says that one of the plan's exams was passed. What
    the portfolio shows counts as well, where it was laid beside (see in_portfolio)."""
    phase = Phase.of(month)
    if phase.last_month != month:
        return []

    def done(*kept: str) -> bool:
        return any(m.kept in kept and (m.is_done or m.is_shown) for m in milestones)

    with_link = any(
        (m.is_done and m.evidence_url) or (m.in_portfolio and m.in_portfolio.link)
        for m in milestones
    )
    if phase is Phase.FOCUS:
        return [
            Check(_("One lane, one metric: chosen"), met=True),
            Check(_("A baseline somebody else could measure again"), done("baseline")),
            Check(_("The limit that must not suffer is named"), bool(plan.choice.limit_what)),
        ]
    if phase is Phase.BUILD:
        return [
            Check(_("One measured result"), done("result", "reading")),
            Check(_("A runbook or a postmortem others can follow"), done("runbook", "postmortem")),
            Check(_("Evidence behind a link"), with_link),
        ]
    return [
        Check(_("A clear lane, said in one sentence"), done("narrative", "page")),
        Check(_("One or two certifications"), certified or done("credential")),
        Check(_("Evidence behind the claims"), with_link and done("result", "case-study")),
    ]


def away_since(
    plan: Plan, milestones: Sequence[Milestone], today: date, last_check_in: date | None
) -> date | None:
    """The first day of a silence of two weeks or more up to today; None when there is none."""
    known = [plan.start_month, plan.user.today(plan.created_at)]
    known += [last_check_in] if last_check_in else []
    known += [m.done_on for m in milestones if m.done_on and not m.already_true]
    known += [plan.user.today(close.closed_at) for close in plan.closes.all()]
    known += [p.ends_on for p in plan.pauses.all() if p.ends_on < today]
    last = max(known)
    if plan.pause_on(today) or (today - last).days < AWAY_DAYS:
        return None
    return last + timedelta(days=1)


@transaction.atomic
def shift(plan: Plan, away_from: date, today: date) -> int:
    """The days somebody was away do not count: everything open moves by as many. Returns days.

    Days that a pause covers already (of a button pressed twice, too) are not counted twice.
    """
    User.objects.hold(plan.user)
    plan = Plan.objects.prefetch_related("pauses").get(pk=plan.pk)
    days = [
        day
        for n in range((today - away_from).days)
        if not plan.calendar.is_paused(day := away_from + timedelta(days=n))
    ]
    start: date | None = None
    for day, following in zip(days, [*days[1:], None], strict=True):
        start = start or day
        if following is None or (following - day).days > 1:
            Pause.objects.create(plan=plan, starts_on=start, ends_on=day, kind=Pause.Kind.AWAY)
            start = None
    return len(days)


@transaction.atomic
def drop_past(plan: Plan, today: date, at: datetime) -> int:
    """Keep the dates and drop what is past. Returns how many milestones went."""
    month = plan.month_on(today)
    past = plan.milestones.open().filter(month__lt=month)
    return past.update(dropped_at=at)


def resume(plan: Plan) -> None:
    """Take the end back."""
    plan.ended_on, plan.ending = None, ""
    plan.save(update_fields=["ended_on", "ending"])


def end(plan: Plan, ending: Ending, today: date) -> None:
    """The line is complete: the plan is kept as it is."""
    plan.ended_on, plan.ending = today, ending
    plan.save(update_fields=["ended_on", "ending"])

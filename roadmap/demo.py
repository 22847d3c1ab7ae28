"""The demo person: fourteen weeks of believable history, on somebody's own machine only."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User
from common import facts, weeks
from portfolio.models import Win
from roadmap.cadence import nudges
from roadmap.cadence.models import Block, CheckIn, Lead, Rhythm, SkipReason
from roadmap.lanes.models import Choice
from roadmap.plan import building
from roadmap.plan.blocks import DEFAULT_MINUTES, BlockKind
from roadmap.plan.models import Milestone, MonthClose, Plan, Reading
from roadmap.plan.months import add_months

EMAIL = "dana@example.org"
PASSWORD = "one lane at a time"  # noqa: S105 - printed on purpose; local mode only
HISTORY = Path(__file__).parent / "facts" / "demo.toml"

_WHEN = {
    BlockKind.STUDY: (1, time(19)),
    BlockKind.LAB: (3, time(19)),
    BlockKind.STORY: (6, time(10)),
}


@dataclass(frozen=True, slots=True)
class _Clock:
    """The day the history ends, and its first week."""

    today: date
    first_week: date


@transaction.atomic
def make(now: datetime, time_zone: str = "Europe/Berlin") -> User:
    """The demo person, made anew: an earlier one goes with everything of theirs."""
    Plan.objects.filter(user__email=EMAIL).delete()
    User.objects.filter(email=EMAIL).delete()
    user = User.objects.create_user(EMAIL, PASSWORD, name="Dana", time_zone=time_zone, is_demo=True)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    history = facts.load(HISTORY)
    today = user.today(now)
    clock = _Clock(
        today, weeks.week_of(today) - timedelta(weeks=len(history["week"]) - 1)
    )  # the last week is this one, as far as it has gone
    plan = _plan(user, clock)
    _blocks(user, clock, history["week"])
    _milestones(plan, clock)
    _what_blocks_served(user, plan)
    _ledger(user, plan, clock, history)
    nudges.reschedule(user, now)
    return user


def _plan(user: User, clock: _Clock) -> Plan:
    choice = Choice.objects.create(
        user=user,
        primary="finops",
        secondary="ai-infrastructure",
        metric_slug="cost-per-inference",
        unit="USD per 1,000 requests",
        place="work",
        baseline=Decimal("0.97"),
        target=Decimal("0.49"),
        limit_what="p95",
        limit_value=Decimal(900),
        limit_unit="ms",
        start_month=add_months(clock.today.replace(day=1), -3),
    )
    plan = building.begin(choice)
    plan.study_minutes, plan.lab_minutes, plan.story_minutes = DEFAULT_MINUTES.values()
    plan.save()
    return plan


def _blocks(user: User, clock: _Clock, history: list[dict[str, Any]]) -> None:
    Rhythm.objects.create(user=user, lead=Lead.QUARTER)
    for kind, (weekday, at) in _WHEN.items():
        block = Block.objects.create(
            user=user,
            kind=kind,
            weekday=weekday,
            at=at,
            minutes=DEFAULT_MINUTES[kind],
            anchor=clock.first_week,
        )
        told = (
            _check_in(block, clock.first_week + timedelta(weeks=n), week[kind.value])
            for n, week in enumerate(history)
        )
        CheckIn.objects.bulk_create(one for one in told if one.planned_on < clock.today)


def _check_in(block: Block, monday: date, told: dict[str, str]) -> CheckIn:
    on = block.planned_on(monday)
    answered = datetime.combine(on, time(20), tzinfo=UTC)
    common = CheckIn(
        block=block, week=monday, planned_on=on, planned_at=block.at, answered_at=answered
    )
    if "skip" in told:
        common.state = CheckIn.State.SKIPPED
        common.skip_reason = SkipReason(told["skip"])
        return common
    common.state, common.done_on = CheckIn.State.DONE, on
    # Blocks rarely last exactly as long as planned; the same week gives the same figure.
    common.minutes = block.minutes + (on.day % 5 - 2) * 5
    common.exists_now, common.pick_up = told["exists"], told["pick_up"]
    return common


def _milestones(plan: Plan, clock: _Clock) -> None:
    """What was due by now stands, all but one that slipped; this month's first criteria are met."""
    milestones = list(plan.milestones.all())
    for milestone in milestones:
        milestone.plan = plan
        if milestone.due_on <= clock.today:
            milestone.done_on = milestone.due_on
        elif milestone.month == plan.month_on(clock.today) and milestone.block == BlockKind.LAB:
            milestone.criteria_met = [0]
    done = [m for m in milestones if m.done_on]
    if done:
        done[0].evidence_url = "https://example.org/serving-cost/baseline"
        done[0].note = "Agrees with the invoice within 2 %. Tomas ran the query too."
    Milestone.objects.bulk_update(milestones, ["done_on", "criteria_met", "evidence_url", "note"])


def _what_blocks_served(user: User, plan: Plan) -> None:
    """Each check-in went towards the milestone of its block in its month."""
    serves = {(m.month, m.block): m for m in reversed(plan.milestones.all())}
    check_ins = list(CheckIn.objects.for_user(user).done())
    for check_in in check_ins:
        month = plan.month_on(check_in.planned_on)
        check_in.milestone = serves.get((month, check_in.block.kind))
    CheckIn.objects.bulk_update(check_ins, ["milestone"])


def _ledger(user: User, plan: Plan, clock: _Clock, history: dict[str, Any]) -> None:
    """Wins, readings and the months' closes."""

    def ago(count: int) -> date:
        return clock.today - timedelta(weeks=count)

    Win.objects.bulk_create(
        Win(user=user, happened_on=ago(win["weeks_ago"]), line=win["line"])
        for win in history["win"]
    )
    Reading.objects.bulk_create(
        Reading(
            user=user,
            metric_slug=plan.choice.metric_slug,
            on=ago(reading["weeks_ago"]),
            value=Decimal(str(reading["value"])),
            limit_value=Decimal(reading["limit"]),
            how=reading["how"],
        )
        for reading in history["reading"]
    )
    MonthClose.objects.bulk_create(
        MonthClose(
            plan=plan,
            closed_at=datetime.combine(
                plan.calendar.window(close["month"]).last, time(18), tzinfo=UTC
            ),
            **close,
        )
        for close in history["close"]
    )

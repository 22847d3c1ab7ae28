"""The demo person: fourteen weeks of believable history and what they chose on, on somebody's own
machine only."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User
from common import facts, weeks
from portfolio.models import Win
from roadmap.cadence import blocks, nudges
from roadmap.demo_certifications import Certificates
from roadmap.demo_choosing import Evidence
from roadmap.demo_portfolio import CaseStudies
from roadmap.demo_story import Telling
from roadmap.lanes.forms import default_start
from roadmap.lanes.models import Choice
from roadmap.plan import building
from roadmap.plan.models import Plan, Reading
from roadmap.replay import History, Letter, Replay

EMAIL = "dana@example.org"
PASSWORD = "one lane at a time"  # noqa: S105 - printed on purpose; local mode only
HISTORY = Path(__file__).parent / "facts" / "demo.toml"


@transaction.atomic
def make(now: datetime, time_zone: str = "Europe/Berlin") -> User:
    """The demo person, made anew: an earlier one goes with everything of theirs."""
    Plan.objects.filter(user__email=EMAIL).delete()
    User.objects.filter(email=EMAIL).delete()
    user = person(EMAIL, time_zone)
    user.set_password(PASSWORD)
    user.is_demo = True
    user.save()
    plan, _letters = live(user, now)
    _ledger(user, plan, user.today(now), facts.load(HISTORY))
    Evidence.of(user, now).make(plan.choice)
    Certificates.of(user, now).make()
    CaseStudies.of(user, now).make()
    Telling.of(user, now).make()
    nudges.reschedule(user, now)
    return user


def person(email: str, time_zone: str = "Europe/Berlin") -> User:
    """Dana, with a confirmed address and no password."""
    user = User.objects.create_user(email, name="Dana", time_zone=time_zone)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def live(user: User, now: datetime) -> tuple[Plan, list[Letter]]:
    """Fourteen weeks that end in the week of ``now``: the plan, and the mails that came."""
    told, today = facts.load(HISTORY), user.today(now)
    first = weeks.week_of(today) - timedelta(weeks=len(told["week"]) - 1)
    plan = _plan(user, default_start(first))
    blocks.set_up(user, blocks.DEFAULTS, weeks.instant(first, time(8), user.zone))
    history = History(first, told["week"], told["settled"], told["close"])
    letters = Replay(user, plan, history, now).run()
    _some_evidence(plan)
    return plan, letters


def _plan(user: User, start_month: date) -> Plan:
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
        lab_money=120,
        start_month=start_month,
    )
    return building.begin(choice)


def _some_evidence(plan: Plan) -> None:
    """A link and a note on the first milestone that is done."""
    first = plan.milestones.exclude(done_on=None).first()
    if first is not None:
        first.evidence_url = "https://example.org/serving-cost/baseline"
        first.note = "Agrees with the invoice within 2 %. Tomas ran the query too."
        first.save(update_fields=["evidence_url", "note"])


def _ledger(user: User, plan: Plan, today: date, history: dict[str, Any]) -> None:
    """Wins and readings."""

    def ago(count: int) -> date:
        return today - timedelta(weeks=count)

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

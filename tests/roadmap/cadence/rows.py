"""Blocks, plans and answers for the tests of the week."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from accounts.models import User
from roadmap.cadence import blocks
from roadmap.cadence.blocks import DEFAULTS
from roadmap.cadence.models import Block, CheckIn
from roadmap.plan.models import Milestone, Plan
from tests.people import choice

MONDAY = date(2027, 1, 4)
"""Of the week the tests are set in. Dana's clock is Berlin's: an hour ahead of UTC in winter."""
TUESDAY, THURSDAY, SUNDAY = date(2027, 1, 5), date(2027, 1, 7), date(2027, 1, 10)
START = datetime(2027, 1, 4, 8, tzinfo=UTC)
"""Monday morning: the three blocks lie ahead."""
STUDY_DUE = datetime(2027, 1, 5, 17, 45, tzinfo=UTC)
LAB_DUE = datetime(2027, 1, 7, 17, 45, tzinfo=UTC)
STORY_DUE = datetime(2027, 1, 10, 8, 45, tzinfo=UTC)


def set_up(user: User, now: datetime = START) -> dict[str, Block]:
    """Study Tuesday 19:00, lab Thursday 19:00, story Sunday 10:00."""
    blocks.set_up(user, DEFAULTS, now)
    return {block.kind: block for block in Block.objects.for_user(user).select_related("user")}


def plan(user: User, **fields: Any) -> Plan:
    """A plan from January 2027 with one milestone for each block."""
    made = Plan.objects.create(
        user=user,
        choice=choice(user, start_month=date(2027, 1, 1)),
        start_month=date(2027, 1, 1),
        **fields,
    )
    milestone(made, "study", "Twelve lines of a real bill, explained")
    milestone(made, "lab", "Your cloud spend today, counted twice")
    milestone(made, "story", "Two people who pay, one number each")
    return made


def milestone(made: Plan, block: str, title: str, **fields: Any) -> Milestone:
    return Milestone.objects.create(
        plan=made,
        slug=f"own-{block}-{title[:10]}",
        role="primary",
        lane="finops",
        block=block,
        month=1,
        day=28,
        title=title,
        **{
            "why": "Every later claim divides by this number.",
            "done_when": ["one page states the result", "a second route agrees within 5 %"],
            "hours": Decimal(5),
            "small": "The numerator only.",
            "without_access": "Take a sample bill.",
            **fields,
        },
    )


def done(block: Block, week: date, on: date, **fields: Any) -> CheckIn:
    """A block that took place."""
    return CheckIn.objects.create(
        block=block,
        week=week,
        planned_on=block.planned_on(week),
        planned_at=block.at,
        state=CheckIn.State.DONE,
        done_on=on,
        answered_at=datetime.combine(on, time(20), tzinfo=UTC),
        **fields,
    )

"""The people of a measurement, in a process of its own: whoever measures hurts many databases.

``python -m benchmarks.nudges.people make 10000`` makes people with a confirmed address, ``… plan``
gives each a choice and a whole plan. ``… due 6000 1764288000 60`` gives the first 6,000 their three
blocks, the study block due between that second since 1970 and a minute later, and a last line of
theirs to open the mail. ``… planners 20 1764288000`` has twenty planners begin at that second.
"""

import multiprocessing
import multiprocessing.queues
import sys
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Australia/Sydney")
ROWS = 2_000
"""Rows in one statement."""

WORDS = "Stopped at the second route: the invoice and the export differ by 3 %, see the notebook."


def make(count: int) -> None:
    """``count`` people whom mail may reach."""
    from allauth.account.models import EmailAddress

    from accounts.models import User
    from roadmap.cadence.models import Rhythm

    people = [
        User(email=f"p{n}@forte.example", name=f"P. {n}", time_zone=ZONES[n % len(ZONES)])
        for n in range(count)
    ]
    User.objects.bulk_create(people, batch_size=ROWS)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in people],
        batch_size=ROWS,
    )
    Rhythm.objects.bulk_create([Rhythm(user=one) for one in people], batch_size=ROWS)


def plan() -> None:
    """A plan for each: the first five (one a lane) by Forte itself, the others copies of those."""
    from accounts.models import User
    from common.lanes import Lane
    from roadmap.plan import building
    from roadmap.plan.models import Plan
    from roadmap.plan.printed import example

    start = datetime.now(UTC).date().replace(day=1)

    def choice(lane: Lane, user: Any) -> Any:
        chosen = example(lane)
        chosen.user, chosen.start_month, chosen.place = user, start, "work"
        return chosen

    lanes, people = list(Lane), list(User.objects.order_by("pk"))
    models = []
    for lane, user in zip(lanes, people, strict=False):
        chosen = choice(lane, user)
        chosen.save()
        models.append(building.begin(chosen))
    choices = [choice(lanes[n % len(lanes)], user) for n, user in enumerate(people)]
    copied = choices[len(models) :]
    type(choices[0]).objects.bulk_create(copied, batch_size=ROWS)
    Plan.objects.bulk_create(
        [Plan(user=one.user, choice=one, start_month=start) for one in copied], batch_size=ROWS
    )
    for model in models:
        _copy_milestones(model)


def _copy_milestones(model: Any) -> None:
    """The milestones of one plan for every empty plan of its lane: the database copies them."""
    from django.db import connection

    from roadmap.lanes.models import Choice
    from roadmap.plan.models import Milestone, Plan

    names = {str(field.column) for field in Milestone._meta.concrete_fields} - {"id", "plan_id"}
    columns = ", ".join(connection.ops.quote_name(name) for name in sorted(names))
    milestone, plan, choice = (m._meta.db_table for m in (Milestone, Plan, Choice))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {milestone} (plan_id, {columns}) "
            f"SELECT p.id, m.* FROM {plan} p JOIN {choice} c ON c.id = p.choice_id, "
            f"(SELECT {columns} FROM {milestone} WHERE plan_id = %s) m "
            f'WHERE c."primary" = %s AND p.id <> %s',
            [model.pk, model.choice.primary, model.pk],
        )


def due(count: int, first: datetime, over: timedelta) -> None:
    """Nothing was ever due or mailed but this: one study block each of the first ``count``."""
    from django.db import connection, transaction

    from accounts.models import User
    from delivery.models import Heartbeat, Mail, Pause
    from roadmap.cadence.models import Block, CheckIn, Nudge

    tables = [model._meta.db_table for model in (Mail, Pause, Heartbeat, Block, CheckIn, Nudge)]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        people = list(User.objects.order_by("pk")[:count])
        blocks = [
            block
            for n, user in enumerate(people)
            for block in _blocks(user, first + over * n / count)
        ]
        Block.objects.bulk_create(blocks, batch_size=ROWS)
        CheckIn.objects.bulk_create(
            [_last_week(block) for block in blocks if block.kind == "study"], batch_size=ROWS
        )


def _blocks(user: Any, at: datetime) -> list[Any]:
    """Study with its nudge due ``at``; lab and story two and five days later."""
    from common import weeks
    from roadmap.cadence.models import Block
    from roadmap.plan.blocks import DEFAULT_MINUTES

    made = []
    for kind, days in (("study", 0), ("lab", 2), ("story", 5)):
        nudge = at + timedelta(days=days)
        starts = (nudge + timedelta(minutes=15)).astimezone(user.zone)
        week: date = weeks.week_of(starts.date())
        made.append(
            Block(
                user=user,
                kind=kind,
                weekday=starts.weekday(),
                at=starts.time(),
                minutes={k.value: m for k, m in DEFAULT_MINUTES.items()}[kind],
                anchor=week,
                next_week=week,
                next_due_at=nudge,
            )
        )
    return made


def _last_week(block: Any) -> Any:
    """It took place a week ago, and its person left a line."""
    from roadmap.cadence.models import CheckIn

    week = block.next_week - timedelta(days=7)
    return CheckIn(
        block=block,
        week=week,
        planned_on=block.planned_on(week),
        planned_at=block.at,
        state=CheckIn.State.DONE,
        done_on=block.planned_on(week),
        minutes=block.minutes,
        pick_up=WORDS,
        answered_at=block.next_due_at - timedelta(days=6),
    )


def planners(count: int, begin: datetime) -> None:
    """``count`` planners in processes of their own, all from ``begin`` until nothing is due.

    Prints how many of them found something to plan.
    """
    forking = multiprocessing.get_context("fork")
    shares: multiprocessing.queues.Queue[int] = forking.Queue()
    running = [forking.Process(target=_plan_from, args=(begin, shares)) for _ in range(count)]
    for one in running:
        one.start()
    planned = [shares.get() for _ in running]
    for one in running:
        one.join()
    print(sum(share > 0 for share in planned))


def _plan_from(begin: datetime, shares: "multiprocessing.queues.Queue[int]") -> None:
    from django.db import connection

    from roadmap.cadence import nudges
    from roadmap.cadence.models import Block

    connection.ensure_connection()
    time.sleep(max(0.0, begin.timestamp() - time.time()))
    planned = 0
    try:
        # One that finds all of its batch held by others leaves it to them, and looks again.
        while Block.objects.due(now := datetime.now(UTC)).exists():
            planned += nudges.plan_due(now, batch=50)
    finally:
        shares.put(planned)


def main(arguments: Sequence[str]) -> None:
    """Do what the arguments say, on the database that DATABASE_URL names."""
    django.setup()
    match arguments:
        case ["make", count]:
            make(int(count))
        case ["plan"]:
            plan()
        case ["planners", count, begin]:
            planners(int(count), datetime.fromtimestamp(float(begin), UTC))
        case ["due", count, first, over]:
            moment = datetime.fromtimestamp(float(first), UTC)
            due(int(count), moment, timedelta(seconds=float(over)))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])

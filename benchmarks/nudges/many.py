"""Many people from one: their rows are copied on the server, with keys and addresses moved on."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import connection, models

from accounts.models import User
from common import weeks
from roadmap import demo
from roadmap.cadence.models import Block, CheckIn, Rhythm
from roadmap.lanes.models import Choice
from roadmap.plan.models import Milestone, MonthClose, Pause, Plan

STRIDE = 10_000
"""Between the keys of one person's rows and the next one's; the first one's lie below it."""

ALL = (User, EmailAddress, Choice, Plan, Milestone, Pause, MonthClose, Rhythm, Block, CheckIn)
"""What a nudge is written from, each after what it points at."""


def with_history(count: int, now: datetime) -> None:
    """``count`` people with a year's plan and fourteen weeks behind them, by UTC."""
    user = demo.person("p0@example.org", "UTC")
    demo.live(user, now)
    CheckIn.objects.filter(week__gte=weeks.week_of(now.date()) - timedelta(days=7)).delete()
    copy(ALL, count - 1)
    analyze(ALL)


def copy(tables: Sequence[type[models.Model]], count: int, **said: str) -> None:
    """Give ``count`` more people what the first has. ``said`` are columns in SQL, where ``n`` is
    the person's number; addresses follow from it."""
    said = {"email": "'p' || n || '@example.org'", **said}
    with connection.cursor() as cursor:
        for model in tables:
            columns = {
                field.attname: said.get(field.attname, _moved(field, tables))
                for field in model._meta.concrete_fields
            }
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({', '.join(map(_quoted, columns))}) "
                f"SELECT {', '.join(columns.values())} "
                f"FROM {model._meta.db_table}, generate_series(1, {count}) n WHERE id < {STRIDE}"
            )


def analyze(tables: Sequence[type[models.Model]]) -> None:
    """As autovacuum would by and by: hint bits, the visibility map, statistics."""
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")


def due_at(moment: datetime) -> None:
    """Everybody's lab is due at ``moment``, the others on other days."""
    starts = moment + timedelta(minutes=15)
    week = weeks.week_of(starts.date())
    later = {"study": 2, "story": 4}
    for kind, days in later.items():
        Block.objects.filter(kind=kind).update(weekday=(starts.weekday() + days) % 7)
    Block.objects.filter(kind="lab").update(
        weekday=starts.weekday(),
        at=time(starts.hour, starts.minute, starts.second),
        anchor=week,
        next_week=week,
        next_due_at=moment.replace(microsecond=0),
    )


def _moved(field: models.Field[Any, Any], tables: Sequence[type[models.Model]]) -> str:
    """Keys move with their person; all else stays as it is."""
    if field.primary_key or field.related_model in tables:
        return f"{_quoted(field.attname)} + n::bigint * {STRIDE}"
    return _quoted(field.attname)


def _quoted(column: str) -> str:
    return f'"{column}"'

"""Planners beside each other, and beside the person who changes their week meanwhile."""

import threading
from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.db import connection

from accounts.models import User
from delivery.models import Mail
from roadmap.cadence import checkins, nudges
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import Block, Nudge
from tests.people import person
from tests.roadmap.cadence.rows import MONDAY, STUDY_DUE, set_up

NOW = STUDY_DUE + timedelta(seconds=4)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite in memory has one connection"),
]


def at_once(*doings: Callable[[], object]) -> list[BaseException]:
    """Run each in a thread with a connection of its own. Returns what they raised."""
    start, raised = threading.Barrier(len(doings)), []

    def run(doing: Callable[[], object]) -> None:
        start.wait()
        try:
            doing()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(doing,)) for doing in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def people(count: int) -> list[User]:
    made = [person(f"p{n}@example.org") for n in range(count)]
    for one in made:
        set_up(one)
    return made


def test_ten_planners_at_once_make_each_row_once() -> None:
    people(30)
    assert at_once(*[lambda: nudges.plan_due(NOW, batch=7)] * 10) == []
    nudges.plan_due(NOW)
    assert Nudge.objects.count() == Mail.objects.count() == 30
    assert not Block.objects.due(NOW).exists()


def test_two_blocks_of_a_day_stay_together_whoever_plans_them() -> None:
    people(20)
    Block.objects.filter(kind="lab").update(weekday=1, next_due_at=STUDY_DUE)
    assert at_once(*[lambda: nudges.plan_due(NOW, batch=5)] * 6) == []
    nudges.plan_due(NOW)
    assert Nudge.objects.filter(state=Nudge.State.MAILED).count() == 40
    assert Mail.objects.count() == 20


def test_a_move_beside_the_planner_leaves_one_nudge() -> None:
    for one in people(6):
        found = checkins.find(one, MONDAY, "study")
        assert found

        def move() -> None:
            checkins.move(found, date(2027, 1, 6), time(12), NOW)  # noqa: B023 - run at once

        assert at_once(move, lambda: nudges.plan_due(NOW), lambda: nudges.plan_due(NOW)) == []
    nudges.plan_due(NOW)
    nudges.plan_due(NOW + timedelta(days=1))
    for one in User.objects.all():
        assert Nudge.objects.filter(block__user=one, block__kind="study").count() == 1
        study = Block.objects.get(user=one, kind="study")
        assert study.next_week == MONDAY + WEEK

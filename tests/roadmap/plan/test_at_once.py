"""Two browser tabs, a button pressed twice: one plan, and no tick is lost. Needs PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from accounts.models import User
from roadmap.lanes.models import Choice
from roadmap.plan import building
from roadmap.plan.blocks import BlockKind
from roadmap.plan.fitting import set_minutes
from roadmap.plan.models import Milestone, MonthClose, Plan
from tests.people import choice

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite in memory has one connection"),
]
TODAY = date(2026, 10, 2)


def post(user: User, path: str, data: dict[str, str]) -> int:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    try:
        return client.post(path, data).status_code
    finally:
        connections.close_all()


def at_once(user: User, *requests: tuple[str, dict[str, str]]) -> list[int]:
    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(lambda request: post(user, *request), requests))


def test_a_choice_sent_three_times_makes_one_plan(dana: User) -> None:
    path = reverse("choose-figures") + "?primary=finops&secondary=security&metric=cloud-spend"
    month = dana.today().replace(day=1).isoformat()
    figures = {"unit": "USD", "place": "work", "limit_sense": "under", "start_month": month}
    assert at_once(dana, *[(path, figures)] * 3) == [302] * 3
    assert Plan.objects.filter(user=dana).count() == 1
    assert Choice.objects.filter(user=dana).count() == 1


def test_a_month_closed_four_times_is_closed_once(dana: User) -> None:
    building.begin(choice(dana))
    path = reverse("plan-close", args=[1])
    assert at_once(dana, *[(path, {"exists_now": "a page", "keep": "1"})] * 4) == [302] * 4
    assert MonthClose.objects.count() == 1


def test_criteria_met_at_once_are_all_met(dana: User) -> None:
    milestone = building.begin(choice(dana)).milestones.all()[0]
    numbers = range(len(milestone.done_when))
    paths = [reverse("milestone-criterion", args=[milestone.pk, n]) for n in numbers]
    at_once(dana, *[(path, {"met": "1"}) for path in paths])
    milestone.refresh_from_db()
    assert milestone.criteria_met == list(numbers)


def test_no_tick_is_lost_to_planning_anew(dana: User) -> None:
    plan = building.begin(choice(dana))
    some = list(plan.milestones.filter(month__gte=3)[:6])

    def replan() -> None:
        try:
            for lab in (60, 150, 75, 120):
                set_minutes(dana, {BlockKind.LAB: lab}, TODAY)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        planning = pool.submit(replan)
        ticks = [pool.submit(post, dana, reverse("milestone-tick", args=[m.pk]), {}) for m in some]
        planning.result()
        assert [tick.result() for tick in ticks] == [302] * len(some)
    assert Milestone.objects.filter(pk__in=[m.pk for m in some], done_on=None).count() == 0

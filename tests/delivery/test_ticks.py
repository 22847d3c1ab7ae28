"""The same work by Celery's ticks and by a command without Celery."""

import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import User
from config import celery, schedule
from delivery import sender, tasks
from delivery.models import Heartbeat, Mail
from tests.delivery.makers import Told, now, states, waiting

pytestmark = pytest.mark.django_db
calls: list[str] = []


def plan() -> None:
    calls.append("plan")


def fail() -> None:
    calls.append("fail")
    raise RuntimeError("no database")


@pytest.fixture(autouse=True)
def way(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Told]:
    calls.clear()
    told = Told()
    monkeypatch.setattr(sender, "chosen", lambda: told)
    settings.CELERY_BEAT_SCHEDULE = {
        "plan": {"task": f"{__name__}.plan", "schedule": 0.05},
        "send": {"task": "delivery.tasks.send_waiting", "schedule": 0.05},
    }
    yield told
    sender.draining.clear()


def test_a_tick_sends_and_says_that_the_worker_works(dana: User, way: Told) -> None:
    waiting(dana)
    tasks.send_waiting()
    assert len(way.carried) == 1
    assert now() - Heartbeat.objects.get(name="worker").at < timedelta(seconds=10)


def test_a_tick_that_fails_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("no database")

    monkeypatch.setattr(sender, "send_waiting", broken)
    with pytest.raises(RuntimeError):
        tasks.send_waiting()
    assert not Heartbeat.objects.exists()


def test_deliver_once_plans_and_sends(dana: User, way: Told) -> None:
    mail = waiting(dana)
    call_command("deliver", "--once")
    assert calls == ["plan"]
    assert states([mail]) == ["sent"]


def test_deliver_once_says_what_failed_and_does_the_rest(
    dana: User, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    mail = waiting(dana)
    settings.CELERY_BEAT_SCHEDULE["plan"]["task"] = f"{__name__}.fail"
    with caplog.at_level(logging.CRITICAL), pytest.raises(CommandError, match="fail"):
        call_command("deliver", "--once")
    assert states([mail]) == ["sent"]


def test_deliver_needs_to_know_how_long() -> None:
    for wrong in ([], ["--once", "--loop"]):
        with pytest.raises(CommandError):
            call_command("deliver", *wrong)


def test_deliver_loops_until_sigterm_and_lets_the_letter_end(dana: User, way: Told) -> None:
    mails = [waiting(dana) for _ in range(3)]
    way.while_carrying = lambda: os.kill(os.getpid(), signal.SIGTERM)
    lest_it_never_ends = threading.Timer(10, sender.draining.set)
    lest_it_never_ends.start()
    call_command("deliver", "--loop")
    lest_it_never_ends.cancel()
    assert states(mails) == ["sent", "waiting", "waiting"]
    assert not sender.draining.is_set()


def test_deliver_goes_on_after_a_tick_that_failed(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CELERY_BEAT_SCHEDULE["plan"]["task"] = f"{__name__}.fail"
    stopper = threading.Timer(0.5, sender.draining.set)
    stopper.start()
    begun = time.monotonic()
    with caplog.at_level(logging.CRITICAL):
        call_command("deliver", "--loop")
    assert len(calls) > 2
    assert time.monotonic() - begun < 5


def test_a_worker_that_comes_up_runs_every_tick_once(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.CELERY_BEAT_SCHEDULE = schedule.TICKS
    sent: list[str] = []
    monkeypatch.setattr(celery.app, "send_task", lambda name, **options: sent.append(name))
    celery.run_every_tick_once()
    assert sorted(sent) == sorted(str(tick["task"]) for tick in schedule.TICKS.values())
    assert "delivery.tasks.send_waiting" in sent


def test_a_worker_comes_up_without_its_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object, **options: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(celery.app, "send_task", away)
    celery.run_every_tick_once()


def test_a_web_request_never_meets_the_broker(dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in the outbox publishes: a dead broker holds up no page."""

    def never(*args: object, **options: object) -> None:
        raise AssertionError("published")

    monkeypatch.setattr(celery.app, "send_task", never)
    monkeypatch.setattr("celery.app.task.Task.apply_async", never)
    waiting(dana)
    assert Mail.objects.count() == 1

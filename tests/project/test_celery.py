"""Celery carries ticks that may be lost or doubled, and nothing else."""

import inspect
import re
from pathlib import Path

import pytest

from config import mode, schedule
from config.celery import app

APPS = ("accounts", "certifications", "common", "config", "delivery", "portfolio", "roadmap")


def sources() -> list[Path]:
    return [file for name in APPS for file in (mode.BASE_DIR / name).rglob("*.py")]


def test_no_result_is_kept_anywhere() -> None:
    assert app.conf.task_ignore_result is True
    assert app.conf.result_backend is None


def test_a_worker_takes_one_tick_at_a_time_and_no_task_runs_for_ever() -> None:
    assert app.conf.worker_prefetch_multiplier == 1
    assert 0 < app.conf.task_soft_time_limit < app.conf.task_time_limit
    assert app.conf.task_time_limit < app.conf.broker_transport_options["visibility_timeout"]


def test_a_broker_that_is_away_holds_nothing_up_for_long() -> None:
    assert app.conf.broker_transport_options["socket_timeout"] <= 5
    assert app.conf.broker_transport_options["socket_connect_timeout"] <= 5
    assert app.conf.broker_connection_retry_on_startup is True
    assert app.conf.broker_connection_max_retries is None  # it comes back some day


def test_our_keys_have_a_prefix() -> None:
    assert app.conf.broker_transport_options["global_keyprefix"]


def test_the_clock_of_beat_is_utc() -> None:
    assert app.conf.timezone == "UTC"


@pytest.mark.parametrize("name", schedule.TICKS)
def test_what_beat_sends_exists_and_takes_nothing(name: str) -> None:
    app.loader.import_default_modules()
    tick = schedule.TICKS[name]
    task = app.tasks[tick["task"]]
    assert not inspect.signature(task.run).parameters
    assert "args" not in tick
    assert "kwargs" not in tick


@pytest.mark.parametrize("name", schedule.TICKS)
def test_beat_counts_seconds_and_lets_late_ticks_expire(name: str) -> None:
    tick = schedule.TICKS[name]
    assert isinstance(tick["schedule"], float)  # a crontab in a local zone skips an hour a year
    assert tick["options"]["expires"] > 0


def test_every_task_is_a_tick() -> None:
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if not name.startswith("celery.")}
    assert ours == {tick["task"] for tick in schedule.TICKS.values()}


def test_nothing_is_put_off_in_the_broker() -> None:
    """An ETA beyond the visibility time-out is delivered again and again."""
    late = re.compile(r"\beta=|\bcountdown=|\bself\.retry\(|\.apply_async\(")
    found = [f"{file}: {line}" for file in sources() for line in late.findall(file.read_text())]
    assert not found


def test_no_page_publishes() -> None:
    """A frozen broker would freeze the page; pages write rows, and ticks find them."""
    publishing = re.compile(r"\.delay\(|send_task\(")
    found = {
        str(file.relative_to(mode.BASE_DIR))
        for file in sources()
        if publishing.search(file.read_text())
    }
    assert found <= {"config/celery.py"}

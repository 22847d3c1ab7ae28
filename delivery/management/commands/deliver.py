"""Everything the ticks do, without Celery, beat and broker."""

import logging
import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connection
from django.utils.module_loading import import_string

from delivery import sender

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Runs the ticks of CELERY_BEAT_SCHEDULE in this process: plans, sends, sweeps."

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group(required=True)
        how.add_argument("--once", action="store_true", help="every tick once, then end")
        how.add_argument(
            "--loop", action="store_true", help="go on until SIGTERM, which lets the letter end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        before = {number: signal.signal(number, _drain) for number in _STOPPING}
        try:
            if options["loop"]:
                _loop()
            else:
                _once()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            sender.draining.clear()


_STOPPING = (signal.SIGTERM, signal.SIGINT)


def _drain(number: int, frame: FrameType | None) -> None:
    sender.draining.set()


def _once() -> None:
    failed = [tick for tick in _ticks() if not _run(tick)]
    if failed:
        raise CommandError("These failed, see the log: " + ", ".join(failed))


def _loop() -> None:
    due = dict.fromkeys(_ticks(), 0.0)
    while not sender.draining.is_set():
        for tick, seconds in _ticks().items():
            if due[tick] <= time.monotonic() and not sender.draining.is_set():
                due[tick] = time.monotonic() + seconds
                _run(tick)
        sender.draining.wait(max(0.0, min(due.values()) - time.monotonic()))


def _ticks() -> dict[str, float]:
    """Each tick's function by dotted path (a task's name is one), and its seconds between."""
    schedule: dict[str, dict[str, Any]] = settings.CELERY_BEAT_SCHEDULE
    return {tick["task"]: float(tick["schedule"]) for tick in schedule.values()}


def _run(tick: str) -> bool:
    """A tick that fails stops no other: the next one may find the database back."""
    try:
        if not connection.in_atomic_block:  # else a caller holds it: a test
            close_old_connections()
        import_string(tick)()
    except Exception:
        logger.exception("%s failed.", tick)
        return False
    return True

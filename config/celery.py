"""The Celery application. Redis carries ticks and nothing else: all state is in the database."""

import os
import signal
from contextlib import suppress
from types import FrameType
from typing import Any

from billiard import active_children
from celery import Celery
from celery.signals import worker_process_init, worker_ready, worker_shutting_down

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("forte")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def run_every_tick_once(**kwargs: Any) -> None:
    """A worker that comes up works at once: beat sends its first tick one interval after its own
    start, and what waited while both were down has waited long enough."""
    for tick in app.conf.beat_schedule.values():
        try:
            app.send_task(tick["task"], retry=False)
        except Exception:  # the broker went away again: beat's next tick does it
            return


DRAIN = signal.SIGUSR2
"""USR1 is Celery's own: the soft time limit."""


@worker_process_init.connect
def listen(**kwargs: Any) -> None:
    """In each process of the pool: what ``drain`` sends lets the letter in hand end."""
    signal.signal(DRAIN, _drain)


def _drain(number: int, frame: FrameType | None) -> None:
    from delivery import sender

    sender.draining.set()


@worker_shutting_down.connect
def drain(**kwargs: Any) -> None:
    """The worker was told to end. Celery waits for the tasks that run and tells them nothing: a
    tick with a slow mail server would be killed in mid-letter by whoever waits less patiently."""
    _drain(DRAIN, None)  # where tasks run in the worker itself (--pool solo)
    for process in active_children():
        if process.pid:
            with suppress(ProcessLookupError):
                os.kill(process.pid, DRAIN)

"""The Celery application. Redis carries ticks and nothing else: all state is in the database."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

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

"""Celery beat with a heartbeat of its own, so that a dead beat and a dead worker are told apart."""

import time
from typing import Any

from celery.beat import Scheduler
from django.db import Error as DatabaseError
from django.db import close_old_connections

from delivery.models import Heartbeat

HEARTBEAT_SECONDS = 5.0


class Beat(Scheduler):
    """The in-memory scheduler (nothing to corrupt on disk), plus a row that says it is alive."""

    _written = 0.0

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due, then say so. Returns seconds until the next call."""
        wait = float(super().tick(*args, **kwargs))
        if time.monotonic() - self._written >= HEARTBEAT_SECONDS:
            self._written = time.monotonic()
            try:
                close_old_connections()
                Heartbeat.objects.beat("beat")
            except DatabaseError:
                self.logger.warning("The database did not take beat's heartbeat; ticks go on.")
        return min(wait, HEARTBEAT_SECONDS)

"""What the ticks run. No arguments, no result, harmless when doubled or lost.

Database connections are seen to by who runs them: Celery closes them around each task, the
``deliver`` command checks them.
"""

from celery import shared_task

from delivery import sender, sweeping
from delivery.models import Heartbeat


@shared_task
def send_waiting() -> None:
    """Send what waits, then say that the worker works."""
    sender.send_waiting()
    Heartbeat.objects.beat("worker")


@shared_task
def sweep() -> None:
    """Delete what has expired."""
    sweeping.sweep()
    Heartbeat.objects.beat("worker")

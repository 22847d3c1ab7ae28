"""What the ticks run: no arguments, harmless when doubled or lost, since all state is in rows."""

from celery import shared_task
from django.utils import timezone

from roadmap.cadence import nudges


@shared_task
def plan_due() -> None:
    """Turn what is due into nudges and mails."""
    nudges.plan_due(timezone.now())

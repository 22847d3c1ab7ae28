"""What the ticks run: no arguments, harmless when doubled or lost, since all state is in rows."""

from celery import shared_task
from django.utils import timezone

from certifications.held import reminders


@shared_task
def plan_reminders() -> None:
    """Queue the reminders to renew that are due."""
    reminders.plan_due(timezone.now())

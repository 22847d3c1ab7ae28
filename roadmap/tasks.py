"""What the ticks run: no arguments, harmless when doubled or lost, since all state is in rows."""

from celery import shared_task
from django.utils import timezone

from roadmap import month_end_mail
from roadmap.cadence import nudges


@shared_task
def plan_due() -> None:
    """Turn what is due into nudges and mails."""
    nudges.plan_due(timezone.now())


@shared_task
def plan_closes() -> None:
    """Queue the month's close for who wants it by mail."""
    month_end_mail.plan_due(timezone.now())

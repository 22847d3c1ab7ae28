"""What the ticks run: no arguments, harmless when doubled or lost, since all state is in rows."""

from celery import shared_task
from django.utils import timezone

from delivery.models import Heartbeat
from roadmap import month_end_mail
from roadmap.cadence import nudges
from roadmap.lanes import owners


@shared_task
def plan_due() -> None:
    """Turn what is due into nudges and mails, then say that the planner works."""
    nudges.plan_due(timezone.now())
    Heartbeat.objects.beat("planner")


@shared_task
def plan_closes() -> None:
    """Queue the month's close for who wants it by mail."""
    month_end_mail.plan_due(timezone.now())


@shared_task
def forget_visitors() -> None:
    """Delete what visitors wrote and never came back for."""
    owners.forget(timezone.now())

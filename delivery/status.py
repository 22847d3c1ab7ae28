"""How mail is doing, in figures that say nothing about anybody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from delivery.models import Heartbeat, Mail, Pause, Suppression
from delivery.sender import HELD, SERVER
from delivery.suppression import Reason

RECENT = timedelta(days=7)
"""How far back unknown and failed mails are counted."""
WORRY = timedelta(minutes=15)
"""Mail that is later than this is worth a look."""
PATIENCE = timedelta(minutes=5)
"""How long nobody may have looked at what is due: behind a lot of mail it waits its turn."""


@dataclass(frozen=True, slots=True)
class Status:
    """``tick`` is the age of the worker's last tick, ``planned`` that of the last look at which
    blocks are due, ``overdue`` that of the oldest mail that should have left, written or not; None
    for never, and for none. ``sent`` counts the last 24 hours, the others seven days."""

    tick: timedelta | None
    planned: timedelta | None
    overdue: timedelta | None
    waiting: int
    sent: int
    unknown: int
    failed: int
    bounced: int
    held: Pause | None
    away: Pause | None

    @property
    def is_late(self) -> bool:
        return self.overdue is not None and self.overdue > WORRY

    @property
    def is_planned(self) -> bool:
        """Whether what is due becomes mail at all."""
        return self.planned is not None and self.planned <= PATIENCE

    def as_figures(self) -> dict[str, int | str | None]:
        """For machines: ages in whole seconds."""
        return {
            "last_tick_seconds": _seconds(self.tick),
            "last_plan_seconds": _seconds(self.planned),
            "oldest_overdue_seconds": _seconds(self.overdue),
            "waiting": self.waiting,
            "sent_24h": self.sent,
            "unknown_7d": self.unknown,
            "failed_7d": self.failed,
            "bounced_7d": self.bounced,
            "held": self.held.reason if self.held else None,
            "server_away": bool(self.away),
        }


def of(now: datetime, unplanned: datetime | None = None) -> Status:
    """The figures at ``now``, in five queries. ``unplanned`` is the moment of the oldest thing that
    is due and has no mail yet: that is overdue too."""
    # Mail that is held back until a later try is not overdue: its time has not come.
    late = Mail.objects.waiting(now).order_by().aggregate(oldest=Min("due_at"), count=Count("pk"))
    ended = Mail.objects.filter(ended_at__gt=now - RECENT).aggregate(
        sent=Count("pk", filter=Q(state=Mail.State.SENT, ended_at__gt=now - timedelta(days=1))),
        unknown=Count("pk", filter=Q(state=Mail.State.UNKNOWN)),
        failed=Count("pk", filter=Q(state=Mail.State.FAILED)),
    )
    ages = {name: now - at for name, at in Heartbeat.objects.values_list("name", "at")}
    oldest = min(filter(None, [late["oldest"], unplanned]), default=None)
    pauses = {pause.name: pause for pause in Pause.objects.filter(until__gt=now)}
    bounced = Suppression.objects.filter(reason=Reason.BOUNCED, created_at__gt=now - RECENT)
    return Status(
        tick=ages.get("worker"),
        planned=ages.get("planner"),
        overdue=now - oldest if oldest else None,
        waiting=late["count"],
        bounced=bounced.count(),
        held=pauses.get(HELD),
        away=pauses.get(SERVER),
        **ended,
    )


def _seconds(age: timedelta | None) -> int | None:
    return None if age is None else max(0, round(age.total_seconds()))

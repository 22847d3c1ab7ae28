"""Who holds which mail: claims with a lease and a fence, so that no two senders send the same one.

A claim stamps a batch with a fence (a new uuid) and a lease. Everything a sender writes afterwards
holds only where its fence still stands; what a sender wrote nothing about is taken back when the
lease is over. Leases are compared with the database's clock, the one clock all senders share.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper
from django.db.models.functions import Now
from django.utils.translation import gettext_noop

from delivery.models import Mail
from delivery.outbox import ACCOUNT

BATCH = 20
LEASE = timedelta(seconds=60)
"""Longer than the slowest letter: some five answers of EMAIL_TIMEOUT (10 s) each."""

_LEASE_END = ExpressionWrapper(Now() + LEASE, output_field=DateTimeField())
_OPEN = [Mail.State.CLAIMED, Mail.State.HANDED, Mail.State.UNKNOWN]
"""What a sender may still settle. *Unknown* too: it may wake up late and yet know the answer."""


def claim(now: datetime) -> list[Mail]:
    """Take the next batch of waiting mails, the urgent ones first. Empty when nothing waits."""
    waiting = Mail.objects.waiting(now).values_list("pk", flat=True)
    if not waiting[:1]:
        return []  # an idle tick takes no lock
    fence = uuid.uuid4()
    with transaction.atomic():
        # SQLite ignores the row locks; there the state in the UPDATE decides, as it would here.
        taken = list(waiting.select_for_update(skip_locked=True)[:BATCH])
        Mail.objects.filter(pk__in=taken, state=Mail.State.WAITING).update(
            state=Mail.State.CLAIMED, fence=fence, lease_until=_LEASE_END
        )
    return list(
        Mail.objects.filter(fence=fence, state=Mail.State.CLAIMED, pk__in=taken)
        .select_related("user")
        .order_by("urgency", "try_at")
    )


def hand(mail: Mail, subject: str) -> bool:
    """Mark ``mail`` *handed*: the last dot comes next. False when it is not ours any more."""
    return bool(
        Mail.objects.filter(
            pk=mail.pk, fence=mail.fence, state=Mail.State.CLAIMED, lease_until__gt=Now()
        ).update(state=Mail.State.HANDED, lease_until=_LEASE_END, subject=subject, to=mail.to)
    )


def settle(mail: Mail, **changes: Any) -> bool:
    """Write down how ``mail`` went on. False when it is not ours any more."""
    return bool(
        Mail.objects.filter(pk=mail.pk, fence=mail.fence, state__in=_OPEN).update(
            lease_until=None, **changes
        )
    )


def release(batch: list[Mail]) -> int:
    """Put back what was claimed and not begun."""
    return Mail.objects.filter(
        pk__in=[mail.pk for mail in batch],
        fence__in={mail.fence for mail in batch},
        state=Mail.State.CLAIMED,
    ).update(state=Mail.State.WAITING, fence=None, lease_until=None)


def reap() -> int:
    """Take back what a vanished sender held. Returns how many mails it held.

    Before *handed* nothing was sent: back into the queue. After it nobody knows: held as
    *unknown*, except account mail, for which somebody is waiting.
    """
    lapsed = Mail.objects.lapsed()
    if not lapsed.exists():
        return 0
    with transaction.atomic():
        # A sender frozen between its statement and its commit still locks its row: that one is
        # left for later, so that nobody waits for it.
        free = list(lapsed.select_for_update(skip_locked=True).values_list("pk", flat=True))
        lapsed = lapsed.filter(pk__in=free)
        waiting = lapsed.filter(state=Mail.State.CLAIMED) | lapsed.filter(kind=ACCOUNT)
        back = waiting.update(state=Mail.State.WAITING, fence=None, lease_until=None)
        return back + lapsed.filter(state=Mail.State.HANDED).update(
            state=Mail.State.UNKNOWN,
            lease_until=None,
            ended_at=datetime.now(UTC),
            reason=gettext_noop("the sender stopped before the answer came"),
        )

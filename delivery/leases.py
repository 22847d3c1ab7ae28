"""Who holds which mail: claims with a lease and a fence, so that no two senders send the same one.

A claim stamps a batch with a fence (a new uuid) and a lease. Everything a sender writes afterwards
holds only where its fence still stands; what a sender wrote nothing about is taken back when the
lease is over. Leases are compared with the database's clock, the one clock all senders share.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import DateTimeField, ExpressionWrapper
from django.db.models.functions import Now
from django.utils.translation import gettext_noop

from delivery.models import Mail
from delivery.outbox import ACCOUNT

BATCH = 20
"""What a claim takes; a sender that gets on asks for more (see sender.Tick)."""
LEASE = timedelta(seconds=60)
"""Longer than the slowest letter: some five answers of EMAIL_TIMEOUT (10 s) each."""

_LEASE_END = ExpressionWrapper(Now() + LEASE, output_field=DateTimeField())
_OPEN = [Mail.State.CLAIMED, Mail.State.HANDED, Mail.State.UNKNOWN]
"""What a sender may still settle. *Unknown* too: it may wake up late and yet know the answer."""


def claim(now: datetime, size: int = BATCH) -> list[Mail]:
    """Take the next ``size`` waiting mails, the urgent ones first. Empty when nothing waits."""
    waiting = Mail.objects.waiting(now).values_list("pk", flat=True)
    if not waiting[:1]:
        return []  # an idle tick takes no lock
    fence = uuid.uuid4()
    with transaction.atomic():
        # SQLite ignores the row locks; there the state in the UPDATE decides, as it would here.
        taken = list(waiting.select_for_update(skip_locked=True)[:size])
        Mail.objects.filter(pk__in=taken, state=Mail.State.WAITING).update(
            state=Mail.State.CLAIMED, fence=fence, lease_until=_LEASE_END
        )
    return list(
        Mail.objects.filter(fence=fence, state=Mail.State.CLAIMED, pk__in=taken)
        .select_related("user")
        .order_by("urgency", "try_at")
    )


def hand(mail: Mail, subject: str, sent: Mail | None = None) -> bool:
    """Mark ``mail`` *handed*: the last dot comes next. False when it is not ours any more.

    ``sent`` is the letter before it, which the server took. Both marks are one statement: one way
    to the database, one commit, and never one without the other.
    """
    if sent is None:
        ours = Mail.objects.filter(
            pk=mail.pk, fence=mail.fence, state=Mail.State.CLAIMED, lease_until__gt=Now()
        )
        return bool(
            ours.update(
                state=Mail.State.HANDED, lease_until=_LEASE_END, subject=subject, to=mail.to
            )
        )
    written = _mark_both(sent, mail, subject)
    # One row of two: which? The letter before may have been settled by somebody else meanwhile.
    return written == 2 or (written == 1 and _is_handed(mail))


_BOTH = """
UPDATE delivery_mail SET
    state = CASE WHEN id = %(sent)s THEN 'sent' ELSE 'handed' END,
    lease_until = CASE WHEN id = %(sent)s THEN NULL ELSE {lease_end} END,
    ended_at = CASE WHEN id = %(sent)s THEN %(at)s ELSE ended_at END,
    reason = CASE WHEN id = %(sent)s THEN '' ELSE reason END,
    stored = CASE WHEN id = %(sent)s THEN NULL ELSE stored END,
    subject = CASE WHEN id = %(sent)s THEN subject ELSE %(subject)s END,
    "to" = CASE WHEN id = %(sent)s THEN "to" ELSE %(to)s END
WHERE (id = %(sent)s AND fence = %(sent_fence)s AND state IN ('claimed', 'handed', 'unknown'))
   OR (id = %(mail)s AND fence = %(fence)s AND state = 'claimed' AND lease_until > {now})
"""
"""The marks of ``took`` and ``hand`` for two rows. Written out, because a queryset takes ten times
as long to put it together as the database takes to run it, and this is done for each letter."""

_CLOCK = {
    "postgresql": {
        "now": "statement_timestamp()",
        "lease_end": "statement_timestamp() + %(lease)s * interval '1 second'",
    },
    "sqlite": {
        "now": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')",
        "lease_end": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now', '+' || %(lease)s || ' seconds')",
    },
}
"""The database's clock, as ``Now()`` has it."""


def _mark_both(sent: Mail, mail: Mail, subject: str) -> int:
    """How many of the two rows were ours to mark."""
    adapted = connection.ops.adapt_datetimefield_value
    fence = Mail._meta.get_field("fence").get_db_prep_value
    with connection.cursor() as cursor:
        cursor.execute(
            _BOTH.format(**_CLOCK[connection.vendor]),
            {
                "sent": sent.pk,
                "sent_fence": fence(sent.fence, connection),
                "mail": mail.pk,
                "fence": fence(mail.fence, connection),
                "at": adapted(datetime.now(UTC)),
                "lease": LEASE.total_seconds(),
                "subject": subject,
                "to": mail.to,
            },
        )
        return int(cursor.rowcount)


def took(at: datetime) -> dict[str, Any]:
    """The columns of a mail that the server took at ``at``."""
    return {"state": Mail.State.SENT, "ended_at": at, "reason": "", "stored": None}


def _is_handed(mail: Mail) -> bool:
    mine = Mail.objects.filter(pk=mail.pk, fence=mail.fence, state=Mail.State.HANDED)
    return mine.exists()


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

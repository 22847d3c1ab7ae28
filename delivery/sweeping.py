"""What has expired goes: sessions, cache rows, and the rows of mails long gone."""

from datetime import UTC, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.db.models import Exists, OuterRef, Q

from delivery import webhooks
from delivery.models import Event, Mail
from delivery.outbox import ACCOUNT

KEEP = timedelta(days=400)
"""A year and a month of delivery log."""

KEEP_NOBODYS = timedelta(days=30)
"""Account mail to an address without an account: nobody can read it in a log."""

BATCH = 1_000


def sweep() -> None:
    """Delete everything expired. Running it twice is running it once."""
    now = datetime.now(UTC)
    sweep_sessions(now)
    sweep_cache(now)
    sweep_events(now)
    sweep_mails(now)


def sweep_sessions(now: datetime) -> None:
    """Expired sessions, and what was noted about sessions that exist no more."""
    Session.objects.filter(expire_date__lt=now).delete()
    session = Session.objects.filter(session_key=OuterRef("session_key"))
    # A day's grace: somebody signing in right now has the note before the session.
    UserSession.objects.filter(~Exists(session), last_seen_at__lt=now - timedelta(days=1)).delete()


def sweep_cache(now: datetime) -> None:
    """Django deletes an expired row only when somebody asks for it, or when the table is full."""
    for cache in caches.all(initialized_only=False):
        if not isinstance(cache, DatabaseCache):
            continue
        table = connection.ops.quote_name(cache._table)  # type: ignore[attr-defined]
        moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608


def sweep_events(now: datetime) -> None:
    """What providers told, once it is too old to be told again; nothing that it stopped."""
    Event.objects.filter(at__lt=now - webhooks.KEEP).delete()


def sweep_mails(now: datetime) -> int:
    """Mails that ended long ago, in batches. Returns how many went."""
    gone = Mail.objects.filter(
        Q(ended_at__lt=now - KEEP)
        | Q(ended_at__lt=now - KEEP_NOBODYS, kind=ACCOUNT, user__isnull=True)
    )
    count = 0
    while batch := list(gone.values_list("pk", flat=True)[:BATCH]):
        Mail.objects.filter(pk__in=batch).delete()
        count += len(batch)
    return count

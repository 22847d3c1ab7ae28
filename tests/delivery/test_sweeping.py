"""What has expired goes, and nothing else."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache, caches
from django.db import connection
from pytest_django import Settings

from accounts.models import User
from delivery import sweeping, tasks
from delivery.models import Heartbeat, Mail
from tests.delivery.makers import now, waiting

pytestmark = pytest.mark.django_db


def rows_of_the_cache() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        return int(cursor.fetchone()[0])


def session(expires_in: timedelta) -> str:
    store = SessionStore()
    store.create()
    Session.objects.filter(pk=store.session_key).update(expire_date=now() + expires_in)
    return str(store.session_key)


def test_only_expired_sessions_go(dana: User) -> None:
    expired, live = session(timedelta(seconds=-5)), session(timedelta(days=5))
    for key in (expired, live):
        UserSession.objects.create(user=dana, session_key=key, ip="127.0.0.1", user_agent="x")
    sweeping.sweep()
    assert list(Session.objects.values_list("pk", flat=True)) == [live]
    assert UserSession.objects.count() == 2  # a day's grace: a sign-in may be under way
    UserSession.objects.update(last_seen_at=now() - timedelta(days=2))
    sweeping.sweep()
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [live]


def test_only_expired_cache_rows_go(time_machine) -> None:
    time_machine.move_to(now())
    cache.set("short", 1, 60)
    cache.set("long", 2, 3600)
    cache.set("for-ever", 3, None)
    sweeping.sweep()
    assert rows_of_the_cache() == 3
    time_machine.shift(120)
    sweeping.sweep()
    assert rows_of_the_cache() == 2
    assert (cache.get("long"), cache.get("for-ever")) == (2, 3)


def ended(mail: Mail, days: int, **fields: object) -> Mail:
    Mail.objects.filter(pk=mail.pk).update(
        **{"state": "sent", "ended_at": now() - timedelta(days=days), **fields}
    )
    return mail


def test_only_mails_long_gone_go(dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 2)
    for _ in range(5):
        ended(waiting(dana), 401)
    kept = [
        ended(waiting(dana), 399),
        ended(waiting(dana), 399, state="skipped"),
        waiting(dana),
        ended(waiting(dana), 300, kind="account"),
    ]
    ended(waiting(dana), 31, kind="account", user=None)
    assert sweeping.sweep_mails(now()) == 6
    assert list(Mail.objects.order_by("pk")) == kept


def test_the_task_says_that_the_worker_works(dana: User) -> None:
    tasks.sweep()
    assert now() - Heartbeat.objects.get(name="worker").at < timedelta(seconds=10)


def test_a_thousand_strangers_do_not_throw_out_somebodys_rate_limit(settings: Settings) -> None:
    """Django culls in key order, whatever the age, when the table holds MAX_ENTRIES."""
    cache.set("allauth:rl:login:dana", [1, 2, 3], 600)
    for n in range(1000):
        cache.set(f"stranger:{n}", 1, 600)
    assert cache.get("allauth:rl:login:dana") == [1, 2, 3]


def test_at_djangos_own_limit_they_would(settings: Settings) -> None:
    ours = settings.CACHES["default"]
    settings.CACHES = {"default": {**ours, "OPTIONS": {"MAX_ENTRIES": 300}}}
    small = caches["default"]
    small.set("allauth:rl:login:dana", [1, 2, 3], 600)
    for n in range(310):
        small.set(f"stranger:{n}", 1, 600)
    assert small.get("allauth:rl:login:dana") is None

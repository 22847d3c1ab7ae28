"""Is it up, and is it ready? Two addresses for probes; they tell states and nothing else.

``/healthz`` answers 200 while pages can be served, which needs the database alone: a dead broker,
worker or beat makes mail late and breaks no page. ``/readyz`` answers 200 once all of it is up.
"""

import threading
import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import VERSION
from delivery import status
from delivery.models import Heartbeat
from roadmap.cadence.models import Block

SILENT_AFTER = timedelta(seconds=30)
"""Worker and beat say every five seconds that they are alive; six missed ones are a silence."""
BROKER_SECONDS = 0.5
"""For connecting, and again for the answer."""
LOOK_SECONDS = 3.0
"""After this long a probe gets its answer, whatever is frozen."""

Parts = dict[str, str]
NO_ANSWER: Parts = dict.fromkeys(("database", "broker", "worker", "beat"), "no answer")
OK = "ok"
WAITS_FOR_BEAT = "waits for beat"

_looking = threading.Lock()
_last: Parts = dict(NO_ANSWER)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while pages can be served; the state of each part either way."""
    parts = look()
    up = parts["database"] == OK
    answer: dict[str, object] = {
        "status": "ok" if up else "down",
        "version": VERSION,
        "parts": parts,
    }
    if up:
        answer["mail"] = _mail()
    return _quietly(answer, up)


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 once everything is up, else 503 and what is not."""
    parts = look()
    missing = [name for name, state in parts.items() if state not in (OK, WAITS_FOR_BEAT)]
    status = "waiting" if missing else "ready"
    return _quietly({"status": status, "waiting_for": missing, "parts": parts}, not missing)


def mail(now: datetime) -> status.Status:
    """How mail is doing, with the blocks that are due and have no mail yet."""
    return status.of(now, Block.objects.oldest_due(now))


def _mail() -> dict[str, int | str | None]:
    """How mail is doing; nothing where the database went away in between."""
    try:
        return mail(timezone.now()).as_figures()
    except DatabaseError:
        return {}


def _quietly(answer: Mapping[str, object], good: bool) -> JsonResponse:
    """An answer that Django does not log: a probe that hears "not yet" is no error of ours."""
    response = JsonResponse(answer, status=200 if good else 503)
    response._has_been_logged = True  # type: ignore[attr-defined]  # what Django itself looks for
    return response


def look(seconds: float = LOOK_SECONDS) -> Parts:
    """The state of every part, in a thread of its own: a frozen part holds up no probe.

    One look at a time, so that frozen parts cost one thread and not one a probe.
    """
    until = time.monotonic() + seconds
    parts = dict(NO_ANSWER)
    if not _looking.acquire(blocking=False):
        return dict(_last)  # somebody looks just now: what they saw before has to do

    def fill_in() -> None:
        try:
            for name, state in inspect():
                parts[name] = state
        finally:
            connections.close_all()
            _looking.release()

    thread = threading.Thread(target=fill_in, daemon=True)
    thread.start()
    thread.join(max(until - time.monotonic(), 0.0))
    _last.update(parts)
    return dict(parts)


def inspect() -> Iterator[tuple[str, str]]:
    """Name and state of each part, as they become known."""
    yield from database_and_heartbeats().items()
    yield "broker", broker()


def database_and_heartbeats() -> Parts:
    """Whether the database answers, and when worker and beat last did, by its own clock."""
    silence = ExpressionWrapper(Now() - F("at"), output_field=DurationField())
    try:
        silences = dict(Heartbeat.objects.annotate(silence=silence).values_list("name", "silence"))
    except DatabaseError:
        return {"database": "away", "worker": "not known", "beat": "not known"}
    worker, beat = silences.get("worker"), silences.get("beat")
    return {"database": OK, "worker": _worker(worker, beat), "beat": _spoken(beat)}


def _spoken(silence: timedelta | None) -> str:
    if silence is None:
        return "never seen"
    return OK if silence < SILENT_AFTER else f"silent for {silence.total_seconds():.0f} s"


def _worker(silence: timedelta | None, beats: timedelta | None) -> str:
    """A worker that fell silent together with beat has nothing to do, and may well be there."""
    together = silence and beats and beats >= SILENT_AFTER and silence - beats < SILENT_AFTER
    return WAITS_FOR_BEAT if together and _spoken(silence) != OK else _spoken(silence)


def broker() -> str:
    """Whether the broker answers a PING; one try, and about a second at most."""
    # Imported here: it takes a quarter of a second that no page needs.
    from redis import Redis, RedisError
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    try:
        with Redis.from_url(
            settings.REDIS_URL,
            socket_connect_timeout=BROKER_SECONDS,
            socket_timeout=BROKER_SECONDS,
            retry=Retry(NoBackoff(), 0),
        ) as client:
            client.ping()
    except (RedisError, OSError, ValueError):
        return "away"
    return OK

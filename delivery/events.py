"""What a mail provider tells about a mail of ours, read into our words. Pure: no rows, no clock."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db.models import TextChoices

SOFT_BOUNCES = 4
WINDOW = timedelta(days=30)
"""So many mails that came back softly within this time are as good as one that came back hard."""


class What(TextChoices):
    """What became of a mail after the provider took it."""

    DELIVERED = "delivered"
    DELAYED = "delayed"  # the receiving server wants to be asked again; the provider does so
    SOFT = "soft"  # given up, for a reason that passes: a full mailbox, say
    HARD = "hard"  # given up, for a reason that stays: there is no such mailbox
    COMPLAINED = "complained"
    UNSUBSCRIBED = "unsubscribed"  # by a button of the provider's or of the mail program's


class Tracking(Protocol):
    """What we read of an event of django-anymail (its ``AnymailTrackingEvent``)."""

    event_type: str
    event_id: str | None
    timestamp: datetime | None
    recipient: str | None
    reject_reason: str | None
    message_id: str | None
    metadata: Mapping[str, Any] | None
    description: str | None
    mta_response: str | None
    esp_event: Any


@dataclass(frozen=True, slots=True)
class Told:
    """One event. ``key`` is the same each time it is told; ``mail`` is empty when it names none."""

    key: str
    what: What
    recipient: str
    mail: UUID | None
    at: datetime | None
    words: str


def read(event: Tracking, provider: str) -> Told | None:
    """``event`` in our words; None for one that says nothing about an address or a mail."""
    what = _what(event, provider)
    if what is None:
        return None
    return Told(
        key=_key(event, provider),
        what=what,
        recipient=(event.recipient or "").strip().lower(),
        mail=_mail(event),
        at=event.timestamp,
        words=" ".join((event.mta_response or event.description or "").split()),
    )


def worn_out(moments: Sequence[datetime]) -> bool:
    """Whether SOFT_BOUNCES of the moments lie within one WINDOW, whatever their order."""
    ordered = sorted(moments)
    spans = zip(ordered, ordered[SOFT_BOUNCES - 1 :], strict=False)
    return any(last - first <= WINDOW for first, last in spans)


def _what(event: Tracking, provider: str) -> What | None:
    match event.event_type:
        case "delivered":
            return What.DELIVERED
        case "deferred":
            return What.DELAYED
        case "bounced":
            return What.SOFT if _is_soft(event, provider) else What.HARD
        case "rejected":
            return _BY_EARLIER.get(event.reject_reason or "", What.HARD)
        case "complained":
            return What.COMPLAINED
        case "unsubscribed":
            return What.UNSUBSCRIBED
    return None


_BY_EARLIER = {"spam": What.COMPLAINED, "unsubscribed": What.UNSUBSCRIBED}
"""Why a provider may refuse a mail without trying: what it heard from that address before."""

_SPARKPOST = {"20", "21", "22", "23", "24", "40", "70"}
"""Its bounce classes that pass: DNS, a full mailbox, too large, timed out, no reason given."""

_SOFT: Mapping[str, Callable[[Any], bool]] = {
    "Amazon SES": lambda told: told["bounce"]["bounceType"] in ("Transient", "Undetermined"),
    "Brevo": lambda told: told["event"] == "soft_bounce",
    "MailerSend": lambda told: told["data"]["type"] == "soft_bounced",
    "Mailjet": lambda told: told["hard_bounce"] is False,
    "Mandrill": lambda told: told["event"] == "soft_bounce",
    "Postmark": lambda told: told["Type"] == "SoftBounce",
    "Resend": lambda told: told["data"]["bounce"]["type"] in ("Transient", "Undetermined"),
    "SendGrid": lambda told: told["type"] == "blocked",
    "SparkPost": lambda told: next(iter(told["msys"].values()))["bounce_class"] in _SPARKPOST,
}
"""By provider: django-anymail says *bounced* for both, and keeps what was posted beside it."""


def _is_soft(event: Tracking, provider: str) -> bool:
    """A provider that says nothing about it is believed to mean a hard one."""
    try:
        return _SOFT[provider](event.esp_event)
    except (KeyError, TypeError):
        return False


def _mail(event: Tracking) -> UUID | None:
    """The mail it is about: by the mark it travelled with, else by its Message-ID."""
    marked = (event.metadata or {}).get("mail")
    for name in (marked, (event.message_id or "").strip("<>").split("@")[0]):
        try:
            return UUID(str(name))
        except ValueError:
            continue
    return None


def _key(event: Tracking, provider: str) -> str:
    """Some providers number their events; of others the whole post is the same each time. One
    event may be about several addresses."""
    told = event.event_id or json.dumps(event.esp_event, sort_keys=True, default=str)
    parts = json.dumps([provider, event.event_type, event.recipient, told])
    return hashlib.sha256(parts.encode()).hexdigest()

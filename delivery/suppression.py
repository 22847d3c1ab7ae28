"""Which address gets no mail of a kind any more. Kept by a keyed hash, without the address."""

from collections.abc import Iterable
from enum import StrEnum

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from delivery.models import Suppression

EVERY_KIND = "*"
"""Every kind but account mail, which answers what a person just did."""

KINDS = {
    "nudge": _("the weekly nudges"),
    "close": _("the month's close by mail"),
    EVERY_KIND: _("all mail except about your account"),
}
"""What can be stopped, as the pages call it."""


class Reason(StrEnum):
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


def address_hash(email: str, *, secret: str | None = None) -> str:
    """What stands for ``email``: the same for every way of writing it, useless without the key."""
    mac = salted_hmac("forte.suppression", email.strip().lower(), secret, algorithm="sha256")
    return mac.hexdigest()[:32]


def suppress(email: str, kind: str, reason: Reason) -> None:
    """Stop mail of ``kind`` to ``email``. Doing it twice is doing it once."""
    suppress_hash(address_hash(email), kind, reason)


def suppress_hash(hashed: str, kind: str, reason: Reason) -> None:
    """The same for an address that nobody knows any more (the account may be gone)."""
    Suppression.objects.bulk_create(
        [Suppression(address_hash=hashed, kind=kind, reason=reason)], ignore_conflicts=True
    )


def lift(email: str, kind: str) -> None:
    """Let mail of ``kind`` through again, and with it whatever was stopped by ``*``."""
    Suppression.objects.filter(
        address_hash__in=_hashes(email), kind__in={kind, EVERY_KIND}
    ).delete()


def is_suppressed(email: str, kind: str) -> bool:
    """Whether ``email`` gets no mail of ``kind``."""
    return (email, kind) in suppressed([(email, kind)])


def suppressed(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the pairs of address and kind that are stopped: one query for all of them."""
    hashes = {(email, kind): _hashes(email) for email, kind in pairs}
    stopped = set(
        Suppression.objects.filter(
            address_hash__in={hashed for known in hashes.values() for hashed in known},
            kind__in={kind for _email, kind in hashes} | {EVERY_KIND},
        ).values_list("address_hash", "kind")
    )
    return {
        pair
        for pair, known in hashes.items()
        if any((hashed, kind) in stopped for hashed in known for kind in (pair[1], EVERY_KIND))
    }


def _hashes(email: str) -> list[str]:
    """Under today's key and the keys before it: changing the key must not let mail through."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [address_hash(email, secret=secret) for secret in secrets]

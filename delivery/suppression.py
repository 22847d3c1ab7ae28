"""Which address gets no mail of a kind any more. Kept by a keyed hash, without the address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from delivery.models import Event, Successor, Suppression

EVERY_KIND = "*"
"""Every kind but account mail, which answers what a person just did."""

KINDS = {
    "nudge": _("the weekly nudges"),
    "close": _("the month's close by mail"),
    "renewal": _("the reminders to renew a credential"),
    EVERY_KIND: _("all mail except about your account"),
}
"""What can be stopped, as the pages call it."""


class Reason(StrEnum):
    """Why an address gets no mail. What it cannot take comes before what it does not want."""

    BOUNCED = "bounced"  # lifted by confirming the address again
    COMPLAINED = "complained"  # lifted by its person, signed in
    UNSUBSCRIBED = "unsubscribed"  # lifted by its person, signed in


@dataclass(frozen=True, slots=True)
class Standing:
    """How mail of one kind to ``email`` stands: since when each reason holds it, if it does."""

    email: str
    bounced: datetime | None = None
    complained: datetime | None = None
    unsubscribed: datetime | None = None

    @property
    def is_stopped(self) -> bool:
        return any((self.bounced, self.complained, self.unsubscribed))


def address_hash(email: str, *, secret: str | None = None) -> str:
    """What stands for ``email``: the same for every way of writing it, useless without the key."""
    mac = salted_hmac("forte.suppression", email.strip().lower(), secret, algorithm="sha256")
    return mac.hexdigest()[:32]


def suppress(email: str, kind: str, reason: Reason) -> None:
    """Stop mail of ``kind`` to ``email``. Doing it twice is doing it once."""
    suppress_hash(address_hash(email), kind, reason)


def suppress_hash(hashed: str, kind: str, reason: Reason) -> None:
    """The same for an address that nobody knows any more (the account may be gone).

    Who unsubscribes means themselves: it holds for the main address they have now, too. A bounce or
    a complaint is about the mailbox and goes nowhere.
    """
    _stop(hashed, kind, reason)
    # Looked up after the first stop is written: ``carry`` works the other way round, so that of
    # two at the same moment one sees the other.
    if reason is Reason.UNSUBSCRIBED and (later := Successor.objects.after(hashed)):
        _stop(later, kind, reason)


def leads_to(hashed: str, email: str) -> bool:
    """Whether ``email`` is the address that a hash stands for, or where its person is now."""
    return not {hashed, Successor.objects.after(hashed)}.isdisjoint(hashes(email))


def lift(email: str, kind: str) -> None:
    """Its person wants mail of ``kind`` again: with it goes whatever they stopped by ``*``."""
    _of(hashes(email), Reason.UNSUBSCRIBED).filter(kind__in={kind, EVERY_KIND}).delete()


def forgive_complaint(email: str) -> None:
    """Its person takes back that our mail is spam."""
    _of(hashes(email), Reason.COMPLAINED).delete()


def confirmed(email: str, main: str) -> None:
    """The person whose main address is ``main`` read mail to ``email``.

    It does not come back, and what came back before is over. If it was somebody else's once, the
    links in mail to it no longer stop theirs: its new owner gets such links too.
    """
    works(hashes(email))
    Successor.objects.forget(hashes(email), main=hashes(main))


@transaction.atomic
def works(hashed: Sequence[str]) -> None:
    """The same for an address known by its hashes alone."""
    _of(hashed, Reason.BOUNCED).delete()
    Event.objects.filter(address_hash__in=hashed, counts=True).update(counts=False)


def carry(before: str, after: str) -> None:
    """Their main address was ``before`` and is ``after``: what they stopped stays stopped there.

    So does what they stop later by the link in an older mail. A bounce or a complaint stays behind;
    it is about the mailbox. The old address keeps what it said: it may be somebody else's next.
    """
    if address_hash(before) == address_hash(after):
        return
    Successor.objects.move(hashes(before), hashes(after))
    kinds = _of(hashes(before), Reason.UNSUBSCRIBED).values_list("kind", flat=True)
    for kind in set(kinds):
        suppress(after, kind, Reason.UNSUBSCRIBED)


def is_suppressed(email: str, kind: str) -> bool:
    """Whether ``email`` gets no mail of ``kind``."""
    return (email, kind) in suppressed([(email, kind)])


def standing(email: str, kind: str) -> Standing:
    """How mail of ``kind`` to ``email`` stands: one query."""
    return standings(email, [kind])[kind]


def standings(email: str, kinds: Sequence[str]) -> dict[str, Standing]:
    """The same for several kinds, in one query for all."""
    rows = Suppression.objects.filter(
        address_hash__in=hashes(email), kind__in=[*kinds, EVERY_KIND]
    ).order_by("-created_at")
    found = list(rows)
    return {kind: _standing(email, kind, found) for kind in kinds}


def _standing(email: str, kind: str, rows: Sequence[Suppression]) -> Standing:
    mine = [row for row in rows if row.kind in (kind, EVERY_KIND)]
    return Standing(email, **{str(row.reason): row.created_at for row in mine})


def suppressed(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Reason]:
    """Those of the pairs of address and kind that are stopped, and why: one query for all."""
    known = {(email, kind): hashes(email) for email, kind in pairs}
    rows = Suppression.objects.filter(
        address_hash__in={hashed for every in known.values() for hashed in every},
        kind__in={kind for _email, kind in known} | {EVERY_KIND},
    ).values_list("address_hash", "kind", "reason")
    stopped: dict[tuple[str, str], set[str]] = {}
    for hashed, kind, reason in rows:
        stopped.setdefault((hashed, kind), set()).add(reason)
    found: dict[tuple[str, str], Reason] = {}
    for pair, every in known.items():
        given: set[str] = set()
        for hashed in every:
            given |= stopped.get((hashed, pair[1]), set()) | stopped.get(
                (hashed, EVERY_KIND), set()
            )
        if given:
            found[pair] = next(reason for reason in Reason if reason in given)
    return found


def _stop(hashed: str, kind: str, reason: Reason) -> None:
    Suppression.objects.bulk_create(
        [Suppression(address_hash=hashed, kind=kind, reason=reason)], ignore_conflicts=True
    )


def _of(hashed: Sequence[str], reason: Reason) -> QuerySet[Suppression]:
    return Suppression.objects.filter(address_hash__in=hashed, reason=reason)


def hashes(email: str) -> list[str]:
    """Under today's key and the keys before it: changing the key must not let mail through."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [address_hash(email, secret=secret) for secret in secrets]

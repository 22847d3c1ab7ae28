"""What leaves by mail, what must not, and who is alive."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone

from delivery.events import What


class MailQuerySet(models.QuerySet["Mail"]):
    def for_user(self, user: models.Model) -> Self:
        """A person's mails, the latest first."""
        return self.filter(user=user).order_by("-due_at", "-pk")

    def waiting(self, now: datetime) -> Self:
        """Those that may leave, in the order they leave: one index look-up."""
        return self.filter(state=Mail.State.WAITING, try_at__lte=now).order_by("urgency", "try_at")

    def lapsed(self) -> Self:
        """Those whose sender vanished: the lease is over by the database's clock."""
        return self.filter(state__in=[Mail.State.CLAIMED, Mail.State.HANDED], lease_until__lt=Now())


class Mail(models.Model):
    """One mail to one person: from waiting, through a sender's hands, to an end that is known.

    Two instants matter. *Handed* is written just before the last dot of the SMTP dialogue, *sent*
    after the server's answer. A lease that ran out before *handed* goes back to the queue; after
    it the outcome is *unknown*: held, shown, and never sent again on its own (account mail is the
    exception: someone is waiting, and a twin does no harm).
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        CLAIMED = "claimed"
        HANDED = "handed"
        SENT = "sent"
        SKIPPED = "skipped"  # no longer wanted; the reason is kept
        FAILED = "failed"
        UNKNOWN = "unknown"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    urgency = models.PositiveSmallIntegerField(
        default=1, help_text="0 leaves first: somebody sits there and waits for it."
    )
    key = models.CharField(
        max_length=120, unique=True, help_text="What makes it this mail: a second one is refused."
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    to = models.EmailField()
    stored = models.JSONField(
        null=True, blank=True, help_text="The message itself; null when composed at the claim."
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField()
    try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    fence = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["urgency", "try_at"],
                name="mail_waiting",
                condition=models.Q(state="waiting"),
            ),
            models.Index(
                fields=["lease_until"],
                name="mail_leased",
                condition=models.Q(state__in=["claimed", "handed"]),
            ),
            models.Index(fields=["user", "-due_at"], name="mail_of_person"),
            models.Index(
                fields=["ended_at"],
                name="mail_ended",
                condition=models.Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to} ({self.state})"


class Suppression(models.Model):
    """An address that gets no mail of a kind any more (``*``: of every kind but account mail).

    Kept as a keyed hash, so that stopping still works when the account is gone. Each reason has a
    row of its own, because each has its own way back.
    """

    address_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    reason = models.CharField(max_length=20)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address_hash", "kind", "reason"],
                name="one_suppression_an_address_kind_and_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}"


class SuccessorQuerySet(models.QuerySet["Successor"]):
    def after(self, address_hash: str) -> str | None:
        """The main address now of whoever had this one."""
        return self.filter(address_hash=address_hash).values_list("next_hash", flat=True).first()

    @transaction.atomic
    def move(self, before: Sequence[str], after: Sequence[str]) -> None:
        """Somebody went from one address to another: whatever led to the first leads on.

        Each address is given by all of its hashes, today's first: a link made under a key before
        today's is followed too. Nothing leads away from where they are now, so there is no circle.
        """
        self.filter(address_hash__in=after).delete()
        self.filter(next_hash__in=before).update(next_hash=after[0])
        self.bulk_create(
            [Successor(address_hash=hashed, next_hash=after[0]) for hashed in set(before)],
            update_conflicts=True,
            unique_fields=["address_hash"],
            update_fields=["next_hash"],
        )

    def forget(self, address: Sequence[str], *, main: Sequence[str]) -> None:
        """An address was confirmed by the person at ``main``: what it was to others is over.

        Who confirms once more an address that they went on from keeps what leads to ``main``.
        """
        theirs = set(main) - set(address)
        told = models.Q(address_hash__in=address) | models.Q(next_hash__in=address)
        self.filter(told).exclude(next_hash__in=theirs).delete()


class Successor(models.Model):
    """Where somebody went from an address: the link in a mail to it still stops their mail.

    Kept as keyed hashes, for as long as links work. Every address that somebody had leads straight
    to the main one they have now.
    """

    address_hash = models.CharField(max_length=64, unique=True)
    next_hash = models.CharField(max_length=64, db_index=True)

    objects = SuccessorQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.address_hash} went to {self.next_hash}"


class EventQuerySet(models.QuerySet["Event"]):
    def soft_bounces(self, address_hash: str) -> list[datetime]:
        """When mails to an address came back softly, each mail counted once, at its first time.

        A delay that ended in a delivery is none. What its person answered by confirming the
        address again no longer counts.
        """
        delivered = self.filter(what=What.DELIVERED, mail=models.OuterRef("mail"))
        soft = self.filter(address_hash=address_hash, counts=True).filter(
            models.Q(what=What.SOFT) | (models.Q(what=What.DELAYED) & ~models.Exists(delivered))
        )
        first: dict[int, datetime] = {}
        for pk, mail, at in soft.order_by("at").values_list("pk", "mail_id", "at"):
            first.setdefault(mail or -pk, at)
        return list(first.values())


class Event(models.Model):
    """Something a provider told about a mail or an address, kept so that it counts once."""

    key = models.CharField(max_length=64, unique=True)
    what = models.CharField(max_length=12, choices=What)
    address_hash = models.CharField(max_length=64)
    mail = models.ForeignKey(
        Mail, null=True, blank=True, on_delete=models.SET_NULL, related_name="events"
    )
    at = models.DateTimeField(help_text="When it happened, as the provider says.")
    counts = models.BooleanField(
        default=True, help_text="Off once its person confirmed the address again."
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["address_hash", "at"], name="event_of_address"),
            models.Index(fields=["at"], name="event_age"),
        ]

    def __str__(self) -> str:
        return f"{self.what} at {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_soft(self) -> bool:
        return self.what in (What.SOFT, What.DELAYED)


class PauseQuerySet(models.QuerySet["Pause"]):
    def pause(self, name: str, until: datetime, reason: str) -> None:
        """Let every sender rest until then."""
        self.update_or_create(name=name, defaults={"until": until, "reason": reason[:200]})

    def holds(self, names: Iterable[str], now: datetime) -> bool:
        """Whether any of them is in force."""
        return self.filter(name__in=names, until__gt=now).exists()


class Pause(models.Model):
    """Why nothing leaves at present, for all senders at once: the mail server is away, or somebody
    holds all mail."""

    name = models.CharField(max_length=20, primary_key=True)
    until = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    objects = PauseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} until {self.until:%H:%M:%S}: {self.reason}"


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def beat(self, name: str) -> None:
        """Say that ``name`` just did useful work."""
        if not self.filter(name=name).update(at=Now()):
            self.update_or_create(name=name, defaults={"at": timezone.now()})


class Heartbeat(models.Model):
    """When worker, planner and beat last did useful work."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    objects = HeartbeatQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

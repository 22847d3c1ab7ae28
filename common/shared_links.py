"""Links for one reader without an account: named by whoever made them, they expire, can be taken
back, and can be sent again once. A table of them belongs to the app that shows something there."""

import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.core import signing
from django.db import models

from common.links import LinkError, LinkExpired


def fresh() -> str:
    """128 bits nobody can guess."""
    return secrets.token_urlsafe(16)


class LinkRevoked(LinkError):
    """The link was real, and whoever made it took it back."""


class SentAgain(Exception):
    """A link is sent again once, and this one was."""


class SharedLinkQuerySet(models.QuerySet[Any]):
    """Links by whether they lead anywhere."""

    def open(self, now: datetime) -> Self:
        """Neither revoked nor expired."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class SharedLink(models.Model):
    """What every such link has. The address carries a signature made with the secret key, so a copy
    of the table opens nothing, and its maker can be shown the address again."""

    purpose: ClassVar[str]
    """Tells one kind of link from another: the token of one opens no other."""

    nonce = models.CharField(max_length=22, default=fresh, editable=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    resent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def token(self) -> str:
        """What stands in the address, the same each time it is asked for."""
        return self._signer().sign_object([self.pk, self.nonce], compress=True)

    @classmethod
    def find(cls, token: str, now: datetime) -> Self:
        """The row that ``token`` opens at ``now``.

        Raises:
            LinkRevoked: its maker took it back.
            LinkExpired: its time is over.
            LinkError: it was forged, cut off, made for something else, or its row is gone.
        """
        try:
            pk, nonce = cls._signer().unsign_object(token)
            row = cls._default_manager.get(pk=int(pk))
        except (signing.BadSignature, TypeError, ValueError, cls.DoesNotExist) as error:
            raise LinkError from error
        if row.nonce != nonce or row.revoked_at is not None:
            raise LinkRevoked
        if row.expires_at <= now:
            raise LinkExpired
        return row

    def is_open(self, now: datetime) -> bool:
        """Says the same as the query set's ``open``."""
        return self.revoked_at is None and self.expires_at > now

    def revoke(self, now: datetime) -> None:
        """It leads nowhere from now on. Revoking twice keeps the first moment."""
        self.revoked_at = self.revoked_at or now
        self.save(update_fields=["revoked_at"])

    def resend(self, now: datetime, lasts: timedelta) -> None:
        """It is sent a second time and holds for ``lasts`` from now.

        Raises:
            SentAgain: it was already, and nobody is asked three times.
        """
        if self.resent_at is not None:
            raise SentAgain
        self.resent_at, self.expires_at = now, max(self.expires_at, now + lasts)
        self.save(update_fields=["resent_at", "expires_at"])

    @classmethod
    def _signer(cls) -> signing.Signer:
        # No stamp of the moment: when it ends stands in its row, and may be put off.
        return signing.Signer(salt=f"forte.{cls.purpose}")

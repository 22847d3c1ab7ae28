"""Signed links: each serves one purpose, carries no login, and says nothing in the clear."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing


class LinkError(Exception):
    """The link was forged, cut off, or made for another purpose."""


class LinkExpired(LinkError):
    """The link was real and is too old."""


@dataclass(frozen=True, slots=True)
class Link:
    """One kind of link. ``purpose`` is its salt: a token of one kind opens no other.

    ``lifetime`` of ``None`` never ends (RFC 8058 unsubscribing must work for ever).
    """

    purpose: str
    lifetime: timedelta | None

    def token(self, value: Any) -> str:
        """``value`` (JSON) signed and stamped with the moment."""
        return signing.dumps(value, salt=f"forte.{self.purpose}", compress=True)

    def read(self, token: str) -> Any:
        """What ``token`` carries.

        Raises:
            LinkExpired: a real link, past its lifetime.
            LinkError: anything else.
        """
        try:
            return signing.loads(token, salt=f"forte.{self.purpose}", max_age=self.lifetime)
        except signing.SignatureExpired as error:
            raise LinkExpired from error
        except (signing.BadSignature, ValueError) as error:
            raise LinkError from error

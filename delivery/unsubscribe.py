"""The way out of a kind of mail: one link, good for ever, also when the account is gone.

The token carries the address's keyed hash and the kind: no user id, no address, no power to sign
in. GET shows a page with a button; POST acts at once, as mail programs do it (RFC 8058).
"""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from common.links import Link, LinkError
from delivery import suppression
from delivery.content import absolute
from delivery.suppression import EVERY_KIND, Reason

_LINK = Link("unsubscribe", lifetime=None)


@dataclass(frozen=True, slots=True)
class Stop:
    """What a link stops: mail of one kind to one address, and to where its person is now."""

    hashed: str
    kind: str

    @classmethod
    def to(cls, email: str, kind: str) -> "Stop":
        return cls(suppression.address_hash(email), kind)

    @property
    def everything(self) -> "Stop":
        """Every kind of mail to the same address."""
        return Stop(self.hashed, EVERY_KIND)

    @property
    def path(self) -> str:
        return reverse("unsubscribe", args=[_LINK.token([self.hashed, self.kind])])

    def act(self) -> None:
        suppression.suppress_hash(self.hashed, self.kind, Reason.UNSUBSCRIBED)

    def concerns(self, email: str) -> bool:
        """Whether it stops mail to ``email``."""
        return suppression.leads_to(self.hashed, email)


def link(email: str, kind: str) -> str:
    """The whole address that stops mail of ``kind`` to ``email``, for a mail's footer."""
    return absolute(Stop.to(email, kind).path)


def read(token: str) -> Stop:
    """What a link's token stops.

    Raises:
        LinkError: for one that was forged, cut off or made for something else.
    """
    match _LINK.read(token):
        case [str(hashed), str(kind)]:
            return Stop(hashed, kind)
    raise LinkError


def headers(email: str, kind: str) -> dict[str, str]:
    """What lets a mail program show its own button. A kind without a composer stops everything."""
    wanted = kind if kind in settings.MAIL_KINDS else EVERY_KIND
    return {
        "List-Unsubscribe": f"<{link(email, wanted)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }

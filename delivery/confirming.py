"""The way back after a bounce: a mail with a link to the address, and the button behind it.

allauth's codes confirm an address that is not confirmed yet. This one is, and stays so: it signs
somebody in, only nothing reaches it. The mail is account mail, which no bounce stops.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse

from accounts.models import User
from common.links import Link, LinkError
from delivery import outbox, suppression
from delivery.content import absolute, render

_LINK = Link("address-works", timedelta(days=1))


def send(user: User, now: datetime) -> bool:
    """Send the link. False when this hour's is on its way already."""
    content = render("again", {"email": user.email, "url": absolute(path(user.email))})
    key = f"again:{user.pk}:{now:%Y-%m-%dT%H}"
    return outbox.queue_message(outbox.ACCOUNT, user, key, content, now)[1]


def path(email: str) -> str:
    """The link's own: it carries the address's hashes, no address and no power to sign in."""
    return reverse("mail-works", args=[_LINK.token(suppression.hashes(email))])


def read(token: str) -> Sequence[str]:
    """The hashes of the address that a link confirms.

    Raises:
        LinkExpired: a day after it was sent.
        LinkError: for one that was forged, cut off or made for something else.
    """
    match _LINK.read(token):
        case [*hashed] if hashed and all(isinstance(one, str) for one in hashed):
            return hashed
    raise LinkError

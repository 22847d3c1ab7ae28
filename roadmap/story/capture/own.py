"""The address of a person: made, shown, found, revoked."""

from datetime import datetime

from django.urls import reverse

from accounts.models import User
from common.own_address import OwnAddress
from delivery.content import absolute
from roadmap.story.capture.models import CaptureAddress

OWN = OwnAddress("forte.capture")


def make(user: User, now: datetime) -> CaptureAddress:
    """An address. One that was there before leads nowhere from now on."""
    made, _new = CaptureAddress.objects.update_or_create(
        user=user,
        defaults={**OWN.fresh(), "made_at": now, "used_at": None, "busy_until": None},
    )
    return made


def revoke(user: User) -> None:
    """Nothing comes in any more."""
    CaptureAddress.objects.filter(user=user).delete()


def find(token: str) -> CaptureAddress | None:
    """The row at this address, with its person, if it is still one."""
    mine = CaptureAddress.objects.filter(token_hash=OWN.hash(token), user__is_active=True)
    return mine.select_related("user").first()


def address(mine: CaptureAddress) -> str | None:
    """The whole address, for its owner's eyes; None when it can be shown no more."""
    token = OWN.token(mine.seed, mine.token_hash)
    return absolute(reverse("capture", args=[token])) if token else None

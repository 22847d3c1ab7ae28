"""The links in a nudge: signed, each for one thing, for two weeks, and without power to sign in."""

from datetime import date, timedelta
from enum import StrEnum

from django.urls import reverse

from accounts.models import User
from common import weeks
from common.links import Link, LinkError
from roadmap.cadence import checkins
from roadmap.cadence.due import Occurrence
from roadmap.cadence.models import Block

LIFETIME = timedelta(days=14)


class BlockGone(LinkError):
    """The link is whole, and its block is no more, or is not in that week any more."""


class Action(StrEnum):
    """What a link is for."""

    OPEN = "open"
    DONE = "done"
    SKIP = "skip"
    MOVE = "move"
    SILENCE = "silence"

    @property
    def link(self) -> Link:
        return Link(f"nudge-{self.value}", LIFETIME)

    def path(self, block: Block, week: date) -> str:
        """Where its page is, for this block in this week."""
        token = self.link.token([block.pk, weeks.week_name(week)])
        return reverse(f"nudge-{self.value}", args=[token])

    def block(self, token: str) -> tuple[Block, date]:
        """The block a link is about, and the Monday of its week.

        Raises:
            LinkExpired: it is older than two weeks.
            BlockGone: its block was deleted.
            LinkError: it was cut off, changed, or made for something else.
        """
        match self.link.read(token):
            case [int(pk), str(name)]:
                block = (
                    Block.objects.filter(pk=pk, user__is_active=True).select_related("user").first()
                )
                if block is None:
                    raise BlockGone
                return block, weeks.week_named(name)
        raise LinkError

    def occurrence(self, token: str) -> Occurrence:
        """The block in that week. Raises what ``block`` does."""
        found = checkins.of(*self.block(token))
        if found is None:
            raise BlockGone
        return found


class Wake:
    """The link that brings every mail back, for somebody who gets few or none: its own purpose,
    and no end, since it may be found after a year."""

    link = Link("nudge-wake", lifetime=None)

    def path(self, user: User) -> str:
        return reverse("nudge-wake", args=[self.link.token([user.pk])])

    def user(self, token: str) -> User:
        """Whose mails they are.

        Raises:
            BlockGone: the account is gone or switched off.
            LinkError: it was cut off, changed, or made for something else.
        """
        match self.link.read(token):
            case [int(pk)]:
                user = User.objects.filter(pk=pk, is_active=True).first()
                if user is None:
                    raise BlockGone
                return user
        raise LinkError


WAKE = Wake()

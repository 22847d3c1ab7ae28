"""A posting that somebody keeps, and what was read from it."""

import contextlib
import hashlib
from dataclasses import replace
from typing import Any, Self

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from roadmap.lanes.owners import Owned, OwnedQuerySet
from roadmap.lanes.postings import taxonomy
from roadmap.lanes.postings.read import read
from roadmap.lanes.postings.reading import PostingReading


class State(models.TextChoices):
    """How far somebody is with a posting."""

    READING = "reading", _("reading")
    SENT = "sent", _("sent")
    TALKING = "talking", _("talking")
    NO = "no", _("no")


def digest(text: str) -> str:
    """By which the same posting is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


class PostingQuerySet(OwnedQuerySet["Posting"]):
    def own(self) -> Self:
        """Those that somebody brought."""
        return self.filter(is_sample=False)

    def samples(self) -> Self:
        """Ours, for an empty clipboard."""
        return self.filter(is_sample=True)

    def counted(self) -> list["Posting"]:
        """Those that are evidence, in the order they were added: one's own, and the samples only
        as long as there is no other. One query."""
        return counted(list(self))

    def readings(self) -> list[PostingReading]:
        """What each of those that count says, in the order they were added."""
        return [posting.reading for posting in self.counted()]


class Posting(Owned):
    """The cleaned text of a posting. Its reading is kept beside it, and made anew when the facts
    that it was read with have changed."""

    text = models.TextField(_("posting"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    is_sample = models.BooleanField(default=False, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.READING)
    added_at = models.DateTimeField(auto_now_add=True)
    kept_reading = models.JSONField(default=dict, editable=False)
    edition = models.CharField(max_length=12, blank=True, editable=False)

    objects = PostingQuerySet.as_manager()

    class Meta(Owned.Meta):
        ordering = ["added_at", "pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["user", "digest"], name="a_posting_once_a_person"),
            models.UniqueConstraint(
                fields=["visitor", "digest"],
                condition=~models.Q(visitor=""),
                name="a_posting_once_a_visitor",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def made_from(cls, text: str, **fields: Any) -> Self:
        """A posting of ``text``, read. Not yet saved."""
        posting = cls(text=text, digest=digest(text), **fields)
        found = read(text)
        posting.title, posting.edition = found.title[:200], taxonomy.edition()
        posting.kept_reading = found.to_json()
        return posting

    @cached_property
    def reading(self) -> PostingReading:
        """What it says. Reading anew takes milliseconds, so an old edition is not written back
        by a page that only looks."""
        if self.edition == taxonomy.edition():
            with contextlib.suppress(ValueError):  # written by another version of us
                return PostingReading.from_json(self.kept_reading)
        return read(self.text)

    @property
    def read_as_named(self) -> PostingReading:
        """What it says, under the title that its owner gave it."""
        return replace(self.reading, title=self.title)

    @classmethod
    def adopt(cls, visitor: str, user: User) -> None:
        """The same posting sent before and after signing in is one posting."""
        theirs = cls.objects.filter(user=user).values("digest")
        cls.objects.filter(visitor=visitor, digest__in=theirs).delete()
        super().adopt(visitor, user)


def counted(postings: list[Posting]) -> list[Posting]:
    """Those of somebody's postings that are evidence."""
    return [posting for posting in postings if not posting.is_sample] or postings

"""What stands elsewhere today, as its person pasted it, and what they said is meant to differ."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User

LONGEST = 20_000
"""Characters of a pasted text."""


class Where(models.TextChoices):
    """Where a text stands. The résumé is kept with the proof sheet: it is pasted once."""

    HEADLINE = "headline", _("LinkedIn headline")
    ABOUT = "about", _("LinkedIn about")
    OTHER = "other", _("another text of yours")


class CurrentTextQuerySet(models.QuerySet["CurrentText"]):
    def for_user(self, user: User) -> Self:
        return self.filter(user=user)


class CurrentText(models.Model):
    """A text about somebody as it stands elsewhere now."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="current_texts"
    )
    where = models.CharField(_("where it stands"), max_length=8, choices=Where)
    text = models.TextField(_("the text"), max_length=LONGEST)
    pasted_at = models.DateTimeField()

    objects = CurrentTextQuerySet.as_manager()

    class Meta:
        ordering = ["where"]
        constraints = [
            models.UniqueConstraint(fields=["user", "where"], name="one_current_text_a_place")
        ]

    def __str__(self) -> str:
        return self.get_where_display()


class WaivedQuerySet(models.QuerySet["Waived"]):
    def for_user(self, user: User) -> Self:
        return self.filter(user=user)


class Waived(models.Model):
    """Two places that disagree, and may. Said anew when one of them changes."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="waived"
    )
    key = models.CharField(max_length=64, help_text="A digest of both places and their words.")
    waived_at = models.DateTimeField(auto_now_add=True)

    objects = WaivedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="a_difference_is_waived_once")
        ]

    def __str__(self) -> str:
        return self.key

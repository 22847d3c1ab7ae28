"""What happened, kept in one line the moment it happened."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class WinQuerySet(models.QuerySet["Win"]):
    def for_user(self, user: User) -> Self:
        return self.filter(user=user)

    def between(self, first: date, last: date) -> Self:
        """Those that happened from ``first`` to ``last``, both included."""
        return self.filter(happened_on__range=(first, last))


class Win(models.Model):
    """One line is a win."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wins"
    )
    happened_on = models.DateField(_("when"))
    line = models.CharField(_("what happened"), max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WinQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["user", "-happened_on"], name="win_of_person")]

    def __str__(self) -> str:
        return self.line

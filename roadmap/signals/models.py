"""Which proof stands beside which credential: a relation across two ledgers, so it is kept here."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certifications.models import Credential
from roadmap.plan.models import Milestone


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Pairings by whose they are."""

    def for_user(self, user: User) -> Self:
        return self.filter(credential__user=user)

    def standing(self) -> Self:
        """Those that can be opened. A milestone that is not done any more, lost its link or was
        dropped shows nothing; done again, it does."""
        return self.filter(
            Q(milestone=None)
            | Q(milestone__done_on__isnull=False, milestone__dropped_at=None)
            & ~Q(milestone__evidence_url="")
        )


class Pairing(models.Model):
    """A credential and what shows that its person can do it: a milestone that is done and can be
    opened, or a write-up that is kept elsewhere."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="pairings")
    milestone = models.ForeignKey(
        Milestone, on_delete=models.CASCADE, related_name="pairings", null=True, blank=True
    )
    title = models.CharField(_("What it is called"), max_length=200, blank=True)
    url = models.URLField(_("Link"), max_length=500, blank=True)
    used = models.CharField(_("What of the exam it uses"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        constraints = [
            models.CheckConstraint(
                condition=Q(milestone__isnull=False, title="", url="")
                | (Q(milestone__isnull=True) & ~Q(title="")),
                name="a_milestone_or_a_write_up",
            ),
            models.UniqueConstraint(
                fields=["credential", "milestone"], name="paired_once_with_a_milestone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.credential}: {self.title or self.milestone}"

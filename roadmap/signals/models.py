"""Which proof stands beside which credential: a relation across two ledgers, so it is kept here."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certifications.models import Credential
from portfolio.models import CaseStudy
from roadmap.plan.models import Milestone


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Pairings by whose they are."""

    def for_user(self, user: User) -> Self:
        return self.filter(credential__user=user)

    def standing(self) -> Self:
        """Those that can be opened. A milestone that is not done any more, lost its link or was
        dropped shows nothing, nor does a case study that was reopened; done again, they do."""
        return self.filter(
            Q(milestone=None, case_study=None)
            | Q(milestone__in=Milestone.objects.showing())
            | Q(case_study__finished_on__isnull=False)
        )


class Pairing(models.Model):
    """A credential and what shows that its person can do it: a finished case study, a milestone
    that is done and can be opened, or a write-up that is kept elsewhere."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="pairings")
    milestone = models.ForeignKey(
        Milestone, on_delete=models.CASCADE, related_name="pairings", null=True, blank=True
    )
    case_study = models.ForeignKey(
        CaseStudy, on_delete=models.CASCADE, related_name="pairings", null=True, blank=True
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
                condition=Q(milestone__isnull=False, case_study=None, title="", url="")
                | Q(milestone=None, case_study__isnull=False, title="", url="")
                | (Q(milestone=None, case_study=None) & ~Q(title="") & ~Q(url="")),
                name="a_milestone_a_case_study_or_a_write_up",
            ),
            models.UniqueConstraint(
                fields=["credential", "milestone"], name="paired_once_with_a_milestone"
            ),
            models.UniqueConstraint(
                fields=["credential", "case_study"], name="paired_once_with_a_case_study"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.credential}: {self.name}"

    @property
    def name(self) -> str:
        """What stands beside the credential."""
        if self.case_study:
            return self.case_study.title
        return self.milestone.title if self.milestone else self.title

    @property
    def link(self) -> str:
        """Where it can be opened; "" where its milestone has no link any more. A case study opens
        on its own page, which says what strangers may see of it."""
        if self.case_study:
            return self.page
        return self.milestone.evidence_url if self.milestone else self.url

    @property
    def page(self) -> str:
        """The page of ours on which it can be mended; "" for a write-up elsewhere."""
        if self.case_study:
            return reverse("casestudy", args=[self.case_study.pk])
        return reverse("milestone", args=[self.milestone.pk]) if self.milestone else ""

    @property
    def is_standing(self) -> bool:
        """Whether it can be opened: says the same as ``standing()``."""
        if self.case_study:
            return self.case_study.finished_on is not None
        if self.milestone is None:
            return True
        return self.milestone.is_done and self.milestone.dropped_at is None and bool(self.link)

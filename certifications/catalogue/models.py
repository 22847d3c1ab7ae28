"""What people's rows point at: certifications and their exam versions, synced from the facts."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certifications.catalogue import catalog
from certifications.catalogue.credential import Credential, Version


class CertificationQuerySet(models.QuerySet["Certification"]):
    """Certifications by what somebody has to do with them."""

    def held_by(self, user: User, today: date) -> Self:
        """Those somebody holds a credential of that has not expired."""
        lasting = Q(held__expires_on__isnull=True) | Q(held__expires_on__gte=today)
        return self.filter(lasting, held__user=user).distinct()

    def wanted_by(self, user: User) -> Self:
        """Those that are, or were, a goal of somebody."""
        return self.filter(goals__user=user)


class Certification(models.Model):
    """An entry of the catalogue that rows may point at. What vanished is retired, not deleted."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    objects = CertificationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("certification")
        verbose_name_plural = _("certifications")

    def __str__(self) -> str:
        return self.name

    @property
    def facts(self) -> Credential | None:
        """What the catalogue says of it; None once its entry has gone."""
        return catalog.catalogue().credentials.get(self.slug)


class ExamVersion(models.Model):
    """One exam of a certification, for goals that aim at it."""

    certification = models.ForeignKey(
        Certification, on_delete=models.PROTECT, related_name="versions"
    )
    slug = models.SlugField(max_length=40)
    code = models.CharField(_("exam code"), max_length=20, blank=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        ordering = ["certification", "pk"]
        verbose_name = _("exam version")
        verbose_name_plural = _("exam versions")
        constraints = [
            models.UniqueConstraint(
                fields=["certification", "slug"], name="version_once_per_certification"
            )
        ]

    def __str__(self) -> str:
        return self.code or str(self.certification)

    @property
    def facts(self) -> Version | None:
        """What the catalogue says of it; None once its entry has gone."""
        known = self.certification.facts
        return known.version(self.slug) if known else None

    def is_over(self, day: date) -> bool:
        """Whether it cannot be taken any more."""
        known = self.facts
        return known.is_over(day) if known else self.retired_on is not None


class Digest(models.Model):
    """What was synced last, so that a second run costs one look-up."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.name}: {self.value[:12]}"

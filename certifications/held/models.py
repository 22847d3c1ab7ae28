"""A credential is a certification somebody holds."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certifications.catalogue.models import Certification
from certifications.goals.models import Goal


class CredentialQuerySet(models.QuerySet["Credential"]):
    """Credentials by whose they are."""

    def for_user(self, user: User) -> Self:
        return self.filter(user=user)


class Credential(models.Model):
    """What was earned: one of the catalogue, or another by its name."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="credentials")
    certification = models.ForeignKey(
        Certification, on_delete=models.PROTECT, related_name="held", null=True, blank=True
    )
    goal = models.OneToOneField(
        Goal, on_delete=models.SET_NULL, related_name="credential", null=True, blank=True
    )
    """The goal it was passed as, if it was one."""
    name = models.CharField(_("Name"), max_length=200)
    issuer = models.CharField(_("Issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    expires_on = models.DateField(_("Expires on"), null=True, blank=True)
    number = models.CharField(_("Credential ID"), max_length=200, blank=True)
    url = models.URLField(_("Link to verify it"), max_length=500, blank=True)
    renewal_note = models.CharField(_("How you renew it"), max_length=300, blank=True)
    reminded = models.BooleanField(_("Remind me by mail"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gt=F("issued_on")),
                name="expires_after_it_was_issued",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Renewal(models.Model):
    """One renewal, and what it was before, so that it can be taken back."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="renewals")
    on = models.DateField(_("Renewed on"))
    expired_on = models.DateField(null=True, blank=True)
    """When it would have expired."""

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("renewal")
        verbose_name_plural = _("renewals")

    def __str__(self) -> str:
        return f"{self.credential}, {self.on:%Y-%m-%d}"


class TalkThrough(models.Model):
    """What somebody can say about a credential in an interview, in their words."""

    class Kind(models.TextChoices):
        """What it is about."""

        DESIGN = "design", _("a design")
        INCIDENT = "incident", _("an incident")
        COST = "cost", _("a cost improvement")

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="talks")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(_("In your words"), max_length=4000)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("talk-through")
        verbose_name_plural = _("talk-throughs")
        constraints = [
            models.UniqueConstraint(fields=["credential", "kind"], name="one_talk_of_each_kind")
        ]

    def __str__(self) -> str:
        return f"{self.credential}: {self.get_kind_display()}"

"""Artifacts and their pictures. A picture lies in the database: one thing to back up, and whatever
is deleted takes it along."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from portfolio.casestudies.models import LONGEST, CaseStudy
from portfolio.casestudies.parts import Section

MOST = 60
"""So many artifacts a case study has."""
MOST_BYTES = 200_000_000
"""What all pictures of a person take together, at most."""


class Kind(models.TextChoices):
    """What it is. Each has the section it usually stands in: see ``section``."""

    DIAGRAM = "diagram", _("Design diagram")
    RUNBOOK = "runbook", _("Runbook")
    POSTMORTEM = "postmortem", _("Postmortem")
    OPTIMIZATION = "optimization", _("Optimization summary")
    SCREENSHOT = "screenshot", _("Screenshot")
    LINK = "link", _("Link")

    @property
    def section(self) -> Section:
        return {
            Kind.DIAGRAM: Section.DECISION,
            Kind.RUNBOOK: Section.IMPLEMENTATION,
            Kind.POSTMORTEM: Section.LESSONS,
            Kind.OPTIMIZATION: Section.RESULT,
            Kind.SCREENSHOT: Section.RESULT,
            Kind.LINK: Section.IMPLEMENTATION,
        }[self]


class ArtifactQuerySet(models.QuerySet["Artifact"]):
    def with_pictures(self) -> Self:
        """All that a page shows of them, in one query and without the bytes of a picture."""
        return self.select_related("picture").defer("picture__data")


class Artifact(models.Model):
    """Something to look at: a picture, a text of its own, or a link."""

    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="artifacts")
    kind = models.CharField(_("what it is"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    alt = models.CharField(_("what the picture shows"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True, max_length=LONGEST)
    url = models.URLField(_("link"), blank=True, max_length=500)
    section = models.CharField(_("where it stands"), max_length=16, choices=Section)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ArtifactQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class PictureQuerySet(models.QuerySet["Picture"]):
    def for_user(self, user: User) -> Self:
        return self.filter(artifact__case_study__user=user)

    def bytes(self) -> int:
        """What they take together."""
        return int(self.aggregate(models.Sum("size"))["size__sum"] or 0)


class StoredPicture(models.Model):
    """A picture, re-encoded as WebP and without metadata. What has pictures has a table of them."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    data = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="Bytes.")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"


class Picture(StoredPicture):
    """The picture of an artifact."""

    artifact = models.OneToOneField(Artifact, on_delete=models.CASCADE, related_name="picture")

    objects = PictureQuerySet.as_manager()

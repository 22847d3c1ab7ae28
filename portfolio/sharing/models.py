"""What was chosen for strangers, and what was published of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.shared_links import SharedLink, SharedLinkQuerySet
from portfolio.casestudies.models import CaseStudy


class Sharing(models.Model):
    """What a stranger may see of a case study, field by field, published or not."""

    case_study = models.OneToOneField(CaseStudy, on_delete=models.CASCADE, related_name="sharing")
    chosen = models.JSONField(default=dict, blank=True)
    """Levels by key as ``telling.disclosure`` names them; what is missing is hidden. A key that
    ends in ``.allowed`` keeps that an employer lets a number be seen."""

    def __str__(self) -> str:
        return f"{self.case_study}"


class Publication(SharedLink):
    """A page at an address nobody can guess. ``content`` holds what was chosen and nothing else, so
    what is hidden cannot be shown, and what is written afterwards is not public by accident."""

    purpose: ClassVar[str] = "publication"

    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="publications")
    content = models.JSONField()
    pictures = models.JSONField(default=list, blank=True, help_text="Keys of those it shows.")
    chosen = models.JSONField(
        default=dict, blank=True, help_text="How much of each field it shows."
    )
    accepted = models.JSONField(
        default=list, blank=True, help_text="What its author said may be public: see checks."
    )
    published_at = models.DateTimeField(help_text="When the content was last chosen.")
    findable = models.BooleanField(_("search engines may list it"), default=False)

    objects = SharedLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_study"],
                condition=Q(revoked_at=None),
                name="one_standing_publication_a_case_study",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_study}, {self.published_at:%Y-%m-%d}"

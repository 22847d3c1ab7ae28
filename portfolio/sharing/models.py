"""What was chosen for strangers, and what was published of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.shared_links import SharedLink, SharedLinkQuerySet
from portfolio.casestudies.models import CaseStudy
from portfolio.sharing.fields import Difference, difference
from portfolio.telling.disclosure import Shown


class Sharing(models.Model):
    """What a stranger may see of a case study, field by field, published or not."""

    case_study = models.OneToOneField(CaseStudy, on_delete=models.CASCADE, related_name="sharing")
    chosen = models.JSONField(default=dict, blank=True)
    """Levels by key as ``telling.disclosure`` names them; what is missing is hidden. A key that
    ends in ``.allowed`` keeps that an employer lets a number be seen."""

    def __str__(self) -> str:
        return f"{self.case_study}"


class Published(SharedLink):
    """A page at an address nobody can guess. ``content`` holds what was chosen and nothing else, so
    what is hidden cannot be shown, and what is written afterwards is not public by accident."""

    content = models.JSONField()
    chosen = models.JSONField(
        default=dict, blank=True, help_text="How much of each field it shows."
    )
    accepted = models.JSONField(
        default=list, blank=True, help_text="What its author said may be public: see checks."
    )
    published_at = models.DateTimeField(help_text="When the content was last chosen.")
    findable = models.BooleanField(_("search engines may list it"), default=False)

    class Meta:
        abstract = True

    def publish(
        self,
        content: dict[str, Any],
        levels: Mapping[str, Shown],
        *,
        accepted: Iterable[str],
        lasts: timedelta,
        findable: bool,
        now: datetime,
    ) -> Difference:
        """Show ``content`` from ``now`` on, at the address it has; what is shown more or less than
        before."""
        was = dict(self.chosen)
        self.content, self.accepted = content, sorted(accepted)
        self.chosen = {key: level.value for key, level in levels.items()}
        self.published_at, self.expires_at, self.findable = now, now + lasts, findable
        self.save()
        return difference(was, levels)


class Publication(Published):
    """Of a case study, with its pictures."""

    purpose: ClassVar[str] = "publication"

    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="publications")
    pictures = models.JSONField(default=list, blank=True, help_text="Keys of those it shows.")

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

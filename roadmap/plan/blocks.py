"""The three kinds of block: each milestone belongs to one, cadence gives them their hour."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BlockKind(models.TextChoices):
    STUDY = "study", _("Study")
    LAB = "lab", _("Lab")
    STORY = "story", _("Story")


DEFAULT_MINUTES = {BlockKind.STUDY: 90, BlockKind.LAB: 120, BlockKind.STORY: 45}
"""Minutes a week a plan is made for until somebody set their own blocks up."""

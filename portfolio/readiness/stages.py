"""How far a case study is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """In the order in which they are reached. Plain values: nothing is stored."""

    BEGUN = "begun", _("Begun")
    VERSION_ZERO = "version-zero", _("Version 0 is there")
    """The question, the baseline and the constraints stand: enough to begin building on."""
    DRAFTED = "drafted", _("Ready to finish")
    """Problem, decision, result and lessons stand."""
    FINISHED = "finished", _("Finished")

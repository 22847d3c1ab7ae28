"""What people's rows point at: the certifications, synced from the facts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Certification(models.Model):
    """An entry of the catalogue that rows may point at. What vanished is retired, not deleted."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    exam_code = models.CharField(_("exam code"), max_length=20, blank=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("certification")
        verbose_name_plural = _("certifications")

    def __str__(self) -> str:
        return self.name


class Digest(models.Model):
    """What was synced last, so that a second run costs one look-up."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.name}: {self.value[:12]}"

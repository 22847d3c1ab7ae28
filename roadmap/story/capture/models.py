"""The capture address of a person, and what was counted already."""

from django.conf import settings
from django.db import models


class CaptureAddress(models.Model):
    """One a person, write-only. Neither this row nor the secret key alone gives the address away,
    so its person can be shown it again (as with the calendar feed)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="capture_address"
    )
    seed = models.CharField(
        max_length=32, help_text="What the address is made from, together with the secret key."
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True, help_text="When something last came in.")
    busy_until = models.DateTimeField(
        null=True, blank=True, help_text="What came in counts until then: see pace.py."
    )

    class Meta:
        verbose_name_plural = "capture addresses"

    def __str__(self) -> str:
        return f"since {self.made_at:%Y-%m-%d}"


class Receipt(models.Model):
    """A key that came with something: the same key again is counted once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="receipts"
    )
    key = models.CharField(max_length=200)
    became = models.CharField(max_length=12, help_text="A reading, a win or a screenshot.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "at"], name="receipts_by_age")]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="a_key_is_counted_once")
        ]

    def __str__(self) -> str:
        return self.key

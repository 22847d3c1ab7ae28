"""Who was asked to read the plain version, what they read, and what they said."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.shared_links import SharedLink, SharedLinkQuerySet
from portfolio.casestudies.models import LONGEST, CaseStudy


class PlainVersion(models.Model):
    """The plain version as it stood when it was shown to somebody. Never changed afterwards."""

    case_study = models.ForeignKey(
        CaseStudy, on_delete=models.CASCADE, related_name="plain_versions"
    )
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=LONGEST)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case_study", "number"], name="a_plain_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_study}, version {self.number}"


class ReaderQuerySet(SharedLinkQuerySet):
    def whole(self) -> Self:
        """With the version each is shown, and their tests with theirs."""
        tests = ReadingTest.objects.select_related("version", "cleared_by")
        return self.select_related("version", "case_study__user").prefetch_related(
            models.Prefetch("tests", tests)
        )

    def hold(self, reader: "Reader") -> None:
        """Lock their row until the transaction ends: what one reader sends comes one after the
        other."""
        self.select_for_update(no_key=True).get(pk=reader.pk)

    def hold_all(self, case: CaseStudy) -> None:
        """The same for everybody who was asked: who answers while a case study is deleted would
        leave a row that belongs to nobody, which the database refuses to the author."""
        list(self.filter(case_study=case).select_for_update().values_list("pk"))


class Reader(SharedLink):
    """Somebody who was given a link to the plain version. Has no account, and needs none."""

    purpose: ClassVar[str] = "reader"

    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="readers")
    version = models.ForeignKey(
        PlainVersion,
        on_delete=models.CASCADE,
        related_name="readers",
        help_text="The one they are shown when they begin.",
    )
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("what they do"), max_length=80, blank=True)

    objects = ReaderQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Fund(models.TextChoices):
    """Would they pay for it?"""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSURE = "unsure", _("I cannot tell")


class ReadingTestQuerySet(models.QuerySet["ReadingTest"]):
    """Tests by whose they are and how far they came."""

    def answered(self) -> Self:
        return self.exclude(answered_at=None)

    def under_way(self) -> Self:
        """Begun, and neither answered nor left for another."""
        return self.filter(answered_at=None, interrupted_at=None)


class ReadingTest(models.Model):
    """One time somebody read a version against the clock. Times are the server's."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="tests")
    version = models.ForeignKey(PlainVersion, on_delete=models.CASCADE, related_name="tests")
    started_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    interrupted_at = models.DateTimeField(
        null=True, blank=True, help_text="When the reader said so and began anew."
    )
    confused = models.TextField(_("What confused you?"), blank=True, max_length=2000)
    said_back = models.TextField(_("What changed, and for whom?"), blank=True, max_length=2000)
    would_fund = models.CharField(_("Would you fund it?"), max_length=6, choices=Fund, blank=True)
    fund_why = models.TextField(_("Why?"), blank=True, max_length=1000)
    said_right = models.BooleanField(
        null=True, blank=True, help_text="Whether, by the author, they said back what is so."
    )
    cleared_by = models.ForeignKey(
        PlainVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="clears"
    )
    cleared_note = models.CharField(_("what you changed"), max_length=300, blank=True)

    objects = ReadingTestQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reader"],
                condition=models.Q(answered_at=None, interrupted_at=None),
                name="one_test_under_way_a_reader",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None)
                | models.Q(read_at__isnull=False, interrupted_at=None),
                name="answered_once_it_was_read",
            ),
            models.CheckConstraint(
                condition=models.Q(cleared_by=None) | models.Q(answered_at__isnull=False),
                name="cleared_once_it_was_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader}, {self.started_at:%Y-%m-%d}"

    @property
    def seconds(self) -> int | None:
        """Whole seconds of reading; None while they read, or when they left."""
        if self.read_at is None:
            return None
        return max(0, int((self.read_at - self.started_at).total_seconds()))

    def interrupt(self, now: datetime) -> None:
        """It is kept, and counts for nothing."""
        self.interrupted_at = now
        self.save(update_fields=["interrupted_at"])

"""Who looks at the plan from outside, and what they answered."""

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.shared_links import SharedLink, SharedLinkQuerySet
from roadmap.plan.models import Milestone, Plan

MOST = 12
"""So many links that lead somewhere a person has at once."""
LONGEST = 2000
"""Characters of an answer."""


class Lasting(models.IntegerChoices):
    """For how many months a link is made."""

    ONE = 1, _("one month")
    THREE = 3, _("three months")
    SIX = 6, _("six months")

    @property
    def days(self) -> timedelta:
        """Long enough for the longest such months."""
        return _DAYS[self]


_DAYS: Mapping[Lasting, timedelta] = {
    Lasting.ONE: timedelta(days=31),
    Lasting.THREE: timedelta(days=92),
    Lasting.SIX: timedelta(days=184),
}


class MentorQuerySet(SharedLinkQuerySet):
    def for_user(self, user: User) -> Self:
        return self.filter(user=user)


class Mentor(SharedLink):
    """Somebody with a link to the month under way: the line, its milestones, one question."""

    purpose: ClassVar[str] = "mentor"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentors"
    )
    name = models.CharField(_("name"), max_length=80)

    objects = MentorQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def lasts(self) -> timedelta:
        """How long it was made for: as long it holds when it is sent again."""
        return self.expires_at - self.created_at


class AdviceQuerySet(models.QuerySet["Advice"]):
    def of_month(self, month: int) -> Self:
        """Of one month of a plan, with who said it and about what."""
        return self.filter(month=month).select_related("mentor", "milestone")


class Advice(models.Model):
    """A mentor's answer for one month: which milestone they would drop, and why."""

    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="advice")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="advice")
    month = models.PositiveSmallIntegerField()
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.SET_NULL, related_name="advice"
    )
    drops_none = models.BooleanField(_("none of them"), default=False)
    why = models.TextField(_("Why?"), blank=True, max_length=LONGEST)
    answered_at = models.DateTimeField()

    objects = AdviceQuerySet.as_manager()

    class Meta:
        ordering = ["-answered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "plan", "month"], name="one_answer_a_mentor_and_month"
            ),
            # Neither is said of a milestone that was deleted since.
            models.CheckConstraint(
                condition=models.Q(drops_none=False) | models.Q(milestone=None),
                name="drops_a_milestone_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor}, month {self.month}"

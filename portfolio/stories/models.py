"""A story in five parts, and how often it was told aloud."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from portfolio.casestudies.models import CaseStudy
from portfolio.wins.models import Win

LONGEST = 3000
"""Characters of each part."""
MOST = 40
"""So many stories a person has."""
MOST_OF_A_KIND = 2
"""One or two of each kind are enough to tell; more are said to be more, and kept."""
LONGEST_TAKE = 60 * 60
"""Seconds of a rehearsal that are believed."""


class Kind(models.TextChoices):
    """What interviewers ask for."""

    COST = "cost", _("Cost win")
    RELIABILITY = "reliability", _("Reliability")
    SECURITY = "security", _("Security")
    AI = "ai", _("AI workload")


MOST_TAKES = 200
"""So many rehearsals are kept of each; an older one makes room."""


class StoryQuerySet(models.QuerySet["Story"]):
    def for_user(self, user: User) -> Self:
        return self.filter(user=user)

    def with_takes(self) -> Self:
        """Each with ``told_at`` and ``told_in`` seconds, of the last time it was told aloud; None
        where it never was."""
        last = Rehearsal.objects.filter(story=models.OuterRef("pk"))
        return self.annotate(
            told_at=models.Subquery(last.values("at")[:1]),
            told_in=models.Subquery(last.values("seconds")[:1]),
        )


class Story(models.Model):
    """Five parts, in the words one says aloud. What it was built from stays linked."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stories"
    )
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    problem = models.TextField(_("problem"), blank=True, max_length=LONGEST)
    constraints = models.TextField(_("constraints"), blank=True, max_length=LONGEST)
    decision = models.TextField(_("decision"), blank=True, max_length=LONGEST)
    tradeoff = models.TextField(_("tradeoff"), blank=True, max_length=LONGEST)
    result = models.TextField(_("result"), blank=True, max_length=LONGEST)
    for_whom = models.CharField(_("for whom it mattered"), max_length=120, blank=True)
    # No names on the other side: neither knows what is told of it.
    case_study = models.ForeignKey(
        CaseStudy, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    win = models.ForeignKey(Win, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField()

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-touched_at", "-pk"]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.title


class Rehearsal(models.Model):
    """One time it was told aloud, by the clock."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="rehearsals")
    at = models.DateTimeField()
    seconds = models.PositiveSmallIntegerField(validators=[MaxValueValidator(LONGEST_TAKE)])
    missed = models.JSONField(
        default=list, blank=True, help_text="Parts that were left out or got lost, by name."
    )
    note = models.TextField(_("what to change"), blank=True, max_length=1000)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.seconds} s"

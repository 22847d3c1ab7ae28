"""A reading note beside what uses it. The note itself is a check-in of a study block."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from portfolio.models import CaseStudy, Stakeholder, Story, Win
from roadmap.cadence.models import CheckIn
from roadmap.story.narrative.models import Claim

BESIDE = ("win", "story", "case_study", "stakeholder", "claim")
"""What a note can stand beside: the names of the fields."""


class NoteLinkQuerySet(models.QuerySet["NoteLink"]):
    def for_user(self, user: User) -> Self:
        return self.filter(check_in__block__user=user)


class NoteLink(models.Model):
    """One note beside one thing. It crosses ledgers, so it is a row up here."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="note_links")
    win = models.ForeignKey(Win, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    story = models.ForeignKey(
        Story, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    case_study = models.ForeignKey(
        CaseStudy, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    stakeholder = models.ForeignKey(
        Stakeholder, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NoteLinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=["check_in", one],
                    condition=~Q(**{one: None}),
                    name=f"a_note_once_a_{one}",
                )
                for one in BESIDE
            ),
        ]

    def __str__(self) -> str:
        return str(self.check_in)

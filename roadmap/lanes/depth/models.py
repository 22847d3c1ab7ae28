"""What somebody explained, and when."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from roadmap.lanes.depth import ageing
from roadmap.lanes.depth.ageing import Depth, Went
from roadmap.lanes.depth.questions import questions

LONGEST = 4000
MOST_A_DAY = 100
"""Answers that one person may send within a day: three times what there is to ask."""


class ExplanationQuerySet(models.QuerySet["Explanation"]):
    def of(self, user: User) -> "ExplanationQuerySet":
        return self.filter(user=user)

    def latest_of_each(self) -> dict[str, "Explanation"]:
        """The last answer to each question, by its slug."""
        return {explanation.question: explanation for explanation in reversed(self)}

    def sent_since(self, moment: datetime) -> int:
        return self.filter(answered_at__gte=moment).count()


class Explanation(models.Model):
    """One answer to one question. A later one stands beside it and overwrites nothing."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="explanations"
    )
    question = models.SlugField(max_length=60, editable=False)
    text = models.TextField(_("your explanation"), max_length=LONGEST, blank=True)
    went = models.CharField(_("how it went"), max_length=9, choices=Went)
    answered_at = models.DateTimeField(editable=False)

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        ordering = ["-answered_at", "-pk"]
        indexes = [models.Index(fields=["user", "question"], name="explanation_of_question")]

    def __str__(self) -> str:
        return self.question

    def depth(self, today: date) -> Depth:
        """What it says on a day of its person's calendar."""
        return ageing.depth_of(Went(self.went), self.user.today(self.answered_at), today)


def standing(user: User, today: date) -> dict[str, Depth]:
    """How deep somebody stands in each skill that the depth check tells of, by the skill's slug."""
    latest = Explanation.objects.of(user).select_related("user").latest_of_each()
    known = {slug: explanation.depth(today) for slug, explanation in latest.items()}
    return ageing.of_skills(questions().values(), known)

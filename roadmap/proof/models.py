"""What somebody hands in to be held against postings: a résumé, ratings, and the milestones made
of gaps."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Self

from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from roadmap.lanes.owners import Owned, OwnedQuerySet, Owner
from roadmap.lanes.postings import taxonomy
from roadmap.lanes.postings.read import find
from roadmap.plan.models import Milestone, Plan
from roadmap.proof.gaps import Level

SENTENCES = 3
"""Sentences of a résumé that are kept for a skill."""

VISITORS = 1000
"""Résumés of visitors that are kept at once: 60 MB at most, for all of them."""


class ResumeQuerySet(OwnedQuerySet["Resume"]):
    def has_room(self, owner: Owner) -> bool:
        """Whether one more is kept: a person's always, a visitor's as long as there are few."""
        if owner.user is not None or self.of(owner).exists():
            return True
        return self.exclude(visitor="").count() < VISITORS

    def keep(self, owner: Owner, text: str) -> "Resume":
        """Their résumé is this one from now on."""
        kept = {"text": text, "found": sentences_in(text), "edition": taxonomy.edition()}
        return self.update_or_create(**owner.fields, defaults=kept)[0]


class Resume(Owned):
    """A pasted résumé, one an owner. What it names is kept beside it, since pages read it often."""

    text = models.TextField(_("résumé"))
    found = models.JSONField(default=dict, editable=False)
    edition = models.CharField(max_length=12, editable=False)

    objects = ResumeQuerySet.as_manager()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["user"], name="one_resume_a_person"),
            models.UniqueConstraint(
                fields=["visitor"], condition=~models.Q(visitor=""), name="one_resume_a_visitor"
            ),
        ]

    def __str__(self) -> str:
        return f"{len(self.text)} characters"

    @cached_property
    def sentences(self) -> dict[str, list[str]]:
        """The sentences that name each skill; read anew when the facts have changed."""
        is_ours = self.edition == taxonomy.edition() and _are_sentences(self.found)
        return self.found if is_ours else sentences_in(self.text)

    @classmethod
    def adopt(cls, visitor: str, user: User) -> None:
        """Of two, the newer one stays."""
        rows = cls.objects.filter(models.Q(visitor=visitor) | models.Q(user=user))
        newest_first = rows.order_by("-touched_at", "-pk").values_list("pk", flat=True)
        cls.objects.filter(pk__in=list(newest_first)[1:]).delete()
        super().adopt(visitor, user)


def _are_sentences(found: Any) -> bool:
    """Whether this is what ``sentences_in`` gives, and not damaged."""
    return isinstance(found, dict) and all(
        isinstance(many, list) and all(isinstance(one, str) for one in many)
        for many in found.values()
    )


def sentences_in(text: str) -> dict[str, list[str]]:
    """The sentences of a text by the skill they name, the first few of each."""
    return {
        slug: list(dict.fromkeys(quote.sentence for quote in quotes))[:SENTENCES]
        for slug, quotes in find(text).items()
    }


class RatingQuerySet(OwnedQuerySet["Rating"]):
    def levels(self) -> dict[str, int]:
        """What was said of each skill."""
        return dict(self.values_list("skill", "level"))

    @transaction.atomic
    def rate(self, owner: Owner, levels: Mapping[str, int], on: date) -> None:
        """Say it, or say it anew."""
        for skill, level in levels.items():
            self.update_or_create(
                **owner.fields, skill=skill, defaults={"level": level, "rated_on": on}
            )


class Rating(Owned):
    """What somebody says of themselves about a skill, and when."""

    skill = models.SlugField(max_length=60)
    level = models.PositiveSmallIntegerField(choices=Level)
    rated_on = models.DateField()

    objects = RatingQuerySet.as_manager()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["user", "skill"], name="a_rating_once_a_person"),
            models.UniqueConstraint(
                fields=["visitor", "skill"],
                condition=~models.Q(visitor=""),
                name="a_rating_once_a_visitor",
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values), name="a_rating_is_0_to_3"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill}: {self.level}"

    @classmethod
    def adopt(cls, visitor: str, user: User) -> None:
        """What was said last about a skill stays."""
        latest: dict[str, Any] = {}
        rows = cls.objects.filter(models.Q(visitor=visitor) | models.Q(user=user))
        for row in rows.order_by("touched_at", "pk"):
            latest[row.skill] = row.pk
        rows.exclude(pk__in=latest.values()).delete()
        super().adopt(visitor, user)


class GapMilestoneQuerySet(models.QuerySet["GapMilestone"]):
    def on(self, plan: Plan) -> Self:
        """Those that stand on a plan; a dropped milestone does not."""
        return self.filter(milestone__plan=plan, milestone__dropped_at=None)

    def skills_of(self, milestones: Iterable[Milestone]) -> dict[int, str]:
        """The skill that each of the milestones was made for, by the milestone's key."""
        return dict(
            self.filter(milestone__in=[one.pk for one in milestones]).values_list(
                "milestone", "skill"
            )
        )


class GapMilestone(models.Model):
    """The gap that a milestone was made to close: done with a link, it is proof of the skill."""

    milestone = models.OneToOneField(Milestone, on_delete=models.CASCADE, related_name="gap")
    skill = models.SlugField(max_length=60)

    objects = GapMilestoneQuerySet.as_manager()

    def __str__(self) -> str:
        return self.skill

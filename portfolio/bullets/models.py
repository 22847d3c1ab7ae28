"""Positions, the lines below them, and skills: what a résumé is made of."""

from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from portfolio.bullets import dates
from portfolio.results.models import Result
from portfolio.wins.models import Win

LONGEST = 600
"""Characters of a line."""
MOST = 300
"""So many lines a person has."""
MOST_POSITIONS = 60
MOST_SKILLS = 60

partial_date = RegexValidator(
    r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
    _("Write a year, or year and month: 2024 or 2024-03."),
)
"""As JSON Resume has them: 2024, 2024-03 or 2024-03-15."""


class Kind(models.TextChoices):
    """What sort of entry it is on a résumé."""

    WORK = "work", _("Work")
    PROJECT = "project", _("Project")
    EDUCATION = "education", _("Education")


class PositionQuerySet(models.QuerySet["Position"]):
    def for_user(self, user: User) -> Self:
        return self.filter(user=user)


class Position(models.Model):
    """One entry of a résumé with its lines. A partial date stays as exact as it was said."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="positions"
    )
    kind = models.CharField(_("kind"), max_length=9, choices=Kind, default=Kind.WORK)
    title = models.CharField(_("title"), max_length=160, blank=True)
    organisation = models.CharField(_("where"), max_length=160, blank=True)
    location = models.CharField(_("place"), max_length=120, blank=True)
    url = models.URLField(_("link"), blank=True, max_length=500)
    starts = models.CharField(_("from"), max_length=10, blank=True, validators=[partial_date])
    ends = models.CharField(
        _("to"), max_length=10, blank=True, validators=[partial_date], help_text="Empty: until now."
    )
    summary = models.TextField(_("in a sentence or two"), blank=True, max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") | ~Q(organisation=""), name="a_position_has_a_name"
            )
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.title, self.organisation)))

    @property
    def span(self) -> str:
        return dates.span(self.starts, self.ends)


class BulletQuerySet(models.QuerySet["Bullet"]):
    def for_user(self, user: User) -> Self:
        return self.filter(user=user)


class Bullet(models.Model):
    """One line of a résumé: as it was handed in, and as it is now. Both stay, side by side."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bullets"
    )
    position = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.SET_NULL, related_name="bullets"
    )
    before = models.CharField(_("as it was"), max_length=LONGEST)
    text = models.CharField(_("the line"), max_length=LONGEST)
    place = models.PositiveIntegerField(default=0, help_text="Its place below its position.")
    # What backs it. No names on the other side: neither knows who quotes it.
    win = models.ForeignKey(Win, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    case_result = models.ForeignKey(
        Result, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = BulletQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_rewritten(self) -> bool:
        return self.text != self.before


class SkillQuerySet(models.QuerySet["Skill"]):
    def for_user(self, user: User) -> Self:
        return self.filter(user=user)


class Skill(models.Model):
    """One line of a résumé's skills: "Kubernetes", or "Cost" with what belongs to it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="skills"
    )
    name = models.CharField(_("skill"), max_length=80)
    level = models.CharField(_("level"), max_length=40, blank=True)
    keywords = models.JSONField(_("what belongs to it"), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="a_skill_once_a_person")
        ]

    def __str__(self) -> str:
        return self.name

"""The one page in its author's words, the outcomes they claim, and what was published of it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.shared_links import SharedLinkQuerySet
from portfolio.models import CaseStudy, Published, Result, Story, Win

LONGEST = 1200
"""Characters of each of its texts: the page is one page."""
HEADLINE = 220
"""Characters LinkedIn takes for a headline."""
ABOUT = 2600
"""Characters LinkedIn takes for the section About."""
MOST_CLAIMS = 12
MOST_LINKS = 6


class NarrativeQuerySet(models.QuerySet["Narrative"]):
    def of(self, user: User) -> "Narrative":
        """Theirs, or an empty one: looking writes nothing."""
        return self.filter(user=user).first() or Narrative(user=user)


class Narrative(models.Model):
    """What only its person can say. Whatever is empty is made of what Forte knows, each time."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="narrative"
    )
    problem_space = models.TextField(
        _("the problem space I work in"), blank=True, max_length=LONGEST
    )
    leverage = models.CharField(_("where I create the most leverage"), blank=True, max_length=300)
    keeps = models.CharField(_("breadth I keep"), blank=True, max_length=300)
    looking_for = models.TextField(_("what I look for next"), blank=True, max_length=LONGEST)
    headline = models.CharField(_("headline"), blank=True, max_length=HEADLINE)
    about = models.TextField(_("about"), blank=True, max_length=ABOUT)
    spoken = models.TextField(_("spoken introduction"), blank=True, max_length=ABOUT)
    location = models.CharField(_("place"), blank=True, max_length=120)
    contact = models.EmailField(_("address for answers"), blank=True)
    links = models.JSONField(
        _("links"), default=list, blank=True, help_text="Each with its name and its address."
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = NarrativeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.headline or str(self.user)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def for_user(self, user: User) -> Self:
        return self.filter(user=user)


class Claim(models.Model):
    """An outcome somebody says they drove, and what proves it. One without proof is marked, to its
    author alone. Where the words are empty, the proof's own figure is said."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims"
    )
    text = models.CharField(_("the outcome"), max_length=400, blank=True)
    place = models.PositiveIntegerField(default=0)
    # What proves it: at most one of these. No names on the other side: the ledger knows no claims.
    case_result = models.ForeignKey(
        Result, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    case_study = models.ForeignKey(
        CaseStudy, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    win = models.ForeignKey(Win, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    story = models.ForeignKey(
        Story, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "case_result"],
                condition=~Q(case_result=None),
                name="a_result_is_claimed_once",
            )
        ]

    def __str__(self) -> str:
        return self.text


class NarrativePage(Published):
    """Of the one page."""

    purpose: ClassVar[str] = "narrative"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="narrative_pages"
    )

    objects = SharedLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at=None),
                name="one_standing_narrative_page_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.published_at:%Y-%m-%d}"


class NarrativeSharing(models.Model):
    """What a stranger may see of the one page, field by field, published or not."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="narrative_sharing"
    )
    chosen = models.JSONField(default=dict, blank=True)
    """Levels by key; what is missing is hidden."""

    def __str__(self) -> str:
        return str(self.user)

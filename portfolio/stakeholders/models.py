"""The map: who has to care, what they said, and what a result means to them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from portfolio.results.models import Result

MOST = 24
"""So many stakeholders a person has."""
MOST_CONVERSATIONS = 200
"""So many conversations are kept of each."""
LONGEST = 2000
"""Characters of each text."""


class Function(models.TextChoices):
    """What somebody's work is about: what they hear in a result follows from it."""

    PRODUCT = "product", _("product")
    FINANCE = "finance", _("finance")
    SECURITY = "security", _("security")
    OPERATIONS = "operations", _("operations")
    SALES = "sales", _("sales")
    DATA = "data", _("data")
    OTHER = "other", _("something else")


class StakeholderQuerySet(models.QuerySet["Stakeholder"]):
    def for_user(self, user: User) -> Self:
        return self.filter(user=user)

    def with_last(self) -> Self:
        """Each with ``talks``, how often one spoke, and ``spoke_on``, the last day; None for
        never."""
        talks, spoke_on = models.Count("conversations"), models.Max("conversations__on")
        # Counted rows have no order of their own.
        return self.annotate(talks=talks, spoke_on=spoke_on).order_by("function", "name", "pk")


class Stakeholder(models.Model):
    """A person or a group who is better or worse off by what somebody does."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stakeholders"
    )
    name = models.CharField(_("who"), max_length=120, help_text="“Ines, product” or “Finance”.")
    function = models.CharField(_("works in"), max_length=12, choices=Function)
    failure = models.TextField(_("what failure looks like to them"), blank=True, max_length=LONGEST)
    numbers = models.TextField(_("the numbers they watch"), blank=True, max_length=LONGEST)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        ordering = ["function", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="a_stakeholder_once_a_person")
        ]

    def __str__(self) -> str:
        return self.name


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def for_user(self, user: User) -> Self:
        return self.filter(stakeholder__user=user)

    def open_on(self, day: object) -> Self:
        """Those whose follow-up is due by ``day`` and has not taken place."""
        return self.filter(follow_up_on__lte=day, followed_up_on=None)


class Conversation(models.Model):
    """What somebody said kept them up at night, on a day; what they were given; what came of it."""

    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.CASCADE, related_name="conversations"
    )
    on = models.DateField(_("when"))
    said = models.TextField(_("what keeps them up at night"), max_length=LONGEST)
    gave = models.TextField(_("what you gave them"), blank=True, max_length=LONGEST)
    follow_up_on = models.DateField(_("ask again on"), null=True, blank=True)
    followed_up_on = models.DateField(null=True, blank=True)
    came_of_it = models.TextField(_("what came of it"), blank=True, max_length=LONGEST)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.stakeholder}, {self.on}"


class Wording(models.Model):
    """One result in the words of one stakeholder."""

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="wordings")
    # No name on the other side: results know nobody who words them.
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("in their words"), max_length=LONGEST)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stakeholder", "result"], name="a_result_is_worded_once_for_each"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

"""What was decided on a day, and on what."""

import logging
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.lanes import Lane
from roadmap.lanes.decisions.record import Record
from roadmap.lanes.models import Choice, Pair

logger = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(weeks=13)
"""So long a decision rests before the test is offered again."""
CHANGEABLE_FOR = timedelta(days=1)
"""So long the two sentences can be put right. After that another record says what changed."""


class DecisionQuerySet(models.QuerySet["Decision"]):
    def of(self, user: User) -> "DecisionQuerySet":
        return self.filter(user=user)

    def latest_of(self, user: User) -> "Decision | None":
        return self.of(user).first()

    def for_pair(self, primary: str, secondary: str, secondary_name: str) -> "DecisionQuerySet":
        return self.filter(primary=primary, secondary=secondary, secondary_name=secondary_name)

    def before(self, decision: "Decision") -> "Decision | None":
        """The one before it, of the same person."""
        earlier = self.of(decision.user).filter(decided_at__lt=decision.decided_at)
        return earlier.first()

    def known_for(self, user: User, lane: Lane) -> str:
        """What they last wrote that they are known for in a lane; empty when they never did."""
        said = self.of(user).filter(primary=lane).exclude(known_for="")
        return said.values_list("known_for", flat=True).first() or ""


class Decision(Pair):
    """A record of choosing: the pair, what it rested on, and two sentences. What it rested on is
    kept as it was said then, and never changes."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="decisions"
    )
    decided_at = models.DateTimeField(editable=False)

    known_for = models.CharField(_("I am known for…"), max_length=300, blank=True)
    leverage = models.CharField(_("Where I create the most leverage"), max_length=300, blank=True)

    answers = models.JSONField(default=list, editable=False)
    evidence = models.JSONField(default=dict, editable=False)
    ranking = models.JSONField(default=dict, editable=False)

    choice = models.ForeignKey(
        Choice,
        on_delete=models.SET_NULL,
        related_name="decisions",
        null=True,
        blank=True,
        editable=False,
        help_text="What was chosen on it; none while nothing was.",
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        indexes = [models.Index(fields=["user", "-decided_at"], name="decision_latest_first")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(primary=models.F("secondary")),
                name="a_decision_is_for_two_different_lanes",
            )
        ]

    def __str__(self) -> str:
        return f"{self.lane.label}, {self.second_label}"

    @property
    def pair(self) -> dict[str, str]:
        """The three fields that say which lanes."""
        return {
            "primary": self.primary,
            "secondary": self.secondary,
            "secondary_name": self.secondary_name,
        }

    @property
    def kept_lanes(self) -> list[Lane]:
        """What stays as breadth: the lanes that are neither."""
        return [lane for lane in Lane if lane.value not in (self.primary, self.secondary)]

    @property
    def why_beside(self) -> str:
        """Why the second lane goes well with the first, where the first lane's page says so."""
        pairs = self.lane.facts.pairs
        return next((pair.why for pair in pairs if pair.lane == self.second_lane), "")

    @property
    def record(self) -> Record:
        """What it rested on; an empty one where that is damaged and cannot be shown."""
        try:
            return Record.from_json(self.answers, self.evidence, self.ranking)
        except (KeyError, TypeError, AttributeError, ValueError):
            logger.exception("What decision %s rested on cannot be read", self.pk)
            return Record()

    def is_changeable(self, now: datetime) -> bool:
        return now - self.decided_at < CHANGEABLE_FOR

    def is_due_again(self, today: date) -> bool:
        return today - self.user.today(self.decided_at) >= AGAIN_AFTER

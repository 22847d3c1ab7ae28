"""The choice: a lane, a second one, one metric with its limit, and a start."""

import re
from decimal import Decimal
from urllib.parse import urlencode

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import metrics
from common.fields import FigureField
from common.lanes import Lane
from common.metrics import Direction, Metric, Sense


class Place(models.TextChoices):
    """Where a metric is measured."""

    WORK = "work", _("at work")
    LAB = "lab", _("in my own lab")


def _is_plural(noun: str) -> bool:
    """Whether an English noun phrase takes a plural verb, as "failed deployments" does."""
    head = re.split(r" (?:of|per|in|for|on|at|by) |,", noun.strip())[0]
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


class ChoiceQuerySet(models.QuerySet["Choice"]):
    def current(self, user: User) -> "Choice | None":
        """What somebody chose and has not changed since."""
        return self.filter(user=user, ended_at=None).first()


class Pair(models.Model):
    """The lane somebody is known for, and the one beside it or an area of their own naming."""

    primary = models.CharField(_("primary lane"), max_length=20, choices=Lane)
    secondary = models.CharField(_("secondary lane"), max_length=20, choices=Lane, blank=True)
    secondary_name = models.CharField(_("an area of your own"), max_length=60, blank=True)

    class Meta:
        abstract = True

    @property
    def lane(self) -> Lane:
        return Lane(self.primary)

    @property
    def second_lane(self) -> Lane | None:
        """The secondary lane, unless it is an area of their own naming."""
        return Lane(self.secondary) if self.secondary else None

    @property
    def second_label(self) -> str:
        """The secondary lane or area as a heading says it."""
        return str(Lane(self.secondary).label) if self.secondary else self.secondary_name


class Choice(Pair):
    """A dated decision. Changing one's mind ends it and makes another; nothing is overwritten."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="choices"
    )
    chosen_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    metric_slug = models.SlugField(_("metric"), max_length=60)
    unit = models.CharField(_("unit"), max_length=60)
    place = models.CharField(_("where it is measured"), max_length=4, choices=Place)
    baseline = FigureField(_("where it stands today"), null=True, blank=True)
    target = FigureField(_("where it should go"), null=True, blank=True)
    limit_what = models.CharField(_("what must not suffer"), max_length=60, blank=True)
    limit_sense = models.CharField(_("limit"), max_length=5, choices=Sense, default=Sense.UNDER)
    limit_value = FigureField(_("limit"), null=True, blank=True)
    limit_unit = models.CharField(_("unit of the limit"), max_length=30, blank=True)

    lab_money = models.PositiveSmallIntegerField(
        _("lab money"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(30_000)],
        help_text="US dollars for the labs of the year.",
    )
    start_month = models.DateField(_("start month"))
    apply_by = models.DateField(_("able to apply by"), null=True, blank=True)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-chosen_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(ended_at=None),
                name="one_current_choice_a_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(primary=models.F("secondary")), name="two_different_lanes"
            ),
            models.CheckConstraint(
                condition=models.Q(start_month__day=1), name="choice_starts_on_a_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lane.label}, {self.metric.in_sentence}"

    @property
    def metric(self) -> Metric:
        return metrics.catalogue()[self.metric_slug]

    @property
    def baseline_said(self) -> str:
        """``$1,168 per month``, or nothing while it is not measured."""
        return "" if self.baseline is None else metrics.with_unit(self.baseline, self.unit)

    @property
    def target_said(self) -> str:
        return "" if self.target is None else metrics.with_unit(self.target, self.unit)

    @property
    def limit_said(self) -> str:
        """The *while* as a clause: "p95 latency stays under 900 ms". Empty without one."""
        if not self.limit_what:
            return ""
        said = {"what": self.limit_what}
        many = _is_plural(self.limit_what)
        if self.limit_value is None:
            return str(
                (_("%(what)s do not suffer") if many else _("%(what)s does not suffer")) % said
            )
        said["value"] = metrics.with_unit(self.limit_value, self.limit_unit)
        clause = {
            (Sense.UNDER, False): _("%(what)s stays under %(value)s"),
            (Sense.UNDER, True): _("%(what)s stay under %(value)s"),
            (Sense.OVER, False): _("%(what)s stays over %(value)s"),
            (Sense.OVER, True): _("%(what)s stay over %(value)s"),
        }[Sense(self.limit_sense), many]
        return str(clause % said)

    @property
    def as_query(self) -> str:
        """Lanes and metric as the choosing pages carry them in their address."""
        answers = {"primary": self.primary, "secondary": self.secondary or "own"}
        if self.secondary_name:
            answers["secondary_name"] = self.secondary_name
        return urlencode(answers | {"metric": self.metric_slug})

    def breaks_limit(self, value: Decimal | None) -> bool:
        """Whether a reading of the limit is on its wrong side. Not measured breaks nothing."""
        if value is None or self.limit_value is None:
            return False
        return not Sense(self.limit_sense).is_kept(self.limit_value, value)

    def is_improvement(self, before: Decimal, after: Decimal) -> bool:
        return bool(self.metric.direction.is_better(before, after, self.target))

    def target_is_ahead(self) -> bool:
        """Whether the target lies on the better side of the baseline (or one of them is open)."""
        if self.baseline is None or self.target is None:
            return True
        if self.metric.direction is Direction.TARGET:
            return bool(self.target != self.baseline)
        return self.is_improvement(self.baseline, self.target)

    def says_the_same_as(self, other: "Choice") -> bool:
        """Whether both chose the same, whenever that was."""
        return all(getattr(self, name) == getattr(other, name) for name in _CHOSEN)


_CHOSEN = (
    "primary", "secondary", "secondary_name", "metric_slug", "unit", "place", "baseline", "target",
    "limit_what", "limit_sense", "limit_value", "limit_unit", "lab_money", "start_month",
    "apply_by",
)  # fmt: skip

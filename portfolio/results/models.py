"""A metric before and after. What is worked out from the figures is in ``change``."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.fields import FigureField
from common.metrics import Direction, Sense
from portfolio.casestudies.models import CaseStudy, Origin

MOST = 50
"""So many results a case study has."""


class Outcome(models.TextChoices):
    """What somebody who hires looks for."""

    FAILED_DEPLOYS = "failed-deploys", _("fewer failed deploys")
    SPEND = "spend", _("lower monthly spend")
    RELEASES = "releases", _("shorter release cycles")
    AUDIT = "audit", _("readiness for an audit")
    FRESHNESS = "freshness", _("fresher data")
    SERVING = "serving", _("reliable serving")
    OTHER = "other", _("something else")


DIRECTIONS = [
    (Direction.LOWER.value, _("lower is better")),
    (Direction.HIGHER.value, _("higher is better")),
    (Direction.TARGET.value, _("as close to a value as it gets")),
]


class ResultQuerySet(models.QuerySet["Result"]):
    def for_user(self, user: User) -> Self:
        return self.filter(case_study__user=user)


class Result(models.Model):
    """One metric of a case study. Without ``after`` it is a baseline."""

    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="results")
    metric_slug = models.SlugField(max_length=60, blank=True, help_text="Of the catalogue, if any.")
    name = models.CharField(_("metric"), max_length=100)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    direction = models.CharField(_("which way is better"), max_length=6, choices=DIRECTIONS)
    wanted = FigureField(_("the value that is wanted"), null=True, blank=True)
    before = FigureField(_("before"))
    after = FigureField(_("after"), null=True, blank=True)
    measured_on = models.DateField(
        _("measured on"), null=True, blank=True, help_text="The day of the figure after."
    )
    period = models.CharField(_("period"), max_length=120, blank=True)
    how = models.CharField(_("how it was measured"), max_length=300, blank=True)
    outcome = models.CharField(_("what it is about"), max_length=16, choices=Outcome, blank=True)
    origin = models.CharField(_("where the number comes from"), max_length=8, choices=Origin)
    limit_what = models.CharField(_("what must not suffer"), max_length=100, blank=True)
    limit_sense = models.CharField(_("limit"), max_length=5, choices=Sense, default=Sense.UNDER)
    limit_value = FigureField(_("limit"), null=True, blank=True)
    limit_unit = models.CharField(_("unit of the limit"), max_length=40, blank=True)
    limit_after = FigureField(_("the limit's own figure, after"), null=True, blank=True)
    again = FigureField(_("measured again"), null=True, blank=True)
    again_on = models.DateField(_("measured again on"), null=True, blank=True)
    again_why = models.CharField(_("what moved it"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(direction=Direction.TARGET, wanted__isnull=False)
                | ~models.Q(direction=Direction.TARGET) & models.Q(wanted=None),
                name="a_wanted_value_where_one_is_best",
            ),
            models.CheckConstraint(
                condition=models.Q(limit_what="", limit_value=None, limit_after=None)
                | ~models.Q(limit_what="") & models.Q(limit_value__isnull=False),
                name="a_limit_is_named_and_has_a_figure",
            ),
            models.CheckConstraint(
                condition=models.Q(again=None, again_on=None)
                | models.Q(again__isnull=False, again_on__isnull=False),
                name="measured_again_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""The plan: twelve months, their milestones, what interrupted them, and the metric's readings."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.fields import FigureField
from common.lanes import Lane
from roadmap.lanes.models import Choice
from roadmap.plan import months, planner
from roadmap.plan.blocks import DEFAULT_MINUTES, BlockKind
from roadmap.plan.exercises import Exercise
from roadmap.plan.in_ledger import Known
from roadmap.plan.in_portfolio import Found

MONTHS = 12


class Phase(models.IntegerChoices):
    FOCUS = 1, _("Focus")
    BUILD = 2, _("Build")
    TELL = 3, _("Tell")

    @classmethod
    def of(cls, month: int) -> "Phase":
        """Focus is months 1 to 3, Build 4 to 8, Tell 9 to 12."""
        return cls.FOCUS if month <= 3 else cls.BUILD if month <= 8 else cls.TELL

    @property
    def last_month(self) -> int:
        return {Phase.FOCUS: 3, Phase.BUILD: 8, Phase.TELL: 12}[self]


class Ending(models.TextChoices):
    """Why a plan is over."""

    HAVE_IT = "have-it", _("I have it")
    COMPLETE = "complete", _("Twelve months done")
    NEW_LINE = "new-line", _("A new line began")


class PlanQuerySet(models.QuerySet["Plan"]):
    def current(self, user: User) -> "Plan | None":
        """The plan under way, with its choice and pauses."""
        return (
            self.filter(user=user, ended_on=None)
            .select_related("choice", "user")
            .prefetch_related("pauses")
            .first()
        )

    def latest_of(self, user: User) -> "Plan | None":
        """The plan under way, else the last one that ended."""
        return (
            self.filter(user=user)
            .select_related("choice", "user")
            .prefetch_related("pauses")
            .order_by(models.F("ended_on").desc(nulls_first=True), "-pk")
            .first()
        )


class Plan(models.Model):
    """Twelve months of somebody's. Its calendar is worked out from the start and the pauses."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plans"
    )
    choice = models.ForeignKey(Choice, on_delete=models.RESTRICT, related_name="plans")
    start_month = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    # Minutes a week that the blocks give; null until cadence says so (see fitting.set_minutes).
    study_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    lab_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    story_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    exam = models.SlugField(
        max_length=80, blank=True, help_text="The exam its person wants it built around."
    )
    built_around = models.SlugField(
        max_length=80, blank=True, help_text="The exam it was built around when last planned."
    )
    # What was studied before the minutes changed last, and the month from which they hold.
    studied_hours = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(0))
    studied_to = models.PositiveSmallIntegerField(default=1)
    returned_on = models.DateField(
        null=True, blank=True, help_text="When they last said how to go on after being away."
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(ended_on=None),
                name="one_current_plan_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.choice} from {self.start_month:%Y-%m}"

    @cached_property
    def calendar(self) -> "months.Calendar":
        """Which days each month spans, pauses taken out."""
        return months.Calendar(
            self.start_month, tuple((p.starts_on, p.ends_on) for p in self.pauses.all())
        )

    @property
    def knows_its_blocks(self) -> bool:
        """Whether somebody set their blocks up; else the plan is made for the usual minutes."""
        return self.study_minutes is not None

    @property
    def minutes(self) -> dict[BlockKind, int]:
        """Minutes a week for each block."""
        given = (self.study_minutes, self.lab_minutes, self.story_minutes)
        return {
            kind: usual if mine is None else mine
            for (kind, usual), mine in zip(DEFAULT_MINUTES.items(), given, strict=True)
        }

    @property
    def study_a_week(self) -> int:
        """Minutes a week of the study block."""
        return self.minutes[BlockKind.STUDY]

    @property
    def hours_a_month(self) -> dict[BlockKind, float]:
        """A twelfth of a year of the blocks' minutes, in hours."""
        return {kind: minutes * 52 / 12 / 60 for kind, minutes in self.minutes.items()}

    def month_on(self, day: date) -> int:
        """The plan's month on ``day``, held within 1 to 12."""
        return self.calendar.month_on(day)

    def pause_on(self, day: date) -> "Pause | None":
        """The pause that covers ``day``."""
        return next((p for p in self.pauses.all() if p.starts_on <= day <= p.ends_on), None)


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def for_user(self, user: User) -> Self:
        return self.filter(plan__user=user)

    def kept(self) -> Self:
        """Those that were not dropped."""
        return self.filter(dropped_at=None)

    def open(self) -> Self:
        return self.kept().filter(done_on=None)

    def showing(self) -> Self:
        """Those that are done and can be opened."""
        return self.kept().exclude(models.Q(done_on=None) | models.Q(evidence_url=""))

    def unlinked(self) -> Self:
        """Those that are done and cannot be opened: a link would let them show something."""
        return self.kept().filter(evidence_url="").exclude(done_on=None)

    def untouched(self) -> Self:
        """Those that re-planning may change: nothing of them is their person's yet."""
        return self.open().filter(
            moved=False, sized=False, begun=False, note="", evidence_url="", criteria_met=[]
        )


class Role(models.TextChoices):
    """Where a milestone comes from."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    SHARED = "any"
    OWN = "own"


class Milestone(models.Model):
    """One dated thing in a month. Its sentences are its own: a fact that changes later does not
    rewrite what somebody did."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="milestones")
    slug = models.CharField(max_length=80, blank=True, help_text="Its entry in the library.")
    role = models.CharField(max_length=10, choices=Role)
    lane = models.CharField(max_length=20, choices=Lane, blank=True)
    block = models.CharField(_("block"), max_length=5, choices=BlockKind)
    month = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MONTHS)]
    )
    day = models.PositiveSmallIntegerField(
        default=28, help_text="Which day of its month it is due, pauses not counted."
    )
    title = models.CharField(_("what will exist"), max_length=300)
    why = models.TextField(_("why"), blank=True, max_length=2000)
    done_when = models.JSONField(default=list, blank=True)
    criteria_met = models.JSONField(default=list, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=2, default=Decimal("2"))
    lab_money = models.PositiveSmallIntegerField(default=0)
    kept = models.CharField(max_length=20, blank=True)
    feeds = models.JSONField(default=list, blank=True)
    needs = models.JSONField(default=list, blank=True)
    without_access = models.TextField(blank=True)
    without_money = models.TextField(blank=True, help_text="How it is done for nothing.")
    small = models.TextField(_("small version"), blank=True, max_length=1000)
    tellable = models.BooleanField(default=False)
    reduced = models.BooleanField(default=False, help_text="It is in its small version.")
    sized = models.BooleanField(
        default=False, help_text="Small or whole by its person; re-planning leaves it."
    )

    begun = models.BooleanField(default=False, help_text="One of its steps is done.")
    done_on = models.DateField(_("done on"), null=True, blank=True)
    already_true = models.BooleanField(default=False)
    note = models.TextField(_("note"), blank=True, max_length=4000)
    evidence_url = models.URLField(_("link to the evidence"), blank=True, max_length=500)
    dropped_at = models.DateTimeField(null=True, blank=True)
    moved = models.BooleanField(default=False, help_text="By its person; re-planning leaves it.")

    shown_steps: Sequence[Exercise] = ()
    """Its steps with their words filled in, where a page shows them (see current.Bench)."""
    in_ledger: Known | None = None
    """What is known of the plan's exam, where a page shows it (see exam_milestone)."""
    in_portfolio: Found | None = None
    """The case study that shows it, where a page says so (see in_portfolio)."""

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["month", "day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "slug"],
                condition=~models.Q(slug=""),
                name="a_library_milestone_once_a_plan",
            ),
            models.CheckConstraint(
                condition=models.Q(month__range=(1, MONTHS)), name="milestone_month_1_to_12"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    @property
    def is_shown(self) -> bool:
        """Whether the portfolio has what it keeps, where a page looked."""
        return self.in_portfolio is not None and self.in_portfolio.is_all

    @property
    def asks(self) -> Decimal:
        """The hours it asks: about half for the small version, in quarters."""
        return planner.small_hours(self.hours) if self.reduced else self.hours

    @property
    def is_unpaid(self) -> bool:
        """Whether it is planned the way that costs nothing, because the lab money is given out."""
        return bool(self.without_money) and not self.lab_money

    @property
    def done_lines(self) -> list[tuple[int, str, bool]]:
        """Each criterion with its number (from 0) and whether it is met."""
        return [(n, line, n in self.criteria_met) for n, line in enumerate(self.done_when)]

    @property
    def due_on(self) -> date:
        """The date on the calendar, pauses counted in. Wants ``plan`` loaded with its pauses."""
        return self.plan.calendar.date_of(self.month, self.day)

    def tick(self, on: date) -> None:
        """It exists. Ticking twice keeps the first date."""
        self.done_on = self.done_on or on
        self.save(update_fields=["done_on"])

    def untick(self) -> None:
        """It is open again. Note and evidence stay."""
        self.done_on, self.already_true = None, False
        self.save(update_fields=["done_on", "already_true"])

    def begin(self) -> None:
        """One of its steps is done: re-planning leaves it."""
        self.begun = True
        self.save(update_fields=["begun"])

    def move_to(self, month: int, day: int) -> None:
        """Due another time; later re-planning leaves it there."""
        self.month, self.day, self.moved = month, day, True
        self.save(update_fields=["month", "day", "moved"])

    def drop(self, at: datetime) -> None:
        """Off the plan, kept in the list of what was dropped."""
        self.dropped_at = at
        self.save(update_fields=["dropped_at"])

    def restore(self) -> None:
        self.dropped_at = None
        self.save(update_fields=["dropped_at"])

    def meet(self, number: int, *, met: bool) -> None:
        """One criterion is met, or no longer. A number without a criterion changes nothing."""
        if not 0 <= number < len(self.done_when):
            return
        with transaction.atomic():  # two ticks at once: neither undoes the other
            rows = type(self).objects.select_for_update().filter(pk=self.pk)
            now_met = {*rows.values_list("criteria_met", flat=True).get()}
            self.criteria_met = sorted(now_met | {number} if met else now_met - {number})
            self.save(update_fields=["criteria_met"])

    def reduce(self, *, reduced: bool) -> None:
        """Take the small version, or the whole again."""
        self.reduced, self.sized = reduced, True
        self.save(update_fields=["reduced", "sized"])


class Pause(models.Model):
    """Days that do not count: what follows moves by as many."""

    class Kind(models.TextChoices):
        PLANNED = "planned", _("Planned")
        AWAY = "away", _("Away")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="pauses")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.PLANNED)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")),
                name="a_pause_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1


class MonthClose(models.Model):
    """What somebody said when a month ended."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="closes")
    month = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField()
    exists_now = models.TextField(
        _("What exists now that did not a month ago?"), blank=True, max_length=4000
    )
    in_the_way = models.TextField(_("What got in the way?"), blank=True, max_length=4000)
    next_first = models.TextField(
        _("What is the one thing next month must have?"), blank=True, max_length=4000
    )
    known_for = models.TextField(_("I am known for…"), blank=True, max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "month"], name="a_month_closes_once")
        ]

    def __str__(self) -> str:
        return f"Month {self.month}"


class ReadingQuerySet(models.QuerySet["Reading"]):
    def of(self, choice: Choice) -> Self:
        """The readings of the metric somebody is after, oldest first."""
        return self.filter(user=choice.user_id, metric_slug=choice.metric_slug)


class Reading(models.Model):
    """The metric on a day, and how it was measured. Belongs to person and metric, so that a change
    of mind loses none."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="readings"
    )
    metric_slug = models.SlugField(max_length=60)
    on = models.DateField(_("date"))
    value = FigureField(_("value"))
    how = models.CharField(_("how it was measured"), max_length=200, blank=True)
    limit_value = FigureField(_("the limit's own figure"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["user", "metric_slug", "on"], name="reading_of_metric")]

    def __str__(self) -> str:
        return f"{self.on}: {self.value}"

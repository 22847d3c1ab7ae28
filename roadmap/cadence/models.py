"""The weekly rhythm: three blocks, what became of each in a week, and what was due by mail."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certifications.models import StudyMinutes
from common import weeks
from delivery.models import Mail
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Task
from roadmap.plan.models import Milestone

MORNING = time(8)
"""When a nudge comes that was asked for in the morning, and when one that waited a night does."""
CLOSE_KIND = "close"
"""The kind of mail that Rhythm.close_mail asks for; what writes it lies above this layer."""


class Weekday(models.IntegerChoices):
    """As Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Lead(models.TextChoices):
    """When a nudge comes before its block."""

    QUARTER = "15min", _("15 minutes before")
    MORNING = "morning", _("that morning at 8:00")

    def due(self, on: date, at: time, zone: ZoneInfo) -> datetime:
        """When the nudge for a block at ``at`` on ``on`` is due, in UTC.

        The quarter of an hour is real time before the block: taken off the local clock it would be
        75 minutes, or none, in the night the clock changes.
        """
        if self is Lead.MORNING:
            return weeks.instant(on, min(MORNING, at), zone)
        return weeks.instant(on, at, zone) - timedelta(minutes=15)


class RhythmQuerySet(models.QuerySet["Rhythm"]):
    def of(self, user: User) -> "Rhythm":
        """Theirs, or the one they would have: reading makes no row."""
        return self.filter(user=user).first() or Rhythm(user=user)

    def hold(self, user: User) -> "Rhythm":
        """Their row, locked until the transaction ends. Whoever changes when somebody's nudges are
        due, web or planner, holds it first: so no two do it at once."""
        self.get_or_create(user=user)
        return self.select_for_update().get(user=user)


class Rhythm(models.Model):
    """What holds for all three blocks of a person."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rhythm"
    )
    lead = models.CharField(_("the nudge comes"), max_length=7, choices=Lead, default=Lead.QUARTER)
    close_mail = models.BooleanField(_("the month's close by mail"), default=False)
    backs_off = models.BooleanField(_("fewer mails when they go unanswered"), default=True)
    woken_at = models.DateTimeField(
        null=True, blank=True, help_text="When its person last asked for every mail again."
    )
    goodbye_at = models.DateTimeField(
        null=True, blank=True, help_text="When the mail went that says there will be no more."
    )

    objects = RhythmQuerySet.as_manager()

    def __str__(self) -> str:
        return self.get_lead_display()


class ZoneRules(models.Model):
    """Which edition of tzdata every due instant was last worked out by. One row."""

    edition = models.CharField(max_length=20)

    class Meta:
        verbose_name_plural = "zone rules"

    def __str__(self) -> str:
        return self.edition


class Every(models.IntegerChoices):
    WEEK = 1, _("every week")
    SECOND_WEEK = 2, _("every second week")


class BlockQuerySet(models.QuerySet["Block"]):
    def for_user(self, user: User) -> Self:
        return self.filter(user=user).in_order()

    def in_order(self) -> Self:
        """Study, lab, story."""
        kinds = [
            models.When(kind=kind, then=models.Value(n)) for n, kind in enumerate(BlockKind.values)
        ]
        return self.order_by("user_id", models.Case(*kinds))

    def active(self) -> Self:
        return self.filter(active=True)

    def due(self, now: datetime) -> Self:
        """Those whose nudge is due: one index look-up."""
        return self.filter(next_due_at__lte=now)

    def oldest_due(self, now: datetime) -> datetime | None:
        """The moment of the one that has been due longest."""
        due = self.due(now).order_by("next_due_at")
        return due.values_list("next_due_at", flat=True).first()


class Block(models.Model):
    """A standing hour of somebody's week. ``next_due_at`` is worked out anew whenever weekday,
    time, zone, lead or a move changes (see nudges.reschedule)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocks"
    )
    kind = models.CharField(max_length=5, choices=BlockKind)
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    at = models.TimeField(_("time"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(15), MaxValueValidator(600)]
    )
    every = models.PositiveSmallIntegerField(_("how often"), choices=Every, default=Every.WEEK)
    anchor = models.DateField(help_text="The Monday of a week it takes place in.")
    active = models.BooleanField(_("on"), default=True)
    silenced = models.BooleanField(_("without mail"), default=False)
    revision = models.PositiveIntegerField(
        default=0, help_text="How often its hour changed, for calendars that know it already."
    )
    since = models.DateField(
        null=True, blank=True, help_text="The Monday of the first week that counts."
    )
    next_week = models.DateField(
        null=True, blank=True, help_text="The Monday of the week next_due_at belongs to."
    )
    next_due_at = models.DateTimeField(null=True, blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_block_a_kind_and_person"),
            models.CheckConstraint(
                condition=models.Q(next_due_at=None) | models.Q(next_week__isnull=False),
                name="a_due_block_knows_its_week",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_due_at"],
                name="block_due",
                condition=models.Q(next_due_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_weekday_display()} {self.at:%H:%M}"

    def takes_place(self, monday: date) -> bool:
        """Whether its rhythm has it in that week."""
        if not self.active or (self.since is not None and monday < self.since):
            return False
        return (monday - self.anchor).days // 7 % self.every == 0

    def planned_on(self, monday: date) -> date:
        return monday + timedelta(days=self.weekday)

    def hush(self, *, silenced: bool) -> None:
        """It comes without mail, or with it again. Its nudges have their rows either way."""
        self.silenced = silenced
        self.save(update_fields=["silenced"])


class SkipReason(models.TextChoices):
    WORK = "work", _("Work took it")
    AWAY = "away", _("Travelling or away")
    UNWELL = "unwell", _("Unwell or caring for someone")
    STUCK = "stuck", _("Stuck on something")
    REST = "rest", _("Rest")


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def for_user(self, user: User) -> Self:
        return self.filter(block__user=user).select_related("block")

    def done(self) -> Self:
        return self.filter(state=CheckIn.State.DONE)

    def with_minutes(self) -> Self:
        """With ``minutes_spent``, wherever they stand: see ``CheckIn.spent``."""
        return self.annotate(minutes_spent=Coalesce("study__minutes", "minutes"))

    def reading_notes(self) -> Self:
        """Those of study blocks that name what was read."""
        return self.done().filter(block__kind=BlockKind.STUDY).exclude(source="")

    def with_words(self) -> Self:
        """Those that left a pick-up line, the latest first."""
        return self.done().exclude(pick_up="").order_by("-done_on", "-pk")

    def latest_of_each(self) -> Self:
        """The last one of each block."""
        rank = models.Window(
            RowNumber(), partition_by="block_id", order_by=["-done_on", "-week", "-pk"]
        )
        return self.alias(rank=rank).filter(rank=1)


class Answered(Exception):
    """The block has an answer already; reopening it comes first."""


class CheckIn(models.Model):
    """What became of a block in a week. Made when something became of it: moved, done, skipped."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Skipped")

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="check_ins")
    week = models.DateField(help_text="The Monday of the week it was planned in.")
    planned_on = models.DateField()
    planned_at = models.TimeField()
    revision = models.PositiveIntegerField(default=0, help_text="How often it was moved.")
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    done_on = models.DateField(_("When?"), null=True, blank=True)
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.SET_NULL, related_name="check_ins"
    )
    minutes = models.PositiveSmallIntegerField(
        _("Minutes"), null=True, blank=True, validators=[MaxValueValidator(24 * 60)]
    )
    study = models.OneToOneField(
        StudyMinutes, null=True, blank=True, on_delete=models.SET_NULL, related_name="check_in"
    )
    """Its minutes, where they were for an exam: they stand in that ledger alone. Who takes them out
    there says that they were wrong, so none are known then, and the block stays done. When the goal
    itself is removed they come back first (see checkins.keep_minutes)."""
    exists_now = models.TextField(_("What exists now?"), blank=True, max_length=2000)
    pick_up = models.TextField(_("Where do you pick up?"), blank=True, max_length=2000)
    source = models.CharField(
        _("What did you read?"),
        max_length=200,
        blank=True,
        help_text=_("A book, a page, a chapter: then these lines are a reading note."),
    )
    source_url = models.URLField(_("its address"), max_length=500, blank=True)
    skip_reason = models.CharField(max_length=6, choices=SkipReason, blank=True)
    exercise = models.SlugField(
        max_length=80, blank=True, help_text="The step or exercise it was for (a fact)."
    )
    finished = models.BooleanField(default=False, help_text="That step or exercise is done.")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["week", "block_id"]
        constraints = [
            models.UniqueConstraint(fields=["block", "week"], name="one_check_in_a_block_and_week"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(done_on__isnull=False),
                name="done_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(finished=False) | ~models.Q(exercise=""),
                name="what_is_finished_has_a_name",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="skipped") | ~models.Q(skip_reason=""),
                name="skipped_has_its_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(study=None) | models.Q(state="done", minutes=None),
                name="minutes_stand_in_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block.get_kind_display()} {weeks.week_name(self.week)}: {self.state}"

    @property
    def spent(self) -> int | None:
        """The minutes it had, wherever they stand. Wants ``study`` loaded."""
        return self.study.minutes if self.study else self.minutes

    @property
    def is_answered(self) -> bool:
        return self.state != self.State.OPEN

    def mark_done(
        self, words: "Words", at: datetime, task: Task | None, study: StudyMinutes | None = None
    ) -> None:
        """It took place, for ``task``. Saying so again changes the words alone. ``study`` are its
        minutes, where they were for an exam."""
        if not self.is_answered and task is not None:
            self.milestone = task.milestone
            self.exercise = task.exercise.slug if task.exercise else ""
        self.state, self.skip_reason, self.answered_at = self.State.DONE, "", at
        self.done_on, self.study = words.on, study
        self.minutes = None if study else words.minutes
        self.exists_now, self.pick_up = words.exists_now, words.pick_up
        self.source, self.source_url = words.source, words.source_url
        self.save()

    def skip(self, reason: SkipReason, at: datetime) -> None:
        """It did not take place, and why.

        Raises:
            Answered: it was done, or skipped before.
        """
        if self.is_answered:
            raise Answered
        self.state, self.skip_reason, self.answered_at = self.State.SKIPPED, reason, at
        self.save()

    def move_to(self, on: date, at: time) -> None:
        """It takes place another time; its week stays the one it came from.

        Raises:
            Answered: it was done or skipped.
        """
        if self.is_answered:
            raise Answered
        self.planned_on, self.planned_at = on, at
        self.revision += 1
        self.save()

    def reopen(self) -> None:
        """It has no answer any more. What was written stays for the next one, the minutes with
        it; those that were for an exam are no study of it now."""
        self.minutes, self.study = self.spent, None
        self.state, self.skip_reason = self.State.OPEN, ""
        self.done_on, self.answered_at = None, None
        self.finished = False
        self.save()


@dataclass(frozen=True, slots=True)
class For:
    """The goal that a block's minutes were for, and the domain of its exam, if it was one."""

    goal: int
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says of a block that took place. All but the day may be missing."""

    on: date
    minutes: int | None = None
    exists_now: str = ""
    pick_up: str = ""
    study: For | None = None
    source: str = ""
    """What was read; with it these lines are a reading note. Of a study block alone."""
    source_url: str = ""


class Reason(models.TextChoices):
    """Why a nudge that was due went without mail."""

    ANSWERED = "answered", _("you had answered it")
    PAUSED = "paused", _("you were paused")
    SILENCED = "silenced", _("this block is without mail")
    UNCONFIRMED = "unconfirmed", _("your address is not confirmed")
    LATE = "late", _("it was too late to be useful")
    ONE_A_DAY = "one-a-day", _("that day had its mail already")
    BACKED_OFF = "backed-off", _("mails come less often while they go unanswered")
    PASSED = "passed", _("you gave the block an hour that had passed")
    OFF = "off", _("you switched the block off")


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def for_user(self, user: User) -> Self:
        return self.filter(block__user=user).select_related("block")

    def skipped(self) -> Self:
        return self.filter(state=Nudge.State.SKIPPED)


class Nudge(models.Model):
    """What was due for a block in a week: there even when no mail went, with the reason."""

    class State(models.TextChoices):
        DUE = "due"  # asked for again, after its block was moved to another day
        MAILED = "mailed"  # its mail says how it went on
        SKIPPED = "skipped"

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="nudges")
    week = models.DateField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State, default=State.DUE)
    reason = models.CharField(max_length=11, choices=Reason, blank=True)
    mail = models.ForeignKey(
        Mail, null=True, blank=True, on_delete=models.SET_NULL, related_name="nudges"
    )

    objects = NudgeQuerySet.as_manager()

    class Meta:
        ordering = ["-due_at"]
        constraints = [
            models.UniqueConstraint(fields=["block", "week"], name="one_nudge_a_block_and_week")
        ]

    def __str__(self) -> str:
        return f"{self.block.get_kind_display()} {weeks.week_name(self.week)}"


class CalendarFeed(models.Model):
    """The address at which a person's calendar reads their blocks and milestones (see feed.py)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    seed = models.CharField(
        max_length=32, help_text="What the address is made from, together with the secret key."
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField(help_text="When calendars were last told something new.")
    told = models.JSONField(
        default=dict, blank=True, help_text="What they were told last of each event, by its UID."
    )

    def __str__(self) -> str:
        return f"since {self.made_at:%Y-%m-%d}"

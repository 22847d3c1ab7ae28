"""A goal is a certification somebody is after; sittings and study minutes are what happened."""

from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certifications.catalogue.models import Certification, ExamVersion


class GoalQuerySet(models.QuerySet["Goal"]):
    """Goals by whose they are and where they stand."""

    def for_user(self, user: User) -> Self:
        return self.filter(user=user)

    def open(self) -> Self:
        """Those that are still to be passed."""
        return self.filter(state__in=Goal.State.still_open())


class Goal(models.Model):
    """A certification somebody is after, and which exam of it."""

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = "planned", _("planned")
        STUDYING = "studying", _("studying")
        BOOKED = "booked", _("booked")
        PASSED = "passed", _("passed")
        NOT_PASSED = "not-passed", _("not passed")
        LET_GO = "let-go", _("let go")

        @classmethod
        def still_open(cls) -> list["Goal.State"]:
            """Not passed is open too: it waits for another sitting."""
            return [cls.PLANNED, cls.STUDYING, cls.BOOKED, cls.NOT_PASSED]

    class Payer(models.TextChoices):
        """Who pays for it."""

        SELF = "self", _("I pay")
        EMPLOYER = "employer", _("my employer pays")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="goals")
    certification = models.ForeignKey(Certification, on_delete=models.PROTECT, related_name="goals")
    version = models.ForeignKey(
        ExamVersion, on_delete=models.PROTECT, related_name="goals", null=True, blank=True
    )
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    position = models.PositiveSmallIntegerField(default=0)
    """Its place in the person's own order, from the first on."""
    exam_on = models.DateField(_("Exam date"), null=True, blank=True)
    began_on = models.DateField(_("Study began"), null=True, blank=True)
    hours_estimate = models.PositiveSmallIntegerField(
        _("Hours in all"), null=True, blank=True, validators=[MaxValueValidator(1000)]
    )
    """The person's own estimate; without one the middle of the catalogue's."""
    hours_before = models.PositiveSmallIntegerField(
        _("Hours studied before"), default=0, validators=[MaxValueValidator(1000)]
    )
    confidence = models.JSONField(default=dict, blank=True)
    """1 to 4 by domain name: how sure its person is of it."""
    let_go_why = models.CharField(_("Why you let it go"), max_length=300, blank=True)

    paid_by = models.CharField(_("Who pays"), max_length=10, choices=Payer, default=Payer.SELF)
    fee = models.DecimalField(_("Exam fee"), max_digits=12, decimal_places=2, null=True, blank=True)
    """In the person's own currency; without one the list price at their rate."""
    training = models.DecimalField(
        _("Training"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    travel = models.DecimalField(
        _("Travel"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    retake = models.DecimalField(
        _("Put aside for a retake"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    lab_cap = models.DecimalField(
        _("Lab money, at most"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    fee_paid_on = models.DateField(_("Paid on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "certification"],
                condition=Q(state__in=["planned", "studying", "booked", "not-passed"]),
                name="one_open_goal_per_certification",
            ),
            models.CheckConstraint(
                condition=~Q(state="booked") | Q(exam_on__isnull=False), name="booked_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return self.certification.name

    @property
    def is_open(self) -> bool:
        return self.state in self.State.still_open()


class Sitting(models.Model):
    """One time somebody sat the exam."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="sittings")
    version = models.ForeignKey(ExamVersion, on_delete=models.PROTECT, null=True, blank=True)
    on = models.DateField(_("Date"))
    passed = models.BooleanField(_("Passed"))
    score = models.CharField(_("Score"), max_length=40, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")

    def __str__(self) -> str:
        return f"{self.goal}, {self.on:%Y-%m-%d}"


class StudyMinutes(models.Model):
    """Time spent on a goal's exam on one day. A study check-in makes one and keeps no minutes of
    its own."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="study")
    domain = models.CharField(_("Domain"), max_length=200, blank=True)
    on = models.DateField(_("Day"))
    minutes = models.PositiveSmallIntegerField(_("Minutes"), validators=[MaxValueValidator(1440)])

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("study minutes")
        verbose_name_plural = _("study minutes")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}: {self.minutes}"


class Training(models.Model):
    """A training provider considered for a goal, vetted like any vendor: five yes or no."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="trainings")
    name = models.CharField(_("Provider"), max_length=120)
    answers = models.JSONField(default=dict, blank=True)
    """True or False by question; a question not answered yet is missing."""

    class Meta:
        ordering = ["pk"]
        verbose_name = _("training provider")
        verbose_name_plural = _("training providers")
        constraints = [
            models.UniqueConstraint(fields=["goal", "name"], name="provider_once_per_goal")
        ]

    def __str__(self) -> str:
        return self.name

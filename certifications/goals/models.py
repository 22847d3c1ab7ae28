"""A goal is a certification somebody is after; sittings and study minutes are what happened."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certifications.catalogue.models import Certification, ExamVersion
from certifications.goals.vetting import Vetting, vet


class GoalQuerySet(models.QuerySet["Goal"]):
    """Goals by whose they are and where they stand."""

    def for_user(self, user: User) -> Self:
        return self.filter(user=user)

    def open(self) -> Self:
        """Those that are still to be passed."""
        return self.filter(state__in=Goal.State.still_open())

    def sat(self, today: date) -> Self:
        """Those whose booked day has gone by: only the result is missing."""
        return self.filter(state=Goal.State.BOOKED, exam_on__lt=today)

    def with_exam(self) -> Self:
        """With what a page says of each: its certification and which exam of it."""
        return self.select_related("certification", "version__certification")


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
    retake_from = models.DateField(_("You may sit it again from"), null=True, blank=True)
    """As the vendor told its person, where no rule of theirs is held."""
    let_go_why = models.CharField(_("Why you let it go"), max_length=300, blank=True)
    let_go_on = models.DateField(null=True, blank=True)
    let_go_from = models.CharField(max_length=12, choices=State, blank=True)
    """Where it stood then, so that it can be taken up again."""

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

    def begin(self, on: date) -> None:
        """The study begins. Somebody who booked first, or sits again, keeps that state."""
        self.began_on = self.began_on or on
        if self.state == self.State.PLANNED:
            self.state = self.State.STUDYING
        self.save(update_fields=["began_on", "state"])

    def unbegin(self) -> None:
        """It was not begun after all."""
        self.began_on = None
        if self.state == self.State.STUDYING:
            self.state = self.State.PLANNED
        self.save(update_fields=["began_on", "state"])

    def set_exam(self, on: date | None, *, booked: bool) -> None:
        """A day for the exam, wished for or booked; or none any more. One that is passed or let go
        has no day to set."""
        if not self.is_open:
            return
        self.exam_on = on
        if booked and on is not None:
            self.state = self.State.BOOKED
        elif self.state == self.State.BOOKED:
            self.state = self._unbooked()
        self.save(update_fields=["exam_on", "state"])

    def _unbooked(self) -> "Goal.State":
        last = self.sittings.last()
        if last is not None and not last.passed:
            return self.State.NOT_PASSED
        return self.State.STUDYING if self.began_on else self.State.PLANNED

    def aim_at(self, version: ExamVersion) -> None:
        """Another exam of the same certification. What was studied stays."""
        self.version = version
        self.save(update_fields=["version"])

    def let_go(self, why: str, on: date) -> None:
        """Not after it any more. Letting go twice keeps where it stood."""
        if self.is_open:
            self.let_go_from = self.state
            self.state = self.State.LET_GO
            self.let_go_on = on
        self.let_go_why = why
        self.save(update_fields=["state", "let_go_why", "let_go_on", "let_go_from"])

    def take_up(self) -> None:
        """After it again, where it stood. Reason and day of letting go stay: it may be the same
        reason again. A booking whose day has gone by asks how it went."""
        if self.state == self.State.LET_GO:
            self.state = self.let_go_from or self.State.PLANNED
        self.let_go_from = ""
        self.save(update_fields=["state", "let_go_from"])


class Sitting(models.Model):
    """One time somebody sat the exam."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="sittings")
    version = models.ForeignKey(ExamVersion, on_delete=models.PROTECT, null=True, blank=True)
    on = models.DateField(_("Date"))
    passed = models.BooleanField(_("Passed"))
    score = models.CharField(_("Score"), max_length=40, blank=True)
    state_before = models.CharField(max_length=12, choices=Goal.State, default=Goal.State.BOOKED)
    exam_before = models.DateField(null=True, blank=True)
    retake_before = models.DateField(null=True, blank=True)
    """Where the goal stood, its date and the day its person was told for another attempt, so that a
    result entered by mistake can be taken back."""

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")

    def __str__(self) -> str:
        return f"{self.goal}, {self.on:%Y-%m-%d}"


class StudyMinutesQuerySet(models.QuerySet["StudyMinutes"]):
    """Study by the goal it was for."""

    def by_domain(self, goals: Iterable[int]) -> defaultdict[int, dict[str, int]]:
        """Minutes by goal and domain, of many goals in one query."""
        found: defaultdict[int, dict[str, int]] = defaultdict(dict)
        rows = self.filter(goal__in=list(goals)).order_by().values_list("goal", "domain")
        for goal, domain, minutes in rows.annotate(sum=models.Sum("minutes")):
            found[goal][domain] = minutes
        return found


class StudyMinutes(models.Model):
    """Time spent on a goal's exam on one day. A study check-in makes one and keeps no minutes of
    its own."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="study")
    domain = models.CharField(_("Domain"), max_length=200, blank=True)
    on = models.DateField(_("Day"))
    minutes = models.PositiveSmallIntegerField(_("Minutes"), validators=[MaxValueValidator(1440)])

    objects = StudyMinutesQuerySet.as_manager()

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
    note = models.CharField(_("What you found out"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("training provider")
        verbose_name_plural = _("training providers")
        constraints = [
            models.UniqueConstraint(fields=["goal", "name"], name="provider_once_per_goal")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def vetting(self) -> Vetting:
        """What its answers say together."""
        return vet(self.answers)

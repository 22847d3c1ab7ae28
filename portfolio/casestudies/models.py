"""A case study and its words. A word that was saved is kept: see Revision."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.lanes import Lane, Project
from portfolio.casestudies import parts

MOST = 300
"""So many case studies a person keeps."""
LONGEST = 60_000
"""Characters of a passage: some 10,000 words."""


class Origin(models.TextChoices):
    """Where a number, or the whole work, comes from."""

    EMPLOYER = "employer", _("an employer’s system")
    LAB = "lab", _("my own lab")
    PUBLIC = "public", _("public data")


class Category(models.TextChoices):
    """The three kinds of proof a portfolio needs one of each."""

    AUTOMATION = "automation", _("Infrastructure automation")
    RESILIENCE = "resilience", _("Operational resilience")
    BUSINESS = "business", _("Business optimization")


class CaseStudyQuerySet(models.QuerySet["CaseStudy"]):
    """Case studies by whose they are and how far they are."""

    def for_user(self, user: User) -> Self:
        return self.filter(user=user)

    def finished(self) -> Self:
        return self.exclude(finished_on=None)

    def unfinished(self) -> Self:
        return self.filter(finished_on=None)

    def with_passages(self) -> Self:
        return self.prefetch_related("passages")


class CaseStudy(models.Model):
    """One piece of work, told so that somebody else can judge it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="case_studies"
    )
    title = models.CharField(_("what it is called"), max_length=160)
    lane = models.CharField(_("lane"), max_length=20, choices=Lane)
    brief = models.SlugField(max_length=80, blank=True, help_text="The project brief it began as.")
    categories = models.JSONField(_("what it proves"), default=list, blank=True)
    origin = models.CharField(
        _("where the work was done"), max_length=8, choices=Origin, default=Origin.LAB
    )
    employer = models.CharField(_("employer or client"), max_length=120, blank=True)
    employer_said = models.CharField(_("how strangers may know them"), max_length=120, blank=True)
    started_on = models.DateField(_("begun on"))
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(help_text="When anything of it last changed.")

    objects = CaseStudyQuerySet.as_manager()

    class Meta:
        ordering = ["-touched_at", "-pk"]
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")
        indexes = [models.Index(fields=["user", "-touched_at"], name="case_study_of_person")]

    def __str__(self) -> str:
        return self.title

    def touch(self, now: datetime) -> None:
        """Something of it changed. Choosing what strangers see is no such thing: what is public is
        held against this moment, to say that it was rewritten since."""
        self.touched_at = now
        self.save(update_fields=["touched_at"])

    def finish(self, on: date | None, now: datetime) -> None:
        """It is finished on that day; None opens it again."""
        self.finished_on, self.touched_at = on, now
        self.save(update_fields=["finished_on", "touched_at"])

    @property
    def project(self) -> Project | None:
        """The brief it began as; None where it began from nothing, or the brief is gone."""
        briefs = (one for lane in Lane for one in lane.facts.projects)
        return next((one for one in briefs if one.slug == self.brief), None)

    @cached_property
    def texts(self) -> dict[str, str]:
        """What is written, by slot; slots without words are missing. Wants ``passages`` loaded."""
        return {one.slot: one.text for one in self.passages.all() if one.text.strip()}

    @property
    def former(self) -> Sequence[parts.Prompt]:
        """Evidence that was written for another lane: kept, and shown to nobody who was not meant
        to see it. Wants ``passages`` loaded."""
        here = set(self.slots)
        return [
            one for slot, one in parts.prompts().items() if slot in self.texts and slot not in here
        ]

    @property
    def slots(self) -> Sequence[str]:
        """What it is written in, in reading order."""
        return parts.slots(self.lane)


class Passage(models.Model):
    """The words in one slot of a case study, in Markdown, as they were saved last."""

    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="passages")
    slot = models.CharField(max_length=60)
    text = models.TextField(_("text"), blank=True, max_length=LONGEST)
    version = models.PositiveIntegerField(
        default=0, help_text="Counts every save: whoever saves says which one they began from."
    )
    saved_at = models.DateTimeField()
    tab = models.CharField(
        max_length=40, blank=True, editable=False, help_text="Which open page saved it last."
    )
    turn = models.PositiveIntegerField(
        default=0, editable=False, help_text="Counts what that page sent: an older one came late."
    )
    kept_at = models.DateTimeField(
        null=True, editable=False, help_text="When the history last got one of it."
    )
    kept_length = models.PositiveIntegerField(
        default=0, editable=False, help_text="Characters of what needs no keeping any more."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case_study", "slot"], name="one_passage_a_slot")
        ]

    def __str__(self) -> str:
        return f"{self.case_study}: {self.slot}"


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, case: CaseStudy, slot: str) -> Self:
        return self.filter(passage__case_study=case, passage__slot=slot)

    def listed(self) -> Self:
        """Each with its ``length`` instead of its text, which may be long."""
        return self.annotate(length=Length("text")).defer("text")


class Revision(models.Model):
    """Words a passage had, or was to have. Nothing typed is lost: what another tab sent too late is
    kept here as well."""

    class Why(models.TextChoices):
        """What made it worth keeping."""

        PAUSE = "pause", _("kept after a while")
        SHRUNK = "shrunk", _("before much was taken out")
        OTHER_TAB = "tab", _("before another tab went on")
        TOO_LATE = "late", _("came too late from another tab")
        RESTORED = "restored", _("before an older text came back")

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="revisions")
    text = models.TextField(max_length=LONGEST)
    version = models.PositiveIntegerField(help_text="The passage's version it was, or began from.")
    why = models.CharField(max_length=8, choices=Why)
    saved_at = models.DateTimeField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        indexes = [models.Index(fields=["passage", "-saved_at"], name="revision_of_passage")]

    def __str__(self) -> str:
        return f"{self.passage}, {self.saved_at:%Y-%m-%d %H:%M}"


class Tradeoff(models.Model):
    """One choice that gave something up: what an interviewer asks about."""

    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="tradeoffs")
    chose = models.CharField(_("what you chose"), max_length=200)
    over = models.CharField(_("over what"), max_length=200)
    because = models.CharField(_("because"), max_length=500)
    gave_up = models.CharField(_("what it gave up"), max_length=500)
    on = models.DateField(_("decided on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.chose} / {self.over}"

    @property
    def said(self) -> str:
        """The whole of it in one sentence."""
        said = _("We chose %(chose)s over %(over)s, because %(because)s; it gave up %(gave_up)s.")
        return str(said % self._in_sentence())

    @property
    def asked(self) -> str:
        """The question of an interviewer that it answers."""
        return str(_("Why %(chose)s, and not %(over)s?") % self._in_sentence())

    def _in_sentence(self) -> dict[str, str]:
        """Its parts without the stop they may have been typed with."""
        names = ("chose", "over", "because", "gave_up")
        return {name: getattr(self, name).strip().rstrip(".;,") for name in names}

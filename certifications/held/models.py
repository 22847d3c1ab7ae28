"""A credential is a certification somebody holds."""

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certifications.catalogue.credential import Credential as Known
from certifications.catalogue.models import Certification
from certifications.goals.models import Goal
from certifications.held.windows import Window, months_later

RENEWAL_KIND = "renewal"
"""The kind of mail that Credential.reminded asks for."""
MOST = 300
"""Credentials somebody may keep."""


class CredentialQuerySet(models.QuerySet["Credential"]):
    """Credentials by whose they are."""

    def for_user(self, user: User) -> Self:
        return self.filter(user=user)

    def whole(self) -> Self:
        """With all that a page or a mail says of them."""
        return self.select_related("certification").prefetch_related("talks", "renewals")

    def expiring(self, first: date, last: date) -> Self:
        """Those to be reminded of that expire between two days, both included."""
        return self.filter(
            reminded=True, user__is_active=True, expires_on__gte=first, expires_on__lte=last
        )


class Renewed(Exception):
    """The new date is no later than the one it has."""


class Credential(models.Model):
    """What was earned: one of the catalogue, or another by its name."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="credentials")
    certification = models.ForeignKey(
        Certification, on_delete=models.PROTECT, related_name="held", null=True, blank=True
    )
    goal = models.OneToOneField(
        Goal, on_delete=models.SET_NULL, related_name="credential", null=True, blank=True
    )
    """The goal it was passed as, if it was one."""
    name = models.CharField(_("Name"), max_length=200)
    issuer = models.CharField(_("Issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    expires_on = models.DateField(_("Expires on"), null=True, blank=True)
    lasts = models.BooleanField(
        _("It does not expire"),
        default=False,
        help_text=_("Not ticked and without a day, the expiry is worked out by the catalogue."),
    )
    """Its person's own word; where nothing was said, the catalogue's holds."""
    number = models.CharField(_("Credential ID"), max_length=200, blank=True)
    url = models.URLField(_("Link to verify it"), max_length=500, blank=True)
    renewal_note = models.CharField(_("How you renew it"), max_length=300, blank=True)
    opens_months = models.PositiveSmallIntegerField(
        _("Renewal opens, months before"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
    )
    """The person's own word; without one the catalogue's."""
    reminded = models.BooleanField(_("Remind me by mail"), default=True)
    expiry_set_on = models.DateField(null=True, blank=True, editable=False)
    """The day on which its expiry was entered: reminders due before are not made up for."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gt=F("issued_on")),
                name="expires_after_it_was_issued",
            ),
            models.CheckConstraint(
                condition=Q(opens_months__isnull=True)
                | Q(opens_months__gte=1, opens_months__lte=36),
                name="renewal_opens_within_three_years",
            ),
            models.CheckConstraint(
                condition=Q(lasts=False) | Q(expires_on__isnull=True),
                name="what_lasts_has_no_expiry",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_on"], name="credential_expiry", condition=Q(reminded=True)
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def facts(self) -> Known | None:
        """What the catalogue says of it, if it is one of its."""
        return self.certification.facts if self.certification else None

    @property
    def window(self) -> Window:
        """When it can be renewed: by its person's own word, else by the catalogue's."""
        known = self.facts
        opens = self.opens_months or (known.renewal_opens_months if known else None)
        return Window(self.expires_on, opens)

    @property
    def route(self) -> str:
        """How it is renewed: by its person's own word, else by the catalogue's."""
        known = self.facts
        return self.renewal_note or (known.renewal if known else "")

    @property
    def should_expire(self) -> bool:
        """Whether the catalogue says that it expires, although no day was entered."""
        known = self.facts
        if self.lasts or self.expires_on is not None:
            return False
        return known is not None and known.expires is True

    @property
    def never_expires(self) -> bool:
        """Whether it is known that it does not, by its person or by the catalogue."""
        known = self.facts
        said = known is not None and known.expires is False
        return self.expires_on is None and (self.lasts or said)

    def known_since(self) -> date:
        """The day from which reminders are wanted."""
        return self.expiry_set_on or self.created_at.astimezone(self.user.zone).date()

    def next_expiry(self, renewed_on: date) -> date | None:
        """What the catalogue's validity makes of a renewal: counted from the expiry while that
        lies ahead, else from the day of the renewal. None where no validity is held."""
        known = self.facts
        if known is None or known.validity_months is None:
            return None
        start = max(self.expires_on or renewed_on, renewed_on)
        return months_later(start, known.validity_months)

    def expire_on(self, day: date | None, today: date) -> None:
        """Another expiry, entered ``today``. It is not saved yet."""
        if day != self.expires_on:
            self.expires_on, self.expiry_set_on = day, today
        self.lasts = self.lasts and day is None

    @transaction.atomic
    def renew(self, on: date, expires_on: date | None, today: date) -> None:
        """It was renewed, and what it was before is kept.

        Raises:
            Renewed: the new expiry is no later than the one it has.
        """
        if expires_on is not None and self.expires_on is not None and expires_on <= self.expires_on:
            raise Renewed
        self.renewals.create(on=on, expired_on=self.expires_on)
        self.expire_on(expires_on, today)
        self.lasts = expires_on is None
        self.goal = self.goal or self._passed_again()
        self.save(update_fields=["expires_on", "expiry_set_on", "lasts", "goal"])

    def _passed_again(self) -> Goal | None:
        """The goal for the same certification that was passed and made no credential of its own:
        the renewal is what came of it."""
        passed = Goal.objects.for_user(self.user).filter(state=Goal.State.PASSED, credential=None)
        return passed.filter(certification=self.certification_id).order_by("pk").last()

    @transaction.atomic
    def take_renewal_back(self, today: date) -> bool:
        """The last renewal did not take place. Returns whether there was one."""
        last = self.renewals.select_for_update().order_by("-pk").first()
        if last is None:
            return False
        self.expire_on(last.expired_on, today)
        self.save(update_fields=["expires_on", "expiry_set_on", "lasts"])
        last.delete()
        return True


class Renewal(models.Model):
    """One renewal, and what it was before, so that it can be taken back."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="renewals")
    on = models.DateField(_("Renewed on"))
    expired_on = models.DateField(null=True, blank=True)
    """When it would have expired."""

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("renewal")
        verbose_name_plural = _("renewals")

    def __str__(self) -> str:
        return f"{self.credential}, {self.on:%Y-%m-%d}"


class TalkThrough(models.Model):
    """What somebody can say about a credential in an interview, in their words."""

    class Kind(models.TextChoices):
        """What it is about."""

        DESIGN = "design", _("a design")
        INCIDENT = "incident", _("an incident")
        COST = "cost", _("a cost improvement")

        @property
        def asks(self) -> str:
            """What to write about."""
            return str(_ASKS[self])

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="talks")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(_("In your words"), max_length=4000)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("talk-through")
        verbose_name_plural = _("talk-throughs")
        constraints = [
            models.UniqueConstraint(fields=["credential", "kind"], name="one_talk_of_each_kind")
        ]

    def __str__(self) -> str:
        return f"{self.credential}: {self.get_kind_display()}"


_ASKS = {
    TalkThrough.Kind.DESIGN: _(
        "What had to be built, under which limits? What did you choose, what did you leave, and "
        "what did that cost?"
    ),
    TalkThrough.Kind.INCIDENT: _(
        "What broke, and how did you notice? What did you rule out first, what was it, and what "
        "changed afterwards?"
    ),
    TalkThrough.Kind.COST: _(
        "What was it per month before and after? What did you change, who agreed to it, and what "
        "did you refuse to trade for it?"
    ),
}

"""The person. Their email address is their identity."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from common import weeks


class UserManager(BaseUserManager["User"]):
    """Makes people. Addresses are kept in lower case, as allauth compares them."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True, **fields}
        )

    def hold(self, user: "User") -> None:
        """Lock their row until the transaction ends: whoever changes a plan holds it first."""
        self.select_for_update(no_key=True).get(pk=user.pk)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signed up."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(
        _("name"), max_length=80, blank=True, help_text=_("How mails and pages address you.")
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    discreet = models.BooleanField(
        _("discreet"),
        default=False,
        help_text=_(
            "Mail subjects, the sender's name and calendar titles say only day, time and length."
        ),
    )
    is_demo = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_an_address",
                violation_error_message=_("This address has an account already."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email.split("@")[0]

    @property
    def zone(self) -> ZoneInfo:
        """Their clock. A name that a later tzdata dropped falls back to UTC instead of an error."""
        return ZoneInfo(weeks.todays_zone(self.time_zone) or "UTC")

    def today(self, now: datetime | None = None) -> date:
        """The date on their wall."""
        return (now or datetime.now(UTC)).astimezone(self.zone).date()

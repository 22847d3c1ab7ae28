"""Where allauth asks us."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import letters
from accounts.models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Links in account mail lead to SITE_URL, whatever Host a request claims."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _(
            "This is your main address. Make another one the main one first."
        ),
        "duplicate_email": _("This address is yours already."),
        "email_password_mismatch": _("Address and password do not fit together. Check both."),
        "email_taken": _("This address has an account already. Sign in instead."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This is not the code we sent. Type it as it stands in the mail."),
        "incorrect_password": _("This is not your password."),
        "max_email_addresses": _("An account has at most %d addresses."),
        "rate_limited": _("That was too often in a short time. Wait five minutes."),
        "same_as_current": _("This is what it is already."),
        "select_only_one": _("Choose one only."),
        "too_many_login_attempts": _(
            "Too many tries with this address. Wait five minutes, or set a new password."
        ),
        "unverified_primary_email": _("Confirm the address first."),
    }

    def get_from_email(self) -> str:
        return str(settings.DEFAULT_FROM_EMAIL)

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and super().is_safe_url(url)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMultiAlternatives:
        """Our own words (templates/account/email/), as text and as HTML."""
        values = {**context, "site_url": settings.SITE_URL}
        message: EmailMultiAlternatives = super().render_mail(
            template_prefix, email, values, headers
        )
        letters.dress(message, str(context.get("code") or ""))
        return message

    def pre_login(self, request: HttpRequest, user: User, **kwargs: object) -> object:
        """The demo person exists on somebody's own machine alone."""
        if user.is_demo and not settings.LOCAL:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and tell those in ``settings.ON_SIGN_IN``."""
        super().login(request, user)
        for path in settings.ON_SIGN_IN:
            tell: Callable[[HttpRequest, User], object] = import_string(path)
            tell(request, user)


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step at sign-in, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _(
            "While the second step is on, no address can be added. Turn it off first."
        ),
        "cannot_delete_authenticator": _("This one cannot be turned off."),
        "cannot_generate_recovery_codes": _("Recovery codes come with the app or a key."),
        "incorrect_code": _("This is not the code. Take the one shown now."),
        "unverified_email": _("Confirm your address first."),
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """The name a new key has in its form, until somebody writes a better one."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Key %(number)s") % {"number": count + 1}

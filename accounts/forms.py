"""Signing up, and the settings that belong to the person."""

from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.fields import ZoneField
from accounts.models import User

GOOD_PASSWORD = _("At least 8 characters; not your address, and none that everybody uses.")


class SignupForm(allauth.SignupForm):  # type: ignore[misc]
    """Email, password, and the clock the reminders go by, which the browser fills in."""

    time_zone = ZoneField(
        initial="UTC", help_text=_("Reminders and dates go by this clock. You can change it later.")
    )
    field_order = ["email", "password1", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("We send a code there, to make sure it is yours.")
        self.fields["password1"].help_text = GOOD_PASSWORD
        self.fields["time_zone"].widget.attrs["data-zone"] = True
        trap = self.fields[settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD]
        # allauth hides it by an inline style, which our policy forbids: field.html does it instead.
        trap.widget.attrs = {"tabindex": "-1", "autocomplete": "off"}
        trap.label = _("Leave this empty")
        trap.is_trap = True

    def try_save(self, request: HttpRequest) -> Any:
        """Takes as long for an address that has an account: the time tells nobody which do."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        user.time_zone = self.cleaned_data["time_zone"]
        user.save(update_fields=["time_zone"])


class NewPassword:
    """A new password typed twice, in our words. Goes before allauth's form."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = GOOD_PASSWORD
        self.fields["password2"].label = _("Once more")


class ChangePasswordForm(NewPassword, allauth.ChangePasswordForm):  # type: ignore[misc]
    """Password to password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")


class SetPasswordForm(NewPassword, allauth.SetPasswordForm):  # type: ignore[misc]
    """For somebody who has none yet."""


class ResetPasswordKeyForm(NewPassword, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """For somebody who forgot it."""


class KeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey or a security key, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].label = _("Sign in with it alone, as a passkey")
        self.fields["passwordless"].help_text = _(
            "The device then asks for your finger, your face or its PIN instead of a password."
        )


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """How Forte addresses somebody, and by which clock."""

    time_zone = ZoneField(help_text=_("Reminders and dates go by this clock."))

    class Meta:
        model = User
        fields = ["name", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"

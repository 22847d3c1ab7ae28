"""Settings: the index, and what is said about the person."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import moving
from accounts.forms import ProfileForm
from accounts.http import Request
from common.http import sent


@login_required
@require_safe
def index(request: Request) -> HttpResponse:
    """What can be set, and how it stands."""
    return render(request, "accounts/settings.html", {"second_step": is_mfa_enabled(request.user)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request) -> HttpResponse:
    """Name and time zone. Another zone moves every reminder to the new clock."""
    user, zone = request.user, request.user.time_zone
    form = ProfileForm(sent(request), instance=user)
    if form.is_valid():
        user.time_zone = zone
        user.save(update_fields=["name"])
        if form.cleaned_data["time_zone"] != zone:
            moving.move(user, form.cleaned_data["time_zone"])
            messages.success(
                request, _("Saved. Reminders go by %(zone)s time now.") % {"zone": user.zone}
            )
        else:
            messages.success(request, _("Saved."))
        return redirect("settings-profile")
    return render(request, "accounts/profile.html", {"form": form})

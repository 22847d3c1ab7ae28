"""Saying that a credential was renewed, and taking that back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request, in_turn
from certifications.held.forms import RenewForm
from certifications.held.models import Credential, Renewed
from common.http import sent


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def renew(request: Request, pk: int) -> HttpResponse:
    """Another expiry; the one before is kept, so that it can be taken back."""
    found = get_object_or_404(Credential.objects.for_user(request.user).whole(), pk=pk)
    today = request.user.today()
    form = RenewForm(sent(request), credential=found, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            found.renew(form.cleaned_data["on"], form.cleaned_data["expires_on"], today)
        except Renewed:  # by the same form, a moment ago
            return redirect("credential", pk)
        messages.success(request, _("%(name)s is renewed.") % {"name": found.name})
        return redirect("credential", pk)
    return render(request, "certifications/held/renew.html", {"form": form, "credential": found})


@login_required
@require_POST
@in_turn
def undo(request: Request, pk: int) -> HttpResponse:
    """The last renewal did not take place."""
    found = get_object_or_404(Credential.objects.for_user(request.user), pk=pk)
    if found.take_renewal_back(request.user.today()):
        messages.success(request, _("The renewal is taken back; the day before it holds again."))
    return redirect("credential", pk)

"""Whether reminders to renew come by mail: of one credential, or of all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import Request, in_turn
from certifications.held.models import RENEWAL_KIND, Credential
from common.http import back_to
from delivery import suppression


@login_required
@require_POST
@in_turn
def remind(request: Request, pk: int, *, wanted: bool) -> HttpResponse:
    """Of one credential, or not."""
    found = get_object_or_404(Credential.objects.for_user(request.user), pk=pk)
    found.reminded = wanted
    found.save(update_fields=["reminded"])
    said = (
        _("A mail comes before %(name)s expires.") if wanted else _("No mail comes for %(name)s.")
    )
    messages.success(request, said % {"name": found.name})
    return redirect("credential", pk)


@login_required
@require_POST
@in_turn
def off(request: Request) -> HttpResponse:
    """Of none. It is the same as the link in each of these mails."""
    suppression.suppress(request.user.email, RENEWAL_KIND, suppression.Reason.UNSUBSCRIBED)
    messages.success(request, _("No reminder to renew comes by mail."))
    return redirect(back_to(request, reverse("settings-nudges")))

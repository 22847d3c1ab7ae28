"""A pause taken back: dates are where they were, and what is still ahead gets its mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import Request
from roadmap.cadence import nudges
from roadmap.cadence.models import Reason
from roadmap.plan.models import Pause


@login_required
@require_POST
def unpause(request: Request, pk: int) -> HttpResponse:
    """Take a pause back: every date is where it was."""
    own = Pause.objects.filter(plan__user=request.user, plan__ended_on=None)
    with transaction.atomic():
        get_object_or_404(own, pk=pk).delete()
        nudges.wanted_again(request.user, Reason.PAUSED, timezone.now())
    messages.success(request, _("The pause is gone; the dates are where they were before it."))
    return redirect("plan")

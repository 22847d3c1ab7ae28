"""Signal and proof: the two numbers, and what stands beside each credential."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from certifications.models import Credential
from common.http import sent
from roadmap.plan.models import Milestone
from roadmap.signals import standing
from roadmap.signals.forms import PairingForm
from roadmap.signals.guard import Guard
from roadmap.signals.models import Pairing


@login_required
@require_safe
def signals(request: Request) -> HttpResponse:
    """Two numbers, and of each credential what is missing."""
    rows = standing.rows(request.user, request.user.today())
    held = [row for row in rows if not row.is_over]
    context = {
        "guard": Guard(tuple(row.signal for row in held)),
        "rows": held,
        "over": [row for row in rows if row.is_over],
    }
    return render(request, "roadmap/signals/signals.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def pairing(request: Request, pk: int) -> HttpResponse:
    """What stands beside a credential; a POST puts something there."""
    credential = get_object_or_404(Credential.objects.for_user(request.user), pk=pk)
    form = PairingForm(sent(request), credential=credential)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("It stands beside %(name)s now.") % {"name": credential.name})
        return redirect("pairing", pk)
    row = standing.row(credential, request.user.today())
    context = {
        "form": form,
        "row": row,
        "unlinked": Milestone.objects.for_user(request.user).unlinked().count(),
    }
    return render(request, "roadmap/signals/pairing.html", context)


@login_required
@require_POST
def take_back(request: Request, pk: int, pairing: int) -> HttpResponse:
    """It does not stand beside the credential any more. The milestone stays as it is."""
    credential = get_object_or_404(Credential.objects.for_user(request.user), pk=pk)
    get_object_or_404(Pairing.objects.filter(credential=credential), pk=pairing).delete()
    messages.success(request, _("Taken back. The work itself stays where it is."))
    return redirect("pairing", pk)

"""A talk-through: what somebody can say about a credential in an interview."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import Request, in_turn
from certifications.held.forms import TalkForm
from certifications.held.models import Credential, TalkThrough
from common.http import sent


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def talk(request: Request, pk: int, kind: str) -> HttpResponse:
    """A design, an incident or a cost improvement, in their words. Emptied, it is taken out."""
    found = get_object_or_404(Credential.objects.for_user(request.user), pk=pk)
    if kind not in TalkThrough.Kind.values:
        raise Http404
    mine = found.talks.filter(kind=kind).first() or TalkThrough(credential=found, kind=kind)
    form = TalkForm(sent(request), instance=mine)
    if request.method == "POST" and form.is_valid():
        _keep(request, form, mine)
        return redirect("credential", pk)
    context = {"form": form, "credential": found, "kind": TalkThrough.Kind(kind)}
    return render(request, "certifications/held/talk.html", context)


def _keep(request: Request, form: TalkForm, mine: TalkThrough) -> None:
    if form.cleaned_data["text"]:
        form.save()
        messages.success(request, _("Kept."))
    elif mine.pk:
        mine.delete()
        messages.success(request, _("Taken out."))

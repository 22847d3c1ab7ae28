"""One result in the words of one stakeholder, and of all of them side by side."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from common import jargon
from common.http import sent
from portfolio.results.figures import figure
from portfolio.stakeholders.access import result_of, stakeholder_of
from portfolio.stakeholders.forms import WordingForm
from portfolio.stakeholders.functions import functions
from portfolio.stakeholders.models import Function, Wording
from portfolio.stakeholders.who import drafted, side_by_side


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def wording(request: Request, pk: int, result: int) -> HttpResponse:
    """A draft in their terms stands ready; what is kept is one's own."""
    who, found = stakeholder_of(request, pk), result_of(request, result)
    kept = Wording.objects.filter(stakeholder=who, result=found).first()
    ready = drafted(who, found)
    form = WordingForm(
        sent(request),
        instance=kept or Wording(stakeholder=who, result=found),
        initial={} if kept else {"text": ready},
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect("stakeholder-result", found.pk)
    context = {
        "who": who, "result": found, "figure": figure(found), "form": form, "draft": ready,
        "is_kept": kept is not None, "facts": functions()[Function(who.function)],
        "last": who.conversations.first(),
        "terms": jargon.found(str(form["text"].value() or "")),
    }  # fmt: skip
    return render(request, "portfolio/stakeholders/wording.html", context)


@login_required
@require_POST
@in_turn
def forget(request: Request, pk: int, result: int) -> HttpResponse:
    """The draft again."""
    who, found = stakeholder_of(request, pk), result_of(request, result)
    Wording.objects.filter(stakeholder=who, result=found).delete()
    messages.success(request, _("The draft stands there again."))
    return redirect("wording", who.pk, found.pk)


@login_required
@require_safe
def translated(request: Request, result: int) -> HttpResponse:
    """The same result, as each of them hears it."""
    found = result_of(request, result)
    context = {
        "result": found,
        "figure": figure(found),
        "worded": side_by_side(request.user, found),
    }
    return render(request, "portfolio/stakeholders/translated.html", context)

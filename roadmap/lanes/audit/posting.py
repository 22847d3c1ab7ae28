"""One posting, one action a page: look, name, state, remove."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.http import back_to, sent
from roadmap.lanes.audit import saying
from roadmap.lanes.audit.breakdown import shown
from roadmap.lanes.audit.forms import StateForm, TitleForm
from roadmap.lanes.audit.models import Posting, State
from roadmap.lanes.owners import Owner


def own_posting(request: HttpRequest, pk: int) -> Posting:
    """The one gate: somebody else's posting is no such page."""
    return get_object_or_404(Posting.objects.of(Owner.of(request)), pk=pk)


def _keep(request: HttpRequest, form: forms.ModelForm[Posting]) -> None:
    """The form's own field alone, of a row that is there and still theirs: what was removed in
    another tab meanwhile stays removed, and two fields sent at once are both kept."""
    said: dict[str, Any] = form.cleaned_data
    mine = Posting.objects.of(Owner.of(request)).filter(pk=form.instance.pk)
    mine.update(**said, touched_at=timezone.now())


@require_safe
def posting(request: HttpRequest, pk: int) -> HttpResponse:
    """What one posting says, and from which of its sentences."""
    one = own_posting(request, pk)
    context = {
        "posting": one,
        "said": saying.sentences(one.reading),
        "shown": shown(one.reading),
        "states": State.choices,
    }
    return render(request, "roadmap/lanes/audit/posting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def title(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody calls it."""
    one = own_posting(request, pk)
    form = TitleForm(sent(request), instance=one)
    if request.method == "POST" and form.is_valid():
        _keep(request, form)
        return redirect("audit-posting", pk)
    return render(request, "roadmap/lanes/audit/title.html", {"form": form, "posting": one})


@require_POST
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """How far somebody is with it."""
    one = own_posting(request, pk)
    form = StateForm(request.POST, instance=one)
    if form.is_valid():
        _keep(request, form)
    else:
        messages.error(request, _("That is none of the four states. Choose one of them."))
    return redirect(back_to(request, f"{reverse('audit')}#posting-{pk}"))


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """The posting with its text. A GET says what goes."""
    one = own_posting(request, pk)
    if request.method == "POST":
        one.delete()
        messages.success(request, _("“%(title)s” is removed.") % {"title": one.title})
        return redirect("audit")
    return render(request, "roadmap/lanes/audit/remove.html", {"posting": one})

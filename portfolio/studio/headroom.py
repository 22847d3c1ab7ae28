"""The worksheet on spare capacity: nothing of it is stored, its words go into the case study."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.http import Request, in_turn
from common.inputs import FigureTyped
from portfolio.casestudies import headroom, passages
from portfolio.casestudies.access import case_of
from portfolio.casestudies.models import CaseStudy
from portfolio.casestudies.parts import ProductionDecision, evidence, prompts
from portfolio.casestudies.passages import Conflict, Tab
from portfolio.casestudies.signed_out import signed_in

SLOT = "evidence.finops-headroom"


class HeadroomForm(forms.Form):
    """Seven figures in one currency. Who does not know one writes a guess."""

    spare = FigureTyped(label=gettext_lazy("The spare capacity costs a month"))
    saving = FigureTyped(label=gettext_lazy("Optimising would save of it a month"))
    hours = FigureTyped(label=gettext_lazy("Hours of work it takes"))
    rate = FigureTyped(label=gettext_lazy("One of these hours costs"))
    months = FigureTyped(label=gettext_lazy("Months it will run like this"))
    short = FigureTyped(
        label=gettext_lazy("Hours a month you would run short without it"), initial=Decimal(0)
    )
    outage = FigureTyped(label=gettext_lazy("An hour of running short costs"), initial=Decimal(0))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in [name for name, value in data.items() if value < 0]:
            self.add_error(name, _("Enter zero or more."))
        if data.get("months") is not None and data["months"] == 0:
            self.add_error("months", _("It runs for some time, or there is nothing to weigh."))
        if self.errors:
            return data
        if data["saving"] > data["spare"]:
            self.add_error("saving", _("It cannot save more than the spare capacity costs."))
        return data

    def weighed(self) -> headroom.Case:
        """What was typed. Wants a valid form."""
        return headroom.Case(**self.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@in_turn
def worksheet(request: Request, pk: int) -> HttpResponse:
    """Seven figures, an answer, and what would turn it round. A GET weighs; a POST writes the
    answer below what stands in the case study already."""
    case = case_of(request, pk)
    typed = request.POST if request.method == "POST" else request.GET
    form = HeadroomForm(typed if any(name in typed for name in HeadroomForm.base_fields) else None)
    weighed = form.weighed() if form.is_bound and form.is_valid() else None
    if request.method == "POST" and weighed is not None:
        return _written(request, case, weighed)
    context = {
        "case": case,
        "form": form,
        "weighed": weighed,
        "because": headroom.because(weighed) if weighed else "",
        "turns": headroom.turns(weighed) if weighed else [],
        "typed": list(_typed(form)) if weighed else [],
    }
    return render(request, "portfolio/studio/headroom.html", context)


def _typed(form: HeadroomForm) -> Iterator[tuple[str, str]]:
    for field in form:
        yield field.name, str(field.value())


def _written(request: Request, case: CaseStudy, weighed: headroom.Case) -> HttpResponse:
    """Its words at the end of the passage they belong to."""
    asked = SLOT in {prompt.slug for prompt in evidence(case.lane)}
    slot = SLOT if asked else ProductionDecision.COST.value
    row = case.passages.filter(slot=slot).first()
    text = "\n\n".join(filter(None, [row.text if row else "", headroom.as_words(weighed)]))
    version = row.version if row else 0
    try:
        done = passages.save(case, slot, text, version, Tab(), timezone.now())
    except passages.TooLong:
        messages.error(request, _("The passage is full: take something out of it first."))
    else:
        if not isinstance(done, Conflict):
            messages.success(request, _("Written below what stood there."))
    return redirect(f"{reverse('casestudy-decisions', args=[case.pk])}#{prompts()[slot].anchor}")

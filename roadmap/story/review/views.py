"""The review pack: chosen, looked at, taken away. Nothing of it is stored."""

from typing import Any
from urllib.parse import urlencode

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from common.http import attachment
from common.typesetting import setting
from common.typesetting.drawing import undrawn
from delivery.content import absolute
from portfolio.models import Win
from roadmap.plan.models import Plan
from roadmap.story.review import naming, packing, printing
from roadmap.story.review.audiences import Part
from roadmap.story.review.forms import PackForm
from roadmap.story.review.markdown import markdown
from roadmap.story.review.material import gather
from roadmap.story.review.nearest import nearest
from roadmap.story.review.pack import Pack
from roadmap.story.review.paper import TooLong
from roadmap.story.review.period import holding


@login_required
@require_safe
def review(request: Request) -> HttpResponse:
    """Choose a time and a reader, and see what there is."""
    return _page(request, _form(request))


@login_required
@require_safe
def as_markdown(request: Request) -> HttpResponse:
    """The same as a text."""
    form = _form(request)
    if not form.is_valid():
        return redirect(f"{reverse('review')}?{request.GET.urlencode()}")
    made = _made(request, form)
    text = markdown(made, _title(made), _left()).encode()
    return attachment(text, f"{_stem(made)}.md", "text/markdown; charset=utf-8")


@login_required
@require_POST
def as_pdf(request: Request) -> HttpResponse:
    """The same on paper. Setting it takes the machine's time, so it is asked for by a button, and
    not without end; what cannot be made is said on the page."""
    form = _form(request)
    if not form.is_valid():
        return redirect(f"{reverse('review')}?{urlencode(request.POST.dict())}")
    made = _made(request, form)
    if made.is_empty:
        return redirect(f"{reverse('review')}?{form.query}")
    if not ratelimit.consume(request, action="export"):
        return _page(request, form, _("You made many PDFs within the hour. Try again later."), 429)
    try:
        pdf = printing.pdf(made, _title(made), _left())
    except TooLong:
        return _page(request, form, _("It is longer than a PDF may be. Choose fewer months."), 422)
    except setting.Busy:
        return _page(request, form, _("Another PDF is being made. Try again in a moment."), 503)
    except setting.NotMade:
        said = _("It could not be set as a PDF in the time there is. Take the Markdown.")
        return _page(request, form, said, 422)
    return attachment(pdf, f"{_stem(made)}.pdf", "application/pdf")


def _form(request: Request) -> PackForm:
    asked = request.POST if request.method == "POST" else request.GET
    known = {name: asked[name] for name in PackForm.base_fields if name in asked}
    plan = Plan.objects.latest_of(request.user)
    begun = plan.start_month if plan else None
    return PackForm(known, today=request.user.today(), begun=begun)


def _made(request: Request, form: PackForm) -> Pack:
    """Wants a valid form."""
    user, without = request.user, form.without_plan
    found = gather(user, form.chosen, form.today, without_plan=without)
    return packing.pack(found, form.reader, form.chosen, user.name, absolute, without_plan=without)


def _page(request: Request, form: PackForm, wrong: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "wrong": wrong, "left": _left()}
    if form.is_valid():
        made = _made(request, form)
        lines, reader = made.lines, form.reader
        context |= {
            "pack": made,
            "title": _title(made),
            "opens": _(reader.opens if made.has(Part.METRIC) else reader.opens_without),
            "drafts": _drafts(request, form),
            "without": form.without_plan,
            "query": form.query,
            "sent": form.sent,
            "closed": sum(not line.can_be_opened for line in lines),
            "total": len(lines),
            "named": naming.named(made, naming.names(request.user)) if form.without_plan else [],
            "undrawn": undrawn("".join(made.words)),
            "other": _other(request, form) if made.is_empty else None,
        }
    return render(request, "roadmap/story/review/review.html", context, status=status)


def _drafts(request: Request, form: PackForm) -> int:
    """How many captured lines of these days nobody looked at yet: they are in no pack."""
    first, last = form.chosen.first, form.chosen.last
    return Win.objects.for_user(request.user).drafts().between(first, last).count()


def _other(request: Request, form: PackForm) -> dict[str, str] | None:
    """The next period that has something; None where there is nothing at all."""
    day = nearest(request.user, form.chosen, without_plan=form.without_plan)
    if day is None:
        return None
    chosen, period = holding(day, form.today, form.begun)
    return {"query": form.query_for(chosen, period), "said": period.said}


def _title(made: Pack) -> str:
    return _("What I did, %s") % made.period.said


def _left() -> str:
    return _("%d more are kept and not shown here.")


def _stem(made: Pack) -> str:
    return f"evidence-{made.period.first:%Y-%m-%d}-{made.period.last:%Y-%m-%d}"

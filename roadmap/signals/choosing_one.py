"""If somebody can pay for only one: the answers stand in the address, so that it can be sent on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from certifications.overview import aims, only_one
from roadmap.lanes.audit.models import Posting, counted
from roadmap.lanes.models import Choice
from roadmap.lanes.owners import Owner
from roadmap.plan.models import Plan
from roadmap.signals import standing
from roadmap.signals.demand import demand
from roadmap.signals.forms import OnlyOneForm


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Ranks the certifications of a lane once it is asked; keeps nothing."""
    owner = Owner.of(request)
    asked = "weeks" in request.GET
    known = {**_known(owner.user), **request.GET.dict()}  # a link may bring the lane alone
    form = OnlyOneForm(request.GET if asked else None, initial=known, user=owner.user)
    postings = counted(list(Posting.objects.of(owner)))
    context = {
        "form": form,
        "postings": len(postings),
        "samples": any(posting.is_sample for posting in postings),
        "ranking": None,
    }
    if asked and form.is_valid():
        day = owner.user.today() if owner.user else timezone.localdate()
        held = standing.passed(owner.user, day) if owner.user else frozenset[str]()
        context["answers"] = answers = form.answers(held)
        context["ranking"] = only_one.rank(answers, demand(postings), day)
        context["aim"] = aims({owner.user.pk: day}).get(owner.user.pk) if owner.user else None
    return render(request, "roadmap/signals/only_one.html", context)


def _known(user: User | None) -> dict[str, object]:
    """What somebody said elsewhere: their lane, and the hours of their study block."""
    if user is None:
        return {}
    choice, plan = Choice.objects.current(user), Plan.objects.current(user)
    lane = {"lane": choice.primary} if choice else {}
    hours = {"hours": f"{plan.study_a_week / 60:.2g}"} if plan and plan.study_a_week else {}
    return {**lane, **hours}

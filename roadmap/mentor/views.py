"""A mentor's links, for whoever makes them: who has one, what they answered, and the way back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, in_turn
from common.shared_links import SentAgain
from delivery.content import absolute
from roadmap.mentor.forms import MentorForm
from roadmap.mentor.models import Advice, Mentor


@login_required
@require_safe
def mentors(request: Request) -> HttpResponse:
    """Who sees the month, and what they would drop."""
    return _page(request, MentorForm(user=request.user, now=timezone.now()))


@login_required
@require_POST
@in_turn
def add(request: Request) -> HttpResponse:
    """A link for one more."""
    form = MentorForm(request.POST, user=request.user, now=timezone.now())
    if not form.is_valid():
        return _page(request, form)
    made = form.save()
    messages.success(request, _("The link is made. Send it to %(name)s.") % {"name": made.name})
    return redirect(f"{reverse('mentors')}#mentor-{made.pk}")


@login_required
@require_POST
@in_turn
def revoke(request: Request, pk: int) -> HttpResponse:
    """It opens nothing from now on. What was answered stays."""
    mentor = _own(request, pk)
    mentor.revoke(timezone.now())
    said = _("%(name)s’s link is taken back. What they answered stays.")
    messages.success(request, said % {"name": mentor.name})
    return redirect("mentors")


@login_required
@require_POST
@in_turn
def resend(request: Request, pk: int) -> HttpResponse:
    """The same address holds as long again, once."""
    mentor, now = _own(request, pk), timezone.now()
    if mentor.revoked_at is not None:
        messages.info(request, _("This link is taken back. Make another one."))
        return redirect("mentors")
    try:
        mentor.resend(now, mentor.lasts)
    except SentAgain:
        messages.info(request, _("It was sent again before. Nobody is asked three times."))
        return redirect("mentors")
    messages.success(request, _("It holds as long again. Send the words below once more."))
    return redirect(f"{reverse('mentors')}#mentor-{mentor.pk}")


def _own(request: Request, pk: int) -> Mentor:
    """The one gate: another person's link is no such page."""
    mentor: Mentor = get_object_or_404(Mentor.objects.for_user(request.user), pk=pk)
    return mentor


def _page(request: Request, form: MentorForm) -> HttpResponse:
    now = timezone.now()
    said = Prefetch("advice", Advice.objects.select_related("milestone"))
    rows = Mentor.objects.for_user(request.user).prefetch_related(said)
    shown = [
        {
            "mentor": mentor,
            "is_open": mentor.is_open(now),
            "days": (now - mentor.created_at).days,
            "address": absolute(reverse("mentor-page", args=[mentor.token])),
        }
        for mentor in rows
    ]
    context = {
        "form": form,
        "open": [one for one in shown if one["is_open"]],
        "closed": [one for one in shown if not one["is_open"]],
    }
    return render(request, "roadmap/mentor/mentors.html", context)

"""The page behind a mentor's link: it works signed out, GET changes nothing, and nothing of it is
kept or sent on by a browser."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from common.link_pages import status_of, unlisted
from common.links import LinkError, LinkExpired
from common.shared_links import LinkRevoked
from roadmap.mentor import seen
from roadmap.mentor.forms import AdviceForm
from roadmap.mentor.models import Advice, Mentor
from roadmap.plan.models import Plan

Page = Callable[[HttpRequest, Mentor], HttpResponse]


def by_link(view: Page) -> Callable[..., HttpResponse]:
    """The mentor whose link it is; a link that opens nothing gets a page that says so."""

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        try:
            mentor = Mentor.find(token, timezone.now())
        except LinkError as error:
            return unlisted(_closed(request, error), has_forms=True)
        with timezone.override(mentor.user.zone):
            return unlisted(view(request, mentor), has_forms=True)

    return answer


@require_http_methods(["GET", "HEAD"])
@by_link
def mentor_page(request: HttpRequest, mentor: Mentor) -> HttpResponse:
    """The line, the month under way, one question."""
    shown, plan = seen.of(mentor.user, mentor.user.today())
    last = _last(mentor, plan, shown.month)
    return _show(request, mentor, shown, last, AdviceForm(seen=shown, last=last))


@require_POST
@by_link
def mentor_answer(request: HttpRequest, mentor: Mentor) -> HttpResponse:
    """Which milestone they would drop; until the month ends they may say it anew."""
    now = timezone.now()
    shown, plan = seen.of(mentor.user, mentor.user.today(now))
    last = _last(mentor, plan, shown.month)
    form = AdviceForm(request.POST, seen=shown, last=last)
    if plan is None or not form.is_valid():
        return _show(request, mentor, shown, last, form)
    form.save(mentor, plan, shown.month, now)
    return redirect("mentor-page", _token(request))


def _token(request: HttpRequest) -> str:
    """As it stands in the address: another one would open the same, and look like another."""
    match = request.resolver_match
    return str(match.kwargs["token"]) if match else ""


def _last(mentor: Mentor, plan: Plan | None, month: int) -> Advice | None:
    """What they said of this month already."""
    if plan is None:
        return None
    return Advice.objects.of_month(month).filter(mentor=mentor, plan=plan).first()


def _show(
    request: HttpRequest,
    mentor: Mentor,
    shown: seen.Seen,
    last: Advice | None,
    form: AdviceForm,
) -> HttpResponse:
    context = {
        "name": mentor.name,
        "until": mentor.expires_at,
        "token": _token(request),
        "seen": shown,
        "last": last,
        "form": form,
    }
    return render(request, "roadmap/mentor/page.html", context)


def _closed(request: HttpRequest, error: LinkError) -> HttpResponse:
    why = {LinkRevoked: "revoked", LinkExpired: "expired"}.get(type(error), "broken")
    context = {"why": why}
    return render(request, "roadmap/mentor/closed.html", context, status=status_of(error))

"""The pages behind a nudge's links: they work signed out, and GET changes nothing.

Whoever holds a link can answer that block; they cannot sign in with it, and see nothing that was
written before.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from common.links import LinkError, LinkExpired
from roadmap.cadence import benches, checkins, nudges, studying, week
from roadmap.cadence.answers import WAKE, Action, BlockGone
from roadmap.cadence.due import Occurrence
from roadmap.cadence.forms import DoneForm, MoveForm, SkipForm
from roadmap.cadence.models import Answered, SkipReason
from roadmap.plan.models import Plan

View = Callable[[HttpRequest, str], HttpResponse]


def kind_to_old_links(view: View) -> View:
    """A link that opens nothing gets a page that says what to do."""

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        try:
            return view(request, token)
        except LinkExpired:
            return _closed(request, "old", 410)
        except BlockGone:
            return _closed(request, "gone", 410)
        except LinkError:
            return _closed(request, "broken", 404)

    return require_http_methods(["GET", "HEAD", "POST"])(answer)


@kind_to_old_links
def open_block(request: HttpRequest, token: str) -> HttpResponse:
    """The task and two lines to fill; the owner's own page when they are signed in."""
    found = Action.OPEN.occurrence(token)
    if request.method != "POST" and _is_owner(request, found):
        return redirect("block", found.week, found.block.kind)
    return _fill(request, found, "open")


@kind_to_old_links
def done(request: HttpRequest, token: str) -> HttpResponse:
    """A button, and the two lines for who wants them."""
    return _fill(request, Action.DONE.occurrence(token), "done")


@kind_to_old_links
def skip(request: HttpRequest, token: str) -> HttpResponse:
    """Five reasons as buttons."""
    found = Action.SKIP.occurrence(token)
    form = SkipForm(request.POST if request.method == "POST" else None)
    if found.is_answered:
        return _answered(request, found)
    if not form.is_valid():
        return _page(request, "skip", found, form=form, reasons=SkipReason.choices)
    try:
        checkins.skip(found, form.chosen(), timezone.now())
    except Answered:
        return _answered(request, found)
    return _page(request, "thanks", found, did="skipped")


@kind_to_old_links
def move(request: HttpRequest, token: str) -> HttpResponse:
    """Another day and time."""
    found, now = Action.MOVE.occurrence(token), timezone.now()
    if found.is_answered:
        return _answered(request, found)
    days = checkins.days_to_move(found, found.block.user.today(now))
    data = request.POST if request.method == "POST" else None
    form = MoveForm(data, found=found, days=days, now=now)
    if not form.is_valid():
        return _page(request, "move", found, form=form, days=days)
    try:
        moved = checkins.move(found, form.cleaned_data["on"], form.cleaned_data["at"], now)
    except Answered:
        return _answered(request, found)
    return _page(request, "thanks", found, did="moved", moved=moved)


@kind_to_old_links
def silence(request: HttpRequest, token: str) -> HttpResponse:
    """No more mail about this block."""
    block, _week = Action.SILENCE.block(token)
    if request.method == "POST":
        block.hush(silenced=True)
    return render(request, "roadmap/cadence/from_mail/silence.html", {"mine": block})


@kind_to_old_links
def wake(request: HttpRequest, token: str) -> HttpResponse:
    """Every mail again, for somebody whose mails became few."""
    user = WAKE.user(token)
    if request.method == "POST":
        nudges.wake(user, timezone.now())
    context = {"woken": request.method == "POST"}
    return render(request, "roadmap/cadence/from_mail/wake.html", context)


def _fill(request: HttpRequest, found: Occurrence, page: str) -> HttpResponse:
    """The two lines. What is there already is neither shown nor written over."""
    if found.is_answered:
        return _answered(request, found)
    user, now = found.block.user, timezone.now()
    blank = Occurrence(found.block, found.week, found.on, found.at)
    data = request.POST if request.method == "POST" else None
    today = user.today(now)
    bench = benches.of(user, Plan.objects.current(user), today)
    task = week.task_in(bench, found)
    study = studying.of(blank, bench.aim if bench else None, task, today)
    form = DoneForm(data, found=blank, today=today, task=task, study=study)
    if not form.is_valid():
        return _page(request, page, found, form=form, task=task)
    try:
        checkins.answer(found, form.words(), now, task, form.ticked())
    except Answered:
        return _answered(request, found)
    return _page(request, "thanks", found, did="done")


def _is_owner(request: HttpRequest, found: Occurrence) -> bool:
    return request.user.is_authenticated and request.user.pk == found.block.user_id


def _answered(request: HttpRequest, found: Occurrence) -> HttpResponse:
    """The link was used, or the block answered elsewhere."""
    return _page(request, "answered", found)


def _page(request: HttpRequest, name: str, found: Occurrence, **more: object) -> HttpResponse:
    context = {"found": found, **more}
    return render(request, f"roadmap/cadence/from_mail/{name}.html", context)


def _closed(request: HttpRequest, why: str, status: int) -> HttpResponse:
    return render(request, "roadmap/cadence/from_mail/closed.html", {"why": why}, status=status)

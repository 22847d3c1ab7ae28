"""The week and its blocks, for the signed-in person."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from accounts.models import User
from common import weeks
from common.http import back_to
from portfolio import overview as portfolio
from roadmap.cadence import (
    benches,
    calendar,
    casework,
    checkins,
    returns,
    studying,
    telling,
    toward,
    twelve,
    week,
)
from roadmap.cadence.casework import Work
from roadmap.cadence.due import WEEK, Occurrence
from roadmap.cadence.forms import DoneForm, MoveForm, SkipForm
from roadmap.cadence.models import Answered, SkipReason
from roadmap.cadence.telling import Turn
from roadmap.cadence.week import PickUp
from roadmap.plan.blocks import BlockKind
from roadmap.plan.current import Task
from roadmap.plan.models import Plan


@login_required
@require_safe
def this_week(request: Request) -> HttpResponse:
    """What became of this week?"""
    return _week_page(request, weeks.week_of(request.user.today()))


@login_required
@require_safe
def any_week(request: Request, monday: date) -> HttpResponse:
    """Another week."""
    if not week.is_near(monday, request.user.today()):
        raise Http404
    return _week_page(request, monday)


def _week_page(request: Request, monday: date) -> HttpResponse:
    user, today = request.user, request.user.today()
    plan = Plan.objects.latest_of(user)
    context = {
        "plan": plan,
        "week": week.view(user, plan, monday, today),
        "picture": twelve.picture(user, plan, twelve.last_week(monday, today), today),
        "this": weeks.week_of(today),
        "before": monday - WEEK,
        "after": monday + WEEK,
    }
    return render(request, "roadmap/cadence/week.html", context)


@login_required
@require_safe
def calendar_file(request: Request) -> HttpResponse:
    """The coming weeks, to be taken into a calendar."""
    plan = Plan.objects.current(request.user)
    body = calendar.file(request.user, plan, timezone.now())
    return HttpResponse(
        body,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="forte.ics"'},
    )


@login_required
@require_safe
def block(request: Request, monday: date, kind: str) -> HttpResponse:
    """One block: what it is for, where it stopped, two lines to fill."""
    return _block_page(request, _found(request, monday, kind))


@login_required
@require_POST
def done(request: Request, monday: date, kind: str) -> HttpResponse:
    """It took place."""
    found = _found(request, monday, kind)
    user, today = request.user, request.user.today()
    bench = benches.of(user, Plan.objects.current(user), today)
    task = week.task_in(bench, found)
    study = studying.of(found, bench.aim if bench else None, task, today)
    form = DoneForm(request.POST, found=found, today=today, task=task, study=study)
    if not form.is_valid():
        return _block_page(request, found, done=form)
    checkins.done(found, form.words(), timezone.now(), task, form.ticked())
    if form.is_unticked():
        checkins.unfinish(found)
    messages.success(request, _("%(block)s is done.") % {"block": _name(found)})
    return redirect(back_to(request, reverse("week-other", args=[monday])))


@login_required
@require_POST
def skip(request: Request, monday: date, kind: str) -> HttpResponse:
    """It did not take place."""
    found = _found(request, monday, kind)
    form = SkipForm(request.POST)
    if not form.is_valid():
        return _block_page(request, found, skip=form)
    try:
        checkins.skip(found, form.chosen(), timezone.now())
    except Answered:
        return _answered(request, found)
    messages.success(request, _("%(block)s is skipped.") % {"block": _name(found)})
    return redirect(back_to(request, reverse("week-other", args=[monday])))


@login_required
@require_POST
def move(request: Request, monday: date, kind: str) -> HttpResponse:
    """It takes place another time."""
    found, now = _found(request, monday, kind), timezone.now()
    days = checkins.days_to_move(found, request.user.today(now))
    form = MoveForm(request.POST, found=found, days=days, now=now)
    if not form.is_valid():
        return _block_page(request, found, move=form)
    try:
        checkins.move(found, form.cleaned_data["on"], form.cleaned_data["at"], now)
    except Answered:
        return _answered(request, found)
    messages.success(request, _("%(block)s is moved.") % {"block": _name(found)})
    return redirect(back_to(request, reverse("week-other", args=[monday])))


@login_required
@require_POST
def reopen(request: Request, monday: date, kind: str) -> HttpResponse:
    """Take the answer back; what was written stays."""
    found = _found(request, monday, kind)
    checkins.reopen(found)
    messages.success(request, _("%(block)s is open again.") % {"block": _name(found)})
    return redirect("block", monday, kind)


def _found(request: Request, monday: date, kind: str) -> Occurrence:
    """The block of that week, if it is theirs and has a place in it."""
    near = week.is_near(monday, request.user.today())
    found = checkins.find(request.user, monday, kind) if near else None
    if found is None:
        raise Http404
    return found


def _answered(request: Request, found: Occurrence) -> HttpResponse:
    messages.info(request, _("%(block)s has an answer already.") % {"block": _name(found)})
    return redirect("block", found.week, found.block.kind)


def _name(found: Occurrence) -> str:
    return found.block.get_kind_display()


def _note(user: User, found: Occurrence) -> PickUp | None:
    """The last lab note, which a story block tells."""
    is_story = found.block.kind == BlockKind.STORY
    return week.lab_notes([user.pk]).get(user.pk) if is_story else None


def _work(
    found: Occurrence, plan: Plan | None, task: Task | None, today: date
) -> tuple[Work | None, Turn | None]:
    """What is next in a case study, or what waits to be told where nothing is, as the mail says
    it."""
    if found.block.kind == BlockKind.STUDY:
        return None, None
    user = found.block.user_id
    month = plan.month_on(max(found.on, today)) if plan and not plan.ended_on else None
    shelf = portfolio.case_studies({user: today})[user]
    kind = BlockKind(found.block.kind)
    work = casework.of(shelf, kind, month, has_task=task is not None)
    return work, telling.of(found, work is not None, today)


def _block_page(
    request: Request,
    found: Occurrence,
    *,
    done: DoneForm | None = None,
    skip: SkipForm | None = None,
    move: MoveForm | None = None,
) -> HttpResponse:
    """The page with its forms, those that were sent and wrong as they were typed."""
    user, now = request.user, timezone.now()
    today = user.today(now)
    plan = Plan.objects.latest_of(user)
    bench = benches.of(user, plan, today)
    words = week.pick_ups([found.block])
    card = week.card(found.block, found.week, found.check_in, week.pauses_of(plan), bench, words)
    days = checkins.days_to_move(found, today)
    study = studying.of(found, bench.aim if bench else None, card.task, today)
    work, turn = _work(found, plan, card.task, today)
    context = {
        "plan": plan,
        "card": card,
        "task": card.task,
        "note": _note(user, found),
        "returns": returns.of(found.check_in, plan) if found.check_in else [],
        "work": work,
        "turn": turn,
        "toward": toward.at(bench, found, card.task, week.pauses_of(plan)),
        "done": done
        or DoneForm(found=found, today=today, task=card.task, bench=bench, study=study),
        "skip": skip,
        "reasons": SkipReason.choices,
        "move": move or (MoveForm(found=found, days=days, now=now) if days else None),
    }
    return render(request, "roadmap/cadence/block.html", context)

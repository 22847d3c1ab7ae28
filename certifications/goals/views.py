"""The goals in their order, one goal with its study plan, and making a certification one."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request, in_turn
from accounts.models import User
from certifications.catalogue import catalog
from certifications.catalogue.models import Certification
from certifications.goals import aiming
from certifications.goals.aiming import Made
from certifications.goals.editions import Edition, edition
from certifications.goals.forms import MinutesForm
from certifications.goals.look import Look, look
from certifications.goals.models import Goal, StudyMinutes
from certifications.goals.owned import action, own_goal
from certifications.goals.progress import Progress, is_sat, progress


@dataclass(frozen=True, slots=True)
class Line:
    """A goal as the list shows it."""

    goal: Goal
    progress: Progress
    edition: Edition | None
    is_sat: bool


@login_required
@require_safe
def goals(request: Request) -> HttpResponse:
    """What somebody is after, in their own order; then what is passed and what was let go."""
    every = list(Goal.objects.for_user(request.user).with_exam().select_related("credential"))
    still_open = [goal for goal in every if goal.is_open]
    context = {
        "lines": _lines(still_open, request.user),
        "passed": [goal for goal in every if goal.state == Goal.State.PASSED],
        "let_go": [goal for goal in every if goal.state == Goal.State.LET_GO],
    }
    return render(request, "certifications/goals/goals.html", context)


def _lines(goals: list[Goal], user: User) -> list[Line]:
    today = user.today()
    studied = StudyMinutes.objects.by_domain([goal.pk for goal in goals])
    return [_line(goal, progress(goal, studied[goal.pk], today), today) for goal in goals]


def _line(goal: Goal, done: Progress, today: date) -> Line:
    known = goal.certification.facts
    said = edition(known, done.version, goal.exam_on, today) if known and done.version else None
    return Line(goal, done, said, is_sat(goal, today))


@login_required
@require_safe
def goal(request: Request, pk: int) -> HttpResponse:
    """One goal: where it stands, its exam, and what each study block is for until then."""
    mine = own_goal(request, pk)
    found = look(mine, request.user.today())
    return page(request, found, minutes_form(request, found))


def minutes_form(request: Request, found: Look, data: object = None) -> MinutesForm:
    """Empty, or bound to what was sent."""
    following = found.progress.following
    return MinutesForm(
        data,
        instance=StudyMinutes(goal=found.goal),
        domains=[part.name for part in found.progress.parts],
        following=following.name if following else "",
        today=request.user.today(),
    )


def page(request: Request, found: Look, form: MinutesForm) -> HttpResponse:
    """The goal's page with the form for study that no block knows of."""
    context = {
        "standing": found,
        "goal": found.goal,
        "form": form,
        "study": found.goal.study.order_by("-on", "-pk"),
        "trainings": found.goal.trainings.all(),
        "as_of": catalog.catalogue().meta.as_of,
    }
    return render(request, "certifications/goals/goal.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def aim(request: Request, slug: str) -> HttpResponse:
    """Make a certification a goal. Who comes here by a link (after signing in) only looks."""
    certification = get_object_or_404(Certification, slug=slug)
    if request.method != "POST":
        mine = Goal.objects.for_user(request.user).open().filter(certification=certification)
        return redirect("goal", mine[0].pk) if mine else _ask(request, certification)
    today = request.user.today()
    known = certification.facts
    if known is None or known.is_retired(today):
        return _ask(request, certification, status=409)
    aimed = aiming.aim(request.user, certification, today)
    messages.success(request, _said(aimed))
    return redirect("goal", aimed.goal.pk)


def _ask(request: Request, certification: Certification, status: int = 200) -> HttpResponse:
    known = certification.facts
    gone = known is None or known.is_retired(request.user.today())
    instead = catalog.catalogue().credentials.get(known.replaced_by) if known else None
    context = {"certification": certification, "known": known, "gone": gone, "instead": instead}
    return render(request, "certifications/goals/aim.html", context, status=status)


def _said(aimed: aiming.Aimed) -> str:
    if aimed.made is Made.TAKEN_UP and aimed.goal.let_go_on:
        return _("Taken up again. You let it go on %(day)s: “%(why)s”.") % {
            "day": formats.date_format(aimed.goal.let_go_on, "j F Y"),
            "why": aimed.goal.let_go_why,
        }
    if aimed.made is Made.WAS_THERE:
        return _("It is your goal already.")
    return _("It is your goal now. A date for the exam makes it a plan.")


@action
def up(request: Request, goal: Goal) -> str | None:
    aiming.move(goal, -1)
    return None


@action
def down(request: Request, goal: Goal) -> str | None:
    aiming.move(goal, 1)
    return None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def remove(request: Request, pk: int) -> HttpResponse:
    """A goal made by mistake, with everything kept for it. A GET says what goes."""
    mine = own_goal(request, pk)
    if request.method == "POST":
        aiming.remove(mine)
        messages.success(request, _("The goal is removed."))
        return redirect("goals")
    minutes = sum(StudyMinutes.objects.by_domain([pk])[pk].values())
    context = {"goal": mine, "minutes": minutes}
    return render(request, "certifications/goals/remove.html", context)

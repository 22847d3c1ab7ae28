"""Where what was written at a check-in comes back: said beside it, with the dates."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from certifications.models import StudyMinutes
from common import weeks
from delivery.models import Mail
from roadmap.cadence import due, week
from roadmap.cadence.due import WEEK, Pauses
from roadmap.cadence.models import Block, CheckIn, Nudge
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Plan


@dataclass(frozen=True, slots=True)
class Return:
    """One place: a sentence, and the address where it can be seen, if there is one."""

    said: str
    url: str = ""


def of(check_in: CheckIn, plan: Plan | None) -> list[Return]:
    """Every place the words of an answered block come back to, the first one first."""
    if not check_in.is_answered or check_in.answered_at is None:
        return []
    found = []
    block = check_in.block
    pauses = week.pauses_of(plan)
    if check_in.pick_up and block.kind != BlockKind.STORY:  # a story's mail has the lab note
        found.append(_mail(check_in, block, pauses))
    if block.kind == BlockKind.LAB and (check_in.exists_now or check_in.pick_up):
        story = Block.objects.filter(user=block.user_id, kind=BlockKind.STORY, active=True).first()
        found.append(_mail(check_in, story, pauses) if story else None)
    if plan is not None and check_in.done_on and (check_in.exists_now or check_in.pick_up):
        found.append(_close(plan, check_in, check_in.done_on))
    if check_in.study is not None:
        found.append(_goal(check_in.study))
    if check_in.source and block.kind == BlockKind.STUDY:
        found.append(Return(_("It stands among your reading notes."), reverse("reading-notes")))
    return [one for one in found if one is not None]


def _mail(check_in: CheckIn, block: Block, pauses: Pauses) -> Return | None:
    """The mail of ``block`` that opens with it: the one that went, else the one to come. None when
    newer words took its place before."""
    names = {"block": str(BlockKind(block.kind).label).lower()}
    went = (
        Nudge.objects.filter(
            block=block, due_at__gt=check_in.answered_at, mail__state=Mail.State.SENT
        )
        .order_by("due_at")
        .first()
    )
    newer = CheckIn.objects.done().filter(block=check_in.block, done_on__gt=check_in.done_on)
    newer = newer.exclude(pick_up="", exists_now="")
    if went is not None:
        if newer.filter(answered_at__lt=went.due_at).exists():
            return None
        day = formats.date_format(went.due_at.astimezone(block.user.zone), "j F")
        return Return(_("It opened the %(block)s mail of %(day)s.") % {**names, "day": day})
    coming = _next_on(check_in, block, pauses)
    if coming is None or block.silenced or newer.exists():
        return None
    day = formats.date_format(coming, "l, j F")
    return Return(_("It opens the %(block)s mail of %(day)s.") % {**names, "day": day})


def _next_on(check_in: CheckIn, block: Block, pauses: Pauses) -> date | None:
    """The day of the first occurrence of ``block`` after this one, pauses left out."""
    on = check_in.done_on or check_in.planned_on
    is_same = block.pk == check_in.block_id
    first = max(weeks.week_of(on), check_in.week + WEEK) if is_same else weeks.week_of(on)
    for monday in due.weeks_of(block, first):
        day = block.planned_on(monday)
        if (day > on or is_same) and not any(start <= day <= end for start, end in pauses):
            return day
    return None


def _goal(study: StudyMinutes) -> Return:
    """The goal whose exam its minutes were for."""
    words = {"exam": study.goal.certification.name}
    url = reverse("goal", args=[study.goal_id])
    return Return(_("Its minutes are counted for %(exam)s.") % words, url)


def _close(plan: Plan, check_in: CheckIn, day: date) -> Return | None:
    """The close of the plan's month it belongs to."""
    if not plan.calendar.start <= day <= plan.calendar.last_day:
        return None
    month = plan.month_on(day)
    name = {"month": formats.date_format(plan.calendar.window(month).label, "F")}
    url = reverse("plan-close", args=[month])
    closed = next((close.closed_at for close in plan.closes.all() if close.month == month), None)
    if closed is None:
        return Return(_("It stands in the draft of %(month)s’s close.") % name, url)
    if check_in.answered_at is None or check_in.answered_at > closed:
        return None  # written afterwards
    return Return(_("It was in the draft of %(month)s’s close.") % name, url)

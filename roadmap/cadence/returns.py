"""Where what was written at a check-in comes back: said beside it, with the dates."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from common import weeks
from delivery.models import Mail
from roadmap.cadence import due
from roadmap.cadence.due import WEEK
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
    found = []
    block = check_in.block
    is_lab = block.kind == BlockKind.LAB
    if check_in.pick_up and block.kind != BlockKind.STORY:  # a story's mail has the lab note
        found.append(_mail(check_in, block))
    if is_lab and (check_in.exists_now or check_in.pick_up):
        story = Block.objects.filter(user=block.user_id, kind=BlockKind.STORY, active=True).first()
        found.append(_mail(check_in, story) if story else None)
    if plan is not None and check_in.done_on and (check_in.exists_now or check_in.pick_up):
        found.append(_close(plan, check_in.done_on))
    return [one for one in found if one is not None]


def _mail(check_in: CheckIn, block: Block) -> Return | None:
    """The mail of ``block`` that opens with it: the one that went, else the one to come."""
    names = {"block": str(BlockKind(block.kind).label).lower()}
    after = check_in.answered_at
    went = (
        Nudge.objects.filter(block=block, due_at__gt=after, mail__state=Mail.State.SENT)
        .order_by("due_at")
        .first()
    )
    if went is not None and block.pk:
        day = formats.date_format(went.due_at.astimezone(block.user.zone), "j F")
        return Return(_("It opened the %(block)s mail of %(day)s.") % {**names, "day": day})
    coming = _next_on(check_in, block)
    if coming is None or block.silenced:
        return None
    day = formats.date_format(coming, "l, j F")
    return Return(_("It opens the %(block)s mail of %(day)s.") % {**names, "day": day})


def _next_on(check_in: CheckIn, block: Block) -> date | None:
    """The day of the first occurrence of ``block`` after this one."""
    on = check_in.done_on or check_in.planned_on
    first = weeks.week_of(on)
    if block.pk == check_in.block_id:
        first = max(first, check_in.week + WEEK)
    days = (block.planned_on(week) for week in due.weeks_of(block, first))
    return next((day for day in days if day > on or block.pk == check_in.block_id), None)


def _close(plan: Plan, day: date) -> Return | None:
    """The close of the plan's month it belongs to."""
    if not plan.calendar.start <= day <= plan.calendar.last_day:
        return None
    month = plan.month_on(day)
    name = {"month": formats.date_format(plan.calendar.window(month).label, "F")}
    url = reverse("plan-close", args=[month])
    if any(close.month == month for close in plan.closes.all()):
        return Return(_("It was in the draft of %(month)s’s close.") % name, url)
    return Return(_("It stands in the draft of %(month)s’s close.") % name, url)

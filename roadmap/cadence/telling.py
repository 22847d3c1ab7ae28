"""A win that is worth its whole story, for the story block: where a case study has nothing for it
to do. It is asked for once: a block that took place has asked, and so has a person who said "not
this one". Looking at a page and writing a mail ask nothing yet."""

from datetime import date

from portfolio.models import Win
from portfolio.overview import Worth, case_studies, to_tell
from roadmap.cadence import casework
from roadmap.cadence.due import Occurrence
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Plan


def of(found: Occurrence, is_busy: bool, today: date) -> Worth | None:
    """What a block can tell, read for it alone. ``is_busy``: a case study has work for it."""
    if is_busy or found.block.kind != BlockKind.STORY:
        return None
    user = found.block.user_id
    return to_tell({user: today}).get(user)


def asked(found: Occurrence, has_task: bool, today: date) -> None:
    """The block took place: what it offered was asked for. Call it in a transaction."""
    one = of(found, False, today)
    if one is None:
        return
    user = found.block.user_id
    plan = Plan.objects.current(found.block.user)
    month = plan.month_on(max(found.on, today)) if plan else None
    shelf = case_studies({user: today})[user]
    if casework.of(shelf, BlockKind.STORY, month, has_task=has_task) is None:
        Win.objects.filter(user=user, pk=one.pk).ask(today)

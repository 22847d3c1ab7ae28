"""What the money page says about the order, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from certifications.catalogue import catalog
from certifications.money.budget_year import year_of
from certifications.money.models import Budget
from certifications.money.sequence import Change, Flag, Item, LeftOut, Order, Reason, Step
from common import metrics


@dataclass(frozen=True, slots=True)
class Line:
    """A step as the page shows it."""

    item: Item
    when: str
    booked: bool
    sentences: tuple[str, ...]
    date_passed: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """An item that does not fit, and what can be done about it."""

    item: Item
    why: str
    move: Item | None
    """What can be put before it."""
    missing: tuple[tuple[str, str], ...]
    """Slug and name of each certification that would do."""


def month(day: date) -> str:
    """``March 2027``."""
    return formats.date_format(day, "F Y")


def full(day: date) -> str:
    """``12 March 2027``."""
    return formats.date_format(day, "j F Y")


def names(slugs: tuple[str, ...]) -> str:
    """``CKA``, or ``A or B`` where either will do."""
    return _(" or ").join(_name(slug) for slug in slugs)


def _name(slug: str) -> str:
    known = catalog.catalogue().credentials.get(slug)
    return known.title if known else slug


def lines(order: Order, budget: Budget) -> list[Line]:
    """The steps by their day; those of one day in the person's order."""
    steps = sorted(order.steps, key=lambda step: step.on)
    return [
        Line(
            item=step.item,
            when=full(step.on) if step.item.booked else month(step.on),
            booked=step.item.booked is not None,
            sentences=tuple(_sentences(step, budget)),
            date_passed=Flag.DATE_PASSED in step.flags,
        )
        for step in steps
    ]


def _sentences(step: Step, budget: Budget) -> Iterator[str]:
    for flag in step.flags:
        yield _flag(flag, step, budget)
    if not step.item.knows_cost:
        yield _("No price of it is known. Say what it costs, so that the budget counts it.")


def _flag(flag: Flag, step: Step, budget: Budget) -> str:
    item = step.item
    if flag is Flag.WAITS_FOR_MONEY:
        said = {"ready": month(step.ready), "year": year_of(step.on, budget.starts_month)}
        return _("You are ready in %(ready)s. The money is there in the budget of %(year)s.") % said
    if flag is Flag.WISH_MISSED and item.wished:
        return _("You wish for %s. Study and money get you there later.") % full(item.wished)
    if flag is Flag.EXAM_ENDS and item.until:
        return _(
            "The exam this goal is for ends on %s. Take it earlier, or study for what follows it."
        ) % full(item.until)
    if flag is Flag.EXAM_OVER and item.until:
        return _(
            "The exam this goal is for could be sat until %s. The goal’s page says what follows."
        ) % full(item.until)
    if flag is Flag.DATE_PASSED:
        return _("That day has passed. Say what became of it.")
    if flag is Flag.STUDY_SHORT:
        return _("At this pace its study takes until %s.") % month(step.ready)
    if flag is Flag.BOOKED_WITHOUT:
        lacks = _(", and ").join(names(group) for group in step.lacks)
        return _("It asks for %s, and nothing here says that you hold it by then.") % lacks
    year = year_of(step.on, budget.starts_month)
    return _("With what is paid and booked, %s costs more than it may.") % year


def refusals(order: Order, budget: Budget) -> list[Refusal]:
    """What does not fit, and why."""
    return [
        Refusal(
            item=left.item,
            why=_why(left, budget),
            move=left.behind if left.reason is Reason.LACKS_LATER else None,
            missing=tuple((slug, _name(slug)) for slug in left.lacks)
            if left.reason is Reason.LACKS
            else (),
        )
        for left in order.left_out
    ]


def _why(left: LeftOut, budget: Budget) -> str:
    if left.reason is Reason.GONE:
        return _("It cannot be earned any more, or has left our catalogue. Its page says more.")
    if left.reason is Reason.TOO_DEAR:
        yearly = budget.yearly or Decimal(0)
        return _("It costs you %(cost)s, and a whole year may cost %(yearly)s.") % {
            "cost": metrics.money(left.item.cost, budget.currency),
            "yearly": metrics.money(yearly, budget.currency),
        }
    if left.reason is Reason.LACKS:
        return _("It asks for %s first, which you neither hold nor plan.") % names(left.lacks)
    behind = left.behind.name if left.behind else ""
    if left.reason is Reason.LACKS_LATER:
        return _("It asks for %s first, which stands later in your order.") % behind
    return _("It asks for %s first, which does not fit either.") % behind


def change(one: Change) -> str:
    """What becomes of an exam when another is dropped."""
    if one.becomes is None:
        return _("%s no longer fits: it asks for what you would drop.") % one.item.name
    if one.was is None:
        said = {"name": one.item.name, "month": month(one.becomes)}
        return _("%(name)s fits, in %(month)s.") % said
    said = {"name": one.item.name, "was": month(one.was), "becomes": month(one.becomes)}
    return _("%(name)s comes in %(becomes)s in place of %(was)s.") % said

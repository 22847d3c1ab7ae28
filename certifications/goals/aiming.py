"""Making a certification one's goal, and the order in which somebody is after theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.module_loading import import_string

from accounts.models import User
from certifications.catalogue.models import Certification
from certifications.goals.models import Goal


class Made(Enum):
    """What became of aiming at a certification."""

    NEW = "new"
    TAKEN_UP = "taken-up"
    WAS_THERE = "was-there"


@dataclass(frozen=True, slots=True)
class Aimed:
    goal: Goal
    made: Made


@transaction.atomic
def aim(user: User, certification: Certification, today: date) -> Aimed:
    """The goal for ``certification``: the open one, the one that was let go, else a new one at the
    end of their order, for the exam that can be taken today."""
    User.objects.hold(user)
    mine = Goal.objects.for_user(user).filter(certification=certification)
    if goal := mine.open().first():
        return Aimed(goal, Made.WAS_THERE)
    if goal := mine.filter(state=Goal.State.LET_GO).order_by("let_go_on", "pk").last():
        goal.take_up()
        return Aimed(goal, Made.TAKEN_UP)
    known = certification.facts
    slug = known.latest(today).slug if known else ""
    last = Goal.objects.for_user(user).aggregate(last=Max("position"))["last"] or 0
    goal = Goal.objects.create(
        user=user,
        certification=certification,
        version=certification.versions.filter(slug=slug).first(),
        position=last + 1,
    )
    return Aimed(goal, Made.NEW)


@transaction.atomic
def move(goal: Goal, by: int) -> None:
    """``by`` places down the person's open goals, up when negative; no further than the end."""
    User.objects.hold(goal.user)
    order = list(Goal.objects.for_user(goal.user).open())
    if goal not in order:
        return
    at = order.index(goal)
    order.insert(max(0, at + by), order.pop(at))
    for position, one in enumerate(order, start=1):
        one.position = position
    Goal.objects.bulk_update(order, ["position"])


@transaction.atomic
def take_up(goal: Goal) -> Goal | None:
    """After it again. Where the same certification was made a goal meanwhile, that one is the
    answer and nothing changes."""
    User.objects.hold(goal.user)
    if other := open_rival(goal):
        return other
    goal.take_up()
    return None


@transaction.atomic
def remove(goal: Goal) -> None:
    """It and everything kept for it. Those above who have something in it take it back first."""
    User.objects.hold(goal.user)
    for path in settings.ON_GOAL_REMOVAL:
        tell: Callable[[Goal], None] = import_string(path)
        tell(goal)
    goal.delete()


def open_rival(goal: Goal) -> Goal | None:
    """Another open goal of the same person for the same certification."""
    others = Goal.objects.for_user(goal.user).open().exclude(pk=goal.pk)
    return others.filter(certification=goal.certification_id).first()

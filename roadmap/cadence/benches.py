"""What there is to choose from for each person's blocks: the plan, what is finished, the exam they
study for, and what is to be proven first. For many people in a constant number of queries."""

from collections.abc import Collection, Mapping
from datetime import date

from accounts.models import User
from certifications import overview
from roadmap.cadence import progress
from roadmap.plan.current import Bench, ToProve
from roadmap.plan.models import Milestone, Plan
from roadmap.signals import standing
from roadmap.signals.guard import Guard


def of(user: User, plan: Plan | None, today: date) -> Bench | None:
    """One person's: while ``plan`` is under way, or they study for an exam."""
    return of_many([user], {user.pk: plan} if plan else {}, {user.pk: today}).get(user.pk)


def of_many(
    users: Collection[User], plans: Mapping[int, Plan], today: Mapping[int, date]
) -> dict[int, Bench]:
    """By person, of those who have a plan under way or an exam they study for. ``plans`` and
    ``today`` are by person too."""
    done, aims = progress.of_many(today), overview.aims(today)
    guards = standing.of_many(users, today)
    found = {}
    for user in users:
        plan = plans.get(user.pk)
        under_way = plan if plan is not None and plan.ended_on is None else None
        if under_way is None and user.pk not in aims:
            continue
        found[user.pk] = Bench(
            under_way,
            _milestones(under_way),
            today[user.pk],
            done[user.pk],
            aims.get(user.pk),
            to_prove(guards[user.pk]),
        )
    return found


def _milestones(plan: Plan | None) -> list[Milestone]:
    if plan is None:
        return []
    milestones = list(plan.milestones.all())
    for milestone in milestones:
        milestone.plan = plan  # the calendar is the plan's: one for all
    return milestones


def to_prove(guard: Guard) -> ToProve | None:
    """What the guard wants proven, while it speaks: as plain words for the floor below."""
    one = guard.credential
    if not guard.speaks or one is None:
        return None
    return ToProve(one.pk, one.name, one.paired, guard.reason)

"""Where somebody's money stands: their goals as values, the order that fits, and the years.

A constant number of queries, however many goals there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from accounts.models import User
from certifications.catalogue.models import Certification
from certifications.goals.models import Goal, StudyMinutes
from certifications.goals.progress import exam_of, progress
from certifications.money import costs, picture, sequence
from certifications.money.budget_year import BudgetYear
from certifications.money.costs import Cap, Cost, Money
from certifications.money.models import Budget, LabCost
from certifications.money.picture import Picture
from certifications.money.sequence import Item, Order

PACE_WEEKS = 12
ASSUMED = 180
"""Minutes of study a week, where no study block is set."""
FARTHEST = timedelta(days=20 * 366)
"""A wish further away than this says nothing about the order."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Minutes of study a week, and whether they come from the person's blocks."""

    minutes: int
    assumed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One goal with its money."""

    goal: Goal
    money: Money
    paid: tuple[Cost, ...]
    ahead: tuple[Cost, ...]

    @property
    def paid_sum(self) -> Decimal:
        return sum((cost.amount for cost in self.paid), costs.NOTHING)

    @property
    def ahead_sum(self) -> Decimal:
        return sum((cost.amount for cost in self.ahead), costs.NOTHING)

    @property
    def cap(self) -> Cap:
        return costs.cap(self.money.lab_spent, self.money.lab_cap)

    @property
    def over_cap(self) -> Decimal:
        return self.money.lab_spent - (self.money.lab_cap or costs.NOTHING)

    @property
    def is_shown(self) -> bool:
        """A goal that was let go stays while money went into it."""
        return self.goal.state != Goal.State.LET_GO or bool(self.paid)


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the money page shows."""

    budget: Budget
    rows: tuple[Row, ...]
    order: Order
    pace: Pace
    years: tuple[Picture, Picture]
    later: tuple[tuple[BudgetYear, Decimal], ...]
    """What the years after those cost."""
    running: tuple[LabCost, ...]
    held: frozenset[str]
    items: tuple[Item, ...]

    def without(self, key: int, today: date) -> Order:
        """The order if one goal were let go: what it has cost stays, what is to come does not."""
        rest = [item for item in self.items if item.key != key]
        return _order(self.budget, rest, self.held, self.rows, today)


def of(user: User, today: date) -> Standing:
    """Where the money of ``user`` stands ``today``."""
    budget, goals = Budget.objects.of(user), list(_goals(user))
    rows = tuple(row_of(goal, budget, today) for goal in goals)
    pace = pace_of(user, today)
    studied = StudyMinutes.objects.by_domain([goal.pk for goal in goals])
    items = tuple(
        _item(row, pace.minutes, studied[row.goal.pk], today) for row in rows if row.goal.is_open
    )
    held = _held(user, goals, today)
    order = _order(budget, items, held, rows, today)
    this = budget.year_of(today)
    paid = [cost for row in rows for cost in row.paid]
    planned = [_dated(cost, order) for row in rows for cost in row.ahead]
    return Standing(
        budget=budget,
        rows=tuple(row for row in rows if row.is_shown),
        order=order,
        pace=pace,
        years=(
            picture.draw(this, paid, planned, budget.yearly),
            picture.draw(this.following, paid, planned, budget.yearly),
        ),
        later=_later(order, this.following),
        running=tuple(lab for goal in goals for lab in goal.lab_costs.all() if lab.is_running),
        held=held,
        items=items,
    )


def row_of(goal: Goal, budget: Budget, today: date) -> Row:
    """One goal's money. Of many, with what ``_goals`` fetches along."""
    money = money_of(goal, budget, today)
    return Row(goal, money, tuple(costs.paid(money)), tuple(costs.ahead(money)))


def money_of(goal: Goal, budget: Budget, today: date) -> Money:
    """The money of ``goal`` as values."""
    known, version = goal.certification.facts, exam_of(goal, today)
    return Money(
        key=goal.pk,
        slug=goal.certification.slug,
        name=known.title if known else goal.certification.name,
        by_employer=goal.paid_by == Goal.Payer.EMPLOYER,
        is_open=goal.is_open,
        is_passed=goal.state == Goal.State.PASSED,
        fee=goal.fee,
        list_fee=budget.at_rate(version.price_usd if version else None),
        training=goal.training,
        travel=goal.travel,
        retake=goal.retake,
        lab_cap=goal.lab_cap,
        paid_on=goal.fee_paid_on,
        exam_on=goal.exam_on,
        sat_on=tuple(sorted(one.on for one in goal.sittings.all())),
        attempts=(known.attempts_included if known else None) or 1,
        labs=tuple((lab.on, lab.amount) for lab in goal.lab_costs.all()),
    )


def pace_of(user: User, today: date) -> Pace:
    """Minutes of study a week, from the blocks of the coming weeks where there are some."""
    ahead = getattr(settings, "STUDY_SITTINGS", "")
    until = today + timedelta(weeks=PACE_WEEKS)
    sittings = import_string(ahead)(user, today, until) if ahead else []
    minutes = costs.a_week(sittings, PACE_WEEKS)
    return Pace(minutes or ASSUMED, assumed=not minutes)


def _goals(user: User) -> QuerySet[Goal]:
    """The open ones in their person's order, then the others."""
    return (
        Goal.objects.for_user(user)
        .select_related("certification", "version")
        .prefetch_related("lab_costs", "sittings")
        .order_by("position", "pk")
    )


def _held(user: User, goals: Iterable[Goal], today: date) -> frozenset[str]:
    """The slugs of what somebody holds or has passed. As on a goal's page, what has expired and
    was no goal opens nothing."""
    passed = {goal.certification.slug for goal in goals if goal.state == Goal.State.PASSED}
    held = Certification.objects.held_by(user, today).values_list("slug", flat=True)
    return frozenset(passed.union(held))


def _item(row: Row, minutes_a_week: int, studied: Mapping[str, int], today: date) -> Item:
    goal, known = row.goal, row.goal.certification.facts
    done = progress(goal, studied, today)
    wished = goal.exam_on if goal.exam_on and goal.exam_on < today + FARTHEST else None
    booked = goal.state == Goal.State.BOOKED
    return Item(
        key=goal.pk,
        slug=row.money.slug,
        name=row.money.name,
        cost=costs.total(row.ahead),
        knows_cost=row.money.knows_fee or row.money.by_employer,
        weeks=costs.weeks(done.left, minutes_a_week),
        needs=known.prerequisites if known else (),
        booked=goal.exam_on and min(goal.exam_on, today + FARTHEST) if booked else None,
        wished=None if booked else wished,
        until=done.version.until if done.version else None,
        gone=known is None or known.is_retired(today),
    )


def _order(
    budget: Budget, items: Sequence[Item], held: frozenset[str], rows: Sequence[Row], today: date
) -> Order:
    spent: dict[date, Decimal] = defaultdict(Decimal)
    for row in rows:
        for cost in row.paid:
            if cost.on and not cost.by_employer:
                spent[cost.on] += cost.amount
    return sequence.place(items, held, today, budget.yearly, budget.starts_month, spent)


def _later(order: Order, after: BudgetYear) -> tuple[tuple[BudgetYear, Decimal], ...]:
    years = ((year, amount) for year, amount in sorted(order.used.items()) if year > after)
    return tuple((year, amount) for year, amount in years if amount)


def _dated(cost: Cost, order: Order) -> Cost:
    return Cost(cost.goal, cost.kind, cost.amount, order.day_of(cost.goal), cost.by_employer)

"""The order that fits a budget: random plans, each held against the three promises

What is placed never takes a year beyond its budget, what an exam asks for is held or comes before
it, and dropping any one exam makes no other one later that does not ask for it. The years, sums and
prerequisites are reckoned here anew, from days and amounts alone. Half of the plans ask for what is
also in them, so that the promises have something to break.
"""

import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from benchmarks.figures import Figure, main
from certifications.money import sequence
from certifications.money.sequence import Item, Order

PLANS, FAST = 20_000, 500
TODAY = date(2026, 11, 28)
SLUGS = ("kcna", "cka", "ckad", "cks", "ccsk", "ccsp", "focp", "terraform", "saa", "dva")
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody wants, and what they may spend."""

    items: tuple[Item, ...]
    held: frozenset[str]
    yearly: Decimal | None
    month: int
    spent: dict[date, Decimal]

    def placed(self, without: Item | None = None) -> Order:
        items = [item for item in self.items if item is not without]
        return sequence.place(items, self.held, TODAY, self.yearly, self.month, self.spent)


@dataclass(slots=True)
class Tally:
    """What was counted over all plans."""

    plans: int = 0
    placed: int = 0
    left_out: int = 0
    full: int = 0
    """Years of which a placed exam would not have fitted in once more."""
    drops: int = 0
    sooner: int = 0
    over_budget: list[str] = field(default_factory=list)
    without_prerequisite: list[str] = field(default_factory=list)
    delayed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def run(fast: bool) -> Sequence[Figure]:
    """The subset has a seed of its own, so that what fails once fails again; whole, each run looks
    at other plans."""
    wanted = FAST if fast else PLANS
    seed = 6 if fast else random.randrange(10**6)
    draw, tally, begun = random.Random(seed), Tally(), time.process_time()
    for number in range(wanted):
        look_at(drawn(draw), f"seed {seed}, plan {number}", tally)
    seconds = time.process_time() - begun
    return [
        Figure(
            "plans",
            f"{tally.plans:,}",
            f"{wanted:,}",
            tally.plans == wanted,
            counted=True,
            note=f"seed {seed}; {tally.placed:,} exams placed, {tally.left_out:,} left out, "
            f"{tally.full:,} years with no room for the next one",
        ),
        _none("years beyond their budget because of what was placed", tally.over_budget),
        _none("exams placed before what they ask for", tally.without_prerequisite),
        _none("exams neither placed nor left out with a reason, or both", tally.lost),
        _none(
            "exams that came later, or not at all, when another one was dropped",
            tally.delayed,
            f"{tally.drops:,} drops tried, {tally.sooner:,} made another one come sooner",
        ),
        Figure("time for a plan and all of its drops", f"{seconds / wanted * 1000:.1f} ms"),
    ]


def _none(name: str, found: Sequence[str], note: str = "") -> Figure:
    said = "; ".join(filter(None, [note, *found[:3]]))
    return Figure(name, str(len(found)), "0", not found, counted=True, note=said)


# --- Plans --------------------------------------------------------------------------------------


def drawn(draw: random.Random) -> Plan:
    """Up to ten exams, some booked, some dear, some of which ask for others."""
    slugs = draw.sample(SLUGS, draw.randint(0, len(SLUGS)))
    known = slugs if draw.random() < 0.5 else list(SLUGS)
    items = tuple(_item(draw, number, slug, known) for number, slug in enumerate(slugs))
    return Plan(
        items=items,
        held=frozenset(draw.sample(SLUGS, draw.randint(0, 2))),
        yearly=None if draw.random() < 0.1 else _amount(draw, 1500),
        month=draw.randint(1, 12),
        spent={_day(draw): _amount(draw, 400) for _ in range(draw.randint(0, 3))},
    )


def _item(draw: random.Random, key: int, slug: str, known: Sequence[str]) -> Item:
    asks = draw.choice((0, 0, 1, 2)) if known else 0
    return Item(
        key=key,
        slug=slug,
        name=slug.upper(),
        cost=_amount(draw, 900) if draw.random() < 0.9 else NOTHING,
        weeks=draw.randint(0, 40),
        needs=tuple(
            tuple(draw.sample(known, min(len(known), draw.randint(1, 2)))) for _ in range(asks)
        ),
        booked=_day(draw) if draw.random() < 0.2 else None,
        wished=_day(draw) if draw.random() < 0.2 else None,
        until=_day(draw) if draw.random() < 0.2 else None,
    )


def _amount(draw: random.Random, most: int) -> Decimal:
    return Decimal(draw.randint(0, most * 100)) / 100


def _day(draw: random.Random) -> date:
    return date(2026, 1, 1) + timedelta(days=draw.randrange(5 * 365))


# --- The promises -------------------------------------------------------------------------------


def look_at(plan: Plan, where: str, tally: Tally) -> None:
    """Hold one plan against each promise."""
    order = plan.placed()
    tally.plans += 1
    tally.placed += len(order.steps)
    tally.left_out += len(order.left_out)
    keys = [step.item.key for step in order.steps] + [one.item.key for one in order.left_out]
    if sorted(keys) != [item.key for item in plan.items]:
        tally.lost.append(where)
    _budgets(plan, order, where, tally)
    _prerequisites(plan, order, where, tally)
    for item in plan.items:
        _drop(plan, order, item, where, tally)


def _budget_year(day: date, month: int) -> int:
    """The year in which its budget year begins."""
    return day.year if day.month >= month else day.year - 1


def _budgets(plan: Plan, order: Order, where: str, tally: Tally) -> None:
    """What is paid or booked may exceed a year, and is said; what was placed may not."""
    fixed: dict[int, Decimal] = defaultdict(Decimal)
    placed: dict[int, Decimal] = defaultdict(Decimal)
    for day, amount in plan.spent.items():
        fixed[_budget_year(day, plan.month)] += amount
    for step in order.steps:
        sums = fixed if step.item.booked else placed
        sums[_budget_year(step.on, plan.month)] += step.item.cost
    if plan.yearly is None:
        return
    dearest = max((step.item.cost for step in order.steps), default=NOTHING)
    for year, amount in placed.items():
        tally.full += amount + fixed[year] + dearest > plan.yearly
        if amount and amount + fixed[year] > plan.yearly:
            tally.over_budget.append(f"{where}: {year}")


def _prerequisites(plan: Plan, order: Order, where: str, tally: Tally) -> None:
    """A booked exam keeps its day whatever it asks for; that is said."""
    for number, step in enumerate(order.steps):
        if step.item.booked:
            continue
        before = {one.item.slug for one in order.steps[:number] if one.on <= step.on}
        if not all((plan.held | before) & set(group) for group in step.item.needs):
            tally.without_prerequisite.append(f"{where}: {step.item.slug}")


def _drop(plan: Plan, before: Order, dropped: Item, where: str, tally: Tally) -> None:
    after = plan.placed(without=dropped)
    days = {step.item.key: step.on for step in after.steps}
    excused = _asking_for(plan, before, dropped)
    tally.drops += 1
    for step in before.steps:
        if step.item is dropped or step.item.key in excused:
            continue
        day = days.get(step.item.key)
        if day is None or day > step.on:
            tally.delayed.append(f"{where}: {step.item.slug} without {dropped.slug}")
        else:
            tally.sooner += day < step.on


def _asking_for(plan: Plan, before: Order, dropped: Item) -> set[int]:
    """The keys of those that lose what they ask for when it goes: none else of the group is held
    or stands before them, or only what goes along."""
    gone, found = {dropped.slug}, set[int]()
    placed = {step.item.key for step in before.steps}
    for number, item in enumerate(plan.items):  # what it asks for stands before it
        there = {one.slug for one in plan.items[:number] if one.key in placed}
        left = plan.held | (there - gone)
        if any(gone & set(group) and not left & set(group) for group in item.needs):
            found.add(item.key)
            gone.add(item.slug)
    return found


if __name__ == "__main__":
    main(run)

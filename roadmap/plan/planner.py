"""The planner: which milestone in which month. Values in, values out; same input, same plan.

Every milestone has a month where it belongs. Those somebody needs who must be able to apply early
(the *tellable minimum* and what it rests on) are drawn forward and placed first. The others follow
in order; where a month's block is full, a milestone waits for the next month with room. What finds
no room stays where it belongs and is reported: a plan that does not fit says so.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from roadmap.plan.blocks import BlockKind
from roadmap.plan.library import Entry
from roadmap.plan.months import MONTHS

FILL = Decimal("0.85")
"""The share of a block's hours a plan may fill. The rest is life."""

_DAY = {BlockKind.STUDY: 18, BlockKind.LAB: 22, BlockKind.STORY: 26}
"""The day of its month a milestone is due, so that a month does not end in one heap."""

Hours = Mapping[BlockKind, Decimal]


@dataclass(frozen=True, slots=True)
class Placed:
    """A milestone in its month, due on its day (counted, pauses left out)."""

    entry: Entry
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Load:
    """What one month asks of one block, beside what the block gives. In hours."""

    month: int
    block: BlockKind
    hours: Decimal
    room: Decimal

    @property
    def fits(self) -> bool:
        return self.hours <= self.room


def plan(
    entries: Sequence[Entry],
    room: Hours,
    *,
    apply_month: int | None = None,
    first_month: int = 1,
    taken: Mapping[tuple[int, BlockKind], Decimal] | None = None,
    settled: Set[str] = frozenset(),
    measure_first: bool = False,
) -> list[Placed]:
    """Place ``entries`` in months ``first_month`` to 12.

    Args:
        room: the hours a month that each block offers milestones (see :func:`room_of`).
        apply_month: the month by which the tellable minimum must stand.
        taken: hours that milestones which stay where they are already use.
        settled: slugs that are done or stay where they are; they count as met.
        measure_first: the baseline is not measured yet, so measuring it comes first of all.
    """
    used: defaultdict[tuple[int, BlockKind], Decimal] = defaultdict(Decimal, taken or {})
    month_of: dict[str, int] = {}
    todo = {entry.slug: entry for entry in entries if entry.slug not in settled}
    minimum = _minimum(todo) if apply_month and apply_month < MONTHS else set()
    drawn = _drawn_forward(todo, minimum, apply_month or MONTHS)

    for entry in _in_order(todo, minimum):
        floor = max([first_month, *(month_of[n] for n in entry.needs if n in month_of)])
        if entry.slug in minimum and entry.role == "any":
            # What is told comes after what there is to tell.
            results = [s for s in month_of if todo[s].kept == "result" and s in minimum]
            floor = max([floor, *(month_of[slug] for slug in results)])
        wanted = max(floor, drawn.get(entry.slug, entry.month))
        candidates = [*range(wanted, MONTHS + 1)]
        if entry.slug in minimum and apply_month:
            # Late is no way out here: look up to the date, then before the wanted month.
            candidates = [*range(wanted, apply_month + 1), *range(wanted - 1, floor - 1, -1)]
        month = _with_room(entry, candidates or [wanted], room, used)
        month_of[entry.slug] = month
        used[month, entry.block] += entry.hours
    return _dated([(todo[slug], month) for slug, month in month_of.items()], measure_first)


def _minimum(todo: Mapping[str, Entry]) -> set[str]:
    """The tellable entries and everything they rest on."""
    found: set[str] = set()
    waiting = [slug for slug, entry in todo.items() if entry.tellable]
    while waiting:
        slug = waiting.pop()
        if slug in todo and slug not in found:
            found.add(slug)
            waiting += todo[slug].needs
    return found


def _drawn_forward(
    todo: Mapping[str, Entry], minimum: set[str], apply_month: int
) -> dict[str, int]:
    """The months of the minimum, drawn together so that the last is ``apply_month``."""
    last = max((todo[slug].month for slug in minimum), default=1)
    if last <= apply_month:
        return {}
    return {slug: max(1, math.ceil(todo[slug].month * apply_month / last)) for slug in minimum}


_RANK = {"primary": 0, "any": 1, "secondary": 2}


def _in_order(todo: Mapping[str, Entry], minimum: set[str]) -> Iterable[Entry]:
    """The minimum first, then by month; always after what an entry needs."""
    ranked = sorted(
        todo.values(), key=lambda e: (e.slug not in minimum, e.month, _RANK[e.role], e.slug)
    )
    done: set[str] = set()

    def visit(entry: Entry) -> Iterable[Entry]:
        if entry.slug in done:
            return
        done.add(entry.slug)
        for need in entry.needs:
            if need in todo:
                yield from visit(todo[need])
        yield entry

    for entry in ranked:
        yield from visit(entry)


def _with_room(
    entry: Entry,
    candidates: Sequence[int],
    room: Hours,
    used: Mapping[tuple[int, BlockKind], Decimal],
) -> int:
    for month in candidates:
        if used.get((month, entry.block), Decimal(0)) + entry.hours <= room[entry.block]:
            return month
    return candidates[0]


def _dated(placed: Iterable[tuple[Entry, int]], measure_first: bool) -> list[Placed]:
    taken: defaultdict[tuple[int, BlockKind], int] = defaultdict(int)
    found = []
    for entry, month in sorted(
        placed, key=lambda p: (p[1], _RANK[p[0].role], p[0].month, p[0].slug)
    ):
        nth = taken[month, entry.block]
        taken[month, entry.block] += 1
        first = measure_first and entry.kept == "baseline" and entry.role == "primary"
        day = 10 if first else min(_DAY[entry.block] + 2 * nth, 28)
        found.append(Placed(entry, month, day))
    return sorted(found, key=lambda p: (p.month, p.day, p.entry.slug))


def room_of(hours_a_month: Mapping[BlockKind, float]) -> dict[BlockKind, Decimal]:
    """What the blocks offer milestones: 85 % of their hours a month."""
    return {
        kind: (Decimal(str(hours_a_month.get(kind, 0))) * FILL).quantize(Decimal("0.01"))
        for kind in BlockKind
    }


def loads(
    milestones: Iterable[tuple[int, BlockKind, Decimal]], room: Hours
) -> dict[tuple[int, BlockKind], Load]:
    """Hours asked beside hours given, for each month and block."""
    asked: defaultdict[tuple[int, BlockKind], Decimal] = defaultdict(Decimal)
    for month, block, hours in milestones:
        asked[month, block] += hours
    return {
        (month, block): Load(month, block, asked[month, block], room[block])
        for month in range(1, MONTHS + 1)
        for block in BlockKind
    }


def minutes_that_fit(all_loads: Iterable[Load], block: BlockKind) -> int:
    """The weekly minutes, in steps of 15, at which every month of ``block`` would fit."""
    most = max((load.hours for load in all_loads if load.block == block), default=Decimal(0))
    weekly = most / FILL * 12 / 52 * 60
    return math.ceil(weekly / 15) * 15

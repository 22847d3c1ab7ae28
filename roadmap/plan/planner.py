"""The planner: which milestone in which month. Values in, values out; same input, same plan.

Every milestone has a month where it belongs. Those somebody needs who must be able to apply early
(the *tellable minimum* and what it rests on) are drawn forward and placed first. The others follow
in order. Where a month's block is full, a milestone goes elsewhere within its phase; where its
phase is full, it is planned in its small version, and where that has no room either, so are its
neighbours. What finds no room even so stays where it belongs and is reported: a plan that does not
fit says so.

Planning again moves only what must move, and says why (:class:`Why`).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from enum import Enum

from django.utils.translation import gettext_lazy as _

from roadmap.plan.blocks import BlockKind
from roadmap.plan.library import Entry
from roadmap.plan.months import MONTHS

FILL = Decimal("0.85")
"""The share of a block's hours a plan may fill. The rest is life."""

_DAY = {BlockKind.STUDY: 18, BlockKind.LAB: 22, BlockKind.STORY: 26}
"""The day of its month a milestone is due, so that a month does not end in one heap."""
_LAST_DAY = 28
_FIRST_DAY = 10
"""When the baseline is due while it is not measured."""

_LAST_OF_PHASE = (3, 8, MONTHS)
_PHASE_BEGINS = {3: 1, 8: 4, MONTHS: 9}

Hours = Mapping[BlockKind, Decimal]


class Why(Enum):
    """Why a milestone cannot stay in the month it stood in. Completes "…, because …"."""

    OVER = _("its month is over")
    EXAM = _("the exam’s hours come together no earlier")
    NEEDS = _("what it needs comes no earlier")
    APPLY_BY = _("you want to be able to apply by then")
    NO_ROOM = _("its month has no room left for it")

    @property
    def label(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan has to keep to.

    ``room``: the hours a month that each block offers milestones (see :func:`room_of`).
    ``money``: dollars for labs in all; None where nobody set a limit.
    ``apply_month``: the month by which the tellable minimum must stand.
    ``exam_month``: the first month in which the exam's lower estimate is reached.
    ``measure_first``: the baseline is not measured yet, so measuring it comes first of all.

    When planning again: ``first_month`` is the present one, ``stands`` the month of each milestone
    that may be moved; ``settled`` are those that may not, ``taken`` and ``spent`` their hours and
    dollars.
    """

    room: Hours
    money: int | None = None
    apply_month: int | None = None
    exam_month: int = 1
    measure_first: bool = False
    first_month: int = 1
    stands: Mapping[str, int] = field(default_factory=dict)
    settled: Set[str] = frozenset()
    taken: Mapping[tuple[int, BlockKind], Decimal] = field(default_factory=dict)
    spent: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A milestone in its month, due on its day (counted, pauses left out).

    ``small``: in its small version. ``unpaid``: the way that costs nothing. ``why``: what moved it.
    """

    entry: Entry
    month: int
    day: int
    small: bool = False
    unpaid: bool = False
    why: Why | None = None

    @property
    def hours(self) -> Decimal:
        return small_hours(self.entry.hours) if self.small else self.entry.hours

    @property
    def lab_money(self) -> int:
        return 0 if self.unpaid else self.entry.lab_money


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


def plan(entries: Sequence[Entry], terms: Terms) -> list[Placed]:
    """Place ``entries`` in the months from ``terms.first_month`` to 12."""
    return _Planning(entries, terms).done()


def small_hours(hours: Decimal) -> Decimal:
    """What a small version asks: about half, in quarters."""
    return (hours * 2).to_integral_value(ROUND_CEILING) / 4


class _Planning:
    """One run of the planner: what is placed so far and the hours that are used."""

    def __init__(self, entries: Sequence[Entry], terms: Terms) -> None:
        self.terms = terms
        self.todo = {e.slug: e for e in entries if e.slug not in terms.settled}
        self.used: defaultdict[tuple[int, BlockKind], Decimal] = defaultdict(Decimal, terms.taken)
        self.month_of: dict[str, int] = {}
        self.small: set[str] = set()
        self.why: dict[str, Why] = {}
        # A date that has passed draws nothing forward any more.
        early = terms.apply_month is not None and terms.first_month <= terms.apply_month < MONTHS
        self.minimum = _minimum(self.todo) if early else set()
        self.drawn = _drawn_forward(self.todo, self.minimum, terms.apply_month or MONTHS)

    def done(self) -> list[Placed]:
        for entry in _in_order(self.todo, self.minimum):
            self._place(entry)
        unpaid = self._beyond_the_money()
        return [
            Placed(
                entry, month, day, entry.slug in self.small, entry.slug in unpaid,
                self.why.get(entry.slug),
            )
            for entry, month, day in self._dated()
        ]  # fmt: skip

    def _place(self, entry: Entry) -> None:
        floor, reason = self._floor(entry)
        wanted = self._wanted(entry, floor)
        month, small = self._with_room(entry, wanted, floor)
        self.month_of[entry.slug] = month
        if small:
            self.small.add(entry.slug)
        self.used[month, entry.block] += small_hours(entry.hours) if small else entry.hours
        stood = self.terms.stands.get(entry.slug)
        if stood is not None and stood != month:
            earlier = entry.slug in self.minimum and month < stood
            self.why[entry.slug] = (
                Why.APPLY_BY if earlier else reason if reason and stood < floor else Why.NO_ROOM
            )

    def _floor(self, entry: Entry) -> tuple[int, Why | None]:
        """The first month it can stand in, and what says so."""
        floors: list[tuple[int, Why | None]] = [(self.terms.first_month, Why.OVER)]
        if entry.kept == "credential":
            floors.append((min(self.terms.exam_month, MONTHS), Why.EXAM))
        floors += [(self.month_of[n], Why.NEEDS) for n in entry.needs if n in self.month_of]
        if entry.slug in self.minimum and entry.role == "any":
            # What is told comes after what there is to tell.
            results = [s for s in self.month_of if self.todo[s].kept == "result"]
            floors += [(self.month_of[s], Why.NEEDS) for s in results if s in self.minimum]
        return max(floors, key=lambda one: one[0])

    def _wanted(self, entry: Entry, floor: int) -> int:
        """Where it stands if it may, else where it belongs; the minimum where it is drawn to."""
        stood = self.terms.stands.get(entry.slug)
        if entry.slug in self.drawn:
            latest = self.terms.apply_month or MONTHS
            return max(floor, stood if stood and stood <= latest else self.drawn[entry.slug])
        return max(floor, stood or entry.month)

    def _with_room(self, entry: Entry, wanted: int, floor: int) -> tuple[int, bool]:
        """The month for it, and whether in its small version."""
        near, far = self._candidates(entry, wanted, floor)
        for months, small in ((near, False), (near, True), (far, False), (far, True)):
            asked = small_hours(entry.hours) if small else entry.hours
            for month in months:
                if asked <= self._room(month, entry.block):
                    return month, small
        for month in [*near, *far]:
            if self._make_room(month, entry):
                return month, True
        return wanted, True

    def _candidates(self, entry: Entry, wanted: int, floor: int) -> tuple[list[int], list[int]]:
        """The months to look at: those of its phase (up to the date, where there is one to keep),
        later ones before earlier ones; and, if need be, those after."""
        end = next(last for last in _LAST_OF_PHASE if wanted <= last)
        first = max(floor, _PHASE_BEGINS[end])
        if entry.slug in self.minimum and self.terms.apply_month:
            end, first = self.terms.apply_month, floor  # late is no way out here
        near = [*range(wanted, end + 1), *range(wanted - 1, first - 1, -1)]
        return near, [] if entry.slug in self.minimum else [*range(end + 1, MONTHS + 1)]

    def _room(self, month: int, block: BlockKind) -> Decimal:
        return self.terms.room[block] - self.used[month, block]

    def _make_room(self, month: int, entry: Entry) -> bool:
        """Plan what is there already in its small version too, as many as it takes for this one.
        What has to be told keeps its whole form as long as anything else is there."""
        whole = [
            self.todo[slug]
            for slug, where in self.month_of.items()
            if where == month and slug not in self.small and self.todo[slug].block == entry.block
        ]
        whole.sort(key=lambda e: (e.tellable, e.role != "secondary", -e.hours, e.slug))
        lacking = small_hours(entry.hours) - self._room(month, entry.block)
        made: list[Entry] = []
        while lacking > 0 and whole:
            made.append(whole.pop(0))
            lacking -= made[-1].hours - small_hours(made[-1].hours)
        if lacking > 0:
            return False
        for one in made:
            self.small.add(one.slug)
            self.used[month, one.block] -= one.hours - small_hours(one.hours)
        return True

    def _beyond_the_money(self) -> set[str]:
        """The slugs for which no lab money is left: what is told or measured gets it first."""
        if self.terms.money is None:
            return set()
        left = self.terms.money - self.terms.spent
        costly = [self.todo[slug] for slug in self.month_of if self.todo[slug].lab_money]
        costly.sort(key=lambda e: (self.month_of[e.slug], e.slug))
        costly.sort(key=lambda e: (not e.tellable, e.kept not in _PAID_FIRST, _RANK[e.role]))
        beyond = set()
        for entry in costly:
            if entry.lab_money <= left:
                left -= entry.lab_money
            else:
                beyond.add(entry.slug)
        return beyond

    def _dated(self) -> Iterator[tuple[Entry, int, int]]:
        taken: defaultdict[tuple[int, BlockKind], int] = defaultdict(int)
        found = []
        ranked = [(self.todo[slug], month) for slug, month in self.month_of.items()]
        ranked.sort(key=lambda p: (p[1], _RANK[p[0].role], p[0].month, p[0].slug))
        for entry, month in ranked:
            nth = taken[month, entry.block]
            taken[month, entry.block] += 1
            found.append((month, self._day(entry, nth), entry.slug, entry))
        for month, day, _slug, entry in sorted(found, key=lambda one: one[:3]):
            yield entry, month, day

    def _day(self, entry: Entry, nth: int) -> int:
        if self.terms.measure_first and entry.kept == "baseline" and entry.role == "primary":
            return _FIRST_DAY
        if entry.kept == "credential":
            return _LAST_DAY  # an exam has the whole month before it
        return min(_DAY[entry.block] + 2 * nth, _LAST_DAY)


_PAID_FIRST = ("baseline", "result", "reading")
_RANK = {"primary": 0, "any": 1, "secondary": 2}


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

"""The tally as the page shows it: a row for each pain, a bar for each of the last twelve weeks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from common import weeks
from common.lanes import Lane, Pain

WEEKS = 12
STEP, WIDTH, HEIGHT = 16, 11, 32
"""Units of the picture: from bar to bar, a bar's width, the height of the largest."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One week of one pain. ``x``, ``y`` and ``height`` in the picture's units."""

    week: date
    count: int
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class PainRow:
    """``lane`` is the one that kills the pain; it gives the colour.
    ``tapped`` of this week can be taken back."""

    pain: Pain
    lane: Lane
    this_week: int
    tapped: int
    bars: tuple[Bar, ...]

    @property
    def total(self) -> int:
        return sum(bar.count for bar in self.bars)


def mondays(today: date) -> list[date]:
    """The last twelve weeks, this one last."""
    this = weeks.week_of(today)
    return [this - timedelta(weeks=before) for before in range(WEEKS - 1, -1, -1)]


def rows(
    counted: Mapping[tuple[date, Pain], int], tapped: Mapping[Pain, int], today: date
) -> list[PainRow]:
    """All five, in the order of the lanes. One scale for all, so that they can be compared."""
    shown = mondays(today)
    most = max((counted.get((week, pain), 0) for week in shown for pain in Pain), default=0)
    found = []
    for lane in Lane:
        pain = lane.facts.pain
        counts = [counted.get((week, pain), 0) for week in shown]
        bars = tuple(
            _bar(n, week, count, most)
            for n, (week, count) in enumerate(zip(shown, counts, strict=True))
        )
        found.append(PainRow(pain, lane, counts[-1], tapped.get(pain, 0), bars))
    return found


def _bar(number: int, week: date, count: int, most: int) -> Bar:
    height = round(max(2.0, HEIGHT * count / most), 1) if count else 1.0
    return Bar(week, count, number * STEP, round(HEIGHT - height, 1), height)

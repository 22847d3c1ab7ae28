"""The line: twelve stations on the primary lane's track, the second lane beside it from 4 to 8.

Geometry only, in the units of its own drawing; colours and words are the template's.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from roadmap.plan.models import Phase, Plan
from roadmap.plan.months import MONTHS

JOINS, MERGES = 4, 9


@dataclass(frozen=True, slots=True)
class Station:
    month: int
    x: float
    label: date
    state: str
    """``past``, ``now`` or ``ahead``."""

    @property
    def labelled(self) -> bool:
        """Whether a small drawing names it: the ends, the phases' last months, and now."""
        return self.state == "now" or self.month in (1, 8, 12)


@dataclass(frozen=True, slots=True)
class Panel:
    """The ground under one phase."""

    phase: Phase
    x: float
    width: float
    now: bool

    @property
    def text_x(self) -> float:
        return self.x + 12

    @property
    def title(self) -> str:
        """The phase and what it is about."""
        return f"{str(self.phase.label).upper()} · {_ABOUT[self.phase]}"


_ABOUT = {
    Phase.FOCUS: _("one lane, one number"),
    Phase.BUILD: _("two projects that hold up"),
    Phase.TELL: _("one story, everywhere"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One drawing."""

    width: int
    y: int
    stations: tuple[Station, ...]
    panels: tuple[Panel, ...]
    track: str
    travelled: str
    branch: str
    branch_travelled: str
    month: int
    complete: bool

    @property
    def phase_label(self) -> str:
        return str(Phase.of(self.month).label)


def draw(
    plan: Plan, today: date, *, width: int = 960, margin: int = 28, y: int = 62, dip: int = 36
) -> Line:
    """The plan's line on ``today``. ``dip`` is how far below the track the second lane runs."""
    complete = bool(plan.ending) or today > plan.calendar.last_day
    begun = today >= plan.start_month
    month = MONTHS if complete else plan.month_on(today)
    step = (width - 2 * margin) / (MONTHS - 1)
    xs = {n: round(margin + step * (n - 1), 1) for n in range(1, MONTHS + 1)}

    def state(n: int) -> str:
        if complete or (begun and n < month):
            return "past"
        return "now" if n == month else "ahead"

    stations = tuple(
        Station(n, xs[n], plan.calendar.window(n).label, state(n)) for n in range(1, MONTHS + 1)
    )
    low = y + dip
    bend = step * 0.34
    start, level, leave, end = xs[3], xs[4] - step * 0.26, xs[8] + step * 0.02, xs[9] - step * 0.26
    down = f"M{start:g} {y}C{start + bend:g} {y} {start + bend:g} {low} {level:g} {low}"
    up = f"H{leave:g}C{end - bend:g} {low} {end - bend:g} {y} {end:g} {y}"
    travelled = ""
    if month >= MERGES or complete:
        travelled = down + up
    elif month >= JOINS and begun:
        travelled = f"{down}H{max(level, xs[month]):g}"
    return Line(
        width=width,
        y=y,
        stations=stations,
        panels=_panels(xs, step, width, month),
        track=f"M{xs[1]:g} {y}H{xs[MONTHS]:g}",
        travelled=f"M{xs[1]:g} {y}H{xs[month]:g}" if begun else "",
        branch=down + up,
        branch_travelled=travelled,
        month=month,
        complete=complete,
    )


def _panels(xs: dict[int, float], step: float, width: int, month: int) -> tuple[Panel, ...]:
    found = []
    for phase, first in ((Phase.FOCUS, 1), (Phase.BUILD, 4), (Phase.TELL, 9)):
        left = 0.0 if first == 1 else xs[first] - step * 0.46
        right = width if phase is Phase.TELL else xs[phase.last_month] + step * 0.44
        found.append(Panel(phase, round(left, 1), round(right - left, 1), Phase.of(month) is phase))
    return tuple(found)

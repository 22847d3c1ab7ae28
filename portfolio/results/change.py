"""What became of a metric: how much it moved, whether that is better, and how it is said.

Values in, values out. A sentence is as exact as its reader may see it: with its figures
(``said``), as the change alone (``said_percent``: a percentage, or points where the figures are
percentages), or in brackets (``said_in_ranges``).
"""

import enum
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.metrics import NO_BREAK, Direction, Sense
from portfolio.results.amounts import amount, as_range, is_percentage, ranged

HUNDRED = Decimal(100)
HELD_WITHIN = Decimal(10)
"""Percent that a claim measured again may differ from what was claimed."""


class Verdict(models.TextChoices):
    """What the figures allow one to say."""

    IMPROVEMENT = "improvement", gettext_lazy("improvement")
    NONE = "no improvement", gettext_lazy("no improvement")
    BASELINE = "baseline", gettext_lazy("baseline")


@dataclass(frozen=True, slots=True)
class Change:
    """From before to after. ``percent`` is the figure's change, falling is below zero; where a
    value is wanted it is the change of the distance to that value. None where there is nothing to
    divide by, or no ``after`` yet."""

    verdict: Verdict
    percent: Decimal | None = None
    before_share: Decimal | None = None
    """Length of a bar, the longer one 1; None where two bars from one line would mislead."""
    after_share: Decimal | None = None
    to_wanted: bool = False
    """Whether ``percent`` and ``points`` speak of the distance to the wanted value."""
    points: Decimal | None = None
    """The change of figures that are percentages, which is said instead of ``percent``; None for
    all other units."""


def change(
    before: Decimal,
    after: Decimal | None,
    direction: Direction,
    wanted: Decimal | None = None,
    kept: bool | None = None,
    unit: str = "",
) -> Change:
    """``kept``: whether the limit that must not suffer held; None where none is known. Broken, and
    nothing is an improvement."""
    if after is None:
        return Change(Verdict.BASELINE)
    better = direction.is_better(before, after, wanted) and kept is not False
    to_wanted = direction is Direction.TARGET and wanted is not None
    first, last = before, after
    if direction is Direction.TARGET and wanted is not None:
        first, last = abs(before - wanted), abs(after - wanted)
    percent = _percent(first, last)
    points = last - first if is_percentage(unit) else None
    verdict = Verdict.IMPROVEMENT if better else Verdict.NONE
    before_share, after_share = shares(before, after)
    return Change(verdict, percent, before_share, after_share, to_wanted, points)


def _percent(before: Decimal, after: Decimal) -> Decimal | None:
    return (after - before) / abs(before) * HUNDRED if before else None


def shares(before: Decimal, after: Decimal) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """How long the two bars are, the longer one 1. None where the signs differ or both are 0."""
    longest = max(abs(before), abs(after))
    if not longest or before * after < 0:
        return None, None
    return abs(before) / longest, abs(after) / longest


def rounded(percent: Decimal) -> Decimal:
    """Whole percent from ten on, a tenth from one on, below that one digit that says something.

    What moved is never rounded to 0, and what is left is never rounded away: −99.96, not −100.
    """
    size = abs(percent)
    if not size:
        return Decimal(0)
    if size >= 10:
        step = Decimal(1)
    else:
        step = Decimal("0.1") if size >= 1 else Decimal(1).scaleb(size.adjusted())
    near = size.quantize(step, ROUND_HALF_UP)
    if percent < 0 and near == HUNDRED and size != HUNDRED:
        left = abs(HUNDRED - size)
        near = size.quantize(Decimal(1).scaleb(min(left.adjusted(), -1)), ROUND_DOWN)
    return near.copy_sign(percent)


def said_percent(changed: Change) -> str:
    """``−90 %`` · ``+0.4 %`` · ``+35 points`` · ``75 % closer to the wanted value``: for who may
    see no figure. Empty for a baseline."""
    if changed.verdict is Verdict.BASELINE:
        return ""
    moved = changed.percent if changed.points is None else changed.points
    if moved is None:
        return _("changed, without a percentage")
    moved = rounded(moved)
    if not moved:
        return _("unchanged")
    size = f"{abs(moved).normalize():,f}{NO_BREAK}%"
    if changed.points is not None:
        size = in_points(abs(moved))
    if changed.to_wanted:
        closer, farther = _("%s closer to the wanted value"), _("%s farther from the wanted value")
        return (closer if moved < 0 else farther) % size
    return ("−" if moved < 0 else "+") + size


def in_points(size: Decimal) -> str:
    """``35 points`` · ``1 point``."""
    said = ngettext("%s point", "%s points", 1 if size == 1 else 2)
    return (said % f"{size.normalize():,f}").replace(" ", NO_BREAK)


def said(
    before: Decimal,
    after: Decimal | None,
    unit: str,
    direction: Direction = Direction.LOWER,
    wanted: Decimal | None = None,
) -> str:
    """``from 4 h to 25 min (−90 %)``: everything. The baseline, while there is no ``after``."""
    if after is None:
        return amount(before, unit)
    if before == after:
        return _("%s, before and after") % amount(before, unit)
    changed = change(before, after, direction, wanted, unit=unit)
    percent = said_percent(changed)
    if changed.percent is None and changed.points is None:
        percent = (
            _("it was at the wanted value, so no percentage")
            if changed.to_wanted
            else _("no percentage: it began at 0")
        )
    first, last = amount(before, unit), amount(after, unit)
    return _("from %(before)s to %(after)s (%(percent)s)") % {
        "before": _once(first, last),
        "after": last,
        "percent": percent,
    }


def _once(first: str, last: str) -> str:
    """``first`` without a long unit that ``last`` says as well: from $1,168 to $588 per month."""
    figure, _sep, unit = first.partition(NO_BREAK)
    if " " not in unit or not last.endswith(NO_BREAK + unit):
        return first
    return f"{figure}{NO_BREAK}%" if is_percentage(unit) else figure


def said_in_ranges(before: Decimal, after: Decimal | None, unit: str) -> str:
    """``from 2–5 h to 20–50 min``: the bracket that each figure lies in, and no percentage, which
    would tell more."""
    first = ranged(before, unit)
    if after is None:
        return first
    last = ranged(after, unit)
    if before == after:
        return _("%s, before and after") % first
    if first == last:
        within = (
            _("less than before, within %s") if after < before else _("more than before, within %s")
        )
        return within % first
    return _("from %(before)s to %(after)s") % {"before": _once(first, last), "after": last}


class Level(enum.Enum):
    """How much of a figure is said. Which one a reader gets is decided above."""

    EXACT = enum.auto()
    RANGE = enum.auto()
    NO_FIGURE = enum.auto()


def _leveled(value: Decimal, unit: str, level: Level) -> str:
    return ranged(value, unit) if level is Level.RANGE else amount(value, unit)


@dataclass(frozen=True, slots=True)
class Limit:
    """What must not suffer while the metric moves."""

    what: str
    sense: Sense
    value: Decimal
    unit: str = ""
    after: Decimal | None = None
    """Its own figure afterwards; None while nobody measured it."""

    @property
    def kept(self) -> bool | None:
        """Whether it held; None while it is not measured."""
        return None if self.after is None else self.sense.is_kept(self.value, self.after)

    def said(self, level: Level = Level.EXACT) -> str:
        """``while p95 latency stays under 900 ms: 820 ms, kept``."""
        words = {None: _("not measured"), True: _("kept"), False: _("broken")}[self.kept]
        if level is Level.NO_FIGURE:
            return _("while %(what)s keeps its limit: %(outcome)s") % {
                "what": self.what,
                "outcome": words,
            }
        if self.after is not None:
            words = f"{_leveled(self.after, self.unit, level)}, {words}"
        said = (
            _("while %(what)s stays under %(limit)s: %(outcome)s")
            if self.sense == Sense.UNDER
            else _("while %(what)s stays over %(limit)s: %(outcome)s")
        )
        limit = _leveled(self.value, self.unit, level)
        return said % {"what": self.what, "limit": limit, "outcome": words}


class Standing(models.TextChoices):
    """What became of a claim that was measured again."""

    HELD = "held", gettext_lazy("held")
    BETTER = "better", gettext_lazy("held, and better still")
    DRIFTED = "drifted", gettext_lazy("drifted")


def standing(
    after: Decimal, again: Decimal, direction: Direction, wanted: Decimal | None = None
) -> Standing:
    """Held within ten percent of the claim, or better than it; else drifted."""
    if abs(again - after) * HUNDRED <= HELD_WITHIN * abs(after):
        return Standing.HELD
    better = direction.is_better(after, again, wanted)
    return Standing.BETTER if better else Standing.DRIFTED


def said_again(
    found: Standing,
    again: Decimal,
    unit: str,
    on: date | None,
    why: str = "",
    level: Level = Level.EXACT,
) -> str:
    """``measured again on 3 Nov 2026: 27 min, held`` · ``…: 40 min, drifted (a larger queue)``."""
    words = str(found.label)
    if level is not Level.NO_FIGURE:
        words = f"{_leveled(again, unit, level)}, {words}"
    if why and level is Level.EXACT:
        words = f"{words} ({why})"
    if on is None:
        return _("measured again: %s") % words
    day = formats.date_format(on, "j M Y")
    return _("measured again on %(day)s: %(words)s") % {"day": day, "words": words}


def said_measured(on: date) -> str:
    """``measured in November 2026``: the day of the figure after, as exact as a claim needs it."""
    return _("measured in %s") % formats.date_format(on, "F Y")


__all__ = [
    "Change", "Level", "Limit", "Standing", "Verdict", "amount", "as_range", "change", "in_points",
    "is_percentage", "ranged", "rounded", "said", "said_again", "said_in_ranges", "said_measured",
    "said_percent", "shares", "standing",
]  # fmt: skip

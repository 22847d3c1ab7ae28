"""The metric's readings: what they add up to, their picture, and reading them from CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from common import figures, metrics
from roadmap.lanes.models import Choice
from roadmap.plan.models import Reading

MOST_ROWS = 1000


class CsvError(ValueError):
    """The table cannot be read. The message says which line and why."""


def parse(text: str, today: date) -> list[tuple[date, Decimal]]:
    """Date and value of each line; a first line without a date is taken for a heading.

    Raises:
        CsvError: in one sentence, naming the line. Nothing is half-read.
    """
    # A comma may be a decimal comma: it separates columns only where nothing else does.
    delimiter = next((sign for sign in (";", "\t") if sign in text), ",")
    lines = io.StringIO(text, newline=None)  # old line ends are line ends too
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    except csv.Error:
        raise CsvError(_("This is no table we can read: one field has no end.")) from None
    if len(rows) > MOST_ROWS:
        raise CsvError(_("There are %d lines; a thousand at a time, please.") % len(rows))
    found = []
    for number, row in enumerate(rows, start=1):
        if len(row) < 2:
            raise CsvError(_("Line %d has no second column.") % number)
        if any(cell.strip() for cell in row[2:]):
            raise CsvError(
                _(
                    "Line %d has more than two columns. Write 1,168 as 1168, or put a semicolon "
                    "between date and value."
                )
                % number
            )
        on = _date(row[0])
        if on is None:
            if number == 1:
                continue
            raise CsvError(
                _("Line %(n)d: “%(text)s” is no date. Write it like 2026-01-31.")
                % {"n": number, "text": row[0].strip()[:40]}
            )
        if on > today:
            raise CsvError(_("Line %d is a day still to come.") % number)
        found.append((on, _value(row[1], number)))
    if not found:
        raise CsvError(_("There is no line with a date and a value."))
    return found


def _date(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
    return None


def _value(text: str, number: int) -> Decimal:
    try:
        return figures.parse(text)
    except figures.NoFigureError:
        raise CsvError(
            _("Line %(n)d: “%(text)s” is no number.") % {"n": number, "text": text.strip()[:40]}
        ) from None


def keep(choice: Choice, rows: Sequence[tuple[date, Decimal]], how: str) -> int:
    """Write the rows that are not there yet. Returns how many."""
    have = set(Reading.objects.of(choice).values_list("on", "value"))
    new = [
        Reading(user=choice.user, metric_slug=choice.metric_slug, on=on, value=value, how=how)
        for on, value in dict.fromkeys(rows)
        if (on, value) not in have
    ]
    Reading.objects.bulk_create(new)
    return len(new)


@dataclass(frozen=True, slots=True)
class Standing:
    """The metric as pages show it."""

    choice: Choice
    readings: Sequence[Reading]

    @property
    def before(self) -> Decimal | None:
        """The baseline, or the first reading while none was given."""
        baseline: Decimal | None = self.choice.baseline
        if baseline is not None:
            return baseline
        return self.readings[0].value if self.readings else None

    @property
    def latest(self) -> Reading | None:
        return self.readings[-1] if self.readings else None

    @property
    def figures(self) -> str:
        """``$4,200 → $3,900``; one figure while there is one; nothing while nothing is measured."""
        before = self.before
        if before is None:
            return ""
        if self.latest is None or self.latest.value == before:
            return metrics.figure(before)
        return f"{metrics.figure(before)} → {metrics.figure(self.latest.value)}"

    @property
    def change(self) -> str:
        """The change in per cent since the baseline, with its sign; empty where it has no sense."""
        if not self.before or self.latest is None:
            return ""
        percent = (self.latest.value - self.before) / abs(self.before) * 100
        return f"{percent:+.0f} %".replace("-", "−")

    @property
    def is_better(self) -> bool | None:
        """Whether the latest reading improves on the baseline; None while nothing can be said."""
        if self.before is None or self.latest is None or self.latest.value == self.before:
            return None
        return self.choice.is_improvement(self.before, self.latest.value)

    @property
    def breaks_limit(self) -> bool:
        return self.latest is not None and self.choice.breaks_limit(self.latest.limit_value)

    def picture(self, width: int = 240, height: int = 60) -> "Picture | None":
        """The readings as a line, and the way to the target dotted. None below two points."""
        points = [(r.on.toordinal(), float(r.value)) for r in self.readings]
        if self.choice.baseline is not None:
            first = min([p[0] for p in points], default=self.choice.start_month.toordinal())
            start = min(first, self.choice.start_month.toordinal())
            points.insert(0, (start, float(self.choice.baseline)))
        if len(points) < 2:
            return None
        marked = [(r.on, r.value, self.choice.breaks_limit(r.limit_value)) for r in self.readings]
        return _draw(points, self.choice.target, marked, width, height)


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading in the picture."""

    x: float
    y: float
    on: date
    value: Decimal
    broken: bool
    """Whether it breaks the limit."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The metric's way as SVG geometry, in its own units."""

    width: int
    height: int
    points: str
    ahead: str
    target_y: float | None
    marks: tuple[Mark, ...]


def _draw(
    points: list[tuple[int, float]],
    target: Decimal | None,
    marked: Sequence[tuple[date, Decimal, bool]],
    width: int,
    height: int,
) -> Picture:
    values = [value for _on, value in points] + ([float(target)] if target is not None else [])
    low, high = min(values), max(values)
    spread = (high - low) or 1.0
    first, last = points[0][0], points[-1][0]
    right = width * (0.72 if target is not None else 1.0) - 6
    days = (last - first) or 1

    def place(on: int, value: float) -> tuple[float, float]:
        x = 6 + (on - first) / days * (right - 6)
        y = 6 + (high - value) / spread * (height - 12)
        return round(x, 1), round(y, 1)

    placed = [place(*point) for point in points]
    ahead, target_y = "", None
    if target is not None:
        target_y = place(last, float(target))[1]
        ahead = f"{placed[-1][0]},{placed[-1][1]} {width - 6},{target_y}"
    marks = tuple(
        Mark(*place(on.toordinal(), float(value)), on, value, broken)
        for on, value, broken in marked
    )
    line = " ".join(f"{x},{y}" for x, y in placed)
    return Picture(width, height, line, ahead, target_y, marks)

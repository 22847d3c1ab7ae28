"""A figure with its unit, as people say it: 4 h, 25 min, $1,168 per month; or the bracket it lies
in: 2–5 h."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from django.utils.translation import ngettext

from common.metrics import NO_BREAK, with_unit

_TENTH, _KEPT = Decimal("0.1"), Decimal("0.0001")
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))

_MILLISECONDS = {
    "ms": Decimal(1),
    "s": Decimal(1000),
    "min": Decimal(60_000),
    "h": Decimal(3_600_000),
    "days": Decimal(86_400_000),
}
"""How long each unit of time is, the shortest first."""
_ALSO = {
    "millisecond": "ms", "milliseconds": "ms", "sec": "s", "second": "s", "seconds": "s",
    "mins": "min", "minute": "min", "minutes": "min", "hr": "h", "hrs": "h", "hour": "h",
    "hours": "h", "d": "days", "day": "days",
}  # fmt: skip


def amount(value: Decimal, unit: str) -> str:
    """``4 h`` · ``25 min`` · ``$1,168 per month`` · ``−3 %``. A time is said in the largest unit in
    which it is at least 1 and still exact to a tenth."""
    value, unit = _readable(value, unit)
    return _written(_signed(abs(value), value < 0, unit))


def is_percentage(unit: str) -> bool:
    """Whether figures in ``unit`` are percentages: "%", "% of requests". Their change is said in
    points, since a percentage of a percentage misleads: 61 % to 96 % are not "57 % more"."""
    return unit.strip().startswith("%")


def as_range(value: Decimal) -> tuple[Decimal, Decimal]:
    """The bracket of 1, 2, 5, 10, 20, 50 … that holds ``value``: from its first figure up to, and
    without, its second; the other way round below zero. 0 lies in the bracket from 0 to 1,
    alone: to whom a range is all that is shown, that one would say the figure itself."""
    if not value:
        return Decimal(0), Decimal(1)
    size = abs(value)
    decade = Decimal(1).scaleb(size.adjusted())
    low, high = next(
        (low * decade, high * decade)
        for low, high in pairwise(_STEPS)
        if low * decade <= size < high * decade
    )
    return (low, high) if value > 0 else (-high, -low)


def ranged(value: Decimal, unit: str) -> str:
    """``2–5 h`` · ``$1,000–2,000 per month`` · ``0–1 min`` · ``−5 % … −2 %``."""
    value, unit = _readable_range(value, unit)
    low, high = as_range(value)
    if value < 0:
        return _written(f"{_signed(-low, True, unit)} … {_signed(-high, True, unit)}")
    if not low:
        return _written(f"0–{_signed(high, False, unit)}")
    # The lower end stands before the upper one's digits, after the sign of the currency.
    upper = _signed(high, False, unit)
    digits = next(at for at, sign in enumerate(upper) if sign.isdigit())
    return _written(f"{upper[:digits]}{low.normalize():,f}–{upper[digits:]}")


def _signed(size: Decimal, below_zero: bool, unit: str) -> str:
    if unit == "days":
        unit = ngettext("day", "days", 1 if size == 1 else 2)
    return ("−" if below_zero else "") + with_unit(size, unit)


def _written(said: str) -> str:
    """A figure stays on one line with its unit."""
    return said.replace(" ", NO_BREAK, 1)


def _readable(value: Decimal, unit: str) -> tuple[Decimal, str]:
    known = _time(unit)
    if known is None:
        return value, unit
    if not value:
        return value, known
    for other in reversed(_MILLISECONDS):
        found = value * _MILLISECONDS[known] / _MILLISECONDS[other]
        short = found.quantize(_TENTH, ROUND_HALF_UP)
        back = short * _MILLISECONDS[other] / _MILLISECONDS[known]
        enough = 2 if other == "days" and known != "days" else 1
        # Hours were kept to a ten-thousandth: 0.4167 is 25 minutes.
        if abs(short) >= enough and back.quantize(_KEPT) == value.quantize(_KEPT):
            return short, other
    return value, known


def _readable_range(value: Decimal, unit: str) -> tuple[Decimal, str]:
    known = _time(unit)
    if known is None or not value:
        return value, known or unit
    for other in reversed(_MILLISECONDS):
        found = value * _MILLISECONDS[known] / _MILLISECONDS[other]
        if abs(found) >= 1:
            return found, other
    return value * _MILLISECONDS[known], "ms"


def _time(unit: str) -> str | None:
    """The short name of a unit of time; None for all others."""
    name = unit.strip().lower()
    return name if name in _MILLISECONDS else _ALSO.get(name)

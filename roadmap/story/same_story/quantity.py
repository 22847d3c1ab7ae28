"""A number with what it counts, in one unit of its dimension, and what it is counted in."""

from dataclasses import dataclass, replace
from decimal import Decimal

from roadmap.story.same_story.reading import Reading

PERIODS = {
    **dict.fromkeys(("second", "seconds", "s", "sec"), "second"),
    **dict.fromkeys(("minute", "min"), "minute"),
    **dict.fromkeys(("hour", "hourly", "h"), "hour"),
    **dict.fromkeys(("day", "daily", "d"), "day"),
    **dict.fromkeys(("week", "weekly", "wk"), "week"),
    **dict.fromkeys(("month", "monthly", "mo"), "month"),
    **dict.fromkeys(("quarter", "quarterly"), "quarter"),
    **dict.fromkeys(("year", "yearly", "annually", "yr"), "year"),
}
PER = {"per", "a", "an", "each", "every", "/"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """From token ``first`` to ``last``. ``value`` is in the smallest unit of its dimension, ``raw``
    the number as it is written. Dimension "" is a bare number, "count" one of things."""

    first: int
    last: int
    raw: Decimal
    value: Decimal
    step: Decimal
    dimension: str = ""
    unit: str = ""
    period: str = ""
    nouns: tuple[str, ...] = ()
    others: tuple[Decimal, ...] = ()
    is_rough: bool = False
    sign: int = 0

    @property
    def is_bare(self) -> bool:
        return self.dimension == ""

    def like(self, other: "Quantity") -> "Quantity":
        """A bare number with the unit of the one it stands beside."""
        factor = other.value / other.raw if other.raw else Decimal(1)
        return replace(
            self,
            value=self.raw * factor,
            step=self.step * factor,
            others=tuple(one * factor for one in self.others),
            dimension=other.dimension,
            unit=other.unit,
            period=self.period or other.period,
            nouns=self.nouns or other.nouns,
        )


def period_behind(text: Reading, last: int) -> tuple[str, int]:
    """ "per month", "/week", "daily" behind this token, and the last token then."""
    low, following = text.low(last + 1), text.low(last + 2)
    if low in PER and following in PERIODS:
        return PERIODS[following], last + 2
    if low.endswith("ly") and low in PERIODS:
        return PERIODS[low], last + 1
    return "", last

"""The day that a cell names, as people, LinkedIn and badges write it. Values in, values out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum

_WHOLE = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y")
_MONTH = ("%b %Y", "%B %Y", "%Y-%m", "%m.%Y")


class Known(Enum):
    """How much of a day was said; of the rest the first is taken."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and how much of it was said."""

    on: date
    known: Known = Known.DAY

    def may_be(self, other: "Day") -> bool:
        """Whether both can be the same day."""
        said = {self.known, other.known}
        if self.on.year != other.on.year:
            return False
        if Known.YEAR in said:
            return True
        return self.on.month == other.on.month if Known.MONTH in said else self.on == other.on


def read(text: str) -> Day | None:
    """The day of ``text``. None for what could be two days (03/04/2026) or none."""
    for forms, known in ((_WHOLE, Known.DAY), (_MONTH, Known.MONTH), (("%Y",), Known.YEAR)):
        for form in forms:
            try:
                # A day has no zone, so none is asked for.
                return Day(datetime.strptime(text, form).date(), known)  # noqa: DTZ007
            except ValueError:
                continue
    return _moment(text)


def _moment(text: str) -> Day | None:
    """A moment as badges have it: the day it says, whatever its zone. Old ones count seconds."""
    try:
        if text.isdecimal() and len(text) >= 9:
            return Day(datetime.fromtimestamp(int(text), UTC).date())
        return Day(datetime.fromisoformat(text).date())
    except (ValueError, OverflowError, OSError):
        return None

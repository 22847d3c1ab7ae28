"""The day that a cell names, as people, LinkedIn and badges write it. Values in, values out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

_WHOLE = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y")
_MONTH = ("%b %Y", "%B %Y", "%Y-%m", "%m.%Y")


@dataclass(frozen=True, slots=True)
class Day:
    """A day; ``vague`` when only its month, or its year, was said, and the first was taken."""

    on: date
    vague: bool = False


def read(text: str) -> Day | None:
    """The day of ``text``. None for what could be two days (03/04/2026) or none."""
    for forms, vague in ((_WHOLE, False), (_MONTH, True), (("%Y",), True)):
        for form in forms:
            try:
                return Day(datetime.strptime(text, form).date(), vague)  # noqa: DTZ007 - no zone
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

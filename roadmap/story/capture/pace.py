"""How fast an address takes what is posted to it: values in, values out.

One moment says it all. Each thing that comes in moves it on by what it costs; while it lies no
further ahead than the burst, more is taken. So sixty come in at once, and then one in six seconds:
some six hundred an hour. What is too fast is told from the row that was read anyway, and writes
nothing.
"""

from datetime import datetime, timedelta

EACH = timedelta(seconds=6)
"""What a number or a line costs."""
PICTURE = timedelta(seconds=36)
"""A picture is decoded and encoded anew: it costs as much as six lines."""
BURST = EACH * 60
"""So far ahead it may lie."""


def after(busy_until: datetime | None, now: datetime, cost: timedelta = EACH) -> datetime:
    """Until when the address is busy, with one more thing taken at ``now``."""
    return max(busy_until or now, now) + cost


def wait(busy_until: datetime, now: datetime) -> int:
    """Whole seconds until what would make it busy until then can be taken; 0 for at once."""
    seconds = (busy_until - now - BURST).total_seconds()
    return max(0, -int(-seconds // 1))

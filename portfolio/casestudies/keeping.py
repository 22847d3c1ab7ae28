"""Which words are worth a place in a passage's history, and which of those make room again.

An editor saves every few seconds, so not each save is kept. What is kept makes sure that whatever
stood there can be had back, up to a fifth of it or two hundred characters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from operator import eq

from portfolio.casestudies.models import Revision

PAUSE = timedelta(minutes=10)
"""While somebody writes, the history gets one so often."""
MANY = 200
"""So many characters can go without the history noticing."""
MOST = 200
"""So many revisions are kept of a passage."""
LATE_STAYS = timedelta(days=90)
"""What came too late from another tab is not thinned out before, unless there is very much."""
ALL_IN_ALL = 500
"""So many are kept of a passage, whatever came late."""
NEWEST = 100
"""So many of the newest stay in any case."""

Why = Revision.Why


@dataclass(frozen=True, slots=True)
class Before:
    """What is about to be overwritten."""

    text: str
    tab: str
    kept_at: datetime
    kept_length: int


def worth_keeping(before: Before, after: str, tab: str, now: datetime) -> Why | None:
    """Why what stood there is kept before ``after`` takes its place; None when it need not be."""
    if not before.text.strip():
        return None
    if not tab or tab != before.tab:  # pages without JavaScript cannot be told apart
        return Why.OTHER_TAB
    if _is_much(taken_out(before.text, after), before.text):
        return Why.SHRUNK
    # Much may be taken out bit by bit, and nobody knows yet: the text as it was at its longest.
    grown = len(before.text) - before.kept_length
    shrinks = len(after) < len(before.text) and _is_much(grown, before.text)
    return Why.PAUSE if shrinks or now - before.kept_at > PAUSE else None


def taken_out(before: str, after: str) -> int:
    """How many characters of ``before`` went in one edit: what is neither at the beginning nor at
    the end of both."""
    at_most = min(len(before), len(after))
    begins = _alike(before, after)
    ends = _alike(before[::-1], after[::-1]) if begins < at_most else 0
    return len(before) - min(begins + ends, at_most)


def too_many(kept: Sequence[tuple[int, str, datetime]], now: datetime) -> list[int]:
    """Which of the revisions, as (pk, why, when) with the newest first, make room. The oldest that
    were kept only because time passed go first; late ones stay for ``LATE_STAYS``, unless there
    are more than ``ALL_IN_ALL``. The ``NEWEST`` stay whatever they are."""
    over = len(kept) - MOST
    if over <= 0:
        return []
    oldest = list(reversed(kept[NEWEST:]))
    pauses = [pk for pk, why, _ in oldest if why == Why.PAUSE]
    others = [
        pk
        for pk, why, at in oldest
        if why != Why.PAUSE and not (why == Why.TOO_LATE and now - at < LATE_STAYS)
    ]
    gone = [*pauses, *others][:over]
    too_late = [pk for pk, _, _ in oldest if pk not in gone]
    return [*gone, *too_late[: max(0, len(kept) - len(gone) - ALL_IN_ALL)]]


def _is_much(characters: int, of: str) -> bool:
    return characters > MANY and characters > len(of) / 5


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    # Most of a long text is the same: halves are compared before single characters.
    low, high = 0, min(len(one), len(other))
    while high - low > 64:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low + sum(1 for _ in takewhile(bool, map(eq, one[low:high], other[low:high])))

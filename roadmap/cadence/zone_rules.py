"""Countries change their clocks, and tzdata follows: then what is due is worked out anew.

Every due instant stands in a row, worked out by the rules of its day. ``follow`` compares the
edition of tzdata they were worked out by with the one that is installed now.
"""

from datetime import datetime

from common import weeks
from roadmap.cadence import nudges
from roadmap.cadence.models import Block, ZoneRules

BATCH = 500
"""People worked out in one transaction."""


def follow(now: datetime, *, batch: int = BATCH) -> int:
    """Work out anew when every nudge is due, if tzdata is another one than last time; else one
    look-up. Returns how many blocks are due at another moment.

    The edition is noted at the end, so one that was killed on the way is done again.
    """
    edition = weeks.zone_rules()
    if ZoneRules.objects.filter(edition=edition).exists():
        return 0
    moved, last = 0, 0
    waiting = Block.objects.filter(next_due_at__isnull=False).order_by("user_id")
    while people := set(
        waiting.filter(user_id__gt=last).values_list("user_id", flat=True).distinct()[:batch]
    ):
        moved += nudges.reschedule_all(people, now)
        last = max(people)
    ZoneRules.objects.update_or_create(pk=1, defaults={"edition": edition})
    return moved
